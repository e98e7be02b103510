#!/bin/sh
# How a column writes its dates is settled by the whole column: of one form only, it is read so
# and said; of dd/mm and mm/dd alike, or mixed, the schema's form holds; what is not of it is
# refused with the form to write, and an Excel day number is called one.
. tests/command/common.sh
cd "$work" || exit 1
episodes=CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN

# returned DECOM,DEC ...: a return of these spells, a child each
returned() {
    echo $episodes >file.csv
    for spell; do
        n=$((n + 1))
        end=${spell#*,}
        echo "A$n,${spell%,*},S,C2,N1,U1,PR1,$end,${end:+E4A},,A1 1AA,B2 2BB,1234567" >>file.csv
    done
}
# missed START,END ...: police's missing episodes, whose schema says 2024-02-29
missed() {
    echo person_id,start,end,type,context,rhi_offered,rhi_accepted >file.csv
    for spell; do
        n=$((n + 1))
        echo "P$n,$spell,M,home,Y,N" >>file.csv
    done
}
# take WANTED TAKEN REJECTED [SPANS]: what stands in the store at last, "start end;" a row
take() {
    rm -f s.h5*
    status "$1" import s.h5 file.csv --received 2024-05-01 --year 2024
    got=$(sed -n 's/^all  *//p' out | awk '{ print $2, $5 }')
    [ "$got" = "$2 $3" ] || fail "$got, not $2 $3, of: $(cat file.csv out)"
    [ $# -lt 4 ] || {
        spans=$(for child in 0 1 2 3; do
            "$latecare" timeline s.h5 $child --reason test 2>/dev/null | awk '$4 == "open" && $5 ~ /care|missing/ { printf "%s %s;", $1, $2 }'
        done)
        [ "$spans" = "$4" ] || fail "$spans, not $4, of: $(cat file.csv)"
    }
}
told() { holds out "file.csv: $1" || fail "not said: $1: $(cat out)"; }
silent() { grep '^file.csv: ' out | grep -qv ': judged by the rules of ' && fail "something is said: $(cat out)"; }
rejected() { grep -q -x -- "file.csv,$1" s.h5.rejects.csv || fail "no reject $1: $(cat s.h5.rejects.csv)"; }

# --- one form only
returned 2023-06-01,
take 0 1 0 '2023-06-01 open;'
told 'DECOM: dates are written as 2024-02-29 and were read so'
returned 2023-06-01,2023-07-01 2023-06-02,2023-07-02
take 0 2 0 '2023-06-01 2023-07-01;2023-06-02 2023-07-02;'
told 'DECOM, DEC: dates are written as 2024-02-29 and were read so'
returned '2023-Jun-01 00:00:00,2023-Jul-13 00:00:00'
take 0 1 0 '2023-06-01 2023-07-13;'
told 'DECOM, DEC: dates are written as 29-Feb-2024 and were read so'
returned '01 June 2023,3 Sept 2023' 02-Jun-23,
take 0 2 0 '2023-06-01 2023-09-03;2023-06-02 open;'
told 'DECOM, DEC: dates are written as 29-Feb-2024 and were read so'
returned 20230601,20230713 2023/06/02,
take 0 2 0 '2023-06-01 2023-07-13;2023-06-02 open;'
told 'DECOM, DEC: dates are written as 2024/02/29 and were read so'
returned 01.06.2023,13.07.2023
take 0 1 0 '2023-06-01 2023-07-13;'
silent
missed 13/06/2023,14/06/2023
take 0 1 0 '2023-06-13 2023-06-14;'
told 'start, end: dates are written as 29/02/2024 and were read so'
missed 06/13/2023,06/14/2023 01/02/2023,01/02/2023
take 0 2 0 '2023-06-13 2023-06-14;2023-01-02 2023-01-02;'
told 'start, end: dates are written as 02/29/2024 and were read so'
# each column by itself; a day that does not exist and a blank are of no other form
returned 2023-06-01,13/07/2023 2023-02-29,14/07/2023 ,15/07/2023
take 1 1 2 '2023-06-01 2023-07-13;'
told 'DECOM: dates are written as 2024-02-29 and were read so'
rejected '3,DECOM,2023-02-29,no such date'
# as declared: nothing to say
returned 01/06/2023,13/07/2023
take 0 1 0 '2023-06-01 2023-07-13;'
silent
missed 2023-06-13,2023-06-14
take 0 1 0 '2023-06-13 2023-06-14;'
silent

# ... a day or a month of one digit, too
returned 1/6/2023,13/7/2023 02/6/2023,3/07/2023
take 0 2 0 '2023-06-01 2023-07-13;2023-06-02 2023-07-03;'
silent
missed 13/6/2023,14/6/2023 1/6/2023,2/6/2023
take 0 2 0 '2023-06-13 2023-06-14;2023-06-01 2023-06-02;'
told 'start, end: dates are written as 29/02/2024 and were read so'

# --- of two forms alike: the declared, if it is one of them
missed 1/6/2023,2/6/2023
take 1 0 1
rejected '2,start,(withheld),not a date: write it as 2024-02-29'
returned 1/6/23,
take 1 0 1
rejected '2,DECOM,1/6/23,not a date: write it as 29/02/2024'
returned 01/06/2023,02/07/2023 03/06/2023,04/07/2023
take 0 2 0 '2023-06-01 2023-07-02;2023-06-03 2023-07-04;'
silent
missed 01/06/2023,02/06/2023
take 1 0 1
rejected '2,start,(withheld),not a date: write it as 2024-02-29'
# a schema that declares neither is told by the file's other columns
missed 01/06/2023,13/06/2023
take 0 1 0 '2023-06-01 2023-06-13;'
told 'start, end: dates are written as 29/02/2024 and were read so'
missed 06/01/2023,06/13/2023
take 0 1 0 '2023-06-01 2023-06-13;'

# --- mixed: the declared; the form to write is named
returned 13/06/2023, 2023-06-14, 06/15/2023,
take 1 1 2 '2023-06-13 open;'
rejected '3,DECOM,2023-06-14,not a date: write it as 29/02/2024'
rejected '4,DECOM,06/15/2023,not a date: write it as 29/02/2024'
missed 2023-06-13, 13/06/2023,
take 1 1 1 '2023-06-13 open;'
rejected '3,start,13/06/2023,not a date: write it as 2024-02-29'
# the last row of many makes it so
echo person_id,start,end,type,context,rhi_offered,rhi_accepted >file.csv
awk 'BEGIN { for (i = 0; i < 20000; i++) print "P" i ",13/06/2023,,M,home,Y,N"; print "P,2023-06-13,,M,home,Y,N" }' >>file.csv
take 1 1 20000
rejected '2,start,13/06/2023,not a date: write it as 2024-02-29'

# --- Excel's day numbers, in a column that a row needs and in one that it does not
returned 45078,
take 1 0 1
rejected '2,DECOM,(withheld),an Excel day number: write it as 29/02/2024'
missed 2023-06-01,45079 45080, 45081,45082
take 1 1 2 '2023-06-01 open;'
rejected '3,start,(withheld),an Excel day number: write it as 2024-02-29'
told 'Excel day numbers: start (2 rows), end (2 rows); write them as 2024-02-29'
grep -q '^day  *1 ' out || fail "an end that is no date is no finding: $(cat out)"
# of a birth nothing is shown
printf 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,40200,WBRI,,,\n' >file.csv
take 1 1 0
told 'Excel day numbers: DOB (1 row); write them as 29/02/2024'
grep -q 40200 out err && fail "a birth date is shown"
exit $bad
