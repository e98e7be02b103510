#!/bin/sh
# groups of a study: the test told of some children apart. A disparity that was planted shows, and without one none
# does; a group of everybody is the whole; few entries are not told; the page and the text have it.
. tests/command/common.sh
python=/usr/bin/python3
cd "$work" || exit 1
sed '/^groups:/,/^$/d' "$studies/late-entry.yaml" >whole.yaml
cat whole.yaml - >apart.yaml <<'YAML'

groups:
  - { label: Black children, attribute: ethnicity, values: [BCRB, BAFR, BOTH] }
  - { label: White children, attribute: ethnicity, values: [WBRI, WIRI, WOTH, WIRT, WROM] }
  - { label: everybody, attribute: sex, values: [M, F] }
  - { label: nobody, attribute: sex, values: [X] }
  - { label: no such attribute, attribute: shoe_size, values: ["38"] }
YAML
cat >planted.yaml <<'YAML'
format: 1
processes:
  - { name: first_entry, more_effects: group_black 2.0 }
YAML

# trained NAME OPTIONS..: a borough, its store, its model and what train said of it
trained() {
    name=$1
    shift
    borough "b_$name" --children 15000 --seed 6 --dirt 0 --no-hazards "$@"
    fill "$name.h5"
    runs train apart.yaml "$name.h5" "$name.json" --json --bootstrap 200
    cp out "$name.out"
}
trained plain
trained planted --truth ./planted.yaml

"$python" - <<'PY' || bad=1
import json, math, sys

def read(name):
    d = json.load(open(name + ".out"))
    rows = {g["label"]: g for g in d["groups"] if g["label"] != "the rest"}
    rest = {g["attribute"]: g for g in d["groups"] if g["label"] == "the rest"}
    return d, rows, rest

def of(rows, name):
    found = [m for m in rows["measures"] if m["name"] == name]
    return found[0] if found else None

def say(ok, words):
    if not ok:
        print("FAIL:", words)
        sys.exit(1)

for name in ("plain", "planted"):
    d, rows, rest = read(name)
    p = d["performance"]
    whole = {m["name"]: m for m in p["measures"]}
    for m in ("auc", "observed_over_expected", "calibration_in_the_large"):
        a, b = of(rows["everybody"], m), whole[m]
        say(abs(a["estimate"] - b["estimate"]) < 1e-12, (name, m, a, b))
        say(abs(a["low"] - b["low"]) < 1e-12 and abs(a["high"] - b["high"]) < 1e-12, (name, m, a, b))
    places = p["capacity"] / p["children"]
    say(abs(rows["everybody"]["share_on_list"] / places - 1) < 0.02, (name, "share", rows["everybody"], places))
    say(rows["nobody"]["children"] == 0 and not rows["nobody"]["measures"], (name, rows["nobody"]))
    say(rows["no such attribute"]["children"] == 0, (name, rows["no such attribute"]))
    # parts of one attribute make up the whole, as told to the nearest six
    parts = [rows["Black children"], rows["White children"], rest["ethnicity"]]
    say(abs(sum(g["children"] for g in parts) - rows["everybody"]["children"]) <= 12, (name, parts))
    for g in d["groups"]:
        say(g["children"] == "c" or g["children"] % 6 == 0, g)
        say(g["entries"] not in range(1, 6), g)
        say(g["entries"] != "c" or not g["measures"], g)
        say(g["entries"] != 0 or not g["measures"], g)

def black(name):
    d, rows, rest = read(name)
    return of(rows["Black children"], "observed_over_expected"), of(rest["ethnicity"], "observed_over_expected")

b, r = black("plain")
say(b["low"] < 1 < b["high"], ("a disparity that is none", b))
b, r = black("planted")
say(b["low"] > 1, ("the planted disparity does not show", b))
ratio = math.log(b["estimate"] / r["estimate"])
say(1.2 < ratio < 3.2, ("log of the ratio of ratios", ratio, "of 2 planted"))
PY

runs train apart.yaml planted.h5 again.json --force --bootstrap 50
grep -q 'of some children apart' out && grep -q '^  Black children' out || fail "the text does not tell of groups"
runs report planted.json --output page.html
grep -q 'Is it as good for every group' page.html && grep -q 'Black children' page.html || fail "the page does not tell of groups"
runs train whole.yaml plain.h5 whole.json --json --bootstrap 50
grep -q '"groups"' out && fail "groups that nobody asked for"

# a child is of one group of an attribute, and no two are called the same
sed 's/WIRI, WOTH/BAFR, WOTH/' apart.yaml >twice.yaml
status 3 plan twice.yaml plain.h5
says 'twice.yaml:[0-9]*' 'BAFR is in Black children and in White children'
sed 's/label: nobody/label: everybody/' apart.yaml >called.yaml
status 3 plan called.yaml plain.h5
says 'two groups are called everybody'
exit $bad
