# Train, score and report from a synthetic borough's extracts: the documents hold
# together, threads change nothing, refusals have their exit status.
. tests/command/words.sh
latecare=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() { echo "$*"; bad=1; }
# status WANTED COMMAND...: runs it quietly and compares its exit status
status() {
    wanted=$1
    shift
    "$@" >"$work/out" 2>"$work/err"
    got=$?
    [ $got = "$wanted" ] || { fail "exit $got, not $wanted: $*"; cat "$work/err"; }
}

"$latecare" simulate "$work/b" --children 30000 --years 8 --seed 5 >/dev/null || exit 1
for day in "$work"/b/extracts/*; do
    "$latecare" import "$work/s.h5" "$day"/*/*.csv --received "${day##*/}" >/dev/null 2>&1
done
"$latecare" link "$work/s.h5" >/dev/null || [ $? = 1 ] || exit 1
last=${day##*/}

cat >"$work/study.yaml" <<'EOF'
format: 1
study: { name: small, title: First entry at 13 or over, purpose: a test }
cohort: { age_from: 13, age_to: 17, known_to: [referral, cin] }
landmarks: { every: 3 months, from: 2018-07-01, to: all }
outcome: { history: care, first_entry: true, age_floor: 13, uasc: false,
  remand: true, horizon: 12 months }
competing: [death, moved, permanence, other_entry]
predictors:
  - { name: age, kind: age, label: age }
  - { name: cin_open, kind: open_now, history: cin, label: child in need now }
  - { name: cpp_ever, kind: ever, history: cpp, label: ever on a protection plan }
  - { name: exclusions, kind: count, history: exclusion, window: 12 months, label: x }
models:
  - { name: logistic, family: logistic, formula: age + cin_open + cpp_ever + exclusions }
  - { name: cox, family: cox, formula: age + cin_open + cpp_ever + exclusions }
validation: { test_last: 24 months, label_delay: 1 month, bootstrap: 50 }
panel: { capacity: 12 }
acceptance: { precision_at_least: 0.9 }
EOF

train() { "$latecare" train "$work/study.yaml" "$work/s.h5" "$@"; }
# no model foretells this well: the study's own threshold says so, with findings
status 1 train "$work/m.json"
grep -q '^Verdict: not good enough' "$work/out" || fail "no verdict in the summary"
status 5 train "$work/m.json"
status 1 train "$work/m.json" --force --threads 1
cp "$work/m.json" "$work/one.json"
status 1 train "$work/m.json" --force --threads 2
cmp -s "$work/one.json" "$work/m.json" || fail "one thread and two give different models"
status 1 train "$work/cox.json" --model cox
status 2 train "$work/none.json" --model forest
[ ! -e "$work/none.json" ] || fail "a failed training left a model"
status 3 "$latecare" train "$work/study.yaml" "$work/absent.h5" "$work/none.json"
status 3 "$latecare" train "$work/absent.yaml" "$work/s.h5" "$work/none.json"

# both models, the rank by missing episodes where there is one, and the base rate
status 0 "$latecare" compare "$work/study.yaml" "$work/s.h5"
grep -q '^cox .* no difference shown$' "$work/out" || fail "two models of the same columns differ"
grep -q '^base rate  *0\.5000' "$work/out" || fail "the base rate ranks somebody"

# a frozen model set by later landmarks: its risks then add up to the entries
again() { "$latecare" recalibrate "$work/m.json" "$work/s.h5" "$work/again.json" "$@"; }
status 0 again --from 2020-01-01
status 5 again
status 0 "$latecare" recalibrate "$work/again.json" "$work/s.h5" "$work/third.json" --from 2020-01-01
grep -q 'intercept [+-]0.00000' "$work/out" || fail "the second recalibration found something"
status 1 "$latecare" score "$work/again.json" "$work/s.h5" --asof "$last"
status 0 "$latecare" recalibrate "$work/cox.json" "$work/s.h5" "$work/cox2.json" --method baseline
status 2 again --force --method baseline
status 2 again --force --from yesterday

score() { "$latecare" score "$work/m.json" "$work/s.h5" "$@"; }
status 1 score --asof "$last" --json --threads 1
cp "$work/out" "$work/list.json"
status 1 score --asof "$last" --json --threads 2
cmp -s "$work/out" "$work/list.json" || fail "one thread and two give different lists"
status 1 score --asof "$last" --output "$work/list.csv"
[ "$(wc -l <"$work/list.csv")" = 13 ] || fail "the list is not cut at the capacity"
status 1 score --asof "$last" --output "$work/five.csv" --capacity 5
# but for who is in the grey band at its cut, the eighth column
cut -d, -f1-7,9- "$work/five.csv" >"$work/five.rest"
head -n 6 "$work/list.csv" | cut -d, -f1-7,9- | cmp -s - "$work/five.rest" || fail "a shorter list is not the head of a longer"
status 5 score --asof "$last" --output "$work/list.csv"
status 2 score
status 2 score --asof 31/03/2024
# past the extracts nothing is seen, and what is not seen is not zero: no such list
status 3 score --asof 2031-01-01
holds "$work/err" 'the store covers care from' || fail "no cause why nobody is scored"
status 3 score --asof 2001-01-01
status 3 "$latecare" score "$work/absent.json" "$work/s.h5" --asof "$last"
sed 's/"estimate": -/"estimate": /' "$work/m.json" >"$work/altered.json"
status 3 "$latecare" score "$work/altered.json" "$work/s.h5" --asof "$last"
status 0 "$latecare" report "$work/m.json" --list "$work/list.json" --output "$work/r.html"

# no name of any child, from any agency, is in the model, the list or the page
sed -n '2,200p' "$work"/b/extracts/*/social_care/ssd_person.csv 2>/dev/null |
    cut -d, -f3 | grep -E '^[A-Z][a-z]{5,}' | sort -u | head -n 50 >"$work/names"
[ -s "$work/names" ] || fail "found no names to look for"
for file in m.json list.json list.csv; do
    grep -qwFf "$work/names" "$work/$file" && fail "$file holds a name"
done
exit $bad
