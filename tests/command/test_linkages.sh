#!/bin/sh
# uncertain_links of a study: keep is what it was; average tells the kept model's terms over drawn linkages, the same
# bytes whatever the threads, and keeps the model itself; leave_out learns from and judges on others, and says how many.
. tests/command/common.sh
python=/usr/bin/python3
cd "$work" || exit 1
borough b --children 4000 --seed 3 --dirt 3 --no-hazards
fill s.h5
small_study | sed 's/ + exclusions//' >keep.yaml # which separates the outcome of so few
for word in average leave_out drop; do
    { cat keep.yaml; echo "uncertain_links: $word"; } >$word.yaml
done
for study in keep average leave_out; do
    runs train $study.yaml s.h5 $study.json --json
    cp out $study.out
done
runs train average.yaml s.h5 one.json --threads 1
cp out one.txt
same average.json one.json 'threads move the average'
same average.html one.html 'threads move the page'
runs train leave_out.yaml s.h5 leave_out.json --force
holds out 'Left out for uncertain links' || fail 'train says nobody left out'
holds one.txt 'drawn linkages (10 fitted)' || fail 'train says no average'
holds average.html 'Does it hang on how records were linked' || fail 'the page has no average'
holds leave_out.html 'Does it hang on how records were linked' || fail 'the page says nobody left out'
holds keep.html 'Does it hang on how records were linked' && fail 'the page of keep speaks of linkage'
status 3 plan drop.yaml s.h5
says 'uncertain_links' 'none of keep, leave_out and average'
# the store is as it was, and so is what is learnt of it after a draw
status 0 verify s.h5
runs train keep.yaml s.h5 again.json
same keep.json again.json 'a draw left something behind'
# a score leaves nobody out
runs score keep.json s.h5 --asof 2024-06-01 --force --json --output keep.list.json
runs score leave_out.json s.h5 --asof 2024-06-01 --force --json --output leave_out.list.json

"$python" - <<'PY' || bad=1
import json, math, sys

def model(name):
    return json.load(open(name + ".json"))["model"]

bad = 0
def fail(*words):
    global bad
    bad = 1
    print("FAIL:", *words)

keep, average, left = model("keep"), model("average"), model("leave_out")
if not keep["inputs"][0]["digest"] != average["inputs"][0]["digest"] == left["inputs"][0]["digest"]:
    fail("how sure links are is part of what was read where the study reads it, and only there")
if keep["fit"] != average["fit"]:
    fail("the average moved the model that is kept")
if "linkages" in keep["metrics"]:
    fail("keep speaks of linkages")
told = average["metrics"]["linkages"]
if json.load(open("average.out"))["linkages"] != told:
    fail("the document and the model's differ")
terms = {t["name"]: t for t in told["terms"]}
shown = {t["name"]: t for t in average["metrics"]["coefficients"]["terms"]}
if set(terms) != set(shown):
    fail("other terms", set(terms) ^ set(shown))
held = {h["name"]: h for h in told["held_out"]}
if set(held) != {"auc", "precision"} or held["auc"]["tested"] != 10:
    fail("the test over draws", held)
for h in held.values():
    if not h["least"] - 1e-12 <= h["mean"] <= h["most"] + 1e-12:
        fail("mean outside its range", h)
auc = [m for m in average["metrics"]["performance"]["measures"] if m["name"] == "auc"][0]["estimate"]
if abs(held["auc"]["estimate"] - auc) > 1e-9:
    fail("the model's AUC has two values", held["auc"], auc)
moved = 0
for name, t in terms.items():
    if t["estimate"] != shown[name]["estimate"]:
        fail(name, "has two estimates")
    # sqrt(T) is no less than what linkage alone makes of it, and the limits are Student's
    if not 0 <= t["share_of_variance"] < 1 or not t["average_se"] > 0:
        fail(name, "share", t["share_of_variance"])
    half = (t["average_high"] - t["average_low"]) / 2 / t["average_se"]
    if not 1.9599 < half < 4.4 or t["degrees_of_freedom"] <= 2:
        fail(name, "limits", half, t["degrees_of_freedom"])
    moved += t["average"] != t["estimate"]
if not moved or all(t["share_of_variance"] == 0 for t in terms.values()):
    fail("ten linkages of a borough with three times the mistakes are one")
if told["fitted"] != 10 or told["moved"] != sum(bool(t["moves"]) for t in terms.values()):
    fail("counts", told["fitted"], told["moved"])

gone = left["metrics"]["linkages"]
flow = {r["rule"]: r for r in left["metrics"]["flow"]}
if "uncertain" in {r["rule"] for r in keep["metrics"]["flow"]}:
    fail("keep has a rule for uncertain links")
if flow["uncertain"]["removed"] in (0, "c") or not isinstance(gone["near_misses"], int):
    fail("nobody is left out", flow["uncertain"], gone)
if gone["removed"] != flow["uncertain"]["removed"]:
    fail("who is left out is told twice", gone["removed"], flow["uncertain"])
if left["counts"]["children"] >= keep["counts"]["children"] or left["fit"] == keep["fit"]:
    fail("who is left out is learnt from")
lists = [json.load(open(n + ".list.json")) for n in ("keep", "leave_out")]
children = [l.get("list", l)["children"] for l in lists]
if children[0] != children[1] or not children[0]:
    fail("a score leaves children out", children)
sys.exit(bad)
PY
exit $bad
