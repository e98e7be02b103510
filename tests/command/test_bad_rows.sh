#!/bin/sh
# Every kind of broken extract: its counted reject, its finding or its error with file and
# place, the exit status, and the store as it was where nothing could be taken.
. tests/command/common.sh
cd "$work" || exit 1
header=person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded
good=P2,2023-01-01,2023-01-02,M,home,Y,N,2023-01-01

# take WANTED ROWS TAKEN REJECTED FINDINGS FILE...: imports into a new store; the totals
take() {
    wanted=$1 totals="$2 $3 0 0 $4 $5"
    shift 5
    rm -f s.h5*
    status "$wanted" import s.h5 "$@" --received 2024-04-01
    got=$(sed -n 's/^all  *//p' out | sed 's/  */ /g; s/ [0-9]* files.*//')
    [ "$got" = "$totals" ] || fail "totals $got, not $totals: $*: $(cat out)"
    [ ! -e s.h5 ] || "$latecare" verify s.h5 >verified 2>&1 || fail "the store after $*: $(cat verified)"
}
# rejected LINE...: rows of the rejects file, each as it is there from its start
rejected() {
    for line; do
        grep -q -- "^$line" s.h5.rejects.csv || fail "no reject $line: $(cat s.h5.rejects.csv)"
    done
}
found() { grep -q -- "$1" out || fail "no finding $1: $(cat out)"; }

# --- files
: >empty.csv
take 1 0 0 0 1 empty.csv
found 'the file is empty'
printf '%s\n' $header >head.csv
take 0 0 0 0 0 head.csv
printf '%s' $header >head1.csv
take 0 0 0 0 0 head1.csv
printf '\357\273\277%s\r\nP1,2023-01-01,2023-01-02,M,home,Y,N,2023-01-01\r\n%s' $header $good >bom.csv
take 0 2 2 0 0 bom.csv # BOM, CRLF, no last newline
printf '%s\nP1,2023-01-01,2023-01-02,M,ho\0me,Y,N,2023-01-01\n%s\n' $header $good >nul.csv
take 1 2 1 1 0 nul.csv
rejected 'nul.csv,2,,,a NUL byte'
{
    printf '%s\nP1,2023-01-01,2023-01-02,M,' $header
    head -c 10000000 /dev/zero | tr '\0' a
    printf ',Y,N,2023-01-01\n%s\n' $good
} >field.csv
take 1 2 1 1 0 field.csv
rejected 'field.csv,2,,,a field or a line that is too long'
printf '%s\nP1,2023-01-01,2023-01-02,M,"home,Y,N,2023-01-01\n%s\n' $header $good >quote.csv
take 1 2 1 1 0 quote.csv
rejected 'quote.csv,2,,,a quote'
printf '%s\n%s,too,many\nP1\n%s\n' $header $good $good >ragged.csv
take 1 3 1 2 0 ragged.csv
rejected 'ragged.csv,2,' 'ragged.csv,3,'
printf 'system,person_id,forename,surname,dob,sex,postcode,recorded\npolice,P1,Zo\353,O\222Neil,2008-03-14,F,E8 1EA,2020-01-01\n' >cp1252.csv
take 1 1 1 0 1 cp1252.csv
found 'read as Windows-1252'
iconv -f UTF-8 -t UTF-16 bom.csv >utf16.csv
take 0 2 2 0 0 utf16.csv

# --- rows
cat >rows.csv <<END
$header
P1,01/02/2023,2023-02-03,M,home,Y,N,2023-02-01
P1,01/02/23,2023-02-03,M,home,Y,N,2023-02-01
P1,23-02-01,,M,home,Y,N,
P1,2023-02-29,2023-03-02,M,home,Y,N,2023-03-01
P1,2024-02-29,2024-03-02,M,home,Y,N,2024-03-01
P1,2023-02-10,2023-02-01,M,home,Y,N,
P5,2023-02-10,,Q,home,Y,N,
P6,2023-02-10,,M,home,Y,N,
P6,2023-02-10,,M,home,Y,N,
,2023-02-10,,M,home,Y,N,
P7,,,M,home,Y,N,
END
"$latecare" import s.h5 rows.csv --received 2024-04-01 >out 2>err
rejected 'rows.csv,2,start,01/02/2023,not a date: write it as 2024-02-29' \
    'rows.csv,3,start,01/02/23,not a date: write it as 2024-02-29' \
    'rows.csv,4,start,23-02-01,not a date: write it as 2024-02-29' \
    'rows.csv,5,start,2023-02-29,no such date' \
    'rows.csv,11,person_id,' 'rows.csv,12,start,'
grep -q '^rows.csv,6,' s.h5.rejects.csv && fail "29 February 2024 was rejected"
grep -q '^rows.csv,8,' s.h5.rejects.csv && fail "an unknown code was rejected"
grep -q '^rows.csv,7,' s.h5.rejects.csv && fail "an end before its start was rejected"
found 'a code that is not in its list'
found 'ends before it starts'
read -r rows taken unchanged corrected rejects _ <<END
$(sed -n 's/^all  *//p' out)
END
[ "$rows" = 11 ] && [ $rows = $((taken + unchanged + corrected + rejects)) ] || fail "rows do not add up: $(cat out)"

# one key twice with other contents: only one of them can be so
printf '%s\nP6,2023-02-10,2023-02-11,M,home,Y,N,\nP6,2023-02-10,2023-02-12,M,home,Y,N,\n' $header >twice.csv
rm -f s.h5*
status 1 import s.h5 twice.csv --received 2024-04-01
rejected 'twice.csv,3,'
# born after it happened
printf 'system,person_id,forename,surname,dob,sex,postcode,recorded\npolice,P9,A,B,2023-06-14,F,E8 1EA,2023-07-01\n' >born.csv
printf '%s\nP9,2023-01-01,2023-01-02,M,home,Y,N,2023-01-01\n' $header >before.csv
take 1 2 2 0 1 born.csv before.csv
found 'before the child was born'
# a day that had not come when the extract was made (take() says 2024-04-01): the day itself
# may be, a later one is found
printf '%s\nP8,2024-04-01,,M,home,Y,N,\nP9,2024-04-02,,M,home,Y,N,\n' $header >future.csv
take 1 2 2 0 1 future.csv
found 'happened after the day that the extract was made'
# what a spreadsheet would run is not left so in the rejects
printf '%s\nP1,=1+cmd(),2023-01-02,M,home,Y,N,\nP1,@x,2023-01-02,M,home,Y,N,\n' $header >formula.csv
take 1 2 0 2 0 formula.csv
grep -E '(^|,)"?[=@+]' s.h5.rejects.csv && fail "a formula in the rejects"

# --- what cannot be an extract at all: an error, and the store stays
take 0 2 2 0 0 bom.csv
before=$(state s.h5)
refused() { # WANTED WORDS ARGS...
    wanted=$1 words=$2
    shift 2
    status "$wanted" import "$@"
    says "$words"
    [ "$before" = "$(state s.h5)" ] || fail "the store is not as it was: $*"
}
printf '%s,start\n%s,2023-01-01\n' $header $good >twocolumns.csv
refused 3 "twocolumns.csv: the header has the column 'start' twice" s.h5 twocolumns.csv
printf 'one,two\n1,2\n' >unknown.csv
refused 3 'unknown.csv' s.h5 unknown.csv
head -c 5000 /dev/urandom >random.csv
refused 3 'random.csv' s.h5 random.csv
mkdir folder
refused 3 'folder is a folder; name the files in it' s.h5 folder
refused 3 'none.csv: no such file' s.h5 none.csv
refused 3 'none.csv: no such file' s.h5 bom.csv none.csv
refused 3 '/dev/null' s.h5 /dev/null
refused 3 'nofolder/s.h5: its folder is not there' nofolder/s.h5 bom.csv
refused 2 'did you mean --received' s.h5 bom.csv --recieved 2024-01-01
refused 2 '2024-03-31' s.h5 bom.csv --received 2024-02-30
refused 2 'needs a value' s.h5 bom.csv --received
refused 2 'import' s.h5
[ ! -e nofolder ] || fail "a folder was made"
# a name that would redraw the terminal is not said as it is
hostile=$(printf 'a\033[2Jb\nc.csv')
refused 3 'no such file' s.h5 "$hostile"
tr -d '\n[:print:]' <err | grep -q . && fail "control characters on the terminal"
[ "$(wc -l <err)" = 1 ] || fail "a file's name made two lines"
printf 'x\n' >"$hostile"
refused 3 'c.csv' s.h5 "$hostile"
tr -d '\n[:print:]' <err | grep -q . && fail "control characters on the terminal"
cp bom.csv "$hostile"
rm -f s.h5*
status 0 import s.h5 "$hostile" --received 2024-04-01
LC_ALL=C sed 's/\xef\xbf\xbd//g' out | tr -d '\n[:print:]' | grep -q . && fail "control characters on the terminal, in a result"
exit $bad
