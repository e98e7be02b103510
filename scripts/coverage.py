#!/usr/bin/env python3
"""Do the estimates cover the truth?

    scripts/coverage.py PROGRAM [SEEDS [CHILDREN [FIRST_SEED [DIRT]]]]     50 75000 1 0 by default

For each seed: simulate a borough (clean unless DIRT is given), import, link, write the design of
datasets/studies/truth.yaml, fit it by Cox and by logistic regression, and see whether
each 95% interval holds the log hazard ratio that truth/truth.json states. The same rows
are fitted once more with the true log hazard as the only term: its coefficient should
be 1, and its concordance is what nobody could beat. Prints a table, and of the share of all
terms that is covered the 95% interval over seeds (the terms of a seed are one draw); exit
status 1 when the share is outside 90 to 98% or the concordances differ by more than 0.02.
Needs python3 and nothing else.
"""
import json
import os
import shutil
import sys
import tempfile
import time

import boroughs

# truth.json's name of each predictor, and the same in the study's own columns
TERMS = [
    ("age_13_15", "I(age >= 13 & age < 16)"),
    ("age_16_17", "I(age >= 16)"),
    ("male", 'I(sex == "M")'),
    ("log1p_missing_365", "log1p(missing_365)"),
    ("log1p_missing_90", "log1p(missing_90)"),
    ("cse_open_level_2", "cse_open_level_2"),
    ("cce_ever", "cce_ever"),
    ("gang_ever", "gang_ever"),
    ("log1p_offence_365", "log1p(offence_365)"),
    ("log1p_suspension_365", "log1p(suspension_365)"),
    ("cin_open", "cin_open"),
    ("cpp_open", "cpp_open"),
    ("s47_90", "I(s47_90 > 0)"),
    ("domestic_abuse_ever", "domestic_abuse_ever"),
    ("sibling_entered_90", "I(sibling_entered_90 > 0)"),
]
RESPONSE = {"cox": "Surv(days, cause)", "logistic": "I(cause == 1)"}
STUDY = os.path.join(boroughs.STUDIES, "truth.yaml")


def fit(program, design, family, terms):
    """The fit, or None when the program says that it has none (exit status 4)."""
    formula = RESPONSE[family] + " ~ " + " + ".join(terms)
    text = boroughs.run(program, "fit", design, "--family", family, "--json", "--formula", formula)
    return json.loads(text) if text is not None else None


def make_design(program, folder, seed, children, dirt, only=None):
    design = os.path.join(folder, "design.csv")
    borough, store = boroughs.load(program, folder, seed, children, "--dirt", str(dirt), "--no-hazards",
                                   *(["--dirt-only", only] if only else []))
    boroughs.run(program, "design", STUDY, store, design)
    with open(os.path.join(borough, "truth", "truth.json"), encoding="utf-8") as f:
        truth = json.load(f)
    first = [p for p in truth["processes"] if p["name"] == "first_entry"]
    return design, first[0]["log_hazard_ratios"]


def one_seed(program, seed, children, dirt, table, only=None):
    folder = tempfile.mkdtemp(prefix="latecare-coverage-")
    try:
        design, truth = make_design(program, folder, seed, children, dirt, only)
        truth.pop("panel_helped", None)  # no panel sits
        assert set(truth) == {name for name, _ in TERMS}
        terms = [term for _, term in TERMS]
        best = fit(program, design, "cox", ["I(" + " + ".join(
            "%r * %s" % (truth[n], t.replace("I(", "(", 1)) for n, t in TERMS) + ")"])
        models = {family: fit(program, design, family, terms) for family in RESPONSE}
        if None in models.values():
            table["unfit"].append(seed)
            return
        table["best"].append(best["concordance"]["c"])
        table["slope"].append((best["terms"][0]["estimate"], best["terms"][0]["se"]))
        for family, model in models.items():
            rows = [t for t in model["terms"] if t["name"] != "(Intercept)"]
            table["events"].append(model["events"])
            if family == "cox":
                table["model"].append(model["concordance"]["c"])
            for (name, _), row in zip(TERMS, rows, strict=True):
                table[family].setdefault(name, []).append(
                    (row["estimate"], row["se"], row["low"], row["high"], truth[name]))
    finally:
        shutil.rmtree(folder)


def show(table, seconds):
    mean = lambda values: sum(values) / len(values)
    seeds, inside = len(table["model"]), {}
    print("%-22s %6s | %30s | %30s" % ("", "", "Cox", "logistic"))
    print("%-22s %6s | %8s %6s %6s %7s | %8s %6s %6s %7s"
          % (("log hazard ratio", "truth") + ("mean", "sd", "se", "covers") * 2))
    for name, _ in TERMS:
        line = ""
        for family in RESPONSE:
            rows = table[family][name]
            m = mean([r[0] for r in rows])
            sd = (sum((r[0] - m) ** 2 for r in rows) / max(1, seeds - 1)) ** 0.5
            hits = [r[2] <= r[4] <= r[3] for r in rows]
            inside.setdefault(family, []).extend(hits)
            line += " | %8.3f %6.3f %6.3f %6.0f%%" % (
                m, sd, mean([r[1] for r in rows]), 100 * mean(hits))
        print("%-22s %6.2f%s" % (name, rows[0][4], line))
    cover = {f: 100 * mean(inside[f]) for f in RESPONSE}
    print("%-22s %6s | %30.1f%% | %30.1f%%" % ("all", "", cover["cox"], cover["logistic"]))
    for f in RESPONSE:
        each = [100 * mean(inside[f][s::seeds]) for s in range(seeds)]
        sd = (sum((e - cover[f]) ** 2 for e in each) / max(1, seeds - 1)) ** 0.5
        half = 1.96 * sd / seeds ** 0.5
        print("%s: %d terms in %d seeds, %.1f%% covered (95%% interval %.1f to %.1f%%)"
              % (f, len(TERMS), seeds, cover[f], cover[f] - half, cover[f] + half))
    gap = mean(table["model"]) - mean(table["best"])
    print("\n%d seeds, %.0f entries each, %.1f s a seed" % (seeds, mean(table["events"]),
                                                            seconds / seeds))
    if table["unfit"]:
        print("no finite estimate (separated; left out above): seeds %s" % table["unfit"])
    print("concordance: model %.4f, true hazards %.4f, difference %+.4f"
          % (mean(table["model"]), mean(table["best"]), gap))
    print("coefficient of the true log hazard: mean %.3f, mean se %.3f"
          % (mean([s[0] for s in table["slope"]]), mean([s[1] for s in table["slope"]])))
    return all(90 <= c <= 98 for c in cover.values()) and abs(gap) <= 0.02


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    given = sys.argv[2:]
    seeds, children, first, dirt = given + ["50", "75000", "1", "0"][len(given):]
    seeds, children, first, dirt = int(seeds), int(children), int(first), float(dirt)
    table = {"model": [], "best": [], "slope": [], "events": [], "unfit": [],
             "cox": {}, "logistic": {}}
    start = time.time()
    for seed in range(first, first + seeds):
        one_seed(program, seed, children, dirt, table)
        print("seed %d: %.0f s" % (seed, time.time() - start), file=sys.stderr)
    sys.exit(0 if show(table, time.time() - start) else 1)


if __name__ == "__main__":
    main()
