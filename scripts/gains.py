#!/usr/bin/env python3
"""What does each group of predictors add to the shipped study?

    scripts/gains.py PROGRAM [SEEDS [FIRST [CHILDREN]]]     15 101 75000

For each seed a borough is simulated with its mistakes, loaded and linked, and the study's logistic
model compared (`latecare compare`: one design, the same folds) as it is, without each row of HAS, and
with each row of COULD_HAVE, one at a time. Prints what each adds (with less without) to the AUC and the precision at the capacity with its standard
error over seeds (the same borough, so the chance that they share falls out). The seeds are none of
those that README or the demo show. Needs python3 and nothing else.
"""
import json
import os
import re
import shutil
import sys
import tempfile

import boroughs

STUDY = os.path.join(boroughs.STUDIES, "late-entry.yaml")
# what it is called, its terms
HAS = [
    ("in need now, and its days in two years", ["cin_open", "log1p(cin_days)"]),
    ("protection plan, now and ever", ["cpp_ever", "cpp_open"]),
    ("section 47 in a year", ["s47_year"]),
    ("referrals in a year", ["log1p(referrals_year)"]),
    ("domestic abuse ever", ["abuse_ever"]),
    ("missing in a year and in 90 days", ["log1p(missing_year)", "log1p(missing_90)"]),
    ("CSE and CCE levels", ["cse_level", "cce_level"]),
    ("gang link now", ["gang_link"]),
    ("offences in a year", ["log1p(offences_year)"]),
    ("exclusions in a year", ["log1p(exclusions_year)"]),
    ("age and sex", ["rcs(age, 3)", "sex"]),
]
ENTRY = "codes: [C1, C2, D1, E1, V2, L1, L2, L3, J1, J2, J3], where: [{ attribute: reason_new, values: [S] }]"


def one(kind, rest, name="g"):
    return "{ name: %s, kind: %s, %slabel: %s }" % (name, kind, rest + ", " if rest else "", name)


# what it is called, its predictors, its terms
COULD_HAVE = [
    ("siblings in care now", [one("siblings", "history: care")], "I(g > 0)"),
    ("siblings who entered in 90 days",
     [one("siblings", "history: care, window: 90 days, " + ENTRY)], "I(g > 0)"),
    ("siblings on a protection plan now", [one("siblings", "history: cpp")], "I(g > 0)"),
    ("all three of siblings",
     [one("siblings", "history: care"), one("siblings", "history: care, window: 90 days, " + ENTRY, "h"),
      one("siblings", "history: cpp", "i")], "I(g > 0) + I(h > 0) + I(i > 0)"),
    ("trend of missing", [one("trend", "history: missing, window: 90 days")], "g"),
    ("trend of referrals", [one("trend", "history: referral, window: 90 days")], "g"),
    ("trend of suspensions", [one("trend", "history: exclusion, window: 90 days")], "g"),
    ("days between the last two missing",
     [one("days_between_last_two", "history: missing, window: 12 months")], "log1p(g)"),
    ("missing before referred, or after", [one("first_before", "history: missing, other: referral")], "g"),
    ("rise of the CSE level", [one("level_rise", "history: cse, window: 12 months")], "g"),
    ("days since known", [one("days_since_known", "")], "log1p(g)"),
    ("section 47 in 90 days", [one("count", "history: s47, window: 90 days")], "I(g > 0)"),
    ("CCE ever, gang link ever", [one("ever", "history: cce"), one("ever", "history: gang", "h")], "g + h"),
]


def numbered(text, at):
    """The predictors or terms of row `at` of COULD_HAVE, with names of its own."""
    return re.sub(r"\b([ghi])\b(?!\()", r"\g<1>%d" % at, text)


def study_of(text):
    """The study with every row as a model: m0 as it is, then HAS, then COULD_HAVE."""
    head, models = text.split("\nmodels:\n")
    first = models.split("\n  - name: ")[0].rstrip()
    rest = models[models.index("\n# How they are judged"):]
    terms = " ".join(first.split("formula: >-\n")[1].split()).split(" + ")
    formulas, predictors = [terms], []
    for _, without in HAS:
        assert set(without) <= set(terms), without
        formulas.append([t for t in terms if t not in without])
    for at, (_, more, term) in enumerate(COULD_HAVE):
        predictors += [numbered(p, at) for p in more]
        formulas.append(terms + [numbered(term, at)])
    head = head.replace("\n# Which models are tried", "".join("\n  - " + p for p in predictors)
                        + "\n\n# Which models are tried")
    return head + "\nmodels:\n" + "\n".join(
        "  - { name: m%d, family: logistic, formula: \"%s\" }" % (k, " + ".join(f))
        for k, f in enumerate(formulas)) + "\n" + rest


def figures_of(compared):
    """The AUC and the precision of each model that could be fitted."""
    return {m["name"]: (m["metrics"]["auc"]["estimate"], m["metrics"]["precision"]["estimate"])
            for m in compared["models"] if not m["cannot"] and m["metrics"]["auc"]["estimate"] is not None
            and m["metrics"]["precision"]["estimate"] is not None}


def one_seed(program, seed, children, text, table):
    folder = tempfile.mkdtemp(prefix="latecare-gains-")
    try:
        _, store = boroughs.load(program, folder, seed, children, "--no-hazards")
        with open(folder + "/study.yaml", "w", encoding="utf-8") as f:
            f.write(study_of(text))
        said = boroughs.run(program, "compare", folder + "/study.yaml", store, "--json", "--replicates", "0")
        found = figures_of(json.loads(said or sys.exit("seed %d: no model could be fitted" % seed)))
        base = found.get("m0") or sys.exit("seed %d: the study's own model cannot be judged" % seed)
        table.setdefault("the study", []).append(base)
        for k, (name, _) in enumerate(HAS, 1):
            if "m%d" % k in found:
                less = found["m%d" % k]
                table.setdefault("has: " + name, []).append((base[0] - less[0], base[1] - less[1]))
        for k, (name, _, _) in enumerate(COULD_HAVE, 1 + len(HAS)):
            if "m%d" % k in found:
                more = found["m%d" % k]
                table.setdefault("more: " + name, []).append((more[0] - base[0], more[1] - base[1]))
    finally:
        shutil.rmtree(folder)


def show(name, values):
    line = "%-46s %5d" % (name, len(values))
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
    print("%-46s %5s   %16s   %16s" % ("", "seeds", "AUC", "precision at %d" % boroughs.capacity(STUDY)))
    for name, values in table.items():
        show(name, values)


if __name__ == "__main__":
    main()
