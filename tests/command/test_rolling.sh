#!/bin/sh
# test_rolling.sh PROGRAM: rolling origins, from plan to the page.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 7000 --years 10 --seed 1
fill s.h5
study() {
    small_study | sed "s/ + exclusions//; s/test_last: 24 months/test_last: 12 months, $1/
        s/from: 2018-04-01/from: 2016-04-01/"
}
study 'rolling: 2' >roll.yaml
study 'rolling: 9' >more.yaml
study 'rolling: 0' >one.yaml
study 'rolling: 2' | sed 's/test_last: 12 months, //' >none.yaml

# --- more than there are, or none to be earlier than, are refused
status 3 plan none.yaml s.h5
says 'none.yaml:[0-9]*:[0-9]*: validation.rolling' 'add test_last'
for verb in 'plan more.yaml s.h5' 'train more.yaml s.h5 never.json' 'compare more.yaml s.h5'; do
    # shellcheck disable=SC2086
    status 3 $verb
    says 'rolling: 9 asks for more earlier test spans than the data have' 'say rolling: [1-9]'
done
[ -e never.json ] && fail "a refused training left a model"

# --- beforehand and afterwards: the same origins, the same rows
status 1 plan roll.yaml s.h5
grep -q '^Rolling origins$' out || fail "plan does not list the origins"
status 1 plan one.yaml s.h5
grep -q '^Rolling origins$' out && fail "plan lists origins where nothing rolls"
status 1 plan roll.yaml s.h5 --json
cp out plan.json
status 1 train roll.yaml s.h5 roll.json
grep -q '^3 origins, each fitted to what was known on its day' out || fail "train: $(head -n 8 out)"
grep -q '^  together ' out || fail "no line for all together"
status 1 train one.yaml s.h5 one.json
grep -q 'as was known on 2023' out || fail "train does not say by when it was known"
status 0 compare roll.yaml s.h5 --json
cp out compare.json
python3 - <<'END' || fail "plan, train and compare do not agree"
import json
plan = json.load(open("plan.json"))["splits"]["origins"]
of = lambda name: json.load(open(name))["model"]["metrics"]
roll, one, table = of("roll.json"), of("one.json"), json.load(open("compare.json"))
days = [o["origin"] for o in plan]
assert len(days) == 3 and days == sorted(days), days
assert days == [o["origin"] for o in roll["origins"]] == [o["origin"] for o in table["origins"]]
assert "origins" not in one
measure = lambda m, name: next(x for x in m if x["name"] == name)
for p, r, c in zip(plan, roll["origins"], table["origins"]):
    assert p["train"]["children"] == r["learnt"]["children"], (p, r)
    assert p["train"]["to"] == r["learnt"]["period"]["to"] < p["origin"] <= r["period"]["from"]
    assert p["test"]["children"] == r["children"] == c["children"]
    assert r["landmarks"] == 4
    for name in "auc", "brier", "precision":
        is_, has = c["models"][0]["metrics"][name], measure(r["measures"], name)
        assert is_["estimate"] == has["estimate"], name
        assert name == "precision" or is_["low"] == has["low"], name
for name in "auc", "brier", "precision":
    assert table["models"][0]["metrics"][name]["estimate"] == measure(roll["performance"]["measures"], name)["estimate"]
# the last origin is the one test of the study that does not roll
for a, b in zip(roll["origins"][-1]["measures"], one["performance"]["measures"]):
    assert a == b, (a, b)
assert roll["performance"]["landmarks"] == 12 and one["performance"]["landmarks"] == 4
END
status 0 compare roll.yaml s.h5
grep -q '^3 origins together, then each by itself$' out || fail "compare: $(head -n 3 out)"
[ "$(grep -c '^from 20.*, fitted to what was known then: ' out)" = 3 ] || fail "compare does not tell the origins"

# --- the page: a row an origin and one for all
grep -q 'Has it held from one span to the next' roll.html || fail "the page does not tell of the origins"
grep -q 'All together' roll.html || fail "the page does not tell of all together"
grep -q 'Has it held from one span to the next' one.html && fail "a page of one test tells of origins"

# --- what is judged is all together
{ cat roll.yaml; echo 'acceptance: { events_at_least: 1, auc_at_least: 0.1, judge_by: estimate }'; } >judge.yaml
status 1 train judge.yaml s.h5 judge.json
python3 - <<'END' || fail "the verdict is not on all together"
import json
m = json.load(open("judge.json"))["model"]
auc = next(t for t in m["verdict"]["thresholds"] if t["measure"] == "auc")
assert auc["estimate"] == next(x for x in m["metrics"]["performance"]["measures"] if x["name"] == "auc")["estimate"]
assert auc["estimate"] != next(x for x in m["metrics"]["origins"][-1]["measures"] if x["name"] == "auc")["estimate"]
END

# --- no thread moves a bit
status 1 train roll.yaml s.h5 two.json --threads 2
same roll.json two.json "two threads give another model"

# --- an origin whose span has no entry is said
study 'rolling: 2' | sed 's/age_floor: 5/age_floor: 17/' >few.yaml
status 1 plan few.yaml s.h5
holds out 'the test span from 2021-04-02 holds no entry: nothing can be told of it by itself' ||
    fail "plan does not say that an origin has no entry"
exit $bad
