#!/usr/bin/env python3
"""Is why they were missed right? What `missed` says of each entrant, beside the truth of the borough.

    scripts/missed_truth.py PROGRAM [SEEDS [FIRST [CHILDREN]]]     5 1 12000

For each seed a borough without mistakes is simulated, loaded and linked, a small model trained on the years before, and
`missed` asked for the last year. Its children are brought to the borough's by their agencies' own numbers (`who`), and

  entrants   are held to truth/entries.csv: first entries at 13 to 17, unaccompanied children and short breaks left out
  never      (never_known) to the extracts' own rows: nothing that makes a child known had started before the last list
  late       (known_late) to the same: something had started before a list and was known after it
  low        to the same: something had started and was known before one of its lists

The same borough is then simulated with the missing episodes of two years told on one day, and

  gain       how many would have been on a list, had the police's rows been known on the day (--within 0), is held to how many
             that is of the borough in which they were told at once: right where the two differ by 1 child at most (a gain there:
             in how many boroughs the lateness had cost a place at all)

Prints how many agree. Needs python3 and nothing else.
"""
import collections
import json
import os
import shutil
import sys
import tempfile

import boroughs
from ceiling import KNOWN, number, rows

FROM, TO, DAYS = "2024-04-01", "2025-04-01", 730
STUDY = """format: 1
study: { name: missed, title: Entry at 13 or over within twelve months, purpose: to look back by }
cohort: { age_from: 13, age_to: 17, known_to: [cin, early_help, cpp, missing, cse, cce, trafficking, gang, offence, exclusion], known_within: 24 months }
landmarks: { every: 1 month, from: 2015-04-01, to: 2023-01-01 }
outcome: { history: care, first_entry: true, age_floor: 13, uasc: false, remand: true, short_breaks: false, horizon: 12 months }
competing: [death, moved, permanence, other_entry]
predictors:
  - { name: age, kind: age, label: age }
  - { name: missing, kind: count, history: missing, window: 12 months, label: missing }
  - { name: cin_open, kind: open_now, history: cin, label: in need }
models: [{ name: m, family: logistic, formula: age + log1p(missing) + cin_open }]
validation: { test_last: 12 months, label_delay: 1 month, bootstrap: 20 }
panel: { capacity: 20 }
"""
LATE = """format: 1
feeds: [{ name: police/missing.csv, late_from: 2023-04-01, late_until: 2025-02-15 }]
"""


def known_of(borough, who):
    """(started, known) of every row that makes a child known, by the truth's child."""
    found = collections.defaultdict(list)
    for system, name, person, day, entered, delay in KNOWN:
        for r in rows("%s/extracts/2025-04-01/%s/%s.csv" % (borough, system, name)):
            if name == "ssd_cin_episodes" and r["cine_referral_nfa"] not in ("N", ""):
                continue
            start = number(r[day])
            found[who[system, r[person]]].append((start, (number(r[entered]) if entered else start) + delay))
    return found


def first_entries(borough):
    return {(r["child"], r["day"]) for r in rows(borough + "/truth/entries.csv")
            if r["first"] == "1" and r["unaccompanied"] == "0" and 13 <= int(r["age"]) <= 17
            and r["legal_status"] not in ("V3", "V4") and FROM <= r["day"] < TO}


def truth_of(program, store, child, who):
    told = json.loads(boroughs.run(program, "who", store, str(child), "--reason", "truth", "--json"))["children"][0]
    numbers = {who.get((n["system"], n["text"])) for n in told["numbers"]} - {None}
    return numbers.pop() if len(numbers) == 1 else None


def agrees(entry, known, lists):
    """None: nothing to hold it to."""
    could = [t for t in lists if t <= number(entry["entered"]) < t + 366][-12:]
    if not could:
        return None
    seen = [any(t - DAYS <= s < t and k < t for s, k in known) for t in could]
    if entry["class"] == "never_known":
        return not any(seen)
    if entry["class"] == "known_late":
        return any(t - DAYS <= s < t <= k for t in could for s, k in known)
    if entry["class"] in ("low", "listed"):
        return any(seen)
    return None


def listed_at_once(program, folder, store):
    """Entrants on a list, had all rows of the police been known on their day."""
    told = json.loads(boroughs.run(program, "missed", folder + "/m.json", store, "--from", FROM, "--to", TO, "--within", "0",
                                   "--reason", "truth", "--json"))
    return next(g["listed"] for g in told["sooner"] if g["system"] == "police"), told["listed"]


def hold_gain(program, folder, store, seed, children, total):
    os.mkdir(folder + "/late")
    with open(folder + "/late.yaml", "w", encoding="utf-8") as f:
        f.write(LATE)
    _, late = boroughs.load(program, folder + "/late", seed, children, "--dirt", "0", "--truth", folder + "/late.yaml")
    (truth, _), (said, had) = listed_at_once(program, folder, store), listed_at_once(program, folder, late)
    total["gain"][abs(truth - said) <= 1] += 1
    total["a gain there"][True] += said > had
    if truth != said:
        print("seed %d: with the police at once %d of late rows, %d in truth (%d as told)" % (seed, said, truth, had), file=sys.stderr)


def one_seed(program, seed, children, total):
    folder = tempfile.mkdtemp(prefix="latecare-missed-")
    try:
        borough, store = boroughs.load(program, folder, seed, children, "--dirt", "0")
        with open(folder + "/study.yaml", "w", encoding="utf-8") as f:
            f.write(STUDY)
        boroughs.run(program, "train", folder + "/study.yaml", store, folder + "/m.json")
        told = json.loads(boroughs.run(program, "missed", folder + "/m.json", store, "--from", FROM, "--to", TO,
                                       "--reason", "truth", "--json"))
        who = {(r["system"], r["person_id"]): r["child"] for r in rows(borough + "/truth/who.csv")}
        known, truth, found = known_of(borough, who), first_entries(borough), set()
        first, count = told["lists"]["first"], told["lists"]["count"]
        y, m = int(first[:4]), int(first[5:7])
        lists = [number("%04d-%02d-01" % (y + (m - 1 + k) // 12, (m - 1 + k) % 12 + 1)) for k in range(count)]
        for entry in told["children"]:
            child = truth_of(program, store, entry["child"], who)
            found.add((child, entry["entered"]))
            good = agrees(entry, known[child], lists)
            if good is not None:
                total[entry["class"]][good] += 1
                if not good:
                    print("seed %d: child %s (%d here), entered %s, is told as %s" % (
                        seed, child, entry["child"], entry["entered"], entry["class"]), file=sys.stderr)
        hold_gain(program, folder, store, seed, children, total)
        total["entrants"][True] += len(found & truth)
        total["entrants"][False] += len(found ^ truth)
        for child, day in sorted(found ^ truth, key=str):
            print("seed %d: child %s, %s: %s" % (seed, child, day, "not in the truth" if (child, day) in found else "not found"),
                  file=sys.stderr)
    finally:
        shutil.rmtree(folder)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    given = sys.argv[2:]
    seeds, first, children = given + ["5", "1", "12000"][len(given):]
    total = collections.defaultdict(lambda: {True: 0, False: 0})
    for seed in range(int(first), int(first) + int(seeds)):
        one_seed(os.path.abspath(sys.argv[1]), seed, children, total)
    for name, counts in sorted(total.items()):
        print("%-12s %4d right, %d wrong" % (name, counts[True], counts[False]))
    sys.exit(any(counts[False] for counts in total.values()))


if __name__ == "__main__":
    main()
