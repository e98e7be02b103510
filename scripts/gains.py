#!/usr/bin/env python3
"""What does each predictor add to the shipped study?

    scripts/gains.py PROGRAM [SEEDS [FIRST [CHILDREN]]]     15 101 75000

For each seed a borough is simulated with its mistakes, loaded and linked, and the study's logistic
model trained without and with each row of GAINS, alone. Prints the mean change of AUC and of the
precision at 30 with its standard error over seeds (the same borough, so the chance that they share
falls out). The seeds are none of those that README or the demo show. Needs python3 and nothing else.
"""
import json
import os
import shutil
import sys
import tempfile

import boroughs

STUDY = os.path.join(boroughs.STUDIES, "late-entry.yaml")
# what it is called, its predictors, its terms
GAINS = [
    ("missing in 90 days", [], "log1p(missing_90)"),
    ("trend of missing", ["{ name: g, kind: trend, history: missing, window: 90 days, label: g }"], "g"),
    ("trend of referrals", ["{ name: g, kind: trend, history: referral, window: 90 days, label: g }"], "g"),
    ("trend of suspensions",
     ["{ name: g, kind: trend, history: exclusion, window: 90 days, label: g }"], "g"),
    ("days between the last two missing",
     ["{ name: g, kind: days_between_last_two, history: missing, window: 12 months, label: g }"], "log1p(g)"),
    ("missing before referred, or after",
     ["{ name: g, kind: first_before, history: missing, other: referral, label: g }"], "g"),
    ("rise of the CSE level", ["{ name: g, kind: level_rise, history: cse, window: 12 months, label: g }"], "g"),
    ("days since known", ["{ name: g, kind: days_since_known, label: g }"], "log1p(g)"),
    ("section 47 in 90 days", ["{ name: g, kind: count, history: s47, window: 90 days, label: g }"], "I(g > 0)"),
    ("domestic abuse ever",
     ["{ name: g, kind: ever, history: factor, codes: [3A, 3B, 3C], label: g }"], "g"),
    ("CCE ever, gang link ever",
     ["{ name: g, kind: ever, history: cce, label: g }", "{ name: h, kind: ever, history: gang, label: h }"],
     "g + h"),
    ("days in need in two years", [], "log1p(cin_days)"),
]


def study_of(text, predictors, term):
    """The study with its first model alone, and a row of GAINS added."""
    head, models = text.split("\nmodels:\n")
    first = models.split("\n  - name: ")[0]
    rest = models[models.index("\n# How they are judged"):]
    head = head.replace("\n# Which models are tried", "".join("\n  - " + p for p in predictors)
                        + "\n\n# Which models are tried")
    return head + "\nmodels:\n" + first.rstrip() + (" + " + term if term else "") + "\n" + rest


def judged(program, folder, store, text):
    with open(folder + "/study.yaml", "w", encoding="utf-8") as f:
        f.write(text)
    out = boroughs.run(program, "train", folder + "/study.yaml", store, folder + "/m.json", "--force", "--json",
              "--bootstrap", "10")
    if out is None:
        return None
    p = json.loads(out)["performance"]
    return next(m["estimate"] for m in p["measures"] if m["name"] == "auc"), p["precision"]["estimate"]


def one_seed(program, seed, children, text, table):
    folder = tempfile.mkdtemp(prefix="latecare-gains-")
    try:
        _, store = boroughs.load(program, folder, seed, children, "--no-hazards")
        base = judged(program, folder, store, study_of(text, [], None))
        if not base:
            return
        table.setdefault("the study", []).append(base)
        for name, predictors, term in GAINS:
            one = judged(program, folder, store, study_of(text, predictors, term))
            if one:
                table.setdefault(name, []).append((one[0] - base[0], one[1] - base[1]))
    finally:
        shutil.rmtree(folder)


def show(name, values):
    line = "%-36s %5d" % (name, len(values))
    for k in (0, 1):
        v = [x[k] for x in values]
        m = sum(v) / len(v)
        se = (sum((x - m) ** 2 for x in v) / max(1, len(v) - 1) / len(v)) ** 0.5
        line += "   %+.4f (%.4f)" % (m, se)
    print(line)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    seeds, first, children = sys.argv[2:] + ["15", "101", "75000"][len(sys.argv[2:]):]
    with open(STUDY, encoding="utf-8") as f:
        text = f.read()
    table = {}
    for seed in range(int(first), int(first) + int(seeds)):
        one_seed(program, seed, children, text, table)
        print("seed %d" % seed, file=sys.stderr)
    print("%-36s %5s   %16s   %16s" % ("", "seeds", "AUC", "precision at 30"))
    for name, values in table.items():
        show(name, values)


if __name__ == "__main__":
    main()
