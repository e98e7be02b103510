#!/bin/sh
# A row whose cells may stand under columns that are not their own shows none of them, and a
# word is never shown, whatever column it is in: not in rejects, findings, messages or the log.
. "$(dirname "$0")/common.sh"
cd "$work" || exit 1

# the cells of one child, none of which may be seen again
secret='Zaphod|Quuxley|P99731|2009-07-23|07700900123|ZZ1 9QX'

# hidden WHAT: nothing of the child is in anything that the import wrote or said
hidden() {
    ls s.h5.rejects* >/dev/null 2>&1 || fail "$1: no rejects"
    grep -qE "$secret" s.h5.rejects* s.h5.log out err findings.csv 2>/dev/null &&
        fail "$1: $(grep -hE "$secret" s.h5.rejects* s.h5.log out err findings.csv | head -n 3)"
    strings -a s.h5 2>/dev/null | grep -qE "$secret" && fail "$1: in the store"
    rm -f s.h5* findings.csv
}

# rotations HEADER GOOD-ROW CHILD-ROW: the child's row turned by each number of cells, cut short,
# too long, and with one cell lost or doubled in every place
rotations() {
    {
        echo "$1"
        i=0
        while [ $i -lt 12 ]; do
            echo "$2" | sed "s/#/$i/g"
            i=$((i + 1))
        done
        echo "$3" | awk -F, -v OFS=, '{
            for (by = 1; by < NF; by++) {
                line = ""
                for (k = 0; k < NF; k++) line = line (k ? "," : "") $((k + by) % NF + 1)
                print line
            }
            for (at = 1; at <= NF; at++) {
                lost = twice = ""
                for (k = 1; k <= NF; k++) {
                    if (k != at) lost = lost (lost == "" ? "" : ",") $k
                    twice = twice (twice == "" ? "" : ",") $k (k == at ? "," $k : "")
                }
                print lost
                print twice
                print lost ","
                print "," lost
            }
            print $1 "," $2
            print $0 ",more,cells"
        }'
    } >rows.csv
}

for shape in \
    'system,person_id,forename,surname,dob,sex,postcode,recorded|police,P1#,Ann,Other,2008-05-01,F,NW1 1AA,2023-04-06|police,P99731,Zaphod,Quuxley,2009-07-23,M,ZZ1 9QX,2023-04-06' \
    'person_id,date,kind,level,source,end_date,recorded|P1#,2024-01-02,CSE,2,police,,2024-01-03|P99731,2009-07-23,CCE,3,Zaphod Quuxley,2024-02-01,2024-02-02' \
    'person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded|P1#,2024-01-02,2024-01-03,M,home,Y,N,2024-01-03|P99731,2024-02-01,2009-07-23,Zaphod,Quuxley,Y,07700900123,2024-02-03' \
    'person_id,offence_date,outcome_date,category,seriousness,outcome_tier,recorded|Y1#,2024-01-02,,theft,3,community,2024-01-03|P99731,2024-01-02,2009-07-23,Zaphod Quuxley,4,Quuxley,2024-02-03' \
    'person_id,start,category,sessions,reason,recorded|E1#,2024-01-02,SUSP,3,DB,2024-01-03|P99731,2024-01-02,SUSP,07700900123,Zaphod Quuxley,2024-02-03'; do
    rotations "${shape%%|*}" "$(echo "$shape" | cut -d'|' -f2)" "${shape##*|}"
    "$latecare" import s.h5 rows.csv --received 2024-05-01 --findings findings.csv >out 2>err || [ $? = 1 ] ||
        fail "import: $(cat err)"
    hidden "${shape%%|*}"
done

# a word in a column of codes, in an otherwise good row
printf 'person_id,date,kind,level,source,end_date,recorded\nP1,2024-01-02,Quuxley,2,police,,2024-01-03\n' >rows.csv
"$latecare" import s.h5 rows.csv --received 2024-05-01 >out 2>err
grep -q '^rows.csv,2,kind,(withheld),' s.h5.rejects.csv || fail "not said that it is withheld: $(cat s.h5.rejects.csv)"
hidden 'a word in a column of codes'

# what can be no child's is shown: a day of a day's shape, a number of a number's
printf 'person_id,date,kind,level,source,end_date,recorded\nP1,2024-13-02,CSE,2,police,,2024-01-03\n' >rows.csv
"$latecare" import s.h5 rows.csv --received 2024-05-01 >out 2>err
grep -q '^rows.csv,2,date,2024-13-02,' s.h5.rejects.csv || fail "a day that is none: $(cat s.h5.rejects.csv)"
rm -f s.h5*

# a number of a person behind a day, or written in groups as a day is, is none
secret='07700900123|943 476 5919|9434765919|0770 090 0123'
for cell in '2024-13-02 07700900123' '2024-13-02T9434765919' '943 476 5919' '943-476-5919' '943.476.5919' '0770 090 0123' '0770-0900-1234' \
    '2024-01-02 00:9434765919' '2024-01-02 00:00:00.9434765919'; do
    printf 'person_id,date,kind,level,source,end_date,recorded\nP1,%s,CSE,2,police,,2024-01-03\n' "$cell" >rows.csv
    "$latecare" import s.h5 rows.csv --received 2024-05-01 >out 2>err
    grep -q '^rows.csv,2,date,(withheld),' s.h5.rejects.csv || fail "'$cell' is shown: $(cat s.h5.rejects.csv)"
    hidden "$cell"
done
secret='Zaphod|Quuxley|P99731|2009-07-23|07700900123|ZZ1 9QX'
for cell in '2024-13-02 00:00:00' '2024-13-02T00:00:00.000Z' '31/02/24' '2024-Abc-14' '30-Feb-2024' '2024 13 02'; do
    printf 'person_id,date,kind,level,source,end_date,recorded\nP1,%s,CSE,2,police,,2024-01-03\n' "$cell" >rows.csv
    "$latecare" import s.h5 rows.csv --received 2024-05-01 >out 2>err
    case $cell in *Abc*) want='(withheld)' ;; *) want=$cell ;; esac
    grep -qF "rows.csv,2,date,$want," s.h5.rejects.csv || fail "a day that is none, $cell: $(cat s.h5.rejects.csv)"
    rm -f s.h5*
done

# --- headers: a first row that is a child's, and names among those of columns
for header in 'police,P99731,Zaphod,Quuxley,2009-07-23,M,ZZ1 9QX' \
    'system,person_id,Zaphod,Quuxley,dob,sex,postcode' \
    'Zaphod,Zaphod,person_id,date,kind' \
    'person_id,date,kind,level,source,end_date,recorded,Quuxley' \
    'Zaphod Quuxley'; do
    printf '%s\nP1,2024-01-02,CSE,2,police,,2024-01-03\n' "$header" >rows.csv
    "$latecare" import s.h5 rows.csv --received 2024-05-01 >out 2>err
    cat out err 2>/dev/null | grep -qE "$secret" && fail "header $header: $(cat out err)"
    "$latecare" import s.h5 rows.csv --received 2024-05-01 --json >out 2>err
    cat out err 2>/dev/null | grep -qE "$secret" && fail "header $header as JSON: $(cat out err)"
    rm -f s.h5*
done
printf 'system,person_id,Zaphod,surnam,dob,sex,postcode\n' >rows.csv
status 3 import s.h5 rows.csv
says 'too much: column 3, surnam' # a slip of a name that a schema has is a name
exit $bad
