# Every family in a study's `models:` line: planned, trained, scored, reported, carried to
# other rows and told as a page; what a family cannot do is refused with the reason.
. tests/command/common.sh
borough "$work/b" --children 9000 --years 6 --seed 5
fill "$work/s.h5"
day=$(ls "$work/b/extracts" | tail -n 1)

# study OPTIONS: the small study with one model of these options
study() {
    small_study | sed -e '/family: cox/d' -e 's/bootstrap: 20/bootstrap: 5/' -e "s/- { name: logistic, family: logistic,/- { name: m, family: $1,/"
}
# told STATUS FORM: the model on that form
told() { status "$1" export "$work/m.json" "$work/out.$2" --to "$2" --force; }

whole() {
    study "$1" >"$work/study.yaml"
    "$latecare" plan "$work/study.yaml" "$work/s.h5" >/dev/null 2>"$work/err" || [ $? = 1 ] || fail "plan: $1"
    status 1 train "$work/study.yaml" "$work/s.h5" "$work/m.json" --force --threads 1
    status 1 score "$work/m.json" "$work/s.h5" --asof "$day" --output "$work/list.csv" --json --force
    cp "$work/out" "$work/list.json"
    status 0 report "$work/m.json" --output "$work/model.html" --force
    status 0 report "$work/m.json" --list "$work/list.json" --output "$work/panel.html" --force
    python3 - "$work/list.json" "$work/m.json" <<'END' || fail "the list's risks, or the baseline's steps: $1"
import json, sys
panel = json.load(open(sys.argv[1]))
risks = [c["risk"] for c in panel["listed"]]
assert risks and all(0 <= r <= 1 for r in risks), risks[:3]
model = json.load(open(sys.argv[2]))["model"]
# what speaks for the first child raises the risk, whichever way the family's own terms run
assert panel["listed"][0]["linear_predictor"] >= panel["base_linear_predictor"], panel["listed"][0]
terms = model["metrics"]["coefficients"]["terms"]
labels = [t["label"] for t in terms]
assert len(labels) == len(set(labels)), labels  # of one cause alone
assert all(t["ratio"] > 1 for t in terms if t["label"] == "child in need now"), terms
for curve in model["fit"].get("curves", []):  # a step on no line of weeks is a knot of six children
    knots = [t for t in curve["time"] if t % 7]
    assert curve["cause"] != 1 or len(knots) * 6 <= model["counts"]["entries"], knots
END
}

for family in cloglog scorecard; do
    whole "$family"
    status 0 recalibrate "$work/m.json" "$work/s.h5" "$work/there.json" --method slope --force
    status 2 recalibrate "$work/m.json" "$work/s.h5" "$work/never.json" --method baseline
    told 0 pmml
    told 0 arithmetic
done
for family in "cox, firth: true" cause-specific fine-gray "aft, dist: loglogistic" "aft, dist: gaussian" \
    "discrete-logit, grid: 30" "discrete-cloglog, grid: 30, baseline: polynomial"; do
    whole "$family"
    for method in intercept slope baseline; do
        status 0 recalibrate "$work/m.json" "$work/s.h5" "$work/there.json" --method $method --force
    done
    status 1 score "$work/there.json" "$work/s.h5" --asof "$day" --output "$work/list.csv" --force
    told 0 pmml
    told 0 arithmetic
done
if "$latecare" fit tests/golden/logit_birthwt/data.csv --family boosted-logistic --formula 'low ~ age' \
    >/dev/null 2>"$work/err"; then
    whole boosted-logistic
    status 5 recalibrate "$work/m.json" "$work/s.h5" "$work/never.json"
    says 'train it anew'
    told 5 pmml
    told 5 arithmetic
else
    says xgboost
    echo "SKIP: no libxgboost"
fi
[ ! -e "$work/never.json" ] || fail "a refusal left a model"
exit $bad
