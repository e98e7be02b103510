#!/bin/sh
# Out again: what `export` writes of a store gives, imported into a new one, the same histories, those that the form
# has a place for, record by record; it asks why, says so in the log first, and shows nobody a name.
. tests/command/common.sh
python=/usr/bin/python3
"$python" -c 'import h5py' 2>/dev/null || { echo "SKIP: python3-h5py is not installed"; exit 0; }
compare=$(realpath tests/command/outward/compare.py)
cd "$work" || exit 1
borough b --children 1500 --seed 4
fill s.h5

# --- refused: no reason, nothing linked, a stream, another form's name, what is for models
log=$(cksum <s.h5.log)
status 2 export s.h5 day.json --to csc-api
says '--reason'
status 2 export s.h5 day.json --to csc-api --reason ' '
status 2 export s.h5 - --to csc-api --reason test
says 'holds names'
status 2 export s.h5 day.pmml --to csc-api --reason test
status 2 export s.h5 day.json --to csc-api --reason test --asof yesterday
status 2 export s.h5 day.json --to annex-a --reason test
status 2 export s.h5 annex.xlsx --to annex-a
status 2 export s.h5 day.json --to csc-api --reason test --times 365
status 2 export m.json m.pmml --to pmml --reason test
echo mine >there.json
status 5 export s.h5 there.json --to csc-api --reason test
[ "$(cat there.json)" = mine ] || fail "a file was overwritten"
status 5 export s.h5 s.h5.identity --to csc-api --reason test --force
runs import unlinked.h5 b/extracts/2025-03-01/social_care/ssd_person.csv --received 2025-03-01
status 5 export unlinked.h5 day.json --to csc-api --reason test
says 'latecare link'
[ "$log" = "$(cksum <s.h5.log)" ] || fail "what was refused is in the log"
[ ! -e day.json ] || fail "what was refused is there"
# nor without the identity file, or where the log cannot be written
mkdir away
mv s.h5.identity away/
"$latecare" export s.h5 day.json --to csc-api --reason test >out 2>err && fail "without the identity file"
mv away/s.h5.identity .
[ ! -e day.json ] || fail "what was refused is there"

# --- written: one line of the log, 0600, no name said --------------------------------
runs export s.h5 day.json --to csc-api --reason 'a test of the return' --json
[ "$(stat -c %a day.json)" = 600 ] || fail "day.json: mode $(stat -c %a day.json)"
tail -n 1 s.h5.log | grep -q '	export	list [0-9a-f]* reason a test of the return' || fail "the log does not say it"
cp out said.json
status 0 verify s.h5
runs export s.h5 again.json --to csc-api --reason test
same day.json again.json "the same store gives another file"
runs export s.h5 again.json --to csc-api --reason test --force
"$python" - out err said.json s.h5.log <<'PY' || fail "a name was said"
import json, re, sys
words = set()
for child in json.load(open("day.json")):
    d = child["child_details"]
    words |= {child["la_child_id"], d["surname"], d["date_of_birth"], d["unique_pupil_number"]} - {None}
assert len(words) > 1000
for file in sys.argv[1:]:
    assert not words & set(re.split(r"[\s,\"]+", open(file).read())), file
PY

# --- each row says the line that it came from -----------------------------------------
"$python" - <<'PY' || fail "a row is not of its line"
import csv, json, glob, re
looked = 0
for child in json.load(open("day.json")):
    for episode in child["social_care_episodes"]:
        m = re.fullmatch(r"file \d+: (\w+) of ([\d-]+)", episode.get("source_file", ""))
        if m and m[1] == "ssd_cin_episodes":
            row = list(csv.reader(open(f"b/extracts/{m[2]}/social_care/{m[1]}.csv")))[episode["source_line"] - 1]
            assert child["la_child_id"] in row and episode["referral_date"] in row
            looked += 1
assert looked > 900, looked
PY

# --- and in again -------------------------------------------------------------------
# What the payload says of the borough. The closing of a spell or placement tells who moved and which orders
# were made; what other tables tell of these the form has no place for.
cat >held <<'HELD'
person start code ethnicity
referral start code nfa
cin start end source close_reason
assessment start end
factor start code
s47 start end
icpc start
cpp start end
cin_plan start end
care start end reason_new placement ceased
placement start end code
moved start code
permanence start code ssd_cin_episodes@ ssda903_episodes@
uasc end code
sdq start level
adoption_plan start code =decided
adoption_plan start code =matched
adoption_plan start code =placed
leaver start accommodation activity
ehc_request start end
ehc_plan start
HELD
# back FILE STORE: the payload into a new store under the first one's key
back() {
    cp s.h5.key "$2.key"
    runs import "$2" "$1" --received 2025-04-01
    runs link "$2"
    status 0 verify "$2"
}
back day.json r.h5
"$python" "$compare" s.h5 r.h5 held >differ || { cat differ; fail "other histories than were written"; }
awk '$2 > 0 { kinds++; events += $2 } END { exit !(kinds >= 14 && events > 6000) }' differ || {
    cat differ; fail "there was little to compare"; }
# as of a day: what was known then, and nothing of what came later
runs export s.h5 then.json --to csc-api --reason test --asof 2022-06-01
back then.json t.h5
"$python" "$compare" s.h5 t.h5 held 2022-06-01 >differ || { cat differ; fail "as of a day: other histories"; }

# --- Annex A: what its lists look back on ------------------------------------------------
cat >listed <<'LISTED'
contact start code >start
referral start code nfa >start
assessment start end >end
s47 start >start
icpc start plan >start
cin start end code close_reason >end
cpp start end code latest_category >end
care start end code need ceased periods >end
placement start end code provider lasts >end
moved start code ssd_cin_episodes@ >start
permanence start code ssd_cin_episodes@ annex_a_list_6& >start
permanence start code ssd_permanence@ annex_a_list_10& =adoption once >year
adoption_plan start code ceased >year
LISTED
for day in 2025-04-05 2021-03-05; do
    runs export s.h5 annex-$day.xlsx --to annex-a --reason test --asof $day
    [ "$(stat -c %a annex-$day.xlsx)" = 600 ] || fail "annex-$day.xlsx: mode $(stat -c %a annex-$day.xlsx)"
    cp s.h5.key a-$day.h5.key
    runs import a-$day.h5 annex-$day.xlsx --received $day
    runs link a-$day.h5
    "$python" "$compare" s.h5 a-$day.h5 listed $day >differ || { cat differ; fail "Annex A of $day: other histories"; }
    awk '$2 > 0 { kinds++; events += $2 } END { exit !(kinds >= 8 && events > 100) }' differ || {
        cat differ; fail "there was little to compare"; }
done
# ways to an adoption: one that goes on, one reversed in the year and begun anew, one reversed before it, one with an order
people=b/extracts/2025-03-01/social_care/ssd_person.csv
set -- $(sed -n '2,6s/,.*//p' $people)
head=$(head -n 1 "$samples/ssd_permanence.csv")
"$python" - "$head" "$@" >permanence.csv <<'PY'
import sys
head, who = sys.argv[1], sys.argv[2:]
columns = head.split(",")
print(head)
def row(n, child, **days):
    said = {"perm_table_id": "T%d" % n, "perm_person_id": who[child], **{"perm_" + k: v for k, v in days.items()}}
    print(",".join(said.get(c, "") for c in columns))
row(1, 0, adm_decision_date="2022-01-10", placement_order_date="2022-01-10", matched_date="2024-12-01")
row(2, 1, adm_decision_date="2023-01-10", decision_reversed_date="2024-06-01", decision_reversed_reason="RD1")
row(3, 1, adm_decision_date="2024-09-10")
row(4, 2, adm_decision_date="2022-01-10", decision_reversed_date="2024-04-01", decision_reversed_reason="RD2")
row(5, 3, adm_decision_date="2023-06-01", placed_for_adoption_date="2024-05-01", permanence_order_date="2024-11-01", permanence_order_type="adoption")
PY
cp s.h5.key p.h5.key
runs import p.h5 $people permanence.csv --received 2025-04-01
runs link p.h5
runs export p.h5 ways.xlsx --to annex-a --reason test --asof 2025-04-05
cp s.h5.key q.h5.key
runs import q.h5 ways.xlsx --received 2025-04-05
"$python" - <<'PY' || fail "ways to an adoption: other histories"
import collections, h5py, numpy as np
def said(path, name):
    with h5py.File(path, "r") as f:
        h, names = f["histories"][name], [bytes(p).hex() for p in f["records/pseudonym"][:]]
        code = {v: k for k, v in h5py.check_enum_dtype(h["code"].dtype).items()}
        now = [i for i in range(len(h["start"])) if h["known_to"][i] == 2147483647]
        return collections.Counter((names[h["record"][i]], str(np.datetime64(int(h["start"][i]), "D")), code[int(h["code"][i])]) for i in now)
one, two = said("p.h5", "adoption_plan"), said("q.h5", "adoption_plan")
over = {k for k in one if k[1] in ("2022-01-10", "2024-04-01") and k[2] in ("decided", "reversed")}
gone = {k for k in one if k not in two}
assert one.total() == 10 and two.total() == 8 and gone < over and len(gone) == 2, (one, two)
assert said("p.h5", "permanence") == said("q.h5", "permanence")
PY
"$python" - <<'PY' || fail "the workbook is not one, or a row is not of its line"
import csv, re, zipfile, xml.etree.ElementTree as ET
book = zipfile.ZipFile("annex-2025-04-05.xlsx")
assert book.testzip() is None
for name in book.namelist():
    ET.fromstring(book.read(name))
space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
sheets = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(space + "sheet")]
assert sheets == ["List %d" % n for n in range(1, 12)], sheets
looked = 0
for row in list(ET.fromstring(book.read("xl/worksheets/sheet3.xml")).iter(space + "row"))[1:]:
    cells = ["".join(c.itertext()) for c in row.iter(space + "c")]
    m = re.fullmatch(r"file \d+: (\w+) of ([\d-]+)", cells[-2])
    line = list(csv.reader(open(f"b/extracts/{m[2]}/social_care/{m[1]}.csv")))[int(cells[-1]) - 1]
    assert cells[0] in line, (cells, line)
    looked += 1
assert looked > 20, looked
PY

# --- what the borough has not: questionnaires, two referrals in a day, one without a spell, what came before it
cat >odd.json <<'JSON'
[ { "la_child_id": "Q1", "purge": false,
  "child_details": { "first_name": "Ann", "surname": "Testone", "date_of_birth": "2010-02-03", "sex": "F",
    "ethnicity": "WBRI", "uasc_flag": true, "uasc_end_date": "2024-02-01", "purge": false },
  "health_and_wellbeing": { "sdq_assessments": [{ "date": "2023-05-01", "score": 12 }, { "date": "2024-05-01", "score": 0 }], "purge": false },
  "education_health_care_plans": [{ "education_health_care_plan_id": "H1", "request_received_date": "2023-01-10",
    "request_outcome_date": "2023-02-20", "plan_start_date": "2023-05-30", "purge": false }],
  "social_care_episodes": [
   { "social_care_episode_id": "E1", "referral_date": "2023-01-05", "referral_source": "6", "referral_no_further_action_flag": true, "purge": false },
   { "social_care_episode_id": "E2", "referral_date": "2023-01-05", "referral_source": "7", "referral_no_further_action_flag": false,
     "closure_date": "2023-09-01", "closure_reason": "RC7", "purge": false,
     "section_47_assessments": [{ "section_47_assessment_id": "S1", "start_date": "2023-02-01", "end_date": null, "icpc_date": "2023-02-14", "purge": false }] },
   { "social_care_episode_id": "E3", "referral_date": "2023-01-05", "referral_source": "1A", "referral_no_further_action_flag": false, "purge": false,
     "child_looked_after_placements": [{ "child_looked_after_placement_id": "P1", "start_date": "2022-12-01",
       "start_reason": "S", "placement_type": "U6", "end_date": "2023-03-01", "end_reason": "E3", "purge": false }],
     "adoption": { "initial_decision_date": "2023-02-10", "matched_date": null, "placed_date": "2023-02-20", "purge": false },
     "care_leavers": [{ "contact_date": "2024-03-01", "activity": "F2", "accommodation": "D", "purge": false }],
     "child_protection_plans": [{ "child_protection_plan_id": "C1", "start_date": "2023-03-01", "end_date": null, "purge": false }] } ] } ]
JSON
cp s.h5.key odd.h5.key
runs import odd.h5 odd.json --received 2025-04-01
runs link odd.h5
runs export odd.h5 odd2.json --to csc-api --reason test
back odd2.json odd2.h5
sed 's/ [a-z0-9_]*@//g' held >all
"$python" "$compare" odd.h5 odd2.h5 all >differ || { cat differ; fail "a payload out again is another"; }
for held in 'sdq 2 0' 'leaver 1 0' 'ehc_request 1 0' 'ehc_plan 1 0'; do
    grep -q "^$held" differ || fail "not $held: $(cat differ)"
done
[ "$(grep -c '^adoption_plan 1 0' differ)" = 2 ] || fail "no adoption: $(cat differ)"
# what of these is purged is taken back, and of workers there is nothing to take
cat >gone.json <<'JSON'
[ { "la_child_id": "Q1", "purge": false,
  "education_health_care_plans": [{ "education_health_care_plan_id": "H1", "purge": true }],
  "social_care_episodes": [
   { "social_care_episode_id": "E3", "referral_date": "2023-01-05", "referral_source": "1A", "referral_no_further_action_flag": false, "purge": false,
     "adoption": { "initial_decision_date": "2023-02-10", "purge": true },
     "care_leavers": [{ "contact_date": "2024-03-01", "purge": true }],
     "care_worker_details": [{ "worker_id": "W1", "start_date": "2023-01-05", "purge": true }] } ] } ]
JSON
runs import odd.h5 gone.json --received 2025-04-02 --json
"$python" - <<'PY' || fail "what was purged: $(head -c 400 out)"
import h5py, json
said = json.load(open("out"))
assert sum(f["rejected"] for f in said["files"]) == 0, said
with h5py.File("odd.h5", "r") as f:
    for name in ("adoption_plan", "leaver", "ehc_request", "ehc_plan"):
        assert len(f["histories"][name]["start"]) and (f["histories"][name]["known_to"][:] < 2147483647).all(), name
PY
[ $bad = 0 ]
