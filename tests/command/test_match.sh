#!/bin/sh
# `match`: roles guessed and overruled, what is written, what is refused; the truth is never compared.
. tests/command/common.sh
cd "$work" || exit 1

# Two files of 400, 250 shared: of these every tenth has a letter of the surname doubled, every ninth
# another postcode. Names of 16 x 80, so that some are two persons'.
people() {
    python3 - "$1" <<'P'
import random, sys
file = sys.argv[1]
given = 'Ann Bob Cara Dev Eve Finn Gus Hana Ivo Jas Kit Lea Mo Nia Oz Pia'.split()
print('id,first_name,surname,dob,postcode,sex,truth')
for i in range(400):
    own = i if i < 250 else (1000 if file == 'a' else 2000) + i
    r = random.Random(own)  # the same person has the same in both files
    g, s = r.choice(given), 'Fam' + r.choice('abcdefghijklmnopqrst') + r.choice('klmn') + 'ton'
    d = f'{r.randrange(2005, 2014)}-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}'
    p, x = r.randrange(90), r.choice('MF')
    if file == 'b' and i % 10 == 3:
        s += 'n'
    if file == 'b' and i % 9 == 2:
        p = (p + 31) % 90
    print(f'{file}{i},{g},{s},{d},E{1 + p // 9} {1 + p % 9}AB,{x},t{own}')
P
}
people a >a.csv
people b >b.csv

# --- the roles are guessed, and said; the row's own name and the truth are not compared
status 0 match a.csv b.csv --truth truth --pairs pairs.csv --clusters clusters.csv --parameters parameters.json
for line in 'id  *-  *the row.s own name' 'first_name  *forename' 'surname  *surname' 'dob  *born' 'postcode  *postcode' \
    'sex  *sex' 'truth  *-  *the truth' 'each file has a person once'; do
    holds out "$line" || fail "not said: $line"
done
holds out 'first_name + surname (in either order)' || fail "no rule is shown"
f1=$(awk '/^truth:/ { print $NF }' out)
awk -v f1="$f1" 'BEGIN { exit !(f1 >= 0.97) }' || fail "F1 is $f1"

# --- what is written: a row a pair, its rows by name, a level a column
[ "$(head -n 1 pairs.csv)" = 'file_a,row_a,id_a,file_b,row_b,id_b,weight,probability,joined,first_name,surname,dob,postcode,sex' ] ||
    fail "pairs.csv: $(head -n 1 pairs.csv)"
grep -q '^1,4,a3,2,4,b3,.*,1,same,one slip,same,same,same$' pairs.csv || fail "a3 and b3: $(grep ',a3,' pairs.csv)"
[ "$(wc -l <clusters.csv)" = 801 ] || fail "clusters.csv has $(wc -l <clusters.csv) lines"
number() { awk -F, -v id="$1" '$4 == id { print $1 }' clusters.csv; }
[ "$(number a3)" = "$(number b3)" ] && [ "$(number a3)" != "$(number a4)" ] || fail "clusters.csv: a3 $(number a3), b3 $(number b3)"
python3 - <<'P' || fail "parameters.json"
import json
d = json.load(open('parameters.json'))
assert d['converged'] and abs(d['matches'] - 250) < 10, d['matches']
for f in d['fields']:
    assert abs(sum(l['m'] for l in f['levels']) - 1) < 1e-6, f
P
status 5 match a.csv b.csv --pairs pairs.csv
says 'give --force'
status 0 match a.csv b.csv --pairs pairs.csv --force

# --- the same bytes whatever the threads; the truth changes nothing
status 0 match a.csv b.csv --threads 1 --pairs one.csv --json
cp out one.json
status 0 match a.csv b.csv --threads 3 --pairs three.csv --json
same one.csv three.csv "threads show in the pairs"
same one.json out "threads show in the document"
cut -d, -f1-6 a.csv >a6.csv
cut -d, -f1-6 b.csv >b6.csv
status 0 match a6.csv b6.csv --pairs six.csv
same one.csv six.csv "the truth was compared"

# --- one file, with itself: each row is there twice
(cat a.csv && tail -n +2 a.csv) >twice.csv
status 0 match twice.csv --truth truth
holds out '800 rows are 400 persons' || fail "twice: $(grep persons out)"

# --- roles overruled
status 0 match a.csv b.csv --roles sex=leave,postcode=text
holds out 'sex  *-  *as --roles says' || fail "sex was not left"
holds out 'postcode  *text  *as --roles says' || fail "postcode is not text"
status 2 match a.csv b.csv --roles sexe=leave
says "no column 'sexe'"
status 2 match a.csv b.csv --roles sex=gender
says "'gender' is no role: .*forename"
status 2 match a.csv b.csv --roles sex
says "'sex' is not COLUMN=ROLE"
status 2 match a.csv b.csv --roles id=surname
says "both surname"
status 2 match a.csv b.csv --truth truth --roles truth=text
says "'truth' is the truth"
status 0 match a.csv b.csv --roles truth=id --pairs named.csv
grep -q '^1,4,t3,2,4,t3,' named.csv || fail "rows are not told by the column truth: $(head -n 2 named.csv)"
status 2 match a.csv b.csv --truth who
says "no column 'who'"

# --- names in one column, either way round
awk -F, -v OFS=, 'NR == 1 { print "name,dob"; next } { print (NR % 2 ? $2 " " $3 : "\"" $3 ", " $2 "\""), $4 }' a.csv >n.csv
awk -F, -v OFS=, 'NR == 1 { print "name,dob"; next } { print $2 " " $3, $4 }' a.csv >m.csv
status 0 match n.csv m.csv
holds out 'name  *name' || fail "the name is not one"
holds out '800 rows are 400 persons: 400 pairs' || fail "names: $(grep persons out)"

# --- what cannot be
status 3 match none.csv
says 'no such file'
status 3 match a.csv m.csv
says "m.csv: there is no column 'first_name', which a.csv has"
printf 'forename,surname,dob\nAnn,Lee,2001-02-03\n' >one_row.csv
status 3 match one_row.csv
says 'no two rows'
printf 'x,y\n1,2\n' >none_known.csv
status 2 match none_known.csv
says 'no column has a role' '--roles'

# --- a cell that a spreadsheet could run is neutralised; a bad row is passed over, and said
(cat a.csv && printf '=1+1,Ann,Famaaton,2005-01-01,E1 1AB,M,t9999\nx,y\n') >bad.csv
status 1 match bad.csv b.csv --clusters bad_clusters.csv
says "bad.csv: 1 row"
grep -q ",'=1+1$" bad_clusters.csv || fail "the cell was not neutralised: $(grep '1+1' bad_clusters.csv)"
exit $bad
