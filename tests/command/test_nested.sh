#!/bin/sh
# Nested files: returns in XML and the daily payload in JSON give the tables that their
# schemas name, as another program counts them; a return by XML is the return by CSV; what is
# none is called what it is, and stores nothing.
. tests/command/common.sh
shared=$(realpath -m "${LATECARE_SHARED:-../shared}/data")
cd "$work" || exit 1

# --- one return, written as CSV and as XML, gives one store -----------------------
python3 - <<'PY'
import csv, datetime, random
random.seed(903)
tables = {  # schema: (the group it is in, its columns; in the XML CHILD and PLACE have other names)
    "header": ("HEADER", "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB".split()),
    "episodes": ("EPISODE", "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN".split()),
    "missing": ("AMISSING", "CHILD DOB MISSING MIS_START MIS_END".split()),
    "reviews": ("AREVIEW", "CHILD DOB REVIEW REVIEW_CODE".split()),
    "uasc": ("HEADER", "CHILD SEX DOB DUC".split()),
}
rows = {name: [] for name in tables}
other = {"CHILD": "CHILDID", "PLACE": "PL"}
day = lambda n: (datetime.date(2015, 1, 1) + datetime.timedelta(n)).strftime("%d/%m/%Y")
leaf = lambda name, value: "<%s>%s</%s>\n" % (name, value, name) if value else "<%s />" % name
xml = ["<?xml version='1.0' encoding='windows-1252'?>\n<EXPSSDA903>\n"]
for n in range(300):
    child = {"CHILD": "C%05d" % n, "DOB": day(-n * 11), "SEX": random.choice("12"),
             "ETHNIC": random.choice(["WBRI", "BAFR", "ZZZZ"]), "UPN": "UN1", "MOTHER": "", "MC_DOB": ""}
    duc = day(2000 + n) if n % 9 == 0 else ""
    rows["header"].append(child)
    inner, end = "", 100 + n
    for _ in range(random.randrange(4)):
        one = {"MISSING": random.choice("MA"), "MIS_START": day(end), "MIS_END": day(end + 1)}
        rows["missing"].append({**child, **one})
        inner += "<AMISSING>" + "".join(leaf(k, v) for k, v in one.items()) + "</AMISSING>"
        one = {"REVIEW": day(end), "REVIEW_CODE": "PN1"}
        rows["reviews"].append({**child, **one})
        inner += "<AREVIEW>" + "".join(leaf(k, v) for k, v in one.items()) + "</AREVIEW>"
        end += random.randrange(2, 90)
    if duc:
        rows["uasc"].append({**child, "DUC": duc})
    spells, start = "", 50 + n
    for spell in range(random.randrange(1, 6)):
        end = start + random.randrange(1, 200)
        last = spell == 4 or random.random() < 0.2
        one = {"DECOM": day(start), "RNE": "P" if spell else "S", "LS": random.choice(["C2", "V2", "XX"]), "CIN": "N1",
               "PLACE": random.choice(["U4", "K2", "H5"]), "PLACE_PROVIDER": "PR1",
               "DEC": "" if last else day(end), "REC": "" if last else random.choice(["X1", "E3", "E11"]),
               "REASON_PLACE_CHANGE": "", "HOME_POST": "", "PL_POST": "", "URN": "1"}
        rows["episodes"].append({**child, **one})
        spells += "<EPISODE>\n" + "".join(leaf(other.get(k, k), v) for k, v in one.items()) + "</EPISODE>"
        start = end
        if last:
            break
    header = "".join(leaf(other.get(k, k), v) for k, v in child.items()) + leaf("UASC", "1" if duc else "0") + (
        leaf("DUC", duc) if duc else "") + inner
    parts = ["<HEADER>%s</HEADER>" % header, spells]
    random.shuffle(parts)  # whose a spell is may come behind it
    xml.append("<CHILD>\n%s</CHILD>\n" % "".join(parts))
xml.append("</EXPSSDA903>\n")
open("return.xml", "w").write("".join(xml))
for name, (_, columns) in tables.items():
    with open(name + ".csv", "w", newline="") as f:
        out = csv.DictWriter(f, columns, extrasaction="ignore")
        out.writeheader()
        out.writerows(rows[name])
PY
counts() { python3 -c 'import json, sys
for f in sorted(json.load(open(sys.argv[1]))["files"], key=lambda f: f["schema"]):
    print(f["schema"], *(f[k] for k in ("rows", "taken", "unchanged", "corrected", "rejected", "findings")))' "$1"; }
said() { # STORE: what it says of the first children, but for where it was said
    for child in 0 1 2 3 9 18 99 150 299; do
        "$latecare" timeline "$1" "$child" --reason test | tr -s '\n ' '  ' | sed 's/(file [0-9]* line [0-9]*//g'
    done
}
runs import c.h5 header.csv episodes.csv missing.csv reviews.csv uasc.csv --received 2024-06-01 --json
cp out c.json
runs import x.h5 return.xml --received 2024-06-01 --json
cp out x.json
counts c.json >c.counts
counts x.json >x.counts
[ -s c.counts ] && same c.counts x.counts "a return by XML counts otherwise"
for store in c x; do
    said $store.h5 >$store.said
    status 0 describe $store.h5 --json --unsuppressed --reason test
    python3 -c 'import json
for h in json.load(open("out"))["histories"]: print(h["name"], h["events"], h["children"])' >$store.held
done
grep -q care c.said || fail "there is nothing to compare"
same c.said x.said "a return by XML says otherwise"
same c.held x.held "a return by XML holds otherwise"
before=$(state x.h5)
runs import x.h5 return.xml --received 2024-06-01
[ "$before" = "$(state x.h5)" ] || fail "the same return again changed the store"

# --- what is none -----------------------------------------------------------------
refused() { # FILE WORDS...: exit 3, the words, and no store
    file=$1
    shift
    status 3 import none.h5 "$file" && says "$@"
    [ ! -e none.h5 ] || fail "$file: there is a store"
}
printf '<EXPSSDA903>\n<CHILD><HEADER><CHILDID>7</CHILDID></HEADER>\n</EXPSSDA903>\n' >torn.xml
refused torn.xml 'torn.xml:3: this is XML and not well-formed (mismatched tag' 'nothing of it was taken'
printf '<Message>\n<LBPSentDate>2026-09-20</<LBPSentDate>\n</Message>\n' >typo.xml
refused typo.xml 'typo.xml:2: '
printf '<?xml version="1.0"?>\n<!DOCTYPE Message [<!ENTITY a "b">]>\n<Message>&a;</Message>' >doctype.xml
refused doctype.xml 'doctype.xml:2: this is XML with a DOCTYPE'
printf '<message1/>' >root.xml
refused root.xml 'outermost element <message1>' 'EXPSSDA903' 'Message'
printf '<Message><School><Pupil/></School></Message>' >school.xml
refused school.xml 'no schema reads anything in it'
printf '<?xml version="1.0"?><Workbook/>' >old.xml
refused old.xml 'a workbook of Excel 2003'
printf '[{"la_child_id": "7",}]' >torn.json
refused torn.json 'torn.json:1: this is JSON and not well-formed'
printf '{"type": "FeatureCollection", "features": [{"x": 1}]}' >map.json
refused map.json 'no schema reads anything in it'

# --- the payload: every thing once, and nothing of what is purged ------------------
cat >day.json <<'JSON'
[
 { "la_child_id": "P1", "mis_child_id": "M1", "purge": false,
   "child_details": { "first_name": "Ann", "surname": "Testone", "date_of_birth": "2010-02-03",
     "sex": "F", "ethnicity": "WBRI", "postcode": "ZZ1 1ZZ", "disabilities": ["MOB", "VIS"],
     "uasc_flag": false, "purge": false },
   "health_and_wellbeing": { "sdq_assessments": [{ "date": "2023-05-01", "score": 12 }], "purge": false },
   "social_care_episodes": [
     { "social_care_episode_id": "E1", "referral_date": "2023-01-05", "referral_source": "6",
       "referral_no_further_action_flag": false, "closure_date": "2023-09-01", "closure_reason": "RC7", "purge": false,
       "child_and_family_assessments": [
         { "child_and_family_assessment_id": "A1", "start_date": "2023-01-06", "authorisation_date": "2023-02-10",
           "factors": ["10A", "24A"], "purge": false },
         { "child_and_family_assessment_id": "A2", "start_date": "2023-03-01", "authorisation_date": "2023-03-05",
           "factors": ["11A"], "purge": true } ],
       "child_protection_plans": [
         { "child_protection_plan_id": "C1", "start_date": "2023-03-01", "end_date": null, "purge": false } ] },
     { "social_care_episode_id": "E2", "referral_date": "2024-01-05", "purge": true,
       "child_in_need_plans": [
         { "child_in_need_plan_id": "N1", "start_date": "2024-01-06", "end_date": null, "purge": false } ] } ] }
]
JSON
status 0 import day.h5 day.json --received 2024-06-01
counted() { awk -v s="$1" '$1 == s && $2 ~ /^[0-9]+$/ { print $2, $3, $6 }' out; }
for wanted in 'children 1 1 0' 'episodes 2 1 0' 'assessments 2 1 0' 'factors 2 1 0' 'cp_plans 1 1 0' 'plans 1 0 0' 'sdq 1 1 0'; do
    table=csc_api_${wanted%% *}
    [ "$(counted "$table")" = "${wanted#* }" ] || fail "$table: $(counted "$table"), not ${wanted#* }"
done
[ -z "$(counted csc_api_uasc)" ] || fail "a flag that says no is a row"
[ ! -f day.h5.rejects.csv ] || fail "what is purged is not taken for what it is"
status 0 timeline day.h5 0 --reason test
for event in 'factor .*10A' 'factor .*24A' 'cpp' 'referral .*6 '; do
    grep -q "$event" out || fail "no $event in the payload"
done
grep -Eq '2024-01|11A' out && fail "what is purged was taken"
echo '[]' >quiet.json
status 0 import day.h5 quiet.json --received 2024-06-02

# What is purged later is taken back: a row by name with what lies in it, whether the
# payload says it again (the plan) or not (the assessment and its factors), then the child.
# Under new keys as under the old.
status 0 link day.h5
status 0 rotate day.h5 --reason test
status 0 verify day.h5
cat >later.json <<'JSON'
[ { "la_child_id": "P1", "social_care_episodes": [
     { "social_care_episode_id": "E1", "purge": true,
       "child_protection_plans": [ { "child_protection_plan_id": "C1" } ] } ] } ]
JSON
status 0 import day.h5 later.json --received 2024-06-03
withdrawn() { awk -v s="$1" '$1 == s && $2 ~ /^[0-9]+$/ { print $7 }' out; }
[ "$(withdrawn csc_api_episodes)" = 3 ] || fail "an episode that is purged stays, or what lies in it"
[ "$(withdrawn csc_api_cp_plans)" = 1 ] || fail "a plan in an episode that is purged stays"
status 0 timeline day.h5 0 --reason test
grep -Eq 'open +(cpp|referral|cin|assessment|factor) ' out && fail "what is purged is still current"
grep -Eq '2024-06-03 +referral 6 ' out || fail "a purge has not its day"
grep -Eq '2024-06-03 +factor 24A' out || fail "what lay in it has not the day of the purge"
grep -Eq 'open +sdq ' out || fail "what is not purged went"
echo '[ { "la_child_id": "P1", "purge": true } ]' >gone.json
status 0 import day.h5 gone.json --received 2024-06-04
status 0 timeline day.h5 0 --reason test
grep -Eq 'open +(factor|sdq|assessment) ' out && fail "a child that is purged has events"

# --- what others wrote, counted by another program --------------------------------
[ -d "$shared/cin" ] || { echo "SKIP: $shared/cin is not here"; [ $bad = 0 ]; exit; }
cat >count.py <<'PY'
"""Rows by schema, counted in the whole tree by xml.etree."""
import collections, json, sys, xml.etree.ElementTree as ET
root = ET.parse(sys.argv[1]).getroot()
want = collections.Counter()
full = lambda group, name: (group.findtext(name) or "").strip()
if root.tag == "EXPSSDA903":
    where = {"EPISODE": "episodes", "AREVIEW": "reviews", "AMISSING": "missing", "OC2": "oc2",
             "AD_PLACED": "placed_adoption", "PERMANENCE": "prev_perm", "HEADER": "header"}
    for tag, table in where.items():
        want["ssda903_" + table] += sum(1 for group in root.iter(tag) if len(group))
    for group in root.iter("HEADER"):
        want["ssda903_oc3"] += any(full(group, n) for n in ("IN_TOUCH", "ACTIV", "ACCOM"))
        want["ssda903_ad1"] += any(full(group, n) for n in ("DATE_INT", "DATE_MATCH"))
        want["ssda903_uasc"] += full(group, "UASC") == "1" or full(group, "DUC") != ""
else:
    where = {"Child": "children", "CINdetails": "details", "Assessments": "assessments", "CINPlanDates": "plans",
             "Section47": "section_47", "ChildProtectionPlans": "cp_plans", "PreProceedingsandFGDM": "pre_proceedings"}
    for tag, table in where.items():
        want["cin_census_" + table] += sum(1 for group in root.iter(tag) if len(group))
    for tag, table in {"CPPreviewDate": "reviews", "Disability": "disabilities"}.items():
        want["cin_census_" + table] += sum(1 for leaf in root.iter(tag) if (leaf.text or "").strip())
    for tag in "CINdetails", "Section47":
        want["cin_census_conferences"] += sum(1 for group in root.iter(tag) if full(group, "DateOfInitialCPC"))
    want["cin_census_factors"] += sum(1 for group in root.iter("Assessments") if any((leaf.text or "").strip()
                                      for leaf in group.iter("AssessmentFactors")))
got = collections.Counter()
for f in json.load(open(sys.argv[2]))["files"]:
    got[f["schema"]] += f["rows"]
    assert f["rows"] == f["taken"] + f["unchanged"] + f["corrected"] + f["rejected"], f
assert +want == +got, (+want - got, got - want)
PY
for file in "$shared"/cin/*.xml "$shared"/ssda903/xml/*.xml; do
    rm -f other.h5*
    runs import other.h5 "$file" --received 2024-06-01 --json
    python3 count.py "$file" out || fail "$file: other counts"
    status 0 verify other.h5
done
[ $bad = 0 ]
