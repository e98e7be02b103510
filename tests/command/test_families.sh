#!/bin/sh
# Families from extracts to lists: as many as the extracts name, the same whatever the key,
# the order of files and the number of threads, whole after a rotation and an erasure. What
# happened to others of a family is held to slow readers elsewhere (tests/support/brute.h).
. "$(dirname "$0")/common.sh"
cd "$work" || exit 1
borough b --children 1500 --years 6 --seed 5 --dirt 0
small_study | sed 's|^models:|  - { name: others, kind: siblings, history: referral, window: 24 months, label: siblings referred }\n&|
    s| + exclusions }| + exclusions + others }|; s|family: logistic,|& ridge: 1,|' >s.yaml

# --- as many as the last extract binds, by number or by address ----------------------
fill one.h5
runs link one.h5 --json
/usr/bin/python3 - out "$(find b/extracts -name ssd_family.csv | LC_ALL=C sort | tail -n 1)" <<'END' || fail "families: $(head -c 300 out)"
import collections, csv, json, os, sys
said = json.load(open(sys.argv[1]))
folder = os.path.dirname(sys.argv[2])
number, home, ever, of_whom = (collections.defaultdict(set) for _ in range(4))
for r in csv.DictReader(open(sys.argv[2])):
    number[r["fami_family_id"]].add(r["fami_person_id"])
    of_whom[r["fami_person_id"]].add(r["fami_family_id"])
for r in csv.DictReader(open(os.path.join(folder, "ssd_address.csv"))):
    ever[r["addr_address_json"]] |= of_whom[r["addr_person_id"]]
    if not r["addr_address_end_date"]:
        home[r["addr_address_json"]].add(r["addr_person_id"])
hostels = [h for h in home if len(ever[h]) > 3]
for h in hostels:
    del home[h]
of = {}
def head(person):
    while of.setdefault(person, person) != person:
        person = of[person]
    return person
for most, groups in (24, number), (8, home):
    for group in groups.values():
        for person in group if len(group) <= most else ():
            of[head(person)] = head(min(group))
two = [n for n in collections.Counter(map(head, list(of))).values() if n > 1]
alone = [g for g in home.values() if 1 < len(g) <= 8 and not any(g <= n for n in number.values())]
assert len(two) > 50 and alone, (len(two), len(alone))
assert said["families"] == len(two), (said["families"], len(two))
assert said["children_of_families"] == sum(two), (said["children_of_families"], sum(two))
END
status 0 describe one.h5
grep -q ' of them are of .* families of two and more$' out || fail "describe: $(head -n 5 out)"

# --- another key, another order of files, other threads -----------------------------
for extract in b/extracts/*/; do
    # shellcheck disable=SC2046
    runs import two.h5 $(find "$extract" -name '*.csv' | LC_ALL=C sort -r) --received "$(basename "$extract")"
done
runs link two.h5
runs design s.yaml one.h5 one.csv --threads 1
runs design s.yaml two.h5 two.csv --threads 2
cmp -s one.h5.key two.h5.key && fail "one key proves nothing"
same one.csv two.csv "a design hangs on the key, the order of files or the threads"

# --- what happened to others is seen -------------------------------------------------
/usr/bin/python3 - one.csv <<'END' || fail "siblings"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
values = [r["others"] for r in rows]
some = [v for v in values if v not in ("", "0")]
assert len(rows) > 1000 and 20 < len(some) < len(rows) / 2, (len(rows), len(some))
END

# --- the model, the list ---------------------------------------------------------------
runs train s.yaml one.h5 m.json --model logistic
grep -q 'by 5 folds of families: none on both sides' out || fail "train: $(cat out)"
grep -q '"unit": *"family"' m.json || fail "the model file does not say by what it goes"
runs score m.json one.h5 --asof 2025-03-31 --capacity 60 --output l.csv --json
grep -q 'of the same family: ' out || fail "no reason tells of another of the family"

# --- new keys, and a child less -----------------------------------------------------------
runs rotate one.h5 --reason yearly
for extract in b/extracts/*/; do
    # shellcheck disable=SC2046
    runs import one.h5 $(find "$extract" -name '*.csv') --received "$(basename "$extract")"
done
runs design s.yaml one.h5 turned.csv
same one.csv turned.csv "under new keys a family is another"
runs link one.h5
runs design s.yaml one.h5 linked.csv
same one.csv linked.csv "linked anew under new keys a family is another"
# the first child of a family: its number goes with it
child=$(awk -F, 'NR > 1 && $NF != "" && $NF != "0" { print $1; exit }' one.csv)
runs erase one.h5 "$child" --force
runs verify one.h5
runs design s.yaml one.h5 less.csv
cut -d, -f1 less.csv | grep -qx "$child" && fail "the erased child is in the design"
exit $bad
