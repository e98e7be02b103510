#!/bin/sh
# Linkage is dated: a list and a child's explanation are made again by the linkage of their day, whatever was joined and
# parted since; timeline says on which day; new records join and no old number moves; a day before any linkage is refused.
. tests/command/common.sh
python=/usr/bin/python3
cd "$work" || exit 1
epoch() { date -u -d "$1" +%s; }
borough b --children 3000 --seed 5 --dirt 2 --no-hazards
last=$(find "$borough/extracts" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | tail -n 1)
mkdir later && mv "$last" later/
for extract in "$borough"/extracts/*/; do
    # shellcheck disable=SC2046
    runs import s.h5 $(find "$extract" -name '*.csv' | LC_ALL=C sort) --received "$(basename "$extract")"
done
SOURCE_DATE_EPOCH=$(epoch 2025-05-01)
export SOURCE_DATE_EPOCH
runs link s.h5 --merges first.csv --moves moves1.csv
small_study | sed 's/ + exclusions//; s/, 12 months/, 6 months/; s/horizon: 12 months/horizon: 6 months/' >study.yaml
runs train study.yaml s.h5 m.json
day=2023-06-01
runs score m.json s.h5 --asof $day --output then.csv
child=$(sed -n 2p then.csv | cut -d, -f1)
head -n 1 then.csv | grep -q '^child' || child=$("$python" -c "
import csv; print(next(csv.DictReader(open('then.csv')))['child'])")
# of the first child of the list that has two records, the reviewer parts them; and of ten others
"$python" - "$child" <<'PY'
import csv, sys
listed = [int(r["child"]) for r in csv.DictReader(open("then.csv"))]
merges = [m for m in csv.DictReader(open("first.csv"))]
up = {}
def root(r):
    while up.setdefault(r, r) != r:
        r = up[r]
    return r
for m in merges:
    a, b = root(int(m["record_a"])), root(int(m["record_b"]))
    up[max(a, b)] = min(a, b)
chosen = [c for c in listed if any(root(int(m["record_a"])) == c for m in merges)]
if not chosen:
    sys.exit("nobody listed has two records")
with open("apart.csv", "w") as out:
    out.write("record_a,record_b,same\n")
    for m in merges:
        if root(int(m["record_a"])) in chosen:
            out.write("%s,%s,0\n" % (m["record_a"], m["record_b"]))
open("parted", "w").write(str(chosen[0]))
PY
parted=$(cat parted)
runs explain m.json s.h5 "$parted" --asof $day --reason test --json
cp out explained.then
# every question that a store is asked, before and after, and by the linkage of then: a file each
asked() { # a name, the status, the words behind what is asked
    name=$1
    expect=$2
    shift 2
    runs design study.yaml s.h5 design.$name.csv "$@"
    runs missed m.json s.h5 --from 2023-07-01 --to 2024-01-01 --reason test --json "$@"
    cp out missed.$name
    runs panel m.json s.h5 --asof $day --output pack.$name --reason test --json "$@"
    cp out panel.$name
    "$latecare" plan study.yaml s.h5 --json "$@" >plan.$name 2>err || [ $? = 1 ] || fail "plan: $(cat err)"
    status "$expect" compare study.yaml s.h5 --json --replicates 20 "$@"
    cp out compare.$name
}
asked then 0
SOURCE_DATE_EPOCH=$(epoch 2025-06-01)
runs link s.h5 --accept apart.csv --moves moves2.csv
runs score m.json s.h5 --asof $day --output now.csv
runs score m.json s.h5 --asof $day --output again.csv --linkage 2025-05-31
runs explain m.json s.h5 "$parted" --asof $day --reason test --json --linkage 2025-05-01
cp out explained.again
runs explain m.json s.h5 "$parted" --asof $day --reason test --json
cp out explained.now
runs timeline s.h5 "$parted" --reason test
holds out "2025-06-01 record [0-9]* went from child $parted to child" || fail 'timeline does not say who left'
holds out "2025-05-01 record [0-9]* went from child [0-9]* to child $parted" || fail 'timeline does not say who came'
runs timeline s.h5 "$parted" --reason test --linkage 2025-05-02
holds out 'By the linkage of 2025-05-02' || fail 'timeline does not say by which linkage'
asked now 0
asked again 1 --linkage 2025-05-31
says 'compare: children and their numbers are those of the linkage of 2025-05-31'
grep -q 'linkage of 2025-05-31' plan.again || fail 'plan does not say by which linkage'
grep -q 'linkage of 2025-05-31' missed.again || fail 'missed does not say by which linkage'
grep -q 'linkage of 2025-05-31' panel.again || fail 'panel does not say by which linkage'
# whose children a design has stands in it: a column of CSV, an attribute of HDF5
head -n 1 design.again.csv | grep -q '^child,landmark,days,cause,complete,linkage,' || fail "$(head -n 1 design.again.csv)"
[ "$(sed 1d design.again.csv | cut -d, -f6 | sort -u)" = 2025-05-31 ] || fail 'the column linkage has other days'
cut -d, -f1-5,7- design.again.csv >design.bare.csv
same design.then.csv design.bare.csv 'the design of then'
runs design study.yaml s.h5 again.h5 --linkage 2025-05-31
runs design study.yaml s.h5 now.h5
"$python" -c "
import h5py
assert h5py.File('again.h5').attrs['linkage'] in ('2025-05-31', b'2025-05-31')
assert 'linkage' not in h5py.File('now.h5').attrs" || fail 'the HDF5 of a design does not say its linkage'
cmp -s design.then.csv design.now.csv && fail 'parting changed no design'
status 3 plan study.yaml s.h5 --linkage 2025-04-30
says 'nothing was linked on 2025-04-30 or before it'
runs train study.yaml s.h5 m2.json --linkage 2025-05-31
holds out 'linkage of 2025-05-31' || fail 'train does not say by which linkage'
# a model is held against the linkage that it is asked of, and so is what is made of it
learnt='the model learnt from the children of the linkage of 2025-05-31, and these are the store.s own'
status 1 recalibrate m2.json s.h5 m2r.json --from 2022-01-01
holds out "$learnt" || fail 'recalibrate does not say that the model learnt from other children'
for model in m2 m2r; do
    status 1 score $model.json s.h5 --asof $day --output $model.csv
    head -n 2 $model.csv | grep -q "$learnt" || fail "score by $model does not say that it learnt from other children"
    status 1 score $model.json s.h5 --asof $day --output $model.same.csv --linkage 2025-05-31
    grep -q 'the model learnt from the children' $model.same.csv && fail "$model learnt from these very children"
done
status 1 score m2.json s.h5 --asof $day --output other.csv --linkage 2025-06-01
grep -q 'of the linkage of 2025-05-31, and these are of that of 2025-06-01' other.csv || fail 'another day is not said'
status 1 explain m2.json s.h5 "$parted" --asof $day --reason test
holds out "$learnt" || fail 'explain does not say that the model learnt from other children'
status 1 missed m2.json s.h5 --from 2023-07-01 --to 2024-01-01 --reason test
holds out "$learnt" || fail 'missed does not say that the model learnt from other children'
runs train study.yaml s.h5 m3.json
sed '$a uncertain_links: average' study.yaml >average.yaml
status 2 train average.yaml s.h5 m4.json --linkage 2025-05-31
says 'say uncertain_links: keep'
status 3 score m.json s.h5 --asof $day --output none.csv --linkage 2025-04-30
says 'nothing was linked on 2025-04-30 or before it' 'the first links are of 2025-05-01'
status 0 verify s.h5

# a month later the last extract comes: nobody who was there moves but by a dated event
SOURCE_DATE_EPOCH=$(epoch 2025-07-01)
# shellcheck disable=SC2046
runs import s.h5 $(find later -name '*.csv' | LC_ALL=C sort) --received "$(basename "$last")"
runs link s.h5 --moves moves3.csv --merges third.merges.csv
runs score m.json s.h5 --asof $day --output third.csv --linkage 2025-05-31
status 0 verify s.h5

# a sheet is of the children of its pack: of the linkage of then it says so, and is read by that alone
head -n 1 pack.again/decisions.csv | grep -q ',reason,linkage$' || fail "$(head -n 1 pack.again/decisions.csv)"
grep -q linkage pack.now/decisions.csv && fail 'the sheet of today speaks of a linkage'
[ "$(sed 1d pack.again/decisions.csv | grep -c ',2025-05-31.\{0,1\}$')" = "$(sed 1d pack.again/decisions.csv | wc -l)" ] ||
    fail 'the sheet does not say its linkage'
status 5 decide s.h5 pack.again/decisions.csv --on 2025-06-15
says 'decisions.csv:2' 'of the children of the linkage of 2025-05-31' 'say --linkage 2025-05-31'
status 5 decide s.h5 pack.again/decisions.csv --on 2025-06-15 --linkage 2025-06-01
status 5 decide s.h5 pack.now/decisions.csv --on 2025-06-15 --linkage 2025-06-01
says 'the sheet has no column linkage'
sed '2s/,2025-05-31/,/' pack.again/decisions.csv >blank.csv
for linkage in '' '--linkage 2025-05-31'; do
    # shellcheck disable=SC2086
    status 3 decide s.h5 blank.csv --on 2025-06-15 $linkage
    says 'blank.csv:2' 'linkage is the day whose linkage the pack was made by'
done
# two children of July whom August joins: each decision stays with its own
"$python" - "$parted" <<'PY'
import csv, sys
def groups(name):
    up = {}
    def root(r):
        while up.setdefault(r, r) != r:
            r = up[r]
        return r
    for m in csv.DictReader(open(name)):
        if m["pass"] != "kept apart":
            a, b = root(int(m["record_a"])), root(int(m["record_b"]))
            up[max(a, b)] = min(a, b)
    return root
before, july = groups("first.csv"), groups("third.merges.csv")
a, b = next((int(m["record_a"]), int(m["record_b"])) for m in csv.DictReader(open("first.csv"))
            if before(int(m["record_a"])) == int(sys.argv[1]))
one, two = july(a), july(b)
assert one != two
open("two", "w").write("%d %d" % (one, two))
open("joined.csv", "w").write("record_a,record_b,same\n%d,%d,1\n" % (a, b))
open("sheet.csv", "w").write("child,discussed,agree,action,by,until,reason,linkage\n"
                             "%d,yes,yes,early_help,,,,2025-07-15\n%d,yes,no,watch,,,,2025-07-15\n" % (one, two))
PY
read -r one two <two
SOURCE_DATE_EPOCH=$(epoch 2025-08-01)
runs link s.h5 --accept joined.csv
runs decide s.h5 sheet.csv --on 2025-08-01 --linkage 2025-07-15
holds out '2 decisions taken, 0 unchanged' || fail "$(cat out)"
grep 'decide' s.h5.log | tail -n 1 | grep -q 'linkage 2025-07-15' || fail "the log: $(tail -n 2 s.h5.log)"
runs decide s.h5 sheet.csv --on 2025-08-01 --linkage 2025-07-15
holds out '0 decisions taken, 2 unchanged' || fail "again: $(cat out)"
runs timeline s.h5 "$one" --reason test --linkage 2025-07-15
{ holds out early_help && ! holds out watch; } || fail "the decision on $one: $(grep -i decision out)"
runs timeline s.h5 "$two" --reason test --linkage 2025-07-15
{ holds out watch && ! holds out early_help; } || fail "the decision on $two: $(grep -i decision out)"
runs timeline s.h5 "$one" --reason test
{ holds out watch && holds out early_help; } || fail "the decisions on both: $(grep -i decision out)"
status 0 verify s.h5

"$python" - "$parted" <<'PY' || bad=1
import csv, json, sys

bad = 0
def fail(*words):
    global bad
    bad = 1
    print("FAIL:", *words)

def rows(name):
    drop = lambda r: {k: v for k, v in r.items() if k not in ("warnings",)}
    return [drop(r) for r in csv.DictReader(open(name))]

then, now, again = rows("then.csv"), rows("now.csv"), rows("again.csv")
if then == now:
    fail("parting listed children changed nothing")
if then != again:
    fail("the list of then is another by the linkage of then",
         [(a, b) for a, b in zip(then, again) if a != b][:1])
if not all("linkage of 2025-05-31" in r["warnings"] for r in csv.DictReader(open("again.csv"))):
    fail("the list does not say by which linkage it is")
docs = {n: json.load(open("explained." + n)) for n in ("then", "again", "now")}
for d in docs.values():
    d.pop("warnings", None)
if docs["then"] != docs["again"]:
    fail("the child of then is explained otherwise")
if docs["then"] == docs["now"]:
    fail("the child of now is explained as then")
fits = [json.load(open(n))["model"]["fit"] for n in ("m.json", "m2.json", "m3.json")]
if fits[0] != fits[1] or fits[0] == fits[2]:
    fail("a model by the linkage of then is another")

def answer(name, which):
    d = json.load(open(name + "." + which))
    d.pop("warning", None), d.pop("folder", None)
    d.get("list", {}).pop("warnings", None), d.get("list", {}).pop("checksum", None)
    if name == "plan":
        d["findings"] = [f for f in d["findings"] if "of the linkage of" not in json.dumps(f)]
    return d

for name in ("missed", "panel", "plan", "compare"):
    if answer(name, "then") != answer(name, "again"):
        fail(name, "answers otherwise by the linkage of then")
    if answer(name, "then") == answer(name, "now") and name in ("panel", "plan"):
        fail(name, "answers now as then, though children were parted")
moves = {n: list(csv.DictReader(open("moves%d.csv" % n))) for n in (1, 2, 3)}
if moves[2][:len(moves[1])] != moves[1] or moves[3][:len(moves[2])] != moves[2]:
    fail("what was moved on earlier days has changed")
for n, day in ((2, "2025-06-01"), (3, "2025-07-01")):
    new = moves[n][len(moves[n - 1]):]
    if not new or {m["day"] for m in new} != {day}:
        fail("moves of", day, len(new), {m["day"] for m in new})
known = {m["record"] for m in moves[2]}
returned = [m for m in moves[3][len(moves[2]):] if m["record"] in known]
if len(returned) > len(known) // 50:
    fail("old records that move when a last extract comes:", len(returned), "of", len(known))
sys.exit(bad)
PY
exit $bad
