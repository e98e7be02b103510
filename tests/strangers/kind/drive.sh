#!/bin/sh
# drive.sh PROGRAM: the kind open_count, through every verb that meets a
# kind. Whoever goes missing at all does so every day of 300 days and never comes back, so on
# any day the value is the smaller of 300 and the days since the first: more than a byte holds.
# shellcheck source=tests/command/common.sh
. tests/command/common.sh
first=2021-06-01
borough "$work/b" --children 2500 --years 6 --seed 5 --dirt 0
for csv in "$work"/b/extracts/*/police/missing.csv; do
    sed 1d "$csv" | cut -d, -f1 >>"$work/all"
    head -n 1 "$csv" >"$work/names" && cp "$work/names" "$csv"
    last=$csv
done
sort -u "$work/all" >"$work/who"
python3 - "$last" "$work/who" $first <<'P'
import csv, datetime, sys
path, who, first = sys.argv[1:]
day = datetime.date.fromisoformat(first)
names = next(csv.reader(open(path)))
rows = csv.DictWriter(open(path, "a"), names)
for person in open(who).read().split():
    for k in range(300):
        start = (day + datetime.timedelta(k)).isoformat()
        rows.writerow({"person_id": person, "start": start, "recorded": start})
P
fill "$work/s.h5"
small_study | sed 's/known_to: .*\]/known_to: [missing, referral, cin]/
    s/every: 3 months/every: 1 month/
    s/^models:/  - { name: away, kind: open_count, history: missing, label: missing now }\n&/
    s/capacity: 10/capacity: 500/; /name: cox/d
    s/+ exclusions }/+ log1p(away), ridge: 1 }/' >"$work/study.yaml"

# may ARGS...: findings and verdicts (exit 1) are the small borough's own
may() {
    "$latecare" "$@" >"$work/out" 2>"$work/err"
    [ $? -le 1 ] || fail "$*: $(head -c 400 "$work/err")"
}
may plan "$work/study.yaml" "$work/s.h5" --json
grep -q '"meaning": "how many have started and had not ended the day before"' "$work/out" || fail "plan has no meaning"
may plan "$work/study.yaml" "$work/s.h5"
status 0 design "$work/study.yaml" "$work/s.h5" "$work/d.csv"
python3 - "$work/d.csv" $first <<'P' || fail "the design's values"
import csv, datetime, sys
first, seen = datetime.date.fromisoformat(sys.argv[2]), set()
for row in csv.DictReader(open(sys.argv[1])):
    value = row["away"]
    days = (datetime.date.fromisoformat(row["landmark"]) - first).days
    if value in ("", "NA") or float(value) == 0:
        continue
    assert float(value) == min(300, days), row
    seen.add(float(value))
assert 300 in seen and len(seen) > 8, seen
P
status 0 describe "$work/s.h5"
may train "$work/study.yaml" "$work/s.h5" "$work/m.json"
may compare "$work/study.yaml" "$work/s.h5"
status 1 score "$work/m.json" "$work/s.h5" --asof 2022-04-01 --json --output "$work/list.csv"
cp "$work/out" "$work/list.json"
grep -q '300 missing episodes since 1 June 2021' "$work/list.json" || fail "no reason says 300"
status 0 report "$work/m.json" --list "$work/list.json" --output "$work/page.html"
grep -q '300 missing episodes' "$work/page.html" || fail "no reason on the page says 300"
status 0 report "$work/m.json" --output "$work/model.html"
grep -q 'missing now' "$work/model.html" || fail "the model's page does not name the predictor"
exit $bad
