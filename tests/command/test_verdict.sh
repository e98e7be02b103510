#!/bin/sh
# test_verdict.sh PROGRAM: nothing is good enough that nobody judged, and a list says first
# how its model was judged, and in what its day is unlike those that the model was fitted to.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 3000 --years 10 --seed 1
fill s.h5
smaller_study >none.yaml
with() { cat none.yaml; echo "acceptance: { $1 }"; }
minimum='events_at_least: 1, ratio_from: 0.01, ratio_to: 100'
first() { opens out "$1" || fail "the first line is not '$1': $(head -n 1 out)"; }

# --- train: without a minimum there is no verdict
status 1 train none.yaml s.h5 none.json
grep -q '^Verdict: not judged: the study sets no acceptance$' out || fail "no acceptance: $(grep Verdict out)"
grep -q 'class="lc-verdict lc-verdict--none"' none.html || fail "the page does not say that it was not judged"
grep -q 'cell lc-met' none.html && fail "something is green on the page of a model that was not judged"
status 1 plan none.yaml s.h5
grep -q 'acceptance does not ask for a number of events' out || fail "plan does not warn: $(tail -n 3 out)"
grep -q 'can be judged' out || fail "plan does not say what comes of it"
with 'precision_at_least: 0' >nought.yaml
status 1 train nought.yaml s.h5 nought.json
grep -q '^Verdict: not judged: the study does not ask for a number of events' out || fail "0: $(grep Verdict out)"
grep -q 'met .*: at least 0\b' out || fail "0 is no threshold"
status 1 plan nought.yaml s.h5
grep -q 'precision_at_least is 0: every model meets it' out || fail "plan says nothing of 0"
with "$minimum, auc_at_least: 0.999, beats_baselines: true" >bar.yaml
status 1 train bar.yaml s.h5 bar.json
grep -q '^Verdict: not good enough$' out || fail "$(grep Verdict out)"
with 'precision_at_least: 0.02' >chance.yaml
status 1 plan chance.yaml s.h5 --unsuppressed --reason test
grep -q '^The chance to pass acceptance.precision_at_least, 0.02, judged by the limit$' out || fail "no chance to pass"
grep -q '  Binomial: ' out || fail "the chance does not say what it is"
status 1 plan chance.yaml s.h5 --json --unsuppressed --reason test
python3 -c 'import json, sys
c = json.load(open("out"))["chance_to_pass"]
p = [row["chance"] for row in c["chances"]]
sys.exit(not (c["judged_by"] == "limit" and p == sorted(p) and 0 < c["independent_places"] <= c["places"]))' ||
    fail "the chances of plan --json"

# --- what the grammar takes
wrong() { with "$1" >wrong.yaml; status 3 plan wrong.yaml s.h5; says 'wrong.yaml:[0-9]*:[0-9]*: acceptance' "$2"; }
wrong 'judge_by: luck' 'neither limit nor estimate'
wrong 'when_not_good_enough: hide' 'neither list nor refuse'
wrong 'slope_from: 1.2, slope_to: 0.8' 'exchange them'
wrong 'precision_at_least: 1.5' 'is not within 0 to 1'
sed 's/purpose: a test/purpose: a test, review_by: soon/' none.yaml >wrong.yaml
status 3 plan wrong.yaml s.h5
says 'wrong.yaml:[0-9]*:[0-9]*: study.review_by' 'write it as 2024-03-31'

# --- score: the verdict first, in every form
day=2025-04-01
status 1 score bar.json s.h5 --asof $day --output list.csv
first 'Do not choose children by this list: its model was judged not good enough ('
head -n 1 list.csv | grep -q '^verdict,rank,child,.*,warnings$' || fail "the head of the CSV: $(head -n 1 list.csv)"
[ "$(tail -n +2 list.csv | cut -d, -f1 | sort -u)" = 'not good enough' ] || fail "a row of the CSV without the verdict"
status 1 score bar.json s.h5 --asof $day --json
says '^Do not choose children by this list'
cp out printed.json
status 1 score bar.json s.h5 --asof $day --output list.json
cmp -s list.json printed.json || fail "--output list.json is not what --json prints"
[ "$(stat -c %a list.json)" = 600 ] || fail "list.json is readable by others: $(stat -c %a list.json)"
python3 -c 'import json, sys
d = json.load(open("list.json"))
noted = [w for w in d["warnings"] if "nobody has said whether it did" not in w]
sys.exit(d["verdict"]["status"] != "not good enough" or noted != [] or d["verdict_holds"] is not True)' || fail "the JSON's verdict"
status 2 score bar.json s.h5 --asof $day --output list.txt
says '.csv or .json'
status 0 report bar.json --list list.json --output panel.html
sed -n '/<h1/,$p' panel.html | grep -m 1 -o 'Do not choose children by this list' >said
[ -s said ] || fail "the panel's page does not begin with the verdict"

# --- a study that says so has no list of it
with 'when_not_good_enough: refuse' >refuse.yaml
status 1 train refuse.yaml s.h5 refuse.json
status 5 score refuse.json s.h5 --asof $day --output never.csv
says 'not judged' 'when_not_good_enough: refuse'
[ -e never.csv ] && fail "a refused list was written"

# --- recalibrated since; before the training's end; past the review
status 0 recalibrate bar.json s.h5 again.json --from 2020-01-01
status 1 score again.json s.h5 --asof $day
first 'Do not choose children by this list: its model was not judged (it was recalibrated after it was judged)'
status 1 score bar.json s.h5 --asof 2021-04-01
sed '/^Warning: /,$!d' out >warned
opens warned 'Warning: the model learnt from children as they were up to 2024-[0-9]*-[0-9]*, after this day' ||
    fail "a day inside the training: $(head -n 2 warned)"
sed 's/purpose: a test/purpose: a test, review_by: 2025-03-31/' bar.yaml >review.yaml
status 1 train review.yaml s.h5 review.json
grep -q '31 March 2025' review.html || fail "the page does not show review_by"
status 1 score review.json s.h5 --asof $day
grep -q '^Warning: the model was to be reviewed by 2025-03-31, which is past' out || fail "past the review: $(sed -n 2p out)"

# --- a list has a size
sed '/^panel:/d' none.yaml >size.yaml
for verb in 'train size.yaml s.h5 size.json' 'compare size.yaml s.h5'; do
    # shellcheck disable=SC2086
    status 2 $verb
    says 'the study states no panel.capacity; give --capacity N'
done
[ -e size.json ] && fail "a model was trained for a list of no size"
status 1 train size.yaml s.h5 size.json --capacity 4
grep -q '^A list of 4 at each landmark$' out || fail "train --capacity: $(grep 'A list' out)"
status 0 compare size.yaml s.h5 --capacity 4
grep -q 'of lists of 4$' out || fail "compare --capacity: $(head -n 3 out)"
for verb in 'train none.yaml s.h5 never.json' 'compare none.yaml s.h5'; do
    # shellcheck disable=SC2086
    status 2 $verb --capacity 4
    says 'the study states panel.capacity: 10'
done
status 2 score size.json s.h5 --asof $day
says 'the study states no panel.capacity; give --capacity N'
status 1 score size.json s.h5 --asof $day --capacity 4 --json
python3 -c 'import json, sys; sys.exit(len(json.load(open("out"))["listed"]) != 4)' || fail "--capacity"
status 1 plan size.yaml s.h5
holds out 'the study states no panel.capacity: train, compare and score ask for --capacity N' ||
    fail "plan does not warn of the size"

# --- entries of children whom nobody knew
status 1 plan none.yaml s.h5 --json --unsuppressed --reason test
python3 -c 'import json, sys
e = json.load(open("out"))["entries"]
sys.exit(not (0 < e["known"] <= e["all"] == e["known"] + e["unknown"]))' || fail "the entries of plan --json"
grep -q 'late entries' bar.html || fail "the page does not count the late entries"
exit $bad
