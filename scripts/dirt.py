#!/usr/bin/env python3
"""What the agencies' mistakes cost a study, and which of them.

    scripts/dirt.py PROGRAM [SEEDS[/FEW] [CHILDREN [KIND...]]]  20/6 75000, every kind by default

The same boroughs live the same lives whatever the mistakes (their streams are apart), so
each seed is simulated clean and with all mistakes, the first FEW seeds also with one kind
of mistakes at a time ("none": two extracts a month apart, and nothing wrong), and the
truth's own study (scripts/coverage.py) is fitted to each: every figure is beside the
clean files' of the same seeds. Prints a table; the last column is the mean over the
effects of estimate less truth, and its range. Needs python3 and nothing else.
"""
import os
import sys
import time

import coverage

KINDS = ["none", "who", "numbers", "links", "doubles", "delays", "repeats", "codes", "starts"]


def new_table():
    return {"model": [], "best": [], "slope": [], "events": [], "unfit": [],
            "cox": {}, "logistic": {}}


def mean(values):
    return sum(values) / len(values) if values else float("nan")


def show_row(name, t, clean):
    both = {k: [(a[0] - a[4]) for a in rows] for k, rows in t["cox"].items()}
    covers = [r[2] <= r[4] <= r[3] for rows in t["cox"].values() for r in rows]
    seeds = len(t["model"])
    bias = {k: mean(v) for k, v in both.items()}
    least, most = min(bias, key=bias.get), max(bias, key=bias.get)
    print("%-10s %5d %8.1f %8.4f %8.3f %6.0f%% %+8.3f   %s %+.2f, %s %+.2f"
          % (name, seeds, mean(t["events"]), mean(t["model"]),
             mean([s[0] for s in t["slope"]]), 100 * mean(covers),
             mean(list(bias.values())), least, bias[least], most, bias[most]))
    if clean and clean is not t:
        n = min(seeds, len(clean["model"]))
        shift = {k: mean([t["cox"][k][i][0] - clean["cox"][k][i][0] for i in range(n)])
                 for k in t["cox"]}
        low, high = min(shift, key=shift.get), max(shift, key=shift.get)
        print("%-10s %5s %+8.1f %+8.4f %+8.3f %7s %+8.3f   %s %+.2f, %s %+.2f"
              % ("  - clean", "", mean(t["events"][:2 * n]) - mean(clean["events"][:2 * n]),
                 mean(t["model"][:n]) - mean(clean["model"][:n]),
                 mean([s[0] for s in t["slope"][:n]])
                 - mean([s[0] for s in clean["slope"][:n]]),
                 "", mean(list(shift.values())), low, shift[low], high, shift[high]))
    sys.stdout.flush()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    given = sys.argv[2:4] + ["20/6", "75000"][len(sys.argv[2:4]):]
    seeds, few = (int(x) for x in (given[0] + "/6").split("/")[:2])
    children = int(given[1])
    kinds = sys.argv[4:] or KINDS
    print("%-10s %5s %8s %8s %8s %7s %8s   %s" % ("mistakes", "seeds", "entries", "C",
                                                 "slope", "covers", "bias", "from, to"))
    clean = None
    for name, dirt, only, n in [("clean", 0, None, seeds), ("all", 1, None, seeds)] + [
            (k, 1, k, min(seeds, few)) for k in kinds]:
        table, start = new_table(), time.time()
        for seed in range(1, n + 1):
            coverage.one_seed(program, seed, children, dirt, table, only)
            print("%s, seed %d: %.0f s" % (name, seed, time.time() - start), file=sys.stderr)
        clean = clean or table
        show_row(name, table, clean)


if __name__ == "__main__":
    main()
