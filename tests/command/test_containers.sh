#!/bin/sh
# The same tables as CSV, as workbooks and in an archive are the same store; what is in a file
# beside them is named and left out; what only looks like a table is called what it is.
. tests/command/common.sh
command -v python3 >/dev/null || { echo "SKIP: no python3"; exit 0; }
pack="python3 $PWD/tests/command/containers/pack.py"
shared=$(realpath -m "${LATECARE_SHARED:-../shared}/data")
borough "$work/b" --children 400 --seed 3
cd "$work" || exit 1
day=$(ls b/extracts | tail -n 1)
files=$(find b/extracts/"$day" -name '*.csv' | LC_ALL=C sort)

# told STORE: what is in it, of some children, without the names of files; sources of one
# schema are in the order of their names
told() {
    "$latecare" describe "$1" --json | sed '/"digest"/d; /"file"/d; /"size"/d; /"bytes"/d' | sort
    for child in 0 1 2 3 4 5 6 7 8 9 20 40 80 160 320; do
        "$latecare" timeline "$1" $child --reason test 2>/dev/null | sed 's/(file [0-9]* line/(line/'
    done
}

# of all files together: rows, taken, unchanged, corrected, rejected, pending, withdrawn,
# findings, and what had waited
figures() { sed -n 's/^ "\([a-z]*\)": \([0-9]*\),*$/\1 \2/p' out; }

# shellcheck disable=SC2086
runs import csv.h5 $files --received "$day" --json
figures >counts
[ "$(wc -l <counts)" = 9 ] || fail "figures: $(cat counts)"
runs link csv.h5
told csv.h5 >wanted
[ "$(wc -l <wanted)" -gt 100 ] || fail "a store of nothing proves nothing"
for kind in xlsx inline ods zip; do
    # shellcheck disable=SC2086
    $pack $kind all.$kind $files
    runs import $kind.h5 all.$kind --received "$day" --json
    figures | cmp -s - counts || fail "$kind: $(figures | diff counts -)"
    runs link $kind.h5
    told $kind.h5 | cmp -s wanted - || fail "$kind is another store: $(told $kind.h5 | diff wanted - | head -n 5)"
    # the same file again is known table by table, and changes nothing
    runs import $kind.h5 all.$kind --received "$day" --json
    [ "$(grep -c '"again": true' out)" = "$(echo "$files" | wc -l)" ] || fail "$kind again: $(cat out)"
done

# --- a sheet that nobody sees is read, and said
python3 -c 'import sys, zipfile
with zipfile.ZipFile("all.xlsx") as a, zipfile.ZipFile("hidden.xlsx", "w") as b:
    for name in a.namelist():
        text = a.read(name)
        b.writestr(name, text.replace(b"<sheet ", b"<sheet state=\"hidden\" ", 1) if name == "xl/workbook.xml" else text)'
# in OpenDocument a style hides it: here the first sheet's, and not the second's, whatever stands after that one's end
python3 -c 'import zipfile
style = """<style:style style:name="%s" style:family="table"><style:table-properties table:display="%s"/></style:style>"""
default = """<style:default-style style:family="table"><style:table-properties table:display="false"/></style:default-style>"""
xmlns = b"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
with zipfile.ZipFile("all.ods") as a, zipfile.ZipFile("hidden.ods", "w") as b:
    for name in a.namelist():
        text = a.read(name)
        if name == "content.xml":
            styles = (style % ("ta2", "false") + style % ("ta1", "true") + default).encode()
            text = text.replace(b"<table:table ", b"<table:table table:style-name=\"ta2\" ", 1)
            at = text.index(b"<table:table ", text.index(b"ta2"))
            text = text[:at] + text[at:].replace(b"<table:table ", b"<table:table table:style-name=\"ta1\" ", 1)
            body = text.index(b"<office:body")
            text = text[:body] + b"<office:automatic-styles %s>" % xmlns + styles + b"</office:automatic-styles>" + text[body:]
        b.writestr(name, text)'
for kind in xlsx ods; do
    runs import hidden.$kind.h5 hidden.$kind --received "$day"
    [ "$(tr -s '\n ' ' ' <out | grep -o 'is hidden in its workbook, and was read' | wc -l)" = 1 ] || fail "a hidden sheet of .$kind: $(cat out)"
done

# --- tables that are none of ours
episodes=CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
printf 'Episodes 2023-24\n\n%s\nA1,01/06/2023,S,C2,N1,U1,PR1,,,,AB1 2CD,AB1 3EF,\n' $episodes >episodes.csv
printf 'How to fill this in\nAsk Ann Bee\n' >'Ann Bee.csv'
printf 'Codes\n' >codes.csv
: >empty.csv
for kind in xlsx ods zip; do
    rm -f s.h5*
    $pack $kind some.$kind episodes.csv 'Ann Bee.csv' codes.csv empty.csv
    status 1 import s.h5 some.$kind --received 2024-05-01
    sed 's/  */ /g' out >lines
    noun='sheet '; ending=
    [ $kind = zip ] && noun= && ending=.csv
    grep -q '^ssda903_episodes 1 1 0 0 0 0 ' lines || fail "$kind: $(cat out)"
    holds out "some.$kind, ${noun}episodes$ending: the header is in line 3" || fail "$kind: no title: $(cat out)"
    holds out "some.$kind, [a-z]* 2: no schema has these columns; not read" || fail "$kind: no word: $(cat out)"
    [ "$(tr '\n' ' ' <out | grep -o 'columns; not *read' | wc -l)" = 2 ] || fail "$kind: two tables are none: $(cat out)"
    grep -q '^not read 1 ' lines || fail "$kind: rows that were not read are no finding, or a title is one: $(cat out)"
    grep -q 'Bee' out && fail "$kind: the name of a table is shown"
    # nothing that anybody knows: the message is of the nearest
    rm -f s.h5*
    sed 's/DECOM/DECOMM/' episodes.csv >wrong.csv
    $pack $kind none.$kind 'Ann Bee.csv' wrong.csv
    status 3 import s.h5 none.$kind --received 2024-05-01
    says "none.$kind, .* 2: no schema has these columns; nearest is ssda903_episodes; missing: DECOM"
done

# --- real dates among texts of the schema's form
printf '%s\nA1,01/06/2023,S,C2,N1,U1,PR1,,,,AB1 2CD,AB1 3EF,\nA2,2/6/2023,S,C2,N1,U1,PR1,,,,AB1 2CD,AB1 3EF,\n' $episodes >mixed.csv
$pack xlsx mixed.xlsx mixed.csv # 2/6/2023 stays a text
rm -f s.h5*
status 0 import s.h5 mixed.xlsx --received 2024-05-01
for child in 0 1; do
    "$latecare" timeline s.h5 $child --reason test
done >out
grep -q '^2023-06-01 ' out && grep -q '^2023-06-02 ' out || fail "dates: $(cat out)"

# --- the names of a message: file, table, row
printf '%s\nA1,01/06/2023,S,C2,N1,U1,PR1,,,,AB1 2CD,AB1 3EF,\n,01/06/2023,S,C2,N1,U1,PR1,,,,AB1 2CD,AB1 3EF,\n' $episodes >list.csv
$pack xlsx two.xlsx list.csv empty.csv
rm -f s.h5*
status 1 import s.h5 two.xlsx --received 2024-05-01
grep -q '^"two.xlsx, sheet list",3,CHILD,' s.h5.rejects.csv || fail "rejects: $(cat s.h5.rejects.csv)"

# --- what only looks like one
printf '\320\317\021\340\241\261\032\341' >old.xls
status 3 import s.h5 old.xls
says 'old.xls: this is a file of an old Office program; save its table as .xlsx or CSV'
head -c 500 two.xlsx >cut.xlsx
status 3 import s.h5 cut.xlsx
says 'cut.xlsx: .* damaged or cut off'
python3 -c 'import zipfile
zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED).writestr("a.csv", bytes(200 << 20))'
status 3 import s.h5 bomb.zip
says 'bomb.zip: file 1 in it unfolds to more than 64 MB'

# --- Annex A as its template has it
if [ -r "$shared/annex-a/Annex_A.xlsx" ]; then
    rm -f s.h5*
    runs import s.h5 "$shared/annex-a/Annex_A.xlsx" --received 2021-04-01
    grep -q '^annex_a_list_3  *6  *6 ' out || fail "annex A: $(cat out)"
else
    echo "SKIP: $shared/annex-a is not here"
fi
exit $bad
