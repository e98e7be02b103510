#!/bin/sh
# plan and design on a small borough: the documents agree, threads change nothing, what
# must not be done is refused, and no child's name or number of an agency is in them.
set -eu
. tests/command/words.sh
latecare=$1
studies=datasets/studies
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*"; exit 1; }
# status WANTED WORD VERB...: the exit status, and a word of the message
status() {
    wanted=$1 word=$2
    shift 2
    got=0
    "$latecare" "$@" >"$work/out" 2>"$work/said" || got=$?
    [ "$got" = "$wanted" ] || fail "exit $got, wanted $wanted: $* ($(cat "$work/said"))"
    holds "$work/said" "$word" || holds "$work/out" "$word" || fail "$word not said: $* ($(cat "$work/said"))"
}

"$latecare" simulate "$work/b" --children 6000 --years 6 --seed 3 --dirt 0 >"$work/out"
# shellcheck disable=SC2046
"$latecare" import "$work/s.h5" $(find "$work/b/extracts" -name '*.csv' | sort) \
    --received 2025-04-01 >"$work/out" || [ $? = 1 ]
"$latecare" link "$work/s.h5" >"$work/out" || [ $? = 1 ]

# plan: text and document, the same with one thread and two
sed 's/age_from: 10/age_from: 5/; s/age_floor: 10/age_floor: 5/; s/from: 2015-04-01/from: 2020-04-01/' \
    $studies/truth.yaml >"$work/study.yaml"
for threads in 1 2; do
    "$latecare" plan "$work/study.yaml" "$work/s.h5" --json --threads $threads --unsuppressed --reason test \
        >"$work/plan$threads.json" || [ $? = 1 ]
    "$latecare" design "$work/study.yaml" "$work/s.h5" "$work/d$threads.csv" \
        --threads $threads >"$work/out"
done
cmp "$work/plan1.json" "$work/plan2.json" || fail "two threads plan otherwise than one"
cmp "$work/d1.csv" "$work/d2.csv" || fail "two threads design otherwise than one"

grep -q '"expected_shrinkage": 0\.' "$work/plan1.json" || fail "no word on the sample's size"

# the plan's rows are the design's: flow, cost, and the lines of the file
rows=$(($(wc -l <"$work/d1.csv") - 1))
grep -q "\"rows\": $rows," "$work/plan1.json" || fail "plan and design count other rows"
[ "$rows" -gt 1000 ] || fail "only $rows rows"
entries=$(awk -F, 'NR > 1 && $4 == 1' "$work/d1.csv" | wc -l)
grep -A 2 '"cause": "entry"' "$work/plan1.json" | grep -q "\"rows\": $entries," ||
    fail "plan and design count other entries"
# every row lies in the study: a landmark of it, follow-up within a month
awk -F, 'NR > 1 && ($2 !~ /-01$/ || $2 < "2020-04-01" || $3 < 0 || $3 > 31 || $4 > 5)' \
    "$work/d1.csv" | grep -q . && fail "a row outside the study"

"$latecare" design "$work/study.yaml" "$work/s.h5" "$work/one.csv" --landmark 2022-06-01 >"$work/out"
tail -n +2 "$work/one.csv" >"$work/one.rows"
grep ',2022-06-01,' "$work/d1.csv" | cmp - "$work/one.rows" || fail "a landmark alone differs"

# refusals, each with its exit status and what to do
status 2 'not a day' design "$work/study.yaml" "$work/s.h5" "$work/x.csv" --landmark June
status 2 '\.csv or \.h5' design "$work/study.yaml" "$work/s.h5" "$work/x.txt"
status 5 'force' design "$work/study.yaml" "$work/s.h5" "$work/d1.csv"
status 3 'no such file' plan "$work/none.yaml" "$work/s.h5"
status 3 'none.h5' plan "$work/study.yaml" "$work/none.h5"
sed 's/history: missing,/history: missing_care,/' "$work/study.yaml" >"$work/leak.yaml"
status 5 'only while a child is looked after' plan "$work/leak.yaml" "$work/s.h5"
sed 's/age_floor/age_flour/' "$work/study.yaml" >"$work/typo.yaml"
status 3 'typo.yaml:[0-9]*:[0-9]*: .*age_flour' plan "$work/typo.yaml" "$work/s.h5"
sed 's/horizon: 1 month/horizon: 9 years/' "$work/study.yaml" >"$work/long.yaml"
status 3 'longer than the data' plan "$work/long.yaml" "$work/s.h5"
sed 's/+ cin_open/+ cin_opne/' "$work/study.yaml" >"$work/name.yaml"
status 2 'cin_opne' plan "$work/name.yaml" "$work/s.h5"
[ ! -e "$work/x.csv" ] && [ ! -e "$work/x.txt" ] || fail "a refused design was written"

# nothing of a person: the borough's names are not in the plan or the design
cut -d, -f3 "$work/b/extracts/"*/police/people.csv | sort -u | sed '1d;s/"//g' |
    grep -E '^[A-Z][a-z]{4,}$' | head -n 40 >"$work/names"
if grep -Fwq -f "$work/names" "$work/plan1.json" "$work/d1.csv"; then fail "a name in a plan or a design"; fi
