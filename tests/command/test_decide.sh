#!/bin/sh
# test_decide.sh PROGRAM: a sheet comes back: what it says is in the next week's pack and not in one of before; wrong rows are
# refused by their line and nothing of the sheet is kept; words of one's own are in the identity file alone.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
status 1 panel m.json s.h5 --asof 2025-03-03 --output pack --reason x
# sheet OUT CHILD.. fills in the rows: discussed,agree,action,by,until,reason a row of standard input, the rest stays empty
sheet() {
    python3 -c '
import csv, sys
rows = list(csv.reader(open("pack/decisions.csv", newline="")))
at = rows[0].index("discussed")
for row, line in zip(rows[1:], sys.stdin):
    row[at:] = line.rstrip("\n").split("|")
csv.writer(open(sys.argv[1], "w", newline="")).writerows(rows)' "$1"
}
sheet three.csv <<'END'
yes|yes|strategy|Ms Quillfeather|20/03/2025|Knows the family Quillfeather
y|no|none|||
no||||| away
END
first=$(sed -n 2p pack/decisions.csv | cut -d, -f1)
second=$(sed -n 3p pack/decisions.csv | cut -d, -f1)
third=$(sed -n 4p pack/decisions.csv | cut -d, -f1)
status 1 decide s.h5 three.csv --on 2025-03-03 --received 2025-03-10
holds out '3 decisions taken, 0 unchanged, 0 corrected' && holds out '7 children of the sheet have no decision' || fail "$(cat out)"
status 0 verify s.h5
status 1 decide s.h5 three.csv --on 2025-03-03 --received 2025-03-11
holds out '0 decisions taken, 3 unchanged, 0 corrected' || fail "again: $(cat out)"
# a second reading moves no day, and says so; a day that nobody says is said
holds out '3 were read before, on 2025-03-10, and stay as known from then' || fail "the day of before: $(cat out)"
# a blank row takes nothing back, and is not of a child without a decision
python3 - three.csv >blanked.csv <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
rows[2][rows[0].index("discussed"):] = [""] * 6
csv.writer(sys.stdout).writerows(rows)
END
status 1 decide s.h5 blanked.csv --on 2025-03-03 --received 2025-03-11
holds out '7 children of the sheet have no decision' && holds out '2 unchanged' &&
    holds out '1 blank row is of a child with a decision of this meeting, which stays' || fail "a blank row: $(cat out)"
status 1 decide s.h5 blanked.csv --on 2025-03-03 --received 2025-03-11 --json
grep -q '"undecided": 7' out && grep -q '"blank_decided": 1' out || fail "a blank row in JSON: $(cat out)"
status 1 decide s.h5 three.csv --on 2025-03-03 --received 2025-03-11
holds out 'taken as known' && fail "a day that was said: $(cat out)"
status 1 decide s.h5 three.csv --on 2025-03-03 --received 2025-03-10
holds out 'read before' && fail "the same day: $(cat out)"
cp s.h5 t.h5
for file in s.h5.*; do cp "$file" "t.h5${file#s.h5}"; done
printf 'yes|yes|watch|||\n' | sheet one.csv
export SOURCE_DATE_EPOCH=1743465600
status 1 decide t.h5 one.csv --on 2025-03-31
holds out 'taken as known from 2025-04-01 (today): a pack of an earlier day does not' || fail "today: $(cat out)"
SOURCE_DATE_EPOCH=1743552000
status 1 decide t.h5 one.csv --on 2025-03-31 --json
grep -A4 '"read_before"' out | grep -q '"first": "2025-04-01"' || fail "the day of before in JSON: $(cat out)"
unset SOURCE_DATE_EPOCH
rm t.h5 t.h5.*

# the next pack shows them, and one as of a day on which they were not known does not
status 1 score m.json s.h5 --asof 2025-03-10 --capacity 1000 --output before.json
status 1 score m.json s.h5 --asof 2025-03-11 --capacity 1000 --output after.json
status 1 panel m.json s.h5 --asof 2025-03-17 --since 2025-03-03 --capacity 1000 --output next --reason x
python3 - "$first" "$second" "$third" <<'END' || fail "the decisions are not as the sheet has them"
import json, sys
first, second, third = map(int, sys.argv[1:])
before, after, pack = (json.load(open(f)) for f in ("before.json", "after.json", "next/list.json"))
assert not any("decisions" in r for r in before["listed"])
for document in (after, pack):
    said = {r["child"]: r["decisions"] for r in document["listed"] if "decisions" in r}
    assert said == {
        first: [{"meeting": "2025-03-03", "known_from": "2025-03-10", "discussed": "yes", "agreed": "yes",
                 "action": "strategy", "until": "2025-03-20", "over": False}],
        second: [{"meeting": "2025-03-03", "known_from": "2025-03-10", "discussed": "yes", "agreed": "no", "action": "none"}],
        third: [{"meeting": "2025-03-03", "known_from": "2025-03-10", "discussed": "no"}]}, said
    # who was discussed is in hand, whether or not the action is over; who was not is not; nor was anybody before
    decided = {r["child"] for r in document["listed"] if "decided before" in r["in_hand"]}
    assert decided == {first, second}, decided
assert not any("decided before" in r["in_hand"] for r in before["listed"])
for child, says in ((first, "a strategy discussion"), (third, "not discussed")):
    own = open("next/child-%d.html" % child).read()
    assert says in own[own.index('id="decided"'):own.index('id="family"')]
page = open("next/list.html").read()
assert page.count("What panels decided") == 3
assert "3 March 2025: a strategy discussion or a section 47 enquiry, until 20 March 2025" in page
END
status 1 explain m.json s.h5 "$first" --asof 2025-03-25 --reason x --json
grep -q '"over": true' out || fail "an action whose day is past is not over"

# a changed row corrects, on its own day and on a later one; the history keeps what was said
sed "s/^$second,\(.*\),none,/$second,\1,early_help,/" three.csv >changed.csv
status 1 decide s.h5 changed.csv --on 2025-03-03 --received 2025-03-12
holds out '0 decisions taken, 2 unchanged, 1 corrected' || fail "corrected: $(cat out)"
sed "s/,early_help,/,watch,/" changed.csv >again.csv
status 1 decide s.h5 again.csv --on 2025-03-03 --received 2025-03-12
holds out '1 corrected' || fail "corrected on its day: $(cat out)"
status 0 verify s.h5
status 0 timeline s.h5 "$second" --reason x --json
python3 - <<'END' || fail "the versions are wrong: $(grep -A12 decision out | head -60)"
import json
d = [(e["code"], e["known_from"], e["known_to"]) for e in json.load(open("out"))["events"] if e["history"] == "decision"]
assert ("none", "2025-03-10", "2025-03-12") in d and ("watch", "2025-03-12", None) in d, d
assert not any(c == "early_help" and k < (t or "9") for c, k, t in d), d
END

# words of one's own: in the subject's own report, and nowhere in the clear
for file in s.h5 s.h5.log s.h5.digest next/list.html next/list.json next/list.csv; do
    grep -qi Quillfeather "$file" && fail "$file holds a name"
done
status 0 subject-report s.h5 "$first" --reason x
grep -q 'Knows the family Quillfeather' out || fail "the report leaves the reason out"

status 0 who s.h5 "$first" --reason x
{ holds out 'Panel decisions 2025-03-03, by: Ms Quillfeather .*the panel, said 10 March 2025' && ! holds out 'panel decision of'; } ||
    fail "who: $(cat out)"

# what is wrong is named by its line; nothing is kept
here=$(state s.h5)
refuse() {
    status "$1" decide s.h5 bad.csv --on 2025-03-03 --received 2025-03-13
    says "bad.csv:$2: " "$3"
    [ "$here" = "$(state s.h5)" ] || fail "a sheet that is refused has changed the store: $3"
}
row() { printf '%s|%s|%s|%s|%s|%s\n' "$@"; }
row yes yes stratgy '' '' '' | sheet bad.csv
refuse 3 2 "'strategy' meant"
row yes yes Quillfeather '' '' '' | sheet bad.csv
refuse 3 2 'action is one of none, watch'
grep -q Quillfeather err && fail "the message repeats a name"
row yes yes other 'Ms Quillfeather' '' '' | sheet bad.csv
refuse 3 2 "'other' is said in the reason, and reason says nothing"
row maybe yes none '' '' '' | sheet bad.csv
refuse 3 2 'discussed is yes or no'
row yes perhaps none '' '' '' | sheet bad.csv
refuse 3 2 'agree is yes, no or empty'
row yes yes '' '' '' '' | sheet bad.csv
refuse 3 2 'action says nothing'
row no '' care '' '' '' | sheet bad.csv
refuse 3 2 'was not discussed'
row yes yes none '' 2025-02-31 '' | sheet bad.csv
refuse 3 2 'until is a day'
row yes yes none '' 2025-03-02 '' | sheet bad.csv
refuse 3 2 'before the meeting'
{ cat three.csv && sed -n 2p three.csv; } >bad.csv
refuse 3 "$(wc -l <bad.csv)" "has a row already, in line 2"
sed "2s/^$first,/99999999,/" three.csv >bad.csv
refuse 3 2 'there is no child 99999999'
sed "2s/^$first,/Quillfeather,/" three.csv >bad.csv
refuse 3 2 'not the number of a child'
cut -d, -f1-4 three.csv >bad.csv
status 3 decide s.h5 bad.csv --on 2025-03-03
says "no column 'agree'"
status 2 decide s.h5 three.csv
says '--on 2025-03-03'
status 3 decide s.h5 three.csv --on 2031-03-03
status 3 decide s.h5 three.csv --on 2025-03-03 --received 2031-03-03
status 3 decide s.h5 nowhere.csv --on 2025-03-03
[ "$here" = "$(state s.h5)" ] || fail "something refused has changed the store"
# capitals are the same word, and what a row leaves out is said
head -n 2 three.csv | sed 's/,strategy,/,STRATEGY,/' >full.csv
status 0 decide s.h5 full.csv --on 2025-03-03 --received 2025-03-14
holds out '0 decisions taken, 1 unchanged, 0 corrected' || fail "capitals: $(cat out)"
{ sed -n 1p three.csv && sed -n 2p three.csv | sed 's/,yes,strategy,/,,Other,/' && sed -n 3p again.csv; } >unsaid.csv
status 1 decide s.h5 unsaid.csv --on 2025-03-03 --received 2025-03-14
holds out '1 child was discussed and agree is empty' && holds out "1 row says 'no' to the list without a reason" &&
    holds out '1 unchanged, 1 corrected' || fail "left out: $(cat out)"
# names: the sheet of a pack with names is held against who the child is, and no message repeats one
status 1 panel m.json s.h5 --asof 2025-03-24 --output named --reason x --names
cat >names.py <<'END'
import csv, sys
rows = list(csv.DictReader(open("named/decisions.csv", newline="")))[:3]
assert all(r["name"] and r["born"] for r in rows) and len({r["born"] for r in rows}) == 3
for r in rows:
    r.update(discussed="yes", agree="yes", action="watch")
def write(name, rows):
    with open(name, "w", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
a, b, c = rows
write("right.csv", rows)
day = "/".join(reversed(a["born"].split("-")))
write("typed.csv", [dict(a, name=a["name"].upper(), born=day), dict(b, name=""), dict(c, name="", born="")])
write("swapped.csv", [a, dict(b, child=c["child"])])
write("name.csv", [dict(a, name=b["name"])])
write("born.csv", [a, b, dict(c, born=a["born"])])
write("no-day.csv", [dict(a, born="Quillfeather")])
print(a["child"], b["child"], c["child"])
print("\n".join(t for r in rows for t in [r["born"], *r["name"].split()]), file=open("private", "w"))
END
read -r a b c <<END
$(python3 names.py)
END
here=$(state s.h5)
for case in "swapped 3 name $c" "name 2 name $a" "born 4 birth.date $c" "no-day 2 birth.date $a"; do
    # shellcheck disable=SC2086 # words of a case
    set -- $case
    status 3 decide s.h5 "$1.csv" --on 2025-03-24 --received 2025-03-25
    says "$1.csv:$2: the $3 in this row is not child $4's" 'empty name and born'
    grep -qiwFf private -e Quillfeather err && fail "a message says who: $(cat err)"
done
[ "$here" = "$(state s.h5)" ] || fail "another child's row has changed the store"
[ "$a" != "$b" ] && [ "$b" != "$c" ] || fail "the case has fewer than three children"
status 0 decide s.h5 right.csv --on 2025-03-24 --received 2025-03-25
holds out '3 decisions taken' || fail "right: $(cat out)"
holds out 'were not held' && fail "rows that were held: $(cat out)"
status 0 decide s.h5 typed.csv --on 2025-03-24 --received 2025-03-25
holds out '3 unchanged' && holds out 'name and birth date of 1 of 3 rows were not held' || fail "as typed: $(cat out)"
# who is erased takes the decisions along
status 0 erase s.h5 "$first" --force
status 0 verify s.h5
exit $bad
