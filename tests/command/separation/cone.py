# cone.py LATECARE FOLDER SEED COUNT: which coefficients of small random tables have no
# finite estimate, by exact linear programming over the directions along which the
# likelihood never falls, against what the program flags; and which rows keep a risk by
# the last time: those that no such direction moves. Prints disagreements, and how many
# tables there were, how many of them separated, how many rows kept their risk.
import csv
import io
import json
import random
import subprocess
import sys
from fractions import Fraction

latecare, folder, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
random.seed(seed)


def rank(rows):
    rows, r = [list(map(Fraction, row)) for row in rows], 0
    for c in range(len(rows[0])):
        pivot = next((i for i in range(r, len(rows)) if rows[i][c]), None)
        if pivot is None:
            continue
        rows[r], rows[pivot] = rows[pivot], rows[r]
        for i in range(r + 1, len(rows)):
            f = rows[i][c] / rows[r][c]
            if f:
                rows[i] = [a - f * b for a, b in zip(rows[i], rows[r])]
        r += 1
    return r


def reaches(cone, goal):
    """Is there d with cone d >= 0 and goal'd > 0? Simplex by Bland's rule on d = u - v,
    u and v within [0, 1], whose origin is a corner."""
    q = len(goal)
    rows = [[-a for a in row] + list(row) for row in cone]
    limits = [Fraction(0)] * len(rows)
    for k in range(2 * q):
        rows.append([int(j == k) for j in range(2 * q)])
        limits.append(Fraction(1))
    m, n = len(rows), 2 * q
    table = [[Fraction(a) for a in row] + [Fraction(int(i == k)) for k in range(m)] + [limits[i]]
             for i, row in enumerate(rows)]
    cost = [Fraction(g) for g in goal] + [-Fraction(g) for g in goal] + [Fraction(0)] * (m + 1)
    basis = list(range(n, n + m))
    while True:
        enter = next((j for j in range(n + m) if cost[j] > 0), None)
        if enter is None:
            return -cost[-1] > 0
        leave = None
        for i in range(m):
            if table[i][enter] > 0:
                ratio = table[i][-1] / table[i][enter]
                if leave is None or (ratio, basis[i]) < leave[:2]:
                    leave = (ratio, basis[i], i)
        i = leave[2]
        scale = table[i][enter]
        table[i] = [a / scale for a in table[i]]
        for k in range(m):
            f = table[k][enter]
            if k != i and f:
                table[k] = [a - f * b for a, b in zip(table[k], table[i])]
        f = cost[enter]
        cost = [a - f * b for a, b in zip(cost, table[i])]
        basis[i] = enter


def of_rows(x, event):
    return [[s] + [s * v for v in row] for row, e in zip(x, event) for s in [1 if e else -1]]


def of_risk_sets(x, time, event, exact, stays):
    cone = []
    for i, e in enumerate(event):
        for j in range(len(x)):
            at_risk = time[j] >= time[i] or (stays and event[j] == 2)
            tied = exact and event[j] == 1 and time[j] == time[i]
            if e == 1 and at_risk and not tied:
                cone.append([a - b for a, b in zip(x[i], x[j])])
    return cone


def of_intervals(x, time, event):
    steps = sorted({t for t, e in zip(time, event) if e})
    return [[s * v for v in row + [int(k == o) for o in steps]]
            for row, t, e in zip(x, time, event) for k in steps if t >= k
            for s in [1 if e and t == k else -1]]


def moved(kind, cone, x, time, event):
    """Rows one of whose linear predictors by the end some direction moves: of a baseline
    less that of a row whose event makes a step."""
    steps = sorted({t for t, e in zip(time, event) if e})
    events = [row for row, e in zip(x, event) if e == 1]
    for row in x:
        if kind in ("logistic", "cloglog"):
            places = [[1] + row]
        elif kind == "discrete-logit":
            places = [row + [int(k == o) for o in steps] for k in steps]
        else:
            places = [[a - b for a, b in zip(row, top)] for top in events]
        yield any(reaches(cone, [s * a for a in z]) for z in {tuple(z) for z in places if any(z)} for s in (1, -1))


def risks(kind, folder, time):
    horizon = [] if kind in ("logistic", "cloglog") else ["--horizon", str(max(time))]
    ran = subprocess.run([latecare, "predict", f"{folder}/cone.json", f"{folder}/cone.csv"] + horizon,
                         capture_output=True, text=True)
    for row in csv.DictReader(io.StringIO(ran.stdout)):
        blank = row["risk"] == row["low"] == row["high"] == ""
        yield (blank and "separated" in row["cannot_score"], row["risk"] != "" and row["low"] != "" and row["high"] != "")


def draw(family):
    n, p = random.randint(8, 20), random.randint(1, 3)
    most = random.choice([1, 1, 3])
    x = [[random.randint(0, most) for _ in range(p)] for _ in range(n)]
    event = [random.choice([0, 1, 1, 2]) if family == "fine-gray" else int(random.random() < 0.4)
             for _ in range(n)]
    if random.random() < 0.4:
        event = [0 if row[0] == 0 else e for row, e in zip(x, event)]
    return x, [random.randint(1, 4) for _ in range(n)], event


kinds = ["logistic", "cloglog", "cox", "exact", "fine-gray", "discrete-logit"]
bad = tables = parted = kept = 0
while tables < count:
    kind = kinds[tables % len(kinds)]
    x, time, event = draw(kind)
    if kind in ("logistic", "cloglog"):
        cone = of_rows(x, event)
    elif kind == "discrete-logit":
        cone = of_intervals(x, time, event)
    else:
        cone = of_risk_sets(x, time, event, kind == "exact", kind == "fine-gray")
    cone = [list(row) for row in sorted({tuple(row) for row in cone if any(row)})]
    if event.count(1) < 2 or 0 not in event or not cone or rank(cone) < len(cone[0]):
        continue
    q = len(cone[0])
    want = [any(reaches(cone, [s * int(j == k) for j in range(q)]) for s in (1, -1)) for k in range(q)]
    names = [f"x{k}" for k in range(len(x[0]))]
    with open(f"{folder}/cone.csv", "w") as out:
        out.write(",".join(names + ["t", "e"]) + "\n")
        for row, t, e in zip(x, time, event):
            out.write(",".join(map(str, row + [t, e])) + "\n")
    left = "e" if kind in ("logistic", "cloglog") else "Surv(t, e)"
    family = ["cox", "--ties", "exact"] if kind == "exact" else [kind]
    ran = subprocess.run([latecare, "fit", f"{folder}/cone.csv", "--json", "--formula",
                          f"{left} ~ {' + '.join(names)}", "--output", f"{folder}/cone.json", "--force",
                          "--family"] + family,
                         capture_output=True, text=True)
    try:
        terms = json.loads(ran.stdout)["terms"]
    except ValueError:
        print(kind, "no document:", ran.stderr)
        bad += 1
        tables += 1
        continue
    got = [t.get("infinite", False) for t in terms]
    finite = [t for t, g in zip(terms, got) if g and (t["p"] not in (1, None) or (t["se"], t["low"], t["high"]) != (None,) * 3)]
    tables += 1
    parted += any(want)
    if got != want or finite or ran.returncode != (4 if any(want) else 0):
        bad += 1
        print(kind, ran.returncode, "want", want, "got", got, x, time, event, ran.stderr)
    elif any(want):
        rows = list(moved(kind, cone, x, time, event))
        found = list(risks(kind, folder, time))
        kept += len(rows) - sum(rows)
        if found != [(m, not m) for m in rows]:
            bad += 1
            print(kind, "rows", rows, "found", found, x, time, event)
print(bad, tables, parted, kept)
