#!/usr/bin/env python3
"""How well the agencies' records are joined, and what the program itself expects of that.

    scripts/linkage.py PROGRAM [SEEDS [CHILDREN [simulate's options...]]]   20 15000

Simulates a borough a seed, loads and links it, and holds pairs of records joined against
truth/who.csv: precision, recall, false and missed pairs beside those that `link` expects.
An adopted child is two persons to every agency: the pairs of the two are told apart, as
nothing that is said joins them. Needs python3 and nothing else.
"""
import csv
import json
import os
import sys
import tempfile
from collections import defaultdict
from itertools import combinations

import boroughs


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def pairs(groups):
    return {tuple(sorted(p)) for g in groups for p in combinations(sorted(set(g)), 2)}


def groups_of(merges):
    """Records by child: what the merges and accepted decisions join."""
    up = {}

    def root(r):
        while up.setdefault(r, r) != r:
            r = up[r]
        return r
    for m in merges:
        if m["pass"] != "kept apart":
            a, b = root(int(m["record_a"])), root(int(m["record_b"]))
            up[max(a, b)] = min(a, b)
    found = defaultdict(list)
    for r in up:
        found[root(r)].append(r)
    return found


def judge(program, folder, seed, children, options):
    borough, store = boroughs.load(program, folder, seed, children, *options)
    merges = os.path.join(folder, "merges.csv")
    told = json.loads(boroughs.run(program, "link", store, "--merges", merges, "--force", "--json"))
    found = sorted(groups_of(rows(merges)))
    people = []
    for i in range(0, len(found), 5000):
        people += json.loads(boroughs.run(program, "who", store, *map(str, found[i:i + 5000]), "--json",
                                          "--reason", "linkage held against the truth"))["children"]
    joined = pairs([(n["system"], n["text"]) for n in p["numbers"]] for p in people)
    truth, numbers = defaultdict(list), defaultdict(set)
    for r in rows(borough + "/truth/who.csv"):
        truth[r["child"]].append((r["system"], r["person_id"]))
        numbers[r["system"], r["person_id"]].add(r["child"])
    adopted = {r["child"] for r in rows(borough + "/truth/children.csv") if r["adopted"]}
    true = pairs(truth.values())
    missed = true - joined
    return {"true": len(true), "joined": len(joined), "right": len(joined & true),
            "false": len(joined - true), "missed": len(missed),
            "adopted": sum(bool(numbers[a] & numbers[b] & adopted) for a, b in missed),
            "false expected": told["false_expected"], "missed expected": told["missed_expected"],
            "to look at": len(told["reviews"])}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    seeds, children = (int(x) for x in (sys.argv[2:4] + ["20", "15000"][len(sys.argv[2:4]):]))
    total = defaultdict(float)
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            row = judge(program, folder, seed, children, sys.argv[4:])
        for k, v in row.items():
            total[k] += v
        print("seed %2d: precision %.5f recall %.4f; %s" % (
            seed, row["right"] / max(row["joined"], 1), row["right"] / row["true"],
            ", ".join("%s %.0f" % kv for kv in row.items())), flush=True)
    print("all:     precision %.5f recall %.4f (without the adopted %.4f); false %d, expected %.1f; missed %d, "
          "expected %.1f" % (total["right"] / total["joined"], total["right"] / total["true"],
                             total["right"] / (total["true"] - total["adopted"]), total["false"],
                             total["false expected"], total["missed"], total["missed expected"]))


main()
