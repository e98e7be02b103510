#!/usr/bin/env python3
"""How good could any model be here, how good is the shipped study's, and what do rules of thumb reach?

    scripts/ceiling.py PROGRAM [SEEDS [STUDY [FIRST [CHILDREN]]]]     15 late-entry.yaml 1 75000

For each seed a borough without mistakes is simulated, loaded and linked, and the study trained.
On the landmarks and the cohort that its model was tested on (13 to 17, known within 24 months,
resident, never looked after) the same entries within 12 months are then ranked by

  truth      the hazard of truth/hazards.csv on the landmark: nobody knows more of the day
  missing    missing episodes in the last year
  need       a child in need now, then missing episodes

from the extracts' own rows as known before the landmark (a list's ties are dealt evenly).
Prints AUC, precision at the panel's capacity and their standard errors over seeds, and what part of the way from
the best rule to the truth the model goes. Needs python3 and nothing else.
"""
import bisect
import csv
import datetime
import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict

import boroughs

YEAR = 365
# extract, its column of the person, of the day, of the day it was entered, days to being known
KNOWN = [
    ("social_care", "ssd_cin_episodes", "cine_person_id", "cine_referral_date", None, 7),
    ("social_care", "ssd_early_help_episodes", "earl_person_id", "earl_episode_start_date", None, 7),
    ("social_care", "ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_start_date", None, 7),
    ("police", "missing", "person_id", "start", "recorded", 0),
    ("police", "exploit", "person_id", "date", "recorded", 0),
    ("police", "gang", "person_id", "date", "recorded", 0),
    ("youth_justice", "offence", "person_id", "offence_date", "recorded", 0),
    ("education", "exclude", "person_id", "start", "recorded", 0),
]


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f)


def number(text):
    return datetime.date.fromisoformat(text).toordinal() if text else None


class Borough:
    def __init__(self, folder):
        later = os.path.join(folder, "extracts", "2025-04-01")
        truth = os.path.join(folder, "truth")
        who = {(r["system"], r["person_id"]): r["child"] for r in rows(truth + "/who.csv")}
        self.born = {r["child"]: number(r["born"]) for r in rows(truth + "/children.csv")}
        self.known, self.need, self.missing = (defaultdict(list) for _ in range(3))
        for system, name, person, day, entered, delay in KNOWN:
            for r in rows("%s/%s/%s.csv" % (later, system, name)):
                child, start = who[system, r[person]], number(r[day])
                known = (number(r[entered]) if entered else start) + delay
                self.known[child].append(known)
                if name == "missing":
                    self.missing[child].append((known, start))
                if name == "ssd_cin_episodes":
                    closed = number(r["cine_close_date"])
                    self.need[child].append((known, (closed or 9999999) + delay))
        self.entered, self.hazard = {}, defaultdict(list)
        for r in rows(truth + "/entries.csv"):
            if r["first"] == "1":
                self.entered[r["child"]] = number(r["day"])
        for r in rows(truth + "/hazards.csv"):
            self.hazard[r["child"]].append((number(r["from"]), number(r["to"]), float(r["hazard"])))
        for events in list(self.known.values()) + list(self.hazard.values()):
            events.sort()

    def hazard_on(self, child, t):
        spells = self.hazard.get(child, [])
        i = bisect.bisect_right(spells, (t, 10 ** 9, 0)) - 1
        return spells[i][2] if i >= 0 and t < spells[i][1] else None

    def landmark(self, t):
        """Of each child at risk: whether it entered within the year, and its three ranks."""
        for child, known in self.known.items():
            age, i = (t - self.born[child]) / 365.25, bisect.bisect_left(known, t)
            if not 13 <= age < 18 or i == 0 or known[i - 1] < t - 730:
                continue
            hazard = self.hazard_on(child, t)
            if hazard is None:
                continue
            missing = sum(k < t and t - YEAR <= s < t for k, s in self.missing.get(child, []))
            need = any(k < t <= c for k, c in self.need.get(child, []))
            yield t <= self.entered.get(child, 0) < t + YEAR, hazard, missing, need * 1000 + missing


def auc(scores, outcomes):
    pairs, ranks, i = sorted(zip(scores, outcomes)), 0.0, 0
    while i < len(pairs):
        j = i
        while j < len(pairs) and pairs[j][0] == pairs[i][0]:
            j += 1
        ranks += sum(y for _, y in pairs[i:j]) * (i + j + 1) / 2
        i = j
    n = sum(outcomes)
    return (ranks - n * (n + 1) / 2) / (n * (len(outcomes) - n))


def precision(scores, outcomes, size):
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    cut = scores[order[size - 1]]
    above = [outcomes[i] for i in order if scores[i] > cut]
    ties = [outcomes[i] for i in order if scores[i] == cut]
    return (sum(above) + (size - len(above)) * sum(ties) / len(ties)) / size


def one_seed(program, seed, study, children, size):
    folder = tempfile.mkdtemp(prefix="latecare-ceiling-")
    try:
        borough, store = boroughs.load(program, folder, seed, children, "--dirt", "0")
        said = boroughs.run(program, "train", study, store, folder + "/model.json", "--json")
        judged = json.loads(said or sys.exit("seed %d: no finite estimate" % seed))
        tested = judged["performance"]
        figures = {"model": (
            next(m["estimate"] for m in tested["measures"] if m["name"] == "auc"),
            tested["precision"]["estimate"])}
        first, last = (datetime.date.fromisoformat(tested["period"][k]) for k in ("from", "to"))
        b, months = Borough(borough), []
        while first <= last:
            months.append(list(zip(*b.landmark(first.toordinal()))))
            first = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        outcomes = [y for m in months for y in m[0]]
        for k, name in enumerate(("truth", "missing", "need"), 1):
            figures[name] = (auc([s for m in months for s in m[k]], outcomes),
                             sum(precision(m[k], m[0], size) for m in months) / len(months))
        return figures, len(outcomes) / len(months), sum(outcomes) / len(months), judged["verdict"]["status"]
    finally:
        shutil.rmtree(folder)


def mean_and_error(values):
    n, m = len(values), sum(values) / len(values)
    return m, (sum((v - m) ** 2 for v in values) / max(1, n - 1) / n) ** 0.5


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    given = sys.argv[2:]
    seeds, study, start, children = given + ["15", "late-entry.yaml", "1", "75000"][len(given):]
    if not os.path.exists(study):
        study = os.path.join(boroughs.STUDIES, study)
    size = boroughs.capacity(study)
    table, sizes, verdicts = defaultdict(list), [], []
    for seed in range(int(start), int(start) + int(seeds)):
        figures, cohort, entries, verdict = one_seed(program, seed, study, children, size)
        for name, pair in figures.items():
            table[name].append(pair)
        sizes.append((cohort, entries))
        verdicts.append(verdict)
        print("seed %d: %s" % (seed, ", ".join("%s %.3f %.3f" % (n, *p) for n, p in figures.items())),
              verdict, file=sys.stderr)
    print("%d seeds: %.0f children a landmark, %.1f of whom enter within the year (%.2f%%)" % (
        len(sizes), *(sum(x) / len(x) for x in zip(*sizes)),
        100 * sum(e for _, e in sizes) / sum(c for c, _ in sizes)))
    print("%-10s %16s %22s" % ("", "AUC", "precision at %d" % size))
    for name in ("truth", "model", "need", "missing"):
        a, p = (mean_and_error([row[k] for row in table[name]]) for k in (0, 1))
        print("%-10s %8.3f (%.3f) %14.3f (%.3f)" % (name, *a, *p))
    for k, what in enumerate(("AUC", "precision at %d" % size)):
        part = [(m[k] - max(r[k], n[k])) / (t[k] - max(r[k], n[k])) for t, m, r, n in
                zip(table["truth"], table["model"], table["missing"], table["need"])
                if t[k] > max(r[k], n[k])]
        over = [sum(row[k] for row in table[name]) for name in ("truth", "model", "missing", "need")]
        best = max(over[2:])
        print("(model - best rule) / (truth - best rule), %s: %.2f of the means; %d of %d seeds where the "
              "truth beats the rules" % (what, (over[1] - best) / (over[0] - best), len(part), len(sizes)))
    for status in sorted(set(verdicts)):
        print("verdict %s: %d of %d" % (status, verdicts.count(status), len(verdicts)))


if __name__ == "__main__":
    main()
