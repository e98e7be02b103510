#!/usr/bin/env python3
"""How well the agencies' records are joined, and what the program itself expects of that.

    scripts/linkage.py PROGRAM [SEEDS [CHILDREN [FIRST [simulate's options...]]]]   20 15000 1

Simulates a borough a seed, loads and links it, and holds pairs of records joined against
truth/who.csv: precision, recall, false and missed pairs beside those that `link` expects,
and of all boroughs by ethnic group, surname and pair of systems.
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


MAIN = {"W": "white", "M": "mixed", "A": "Asian", "B": "Black", "O": "other", "C": "Asian"}


def who(program, store, children):
    """What the identity file says of each."""
    found = []
    for i in range(0, len(children), 5000):
        found += json.loads(boroughs.run(program, "who", store, *map(str, children[i:i + 5000]), "--json",
                                         "--reason", "linkage held against the truth"))["children"]
    return found


def named(children):
    """By origin of a child's names (truth) the group that more than half of such children are of; "" if none is."""
    of = defaultdict(lambda: defaultdict(int))
    for r in children.values():
        of[r["origin"]][MAIN.get(r["ethnicity"][:1], "")] += 1
    most = {origin: max(sorted(groups), key=groups.get) for origin, groups in of.items()}
    return {origin: g if 2 * of[origin][g] > sum(of[origin].values()) else "" for origin, g in most.items()}


def add_groups(into, pairs_of, ethnic_of, name_of, column):
    for a, b in pairs_of:
        for by, group in (("ethnic group", ethnic_of(a) or ethnic_of(b) or "not said"),
                          ("surname", name_of.get(a) or name_of.get(b) or ""),
                          ("systems", " and ".join(sorted((a[0], b[0]))))):
            into[by, group][column] += 1


def group_of(row):
    """The name of a group of link --json as it is here."""
    if row["by"] == "surname":
        return "" if "no one" in row["group"] else row["group"].split()[1]
    return row["group"] if row["by"] == "ethnic group" else " and ".join(sorted((row["group"], row["other"])))


def judge(program, borough, store, groups):
    merges = os.path.join(os.path.dirname(store), "merges.csv")
    told = json.loads(boroughs.run(program, "link", store, "--merges", merges, "--force", "--json"))
    found = boroughs.groups_of(rows(merges))
    people = who(program, store, sorted(found))
    joined = pairs([(n["system"], n["text"]) for n in p["numbers"]] for p in people)
    truth, numbers = defaultdict(list), defaultdict(set)
    for r in rows(borough + "/truth/who.csv"):
        truth[r["child"]].append((r["system"], r["person_id"]))
        numbers[r["system"], r["person_id"]].add(r["child"])
    children = {r["child"]: r for r in rows(borough + "/truth/children.csv")}
    adopted = {c for c, r in children.items() if r["adopted"] not in ("", "0")}
    true = pairs(truth.values())
    missed = true - joined
    # what a record says: social care alone says an ethnic group; of a child, all that is joined says it
    says = {record: MAIN.get(children[min(c)]["ethnicity"][:1], "") for record, c in numbers.items()
            if record[0] == "social_care"}
    of_child = {}
    for p in people:
        said = sorted(filter(None, (says.get((n["system"], n["text"])) for n in p["numbers"])))
        of_child.update({(n["system"], n["text"]): said[0] if said else "" for n in p["numbers"]})
    for record in numbers:
        of_child.setdefault(record, says.get(record, ""))
    origin = named(children)
    name_of = {record: origin[children[min(c)]["origin"]] for record, c in numbers.items()}
    add_groups(groups, joined - true, of_child.get, name_of, "false")
    add_groups(groups, missed, of_child.get, name_of, "missed")
    for g in told["groups"]:
        for column in ("false", "missed"):
            groups[g["by"], group_of(g)][column + " expected"] += g[column + "_expected"] or 0
    return {"true": len(true), "joined": len(joined), "right": len(joined & true),
            "false": len(joined - true), "missed": len(missed),
            "adopted": sum(bool(numbers[a] & numbers[b] & adopted) for a, b in missed),
            "false expected": told["false_expected"], "missed expected": told["missed_expected"],
            "to look at": len(told["reviews"])}


def tell_groups(groups):
    print("%-46s %6s %9s %7s %9s" % ("", "false", "expected", "missed", "expected"))
    for (by, group), g in sorted(groups.items()):
        print("%-46s %6d %9.1f %7d %9.1f" % (by + ": " + (group or "of no one group"), g["false"], g["false expected"],
                                             g["missed"], g["missed expected"]))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    seeds, children, first = (int(x) for x in (sys.argv[2:5] + ["20", "15000", "1"][len(sys.argv[2:5]):]))
    total, groups = defaultdict(float), defaultdict(lambda: defaultdict(float))
    for seed in range(first, first + seeds):
        with tempfile.TemporaryDirectory() as folder:
            borough, store = boroughs.load(program, folder, seed, children, *sys.argv[5:])
            row = judge(program, borough, store, groups)
        for k, v in row.items():
            total[k] += v
        print("seed %2d: precision %.5f recall %.4f; %s" % (
            seed, row["right"] / max(row["joined"], 1), row["right"] / row["true"],
            ", ".join("%s %.0f" % kv for kv in row.items())), flush=True)
    print("all:     precision %.5f recall %.4f (without the adopted %.4f); false %d, expected %.1f; missed %d, "
          "expected %.1f" % (total["right"] / total["joined"], total["right"] / total["true"],
                             total["right"] / (total["true"] - total["adopted"]), total["false"],
                             total["false expected"], total["missed"], total["missed expected"]))
    tell_groups(groups)


if __name__ == "__main__":
    main()
