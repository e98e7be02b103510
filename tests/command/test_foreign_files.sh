#!/bin/sh
# Files as councils, regions and suppliers have them: columns of their own, titles above the
# header, rows of separators below the table, other names of a column, other files altogether.
# What is read is read without them, and said; what is no extract is called what it is.
. tests/command/common.sh
cd "$work" || exit 1
episodes=CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
row=A1,01/06/2023,S,C2,N1,U1,PR1,,,,A11AA,B22BB,1234567

# take WANTED COUNTS FILE: into a new store; "rows taken unchanged corrected rejected findings"
take() {
    rm -f s.h5*
    status "$1" import s.h5 "$3" --received 2024-05-01
    got=$(sed -n 's/^all  *//p' out | sed 's/  */ /g; s/ [0-9]* files.*//')
    [ "$got" = "$2" ] || fail "$3: $got, not $2: $(cat out err)"
}
told() { holds out "$1" || fail "not said: $1: $(cat out)"; }
silent() { grep '^[a-z0-9]*\.csv: ' out | grep -qv ': judged by the rules of ' && fail "something is said of a plain file: $(cat out)"; }
in_care() {
    "$latecare" timeline s.h5 0 --reason test | grep -q '^2023-06-01  open .* care ' || fail "$1: no care"
}

printf '%s\n%s\n' $episodes $row >plain.csv
take 0 '1 1 0 0 0 0' plain.csv
silent

# --- columns that the schema does not have
printf '%s,LA,YEAR\n%s,Anyborough,2024\n' $episodes $row >region.csv
take 0 '1 1 0 0 0 0' region.csv
told 'region.csv: columns not read: LA, YEAR'
in_care region
printf 'a,%s,b,c,d,e,f,a\n1,%s,2,3,4,5,6,7\n' $episodes $row >many.csv
take 0 '1 1 0 0 0 0' many.csv # two of one name that nothing reads
told 'many.csv: columns not read: column 1, column 15, column 16, column 17, column 18 and 2 more'
rm -f s.h5*
status 0 import s.h5 region.csv --received 2024-05-01 --json
grep -q '"remark": "columns not read: LA, YEAR"' out || fail "no remark in the document: $(cat out)"
# what is needed is not there, or is there twice
printf '%s,LA\n%s,x\n' "${episodes#CHILD,}" "${row#A1,}" >none.csv
status 3 import s.h5 none.csv
says 'nearest is ssda903_episodes; missing: CHILD; too much: LA'
printf '%s,LA,DEC\n%s,x,\n' $episodes $row >twice.csv
status 3 import s.h5 twice.csv
says "twice.csv: the header has the column 'DEC' twice"
# nearer to another: one column of it is missing, and six are too much for what is whole
printf 'CHILD,DOB,DOLO_START,DOLO_END,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,REC,REASON_PLACE_CHANGE\n' >near.csv
status 3 import s.h5 near.csv
says 'nearest is ssda903_episodes; missing: DEC; too much: DOB, DOLO_START, DOLO_END'

# --- what is not read may be lacking; names in any case, with or without what stands between
printf 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,HOME_POST,PL_POST\nA1,01/06/2023,S,C2,N1,U1,PR1,,,AB1 2CD,AB1 3EF\n' >few.csv
take 0 '1 1 0 0 0 0' few.csv
silent
in_care few
printf '\357\273\277child,Decom,r.n.e.,L S,cin,PLACE,place\302\240provider,dec,Rec,Home-Post,pl post\nA1,01/06/2023,S,C2,N1,U1,PR1,,,AB1 2CD,AB1 3EF\n' >spelt.csv
take 0 '1 1 0 0 0 0' spelt.csv
silent
in_care spelt
printf 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE PROVIDER,PLACE-PROVIDER,DEC,REC\nA1,01/06/2023,S,C2,N1,U1,PR1,PR2,,\n' >both.csv
rm -f s.h5*
status 3 import s.h5 both.csv # which of the two is meant
says "both.csv: the header has the column 'PLACE-PROVIDER' twice"

# --- a title, whatever stands between the fields
printf 'Episodes 2023-24,,,,\n,,,,\n\n%s\n%s\n' $episodes $row >title.csv
take 0 '1 1 0 0 0 0' title.csv
told 'title.csv: the header is in line 4; what stands above was not read'
in_care title
{
    echo 'Looked after, 2023'
    printf '%s\n%s\n' $episodes $row | tr , ';'
} >semicolon.csv
take 0 '1 1 0 0 0 0' semicolon.csv
told 'semicolon.csv: the header is in line 2; what stands above was not read'
printf 'Episodes\n%s\n%s\n' "$(echo $episodes | sed s/DECOM/DECOMM/)" $row >wrong.csv
status 3 import s.h5 wrong.csv # the message is of the header, not of the title
says 'nearest is ssda903_episodes; missing: DECOM; too much: DECOMM'

# --- separators that a program leaves away at a row's end, or puts there
head=HOME_POST,PL_POST,CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC
{ echo $head; echo 'A11AA,B22BB,A1,01/06/2023,S,C2,N1,U1,PR1'; } >short.csv
take 1 '1 1 0 0 0 1' short.csv
grep -q '^short  *1 ' out || fail "a short row is not said: $(cat out)"
in_care short
{ echo $head; echo 'A11AA,B22BB,A1,01/06/2023'; } >torn.csv
take 1 '1 0 0 0 1 0' torn.csv # its day may be half a day
{ echo $head; echo 'A11AA,B22BB,A1,01/06/2023,S,C2,N1,U1,PR1,,,,'; echo 'A11AA,B22BB,A2,01/06/2023,S,C2,N1,U1,PR1,,,,'; } >more.csv
take 0 '2 2 0 0 0 0' more.csv
silent
{ echo $head; echo 'A11AA,B22BB,A1,01/06/2023,S,C2,N1,U1,PR1,,'; echo 'A11AA,B22BB,A2,01/06/2023,S,C2,N1,U1,home, of whom,,'; } >moved.csv
take 1 '2 1 0 0 1 0' moved.csv # a comma in a text has moved what stands behind it
printf '%s\n%s\n' $episodes $row | tr , '|' >bars.csv
take 0 '1 1 0 0 0 0' bars.csv
silent
# and databases, archives and pictures are called what they are
for head in 'SQLite format 3\0' '\0\001\0\0Standard Jet DB\0' '$FL2@' 'PAR1\0' '\211PNG\r\n\032\n'; do
    # shellcheck disable=SC2059
    { printf "$head"; printf '%300s' | tr ' ' '\0'; } >odd.bin
    rm -f s.h5*
    status 3 import s.h5 odd.bin
    says 'odd.bin: this is a' 'as CSV\|the table itself'
done
# but a heading that begins as a Parquet file does is a heading
for heading in PAR1_FORENAME ARROW1_ID; do
    printf '%s,b\n1,2\n' $heading >heading.csv
    "$latecare" fit heading.csv --family logistic --formula 'b ~ a' >out 2>err
    grep -q 'Parquet\|Arrow' err && fail "$heading was taken for a file of another kind: $(cat err)"
done
tar cf odd.tar plain.csv
status 3 import s.h5 odd.tar
says 'a tar archive; unpack it'

# --- rows of separators are blank lines, however many separators, quoted or not
printf '%s\n%s\n,,,,,,,,,,,,\n,,,\n , ,\n"",""\n,,,,,,,,,,,,,,,,,,,\n' $episodes $row >blank.csv
take 0 '1 1 0 0 0 0' blank.csv
silent
printf '%s\n,,,,,,,,,,,,x\n' $episodes >said.csv # this one says something
take 1 '1 0 0 0 1 0' said.csv

# --- rows that are of no child: totals, a count, a line, the header again. They are rejects that say so, whatever
# else stands in them; nothing of the returns' rules is said of them, and no child is called Total
header=CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
{ echo $header; echo 'A1,F,29/05/2008,WBRI,UN1,,'; echo $header; echo 'A2,M,30/05/2008,WBRI,UN1,,'; echo 'Total,2,,,,,'; echo 'Grand total: 2,,,,,,'; echo ',,,,,Sub-total,2'; } >header.csv
take 1 '6 2 0 0 4 0' header.csv
grep -c 'a row of totals, and of no child' s.h5.rejects.csv | grep -qx 3 || fail "totals: $(cat s.h5.rejects.csv)"
grep -q '^header.csv,3,,,"the names of the columns again, and no row"$' s.h5.rejects.csv || fail "a header again: $(cat s.h5.rejects.csv)"
status 0 link s.h5
grep -q '^2 records are 2 children' out || fail "a child called Total: $(cat out)"
{ printf '%s\n------,-----,---\n%s\n%s\n\n(2 rows affected)\n' $episodes $row "A2${row#A1}"; } >console.csv
take 1 '4 2 0 0 2 0' console.csv
grep -q '^console.csv,2,,,"a line drawn between rows, and no row"$' s.h5.rejects.csv || fail "a line: $(cat s.h5.rejects.csv)"
grep -q '^console.csv,6,,,"a count of rows, and no row"$' s.h5.rejects.csv || fail "a count: $(cat s.h5.rejects.csv)"
# and a child who lives at 12 Row Houses is a child
{ echo addr_address_json,addr_table_id,addr_person_id,addr_address_type,addr_address_start_date,addr_address_end_date,addr_address_postcode
    echo '12 row houses,1,A1,Home,2020-01-02,,'; } >homes.csv
take 0 '1 1 0 0 0 0' homes.csv
# such a row is no reason not to take back what a full extract says no more
{ echo $episodes; echo $row; echo "A2${row#A1}"; echo "A3${row#A1}"; } >all.csv
{ echo $episodes; echo $row; echo "A2${row#A1}"; echo 'Total,2'; } >less.csv
take 0 '3 3 0 0 0 0' all.csv
status 1 import s.h5 less.csv --received 2024-06-01 --full
holds out '^ssda903_episodes  *3  *0  *2  *0  *1  *1  ' || fail "a total holds back a withdrawal: $(cat out)"

# --- a header of two rows, as merged cells give one
printf 'List,,,,,\nPerson,Dates,,Other,,\nID,Start,End,Lead,Outcome,Recorded\nS1,2023-06-01,,school,needs met,\n' >two.csv
take 0 '1 1 0 0 0 0' two.csv
told 'two.csv: the header is two rows, the last in line 3; a name is what stands in both'
printf 'Person,Dates,,Other,,\nNo,Start,End,Lead,Outcome,Recorded\nS1,2023-06-01,,school,needs met,\n' >none.csv
rm -f s.h5*
status 3 import s.h5 none.csv
says 'nearest is early_help; missing: person_id'

# --- a header that stands further down than anybody looks
{ for i in $(seq 25); do echo "title $i"; done; echo person_id,start,end,lead,outcome,recorded; } >deep.csv
rm -f s.h5*
status 3 import s.h5 deep.csv
says 'deep.csv: no schema has these columns; 20 rows were looked at' 'take away what is above it'
printf 'person_id,start,end,lead,outcome,recorded,start\nS1,2023-06-01,,school,needs met,,2023-07-01\n' >both.csv
status 3 import s.h5 both.csv
says "both.csv: the header has the column 'start' twice: take the one that is not meant away"

# --- a number with commas would be another child's
printf 'person_id,start,end,lead,outcome,recorded\n"1,234",2023-06-01,,school,needs met,\n1234,2023-07-01,,school,needs met,\n' >commas.csv
take 1 '2 1 0 0 1 0' commas.csv
grep -q '^commas.csv,2,person_id,(withheld),a number with commas between its figures: write it without$' s.h5.rejects.csv || fail "commas: $(cat s.h5.rejects.csv)"

# --- XML and pages, whatever their first tag
for text in '<Message>\n <Header/>\n' '<?xml version="1.0"?><a/>' '\n\n  <!-- 2024 --><CIN/>' '\357\273\277<csc:x/>'; do
    # shellcheck disable=SC2059
    printf "$text" >x.xml
    rm -f s.h5*
    status 3 import s.h5 x.xml
    says 'x.xml:[0-9:]* this is XML'
done
printf '<!DOCTYPE html><html><table><tr><td>CHILD' >x.csv
status 3 import s.h5 x.csv
says 'x.csv: this is a page (HTML)' 'save it there as .xlsx or CSV'
printf 'a,b\n<5,1\n' >less.csv # a value that begins so is none
"$latecare" fit less.csv --family logistic --formula 'b ~ a' >out 2>err
grep -q XML err && fail "a table with < in it was taken for XML"

# --- the live scripts of the safeguarding dataset: both numbers of a person are linked by
person=pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob
rest=pers_legacy_id,pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality
printf '%s,pers_single_unique_id,pers_upn,%s\nS1,Ann,Bee,F,F,WBRI,2010-01-02,9434765919,A123456789012,,,N,,,N,\n' $person $rest >live.csv
printf '%s,pers_common_child_id,%s\nS1,Ann,Bee,F,F,WBRI,2010-01-02,9434765919,,,N,,,N,\n' $person $rest >specified.csv
echo 'person_id,identifier_type,identifier_value,valid_from,valid_to' >head.csv
{ cat head.csv; echo 'S2,Unique Pupil Number,A123456789012,,'; } >upn.csv
{ cat head.csv; echo 'S2,NHS Number,9434765919,,'; } >nhs.csv
for pair in 'live upn' 'live nhs' 'specified nhs'; do
    # shellcheck disable=SC2086
    set -- $pair
    take 0 '1 1 0 0 0 0' "$1.csv"
    silent
    status 0 import s.h5 "$2.csv" --received 2024-05-01
    status 0 link s.h5
    grep -q '^2 records are 1 children' out || fail "$pair: $(cat out)"
done

# --- a number that a spreadsheet took the zeros from is not another child without a word
# numbered FILE NUMBER...: an episode each; zeros WANTED FILE...: lines on which it is found
numbered() {
    file=$1
    shift
    echo $episodes >"$file"
    for number; do echo "$number,01/06/2023,S,C2,N1,U1,PR1,,,,,," >>"$file"; done
}
zeros() {
    want=$1
    shift
    rm -f f.csv
    runs import s.h5 "$@" --received 2024-05-01 --findings f.csv
    got=$(awk -F, '$3 == "zeros" { printf "%s:%s ", $1, $2 }' f.csv)
    [ "$got" = "$want" ] || fail "zeros found in '$got', not '$want'"
}
numbered full.csv 00123 5
numbered lost.csv 123 5
for order in 'full lost' 'lost full'; do
    # shellcheck disable=SC2086
    set -- $order
    rm -f s.h5*
    zeros '' "$1.csv"
    zeros "$2.csv:2 " "$2.csv"
    zeros '' "$2.csv" # it is said once
done
numbered both.csv 00123 123 0123 00123 1230 0 00 A012 A12
rm -f s.h5*
zeros 'both.csv:3 both.csv:4 both.csv:8 ' both.csv
printf 'person_id,start,end,type,context,rhi_offered,rhi_accepted\n123,2023-06-01,,M,home,Y,N\n' >police.csv
rm -f s.h5*
zeros '' full.csv
zeros '' police.csv # another agency's number is another's

# --- Annex A, list 3, as councils head it
for head in 'Date of Birth,Age,Date of Referral,Referral Source,Referral NFA?' \
    'DOB,Age of Child (Years),Date of referral,Referral source,Referral NFA'; do
    printf 'Child Unique ID,Gender,Ethnicity,%s,Number of Referrals in Last 12 Months,Allocated Team,Allocated Worker\nC1,a) Male,a) WBRI,01/02/2010,13,01/03/2023,1A,b) No,1,T1,W1\n' \
        "$head" >l3.csv
    take 0 '1 1 0 0 0 0' l3.csv
    grep -q '^annex_a_list_3 ' out || fail "not known as list 3: $(cat out)"
    "$latecare" timeline s.h5 0 --reason test | grep -q '^2023-03-01 .* referral  *1A nfa=N' || fail "no referral"
done
exit $bad
