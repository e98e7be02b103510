#!/usr/bin/env python3
"""Are twins, brothers and sisters, and cousins at one address kept apart, and does a placeholder join anybody?

    scripts/apart.py PROGRAM [SEEDS [CHILDREN [FIRST [simulate's options...]]]]   20 15000 1

Simulates a borough a seed, loads and links it, and counts by truth/: of pairs of children who are twins (of one family
and one day), brothers and sisters (one family), or cousins at one address (two families, one full address of
social care's at some time), both with a record, how many have records in one child of the store; pairs of records of two children that are
joined, by what the two are to each other; records that say a placeholder for a name or for a birth date, and how many of them
stand in one child of the store with records of another child's. Needs python3 and nothing else.
"""
import csv
import glob
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations

import boroughs

# as datasets/borough/self_blot.c writes them
PLACEHOLDERS = {"unknown", "not known", "n/k", "child", "tbc", "baby", "baby boy", "baby girl", "unborn", ""}
BORN = {"1900-01-01", "1901-01-01"}
MOST = 8  # children of one house; more are a hostel's


def rows(pattern):
    for path in glob.glob(pattern):
        with open(path, newline="") as file:
            yield from csv.DictReader(file)


def placeholders(borough):
    """(system, number) of records that somewhere say one."""
    found = set()
    extracts = os.path.join(borough, "extracts", "*", "*")
    said = [(r["system"], r["person_id"], r["forename"], r["surname"], r["dob"])
            for r in rows(os.path.join(extracts, "people.csv"))]
    said += [("social_care", r["pers_person_id"], r["pers_forename"], r["pers_surname"], r["pers_dob"])
             for r in rows(os.path.join(extracts, "ssd_person.csv"))]
    for system, number, forename, surname, born in said:
        if forename.strip().lower() in PLACEHOLDERS or surname.strip().lower() in PLACEHOLDERS or born[:10] in BORN:
            found.add((system, number))
    return found


def related(borough, records):
    """{pair of children: what they are to each other}, of those who have a record."""
    seen = {child for r in records for child in r[2]}
    child_of = {r[:2]: min(r[2]) for r in records if len(r[2]) == 1}
    families, born, homes = defaultdict(list), {}, defaultdict(set)
    family_of = {}
    for r in rows(os.path.join(borough, "truth", "children.csv")):
        if r["child"] in seen:
            families[r["family"]].append(r["child"])
            family_of[r["child"]], born[r["child"]] = r["family"], r["born"]
    pairs = {}
    for r in rows(os.path.join(borough, "extracts", "*", "*", "ssd_address.csv")):
        if r["addr_address_type"] == "HOME":
            child = child_of.get(("social_care", r["addr_person_id"]))
            if child:
                homes[r["addr_address_json"]].add(child)
    for of in homes.values():
        for a, b in combinations(sorted(of), 2):
            if len(of) <= MOST and family_of[a] != family_of[b]:
                pairs[a, b] = "cousins at one address"
    for of in families.values():
        for a, b in combinations(sorted(of), 2):
            pairs[a, b] = "twins" if born[a] == born[b] else "brothers and sisters"
    return pairs


def judge(program, folder, seed, children, options):
    borough, store = boroughs.load(program, folder, seed, children, *options)
    count = json.loads(boroughs.run(program, "link", store, "--json"))["records"]
    boroughs.true_groups(borough, count)
    records = boroughs.records_of(borough)
    pairs, blank = related(borough, records), placeholders(borough)
    found = Counter(("pairs of " + what) for what in pairs.values())
    found["records with a placeholder"] = sum(r[:2] in blank for r in records)
    together = set()
    for group in boroughs.joined(program, store):
        of = set().union(*(records[r][2] for r in group if len(records[r][2]) == 1))
        found["records with a placeholder joined"] += sum(records[r][:2] in blank for r in group)
        found["records with a placeholder in a child of two"] += (len(of) > 1) * sum(
            records[r][:2] in blank for r in group)
        for a, b in combinations(group, 2):
            if records[a][2] & records[b][2]:
                continue
            together.add(tuple(sorted((min(records[a][2]), min(records[b][2])))))
            found["pairs of records of two children joined"] += 1
    for pair in together:
        found["joined: " + pairs.get(pair, "strangers")] += 1
    return found


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    seeds, children, first = (int(x) for x in (sys.argv[2:5] + ["20", "15000", "1"][len(sys.argv[2:5]):]))
    total = Counter()
    for seed in range(first, first + seeds):
        with tempfile.TemporaryDirectory() as folder:
            found = judge(program, folder, seed, children, sys.argv[5:])
        total.update(found)
        print("seed %2d: %s" % (seed, ", ".join("%s %d" % kv for kv in sorted(found.items()))), flush=True)
    print("all %d: %s" % (seeds, ", ".join("%s %d" % kv for kv in sorted(total.items()))))


main()
