"""Boroughs for the scripts that ask over many seeds: simulated, loaded, linked."""
import csv
import glob
import os
import re
import subprocess
import sys
from collections import defaultdict

STUDIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "datasets", "studies")


def run(program, *words):
    """What the verb prints; None when it says that there is no finite estimate (exit status 4)."""
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode == 4:  # numeric: separated, or not converged
        return None
    if done.returncode not in (0, 1):  # 1: done, with findings
        sys.exit("%s failed (%d): %s" % (words[0], done.returncode, done.stderr.strip()))
    return done.stdout


def capacity(study):
    """How many children a list of the study holds."""
    with open(study, encoding="utf-8") as f:
        return int(re.search(r"^panel:\s*(?:\{|\n)\s*capacity: (\d+)", f.read(), re.M)[1])


def load(program, folder, seed, children, *options):
    """A borough under folder, as `simulate` makes it with these options, and the linked store of its extracts."""
    borough, store = os.path.join(folder, "borough"), os.path.join(folder, "store.h5")
    run(program, "simulate", borough, "--seed", str(seed), "--children", str(children), *options)
    for extract in sorted(glob.glob(os.path.join(borough, "extracts", "*"))):
        files = sorted(glob.glob(os.path.join(extract, "**", "*.csv"), recursive=True))
        run(program, "import", store, *files, "--received", os.path.basename(extract))
    run(program, "link", store)
    return borough, store


def groups_of(merges):
    """Records by the first of them: what merges and accepted decisions join."""
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


def joined(program, store):
    """Links the store; its records by child, of children of several."""
    path = store + ".merges.csv"
    run(program, "link", store, "--merges", path, "--force")
    with open(path, newline="") as file:
        return list(groups_of(csv.DictReader(file)).values())


def records_of(borough):
    """(system, number, children) of each record, by its number: a store that was linked once has them in order of
    system and number (engine/store/settle.h). A number that was given anew is two children's."""
    children = defaultdict(set)
    with open(os.path.join(borough, "truth", "who.csv"), newline="") as file:
        for r in csv.DictReader(file):
            children[r["system"], r["person_id"]].add(r["child"])
    return [(*key, children[key]) for key in sorted(children)]


def true_groups(borough, records):
    """Records by child, of two children's the first's; records: how many the store has."""
    rows = records_of(borough)
    if len(rows) != records:
        sys.exit("truth/who.csv has %d numbers, the store %d records" % (len(rows), records))
    groups = defaultdict(list)
    for record, row in enumerate(rows):
        groups[min(row[2])].append(record)
    return groups
