# A feed whose rows stop in June 2023 while its file still comes: it is said everywhere,
# nobody is told that there was none, and the model does what was said beforehand.
. "$(dirname "$0")/common.sh"
borough "$work/b" --children 20000 --years 10 --seed 2 --no-hazards
fill "$work/whole.h5"
for file in "$work"/b/extracts/*/police/missing.csv; do
    awk -F, 'NR == 1 || $2 < "2023-06-12"' "$file" >"$work/cut" && mv "$work/cut" "$file"
done
fill "$work/stopped.h5"
silent='missing is not observed since 2023-06-'
# the last import of the two said so; so does one that finds nothing new
"$latecare" import "$work/stopped.h5" "$file" --received 2025-04-01 >"$work/out"
grep -q "^silent: $silent" "$work/out" || fail "import: $(cat "$work/out")"
"$latecare" describe "$work/stopped.h5" >"$work/out"
grep -q "silent: $silent" "$work/out" || fail "describe: $(cat "$work/out")"
"$latecare" describe "$work/whole.h5" | grep "silent:" && fail "a source that speaks is called silent"

small_study | sed 's/^models:/  - { name: missing_year, kind: count, history: missing, window: 12 months, label: missing }\n&/
    s/formula: /&log1p(missing_year) + /' >"$work/plain.yaml"
sed 's/^predictors:/sources: { refit_without: [missing] }\n&/' "$work/plain.yaml" >"$work/kept.yaml"
"$latecare" plan "$work/plain.yaml" "$work/stopped.h5" >"$work/out"
grep -q -- "- $silent" "$work/out" || fail "plan: $(cat "$work/out")"
# what a model will do without a source is said beforehand, and done below
"$latecare" plan "$work/plain.yaml" "$work/whole.h5" >"$work/out"
grep -q '^  logistic without missing: nobody is scored' "$work/out" || fail "plan, plain: $(grep without "$work/out")"
"$latecare" plan "$work/kept.yaml" "$work/whole.h5" --json >"$work/out"
python3 -c 'import json, sys
w = {(r["model"], r["history"]): r["does"] for r in json.load(open(sys.argv[1]))["without"]}
sys.exit(w["logistic", "missing"] != "refit" or w["logistic", "referral"] != "refuse")' "$work/out" ||
    fail "plan --json, kept"
for study in kept plain; do
    "$latecare" train "$work/$study.yaml" "$work/whole.h5" "$work/$study.json" --model logistic \
        >"$work/out" 2>"$work/err" || [ $? = 1 ] || fail "train: $(cat "$work/err")"
done
score() { "$latecare" score "$work/$1.json" "$work/$2.h5" --asof 2025-03-01 --capacity 30 $3 2>"$work/err"; }

# the kept fit has its own test and verdict, in the text, the file, the page and the list
"$latecare" train "$work/kept.yaml" "$work/whole.h5" "$work/again.json" --model logistic >"$work/out" 2>&1
flat "$work/out" | grep -q ' without missing: auc 0\.[0-9]* ([^)]*),\( precision [^(]*([^)]*),\)\{0,1\} not judged ' || fail "train: $(tail -n 4 "$work/out")"
grep -q 'What if a source falls silent' "$work/again.html" || fail "the page does not tell of the kept fit"
python3 -c 'import json, sys
m = json.load(open(sys.argv[1]))["model"]
told, kept = m["metrics"]["without"][0], m["without"][0]
auc = lambda measures: next(x["estimate"] for x in measures if x["name"] == "auc")
sys.exit(not (told["history"] == kept["history"] == "missing" and kept["model"]["verdict"] == told["verdict"]
    and 0 < auc(told["measures"]) < 1 and auc(told["measures"]) != auc(m["metrics"]["performance"]["measures"])))' \
    "$work/again.json" || fail "the model file does not tell how the kept fit did"

# an export holds one fit, and says what stays behind
status 1 export "$work/kept.json" "$work/kept.pmml" --to pmml
says 'the fits for days without missing do not go along'
status 0 export "$work/plain.json" "$work/plain.pmml" --to pmml
[ -s "$work/err" ] && fail "an export of a model that keeps no fit says $(cat "$work/err")"
status 1 export "$work/kept.json" "$work/one.txt" --json
python3 -c 'import json, sys; sys.exit(json.load(open(sys.argv[1]))["left_behind"] != ["missing"])' "$work/out" || fail "export --json"
status 0 export "$work/kept.json" "$work/missing.txt" --without missing
grep -q '\[.*missing_year' "$work/missing.txt" && fail "the fit without missing reads it"
grep -q '\[.*missing_year' "$work/one.txt" || fail "the model does not read missing"
status 2 export "$work/kept.json" - --without referral
says 'keeps no fit for days without it' 'those without missing'

# before its stop, and in the whole store, all is as ever
score kept whole >"$work/out"
grep -q 'not observed since\|days without' "$work/out" && fail "the whole store has a silence"

# after it nobody is told that there was no missing episode
score kept stopped >"$work/out"
holds "$work/out" 'missing episodes are not observed since 2023-06-' || fail "$(head -n 6 "$work/out")"
holds "$work/out" 'fit that the model keeps for days without missing' || fail "$(head -n 6 "$work/out")"
grep -q '  30. child' "$work/out" || fail "the fit without missing lists nobody"
grep -q 'which nobody tested' "$work/out" && fail "the fit without missing was tested"
score kept stopped "--output $work/list.csv --json" >"$work/list.json"
grep -q 'no missing episode' "$work/list.csv" "$work/list.json" && fail "silence is read as none"
grep -q 'missing episodes are not observed since 2023-06-' "$work/list.csv" || fail "not in the CSV"
status 0 report "$work/kept.json" --list "$work/list.json" --output "$work/page.html"
grep -q 'missing episodes are not observed since' "$work/page.html" || fail "not on the page"
grep -q 'covers the day' "$work/page.html" && fail "a silent source is said to cover the day"
grep -q '"covered": false' "$work/list.json" || fail "a day without a source is said to be covered"

# a model that keeps no fit refuses, and says what would help
score plain stopped >"$work/out"
holds "$work/out" 'keeps no fit without it (sources.refit_without' || fail "$(head -n 6 "$work/out")"
grep -q ' 1. child' "$work/out" && fail "a model that never saw missing missing scored somebody"
sed 's/refit_without: \[missing\]/refit_without: [gang]/' "$work/kept.yaml" >"$work/odd.yaml"
status 3 plan "$work/odd.yaml" "$work/whole.h5"
says 'odd.yaml:[0-9]*:[0-9]*: sources.refit_without\[0\]: no predictor reads gang'
exit $bad
