#!/usr/bin/env python3
"""What does linkage cost or gain a model? The shipped study under three maps of the same records.

    scripts/linkage_gains.py PROGRAM [SEEDS or FIRST-LAST [CHILDREN [EXACT [simulate's options...]]]]     5 15000

Simulates a borough a seed, loads it, and trains the study by the linkage of `link` (weights) and by the truth: every
pair that truth/who.csv has taken as a reviewer's decision, and no other pair joined. EXACT is a program of before
weights (commit 5ed2d26f): its two exact passes link a copy of the same store. Or "-": none. Prints for each the AUC and
the precision at the study's capacity of the held-out test, and of each to the weights the mean difference with its standard error over seeds
(the same borough, so the chance that they share falls out). Records stand in order of system and number, as
engine/store/settle.h has it, which is how truth/who.csv is held against them. Needs python3 and nothing else.
"""
import glob
import json
import math
import os
import shutil
import statistics
import sys
import tempfile

import boroughs

STUDY = os.path.join(boroughs.STUDIES, "late-entry.yaml")
MEASURES = ("auc", "precision")


def copy_of(store, name):
    folder = os.path.join(os.path.dirname(store), name)
    os.mkdir(folder)
    for path in glob.glob(store + "*"):
        shutil.copy(path, folder)
    return os.path.join(folder, os.path.basename(store))


def by_truth(program, store, groups):
    """Takes decisions until records are joined as in truth, and no others."""
    child = {r: c for c, rs in groups.items() for r in rs}
    lines = {(a, b, 1) for rs in groups.values() for a, b in zip(rs, rs[1:])}
    for _ in range(10):
        path = store + ".decisions.csv"
        with open(path, "w") as file:
            file.write("record_a,record_b,same\n")
            file.writelines("%d,%d,%d\n" % line for line in sorted(lines))
        boroughs.run(program, "link", store, "--accept", path)
        wrong = {(min(a, b), max(a, b), 0) for g in boroughs.joined(program, store) for a in g for b in g
                 if a < b and child[a] != child[b]}
        if not wrong:
            return
        lines |= wrong
    sys.exit("decisions do not make the truth of %s" % store)


def train(program, store):
    told = boroughs.run(program, "train", STUDY, store, store + ".json", "--force", "--json", "--bootstrap", "1")
    if told is None:
        return None
    measures = {m["name"]: m for m in json.loads(told)["performance"]["measures"]}
    return {m: measures[m]["estimate"] for m in MEASURES}


def judge(program, exact, folder, seed, children, options):
    borough, store = boroughs.load(program, folder, seed, children, *options)
    found = {}
    records = json.loads(boroughs.run(program, "link", store, "--json"))["records"]
    if exact != "-":
        other = copy_of(store, "exact")
        boroughs.run(program, "link", other, "--undo")
        boroughs.run(exact, "link", other)
        found["exact passes"] = train(program, other)
    found["weights"] = train(program, store)
    other = copy_of(store, "truth")
    by_truth(program, other, boroughs.true_groups(borough, records))
    found["truth"] = train(program, other)
    return found


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    given = sys.argv[2:5] + ["5", "15000", "-"][len(sys.argv[2:5]):]
    first, last = ("1-" + given[0]).split("-")[-2:]  # "5", or "6-10"
    children, exact = int(given[1]), given[2]
    all_found = []
    for seed in range(int(first), int(last) + 1):
        with tempfile.TemporaryDirectory() as folder:
            found = judge(program, exact, folder, seed, children, sys.argv[5:])
        print("seed %2d: %s" % (seed, "; ".join(
            "%s AUC %.4f precision %.4f" % (k, v["auc"], v["precision"]) if v else "%s: no finite estimate" % k
            for k, v in found.items())), flush=True)
        if all(found.values()):
            all_found.append(found)
    for name in all_found[0] if all_found else []:
        for m in MEASURES:
            of = [f[name][m] for f in all_found]
            less = [f[name][m] - f["weights"][m] for f in all_found]
            error = statistics.stdev(less) / math.sqrt(len(less)) if len(less) > 1 else math.nan
            print("%-12s %-9s mean %.4f, against weights %+.4f (standard error %.4f), %d boroughs" % (
                name, m, statistics.mean(of), statistics.mean(less), error, len(less)))


main()
