#!/bin/sh
# A supplier's export under headings and words of its own: how it would be read is told without a store, a mapping to start
# from is written, and by the mapping its rows are the schema's. Mistakes have their line; no cell is shown.
. tests/command/common.sh
pack="python3 $PWD/tests/command/containers/pack.py"
cd "$work" || exit 1
cat >export.csv <<'END'
Misper Ref,Person URN,Date/Time Reported,Date/Time Found,Category,Missing From,Risk Grading,Attending Officer
M1,Quyszo,14/02/2023 22:10,15/02/2023 01:30,No Trace,Home,High,PC Plod
M2,Quyszo,20/02/2023 23:50,,Absent,Care Home,Std,PC Plod
M3,Quyszo,not known,,Absent,Home,Std,PC Plod
END
cat >map.yaml <<'END'
mapping: Missing reports, as the police's own system writes them
schema: police_missing
columns:
  - { heading: Misper Ref, field: report_id }
  - { heading: Person URN, field: person_id }
  - { heading: Date/Time Reported, field: reported }
  - { heading: Date/Time Found, field: found }
  - { heading: Category, field: kind }
  - { heading: Missing From, field: context }
  - { heading: Risk Grading, field: risk }
words:
  - { field: kind, word: No Trace, code: M }
  - { field: context, word: Care Home, code: care }
  - { field: risk, word: Std, code: medium }
unread: [Attending Officer]
END
# what import says of it leads to what reads it: how, of which schemas, and by which codes
status 3 import s.h5 export.csv
says 'begin with latecare import --explain FILE'
rm -f s.h5*
status 1 import --explain export.csv
holds out 'latecare import --explain export.csv --write-mapping OUT.yaml --like SCHEMA' || fail "what next: $(cat out)"
status 0 help schemas
grep -q '^| `police_missing` | Missing and absent reports of the police | police | missing |$' out || fail "help schemas: $(grep police out)"
status 2 import --explain export.csv --write-mapping none.yaml --like police_mising
says 'latecare help schemas'
# titles above the header are no headings, though one has a year in it, and though its row ends in commas
{ printf 'Missing from home and care 2023/24,,,,,,,\n\nRun by the duty desk\n'; cat export.csv; } >titled.csv
runs import --explain titled.csv --write-mapping draft.yaml
for words in '^# Its header is taken to be in line 4' '^schema: police_missing' 'heading: "Person URN", field: "person_id"' \
    'field: "kind" } # code of M, A, H, E: missing code' '^  - "Attending Officer"'; do
    grep -q "$words" draft.yaml || fail "no '$words' in the draft: $(cat draft.yaml)"
done
# without the mapping: of no schema, what is nearest, and no word of a heading that no schema has
status 1 import --explain export.csv
holds out 'no schema has these columns' || fail "$(cat out)"
holds out 'near is ' || fail "nothing near: $(cat out)"
grep -q 'Misper\|Plod\|Quyszo' out && fail "a cell or an unknown heading is shown: $(cat out)"
[ -z "$(ls | grep h5)" ] || fail "something was stored"
# with it: each column
status 0 import --explain export.csv --map map.yaml
for words in 'export.csv: police_missing' 'by the mapping' '3 rows' 'dates such as 29/02/2024: reported, found' 'missing start' 'whose row it is'; do
    holds out "$words" || fail "'$words' is not in $(cat out)"
done
grep -q 'Plod\|Quyszo\|not known' out && fail "a cell is shown: $(cat out)"
status 0 import --explain export.csv --map map.yaml --json
python3 - <<'END' || fail "the document"
import json
said = json.load(open("out"))
columns = {c["column"]: c for c in said["columns"]}
assert said["schema"] == "police_missing" and said["rows"] == 3, said
assert (columns["reported"]["read"], columns["reported"]["not_read"]) == (2, 1), columns
assert (columns["found"]["read"], columns["found"]["blank"]) == (1, 2), columns
assert columns["kind"]["read"] == 3 and columns["kind"]["place"] == 5, columns
assert len(said["others"]) == 3 and said["others"][0]["schema"], said
END
# imported: the one row without a day is rejected; the others are the schema's
status 1 import s.h5 export.csv --map map.yaml --received 2024-01-01
holds out "read by the mapping 'Missing reports" || fail "$(cat out)"
status 0 timeline s.h5 0 --reason test
holds out '2023-02-14  2023-02-15  2023-02-15  open  *missing  *M *context=home risk=high' || fail "$(cat out)"
holds out '2023-02-20 open 2023-02-20 open missing A context=care risk=medium' || fail "$(cat out)"
# the same from the folder beside the store
mkdir t.h5.maps && cp map.yaml t.h5.maps/
status 1 import t.h5 export.csv --received 2024-01-01
holds out '^all  *3  *2 ' || fail "$(cat out)"

# --- a mapping to start from: filled in, it reads the same
status 1 import --explain export.csv --write-mapping start.yaml --like police_missing
grep -q 'schema: police_missing' start.yaml || fail "$(cat start.yaml)"
grep -q '^  - { heading: "Date/Time Reported", field: "reported" }' start.yaml || fail "not matched by its spelling: $(cat start.yaml)"
grep -q '^  # - { heading: FILL IN, field: "report_id" } # id, needed' start.yaml || fail "not marked: $(cat start.yaml)"
grep -q '"Attending Officer"' start.yaml || fail "a heading is lost: $(cat start.yaml)"
grep -q 'Plod\|Quyszo' start.yaml && fail "a cell is in the mapping"
python3 - <<'END'
text = open("start.yaml").read().replace("GIVE IT A TITLE", "mine")
for heading, field in (("Misper Ref", "report_id"), ("Person URN", "person_id"), ("Category", "kind")):
    lines = [l for l in text.split("\n") if 'field: "%s"' % field in l]
    assert len(lines) == 1, (field, lines)
    text = text.replace(lines[0], lines[0].replace("# - { heading: FILL IN", '- { heading: "%s"' % heading))
    text = text.replace('  - "%s"\n' % heading, "")
open("mine.yaml", "w").write(text)
END
status 1 import u.h5 export.csv --map mine.yaml --received 2024-01-01
holds out '^all  *3  *2 ' || fail "the mapping that was begun: $(cat out err)"
status 5 import --explain export.csv --write-mapping start.yaml
says 'already there'
# a file without a header: its first row is a child's, and is in no mapping
printf 'M1,Quyszo,14/02/2023 22:10,,Absent\n' >headless.csv
status 5 import --explain headless.csv --write-mapping never.yaml
says 'may be a child' && [ ! -e never.yaml ] || fail "a child's row is in a mapping"
grep -q Quyszo out err && fail "a cell is shown"

# --- the extract is the second sheet of a workbook: what is said leads to it, and the mapping is of it
printf 'Guidance\nThis workbook is restricted\n' >guide.csv
{ echo 'Missing persons, monthly'; cat export.csv; } >sheet.csv
$pack xlsx book.xlsx guide.csv sheet.csv
status 3 import b.h5 book.xlsx
says 'begin with latecare import --explain FILE'
rm -f b.h5*
status 1 import --explain book.xlsx --write-mapping book.yaml --like police_missing
holds out 'latecare import --explain book.xlsx --write-mapping' || fail "what next: $(cat out)"
[ "$(grep -c 'headings of its own' out)" = 1 ] || fail "it is said more than once: $(cat out)"
grep -q '^# Its header is taken to be in line 2' book.yaml && grep -q 'heading: "Person URN"\|^  - "Person URN"' book.yaml ||
    fail "the mapping is of another sheet: $(cat book.yaml)"
status 1 import b.h5 book.xlsx --map map.yaml --received 2024-01-01
holds out '^all  *3  *2 ' || fail "$(cat out err)"

# --- mistakes: file, line and what to do
wrong() { # WORDS SED
    sed "$2" map.yaml >bad.yaml
    status 3 import v.h5 export.csv --map bad.yaml
    says "$1"
}
wrong "bad.yaml:5:.*no field 'persn_id'; is it 'person_id'" 's/field: person_id/field: persn_id/'
wrong "bad.yaml:2:.*no schema 'police_mising'" 's/schema: police_missing/schema: police_mising/'
wrong "bad.yaml:4:.*nothing is said of the field 'found'" '/field: found/d'
wrong "bad.yaml:12:.*'X' is no code of kind" 's/code: M/code: X/'
wrong "bad.yaml:5:.*mapped twice" 's/field: person_id/field: report_id/'
wrong "bad.yaml:12:.*may be a number or a day of a child" 's/No Trace/9434765919/'
wrong "bad.yaml:.*headng" 's/heading: Category/headng: Category/'
wrong 'dates are iso' 's/^words:/dates: american\nwords:/'
printf 'lacking: [reported]\n' | cat map.yaml - | sed '/field: reported/d' >bad.yaml
status 3 import v.h5 export.csv --map bad.yaml
says "without 'reported' no row can be taken"
printf 'constants:\n  - { field: person_id, value: A }\n' | cat map.yaml - | sed '/Person URN/d' >bad.yaml
status 3 import v.h5 export.csv --map bad.yaml
says 'of each row its own'
# what the file does not have, or has for all
printf 'lacking: [found]\nconstants:\n  - { field: risk, value: low }\n' | cat map.yaml - | sed '/field: found/d; /Risk Grading/d; /word: Std/d' >less.yaml
status 1 import w.h5 export.csv --map less.yaml --received 2024-01-01
status 0 timeline w.h5 0 --reason test
holds out 'M context=home risk=low' || fail "a constant: $(cat out)"
exit $bad
