#!/usr/bin/env python3
"""attack.py [--exact | --naive] FILE... [--later FILE...]: counts of 1 to 5 children, worked back from
what is told. attack.py [--exact | --naive] --stream <DOCUMENTS

An attacker who has read every page: each file is a plan, a description, a comparison (--json of
each) or a model file, all of one store and study. What is told becomes intervals of whole numbers,
every formula that the pages give a bound between them, and these are narrowed until nothing moves
(interval arithmetic on integers). A cell is recovered when one value alone is left and that is of
1 to 5.

--exact: numbers are what they say (as --unsuppressed prints them); else they are the nearest
multiple of six, and "c" is 1 to 5. --naive: they are exact, and what is of 1 to 5 is first made
"c", nothing else. --later: what the same documents say once more was imported: of each cell the
difference is looked for too. --stream: standard input has a document a
line, each attacked by itself. Prints what was recovered and exits 1, or the number of cells.
"""
import json, math, sys

FAR = 10 ** 9


class Cells:
    """Unknown whole numbers, and what bounds them."""

    def __init__(self, exact):
        self.exact, self.low, self.high, self.name, self.few = exact, [], [], [], []
        self.sums, self.mosts, self.first = [], [], {}

    def new(self, name, low=0, high=FAR, few=False):
        self.low.append(low), self.high.append(high), self.name.append(name), self.few.append(few)
        cell = len(self.low) - 1
        if name.startswith("flow: ") or name in ("entries", "known", "unknown"):  # a plan's and a model's are one
            if self.first.setdefault(name, cell) != cell:
                self.same(self.first[name], cell)
        return cell

    def band(self, told):
        """What a told number may have been: small.h (1)."""
        if self.exact or told == 0:
            return told, told
        if told <= 6:
            return 6, 8
        return told - 3, told + 2

    def count(self, name, told, children=True):
        """A count as it is told. c of what is not children may be hidden with such a one."""
        if told is None:
            return self.new(name)
        if told == "c":
            return self.new(name, 1, 5 if children else FAR, children)
        return self.new(name, *self.band(int(round(told))))

    def share(self, name, share, of):
        """A count behind a proportion of a number that is told."""
        if share is None or of is None or of == "c":
            return self.new(name)
        count = share * of
        if self.exact and abs(count - round(count)) > 1e-6 * max(1, count):
            return self.new(name, math.floor(count), math.ceil(count))
        if not self.exact and abs(count / 6 - round(count / 6)) > 1e-6:
            return self.new(name, max(0, math.floor(count) - 3), math.ceil(count) + 3)
        return self.new(name, *self.band(int(round(count))))

    def same(self, a, b):
        self.sums.append((a, [b]))

    def sum(self, total, parts):
        self.sums.append((total, list(parts)))

    def most(self, a, factor, b):
        """a <= factor * b"""
        self.mosts.append((a, factor, b))

    def narrow(self):
        low, high, moved = self.low, self.high, True
        while moved:
            moved = False
            for total, parts in self.sums:
                least, most = sum(low[p] for p in parts), sum(high[p] for p in parts)
                moved |= self._set(total, least, most)
                for p in parts:
                    moved |= self._set(p, low[total] - (most - high[p]), high[total] - (least - low[p]))
            for a, factor, b in self.mosts:
                moved |= self._set(a, 0, factor * high[b])
                moved |= self._set(b, -(-low[a] // factor), FAR)

    def _set(self, cell, low, high):
        was = self.low[cell], self.high[cell]
        if max(was[0], low) > min(was[1], high):
            return False  # what was told does not agree: a total beside the nearest
        self.low[cell], self.high[cell] = max(was[0], low), min(was[1], high)
        return was != (self.low[cell], self.high[cell])

    def found(self):
        return [(n, lo) for n, lo, hi in zip(self.name, self.low, self.high) if lo == hi and 1 <= lo <= 5]


def flow(c, rows, out, stay, rows_out=None, rows_stay=None):
    """Rule by rule: who stays is who stayed before less who left. Of what is told by sixes what lies
    between is worked out from the rest, and says nothing of its own."""
    last = len(rows) - 1
    first = c.count("flow: all", rows[0][stay])
    end = c.count("flow: the cohort", rows[last][stay])
    removed = [c.count(f"flow: {r['rule']}", r[out]) for r in rows[1:]]
    c.sum(first, removed + [end])
    left = first
    for r, gone in zip(rows[1:-1], removed):
        if c.exact:
            after = c.count(f"flow: after {r['rule']}", r[stay])
            c.sum(left, [gone, after])
            left = after
    if not rows_out:
        return first, end
    landmarks = rows[0][rows_stay] // rows[0][stay] if "c" not in (rows[0][rows_stay], rows[0][stay]) and rows[0][stay] else FAR
    total = c.new("flow: rows")
    if landmarks < FAR:
        c.most(total, landmarks, first)
    over = [c.count(f"flow: rows of {r['rule']}", r[rows_out], r[out] != "c") for r in rows[1:]]
    rest = c.count("flow: rows of the cohort", rows[last][rows_stay], False)
    c.sum(total, over + [rest])
    if c.exact and rows[0][rows_stay] != "c":
        c.same(total, c.count("flow: all rows", rows[0][rows_stay]))
    for gone, these in zip(removed, over):
        if landmarks < FAR:
            c.most(gone, 1, these)
    return first, end


def span(c, name, s):
    children = c.count(f"{name}: children", s["children"])
    rows = c.count(f"{name}: rows", s["rows"], False)
    # hidden with few children entries may be none
    entries = c.new(f"{name}: entries", 0, 5) if s["children"] == "c" else c.count(f"{name}: entries", s["entries"])
    c.most(children, 1, rows), c.most(rows, max(1, s["landmarks"]), children), c.most(entries, 1, rows)
    c.count(f"{name}: not known", s["rows_incomplete"], False)
    return children, rows, entries


def plan(c, d):
    flow(c, d["flow"], "removed", "children", "rows_removed", "rows")
    e = d["entries"]
    c.sum(c.count("entries", e["all"]), [c.count("known", e["known"]), c.count("unknown", e["unknown"])])
    children, rows, entries = span(c, "all", d["all"])
    train, test = span(c, "train", d["splits"]["train"]), span(c, "test", d["splits"]["test"])
    both = c.count("both", d["splits"]["children_in_both"])
    c.most(both, 1, train[0]), c.most(both, 1, test[0]), c.most(both, 1, children)
    origins = [(span(c, f"{o['origin']} train", o["train"]), span(c, f"{o['origin']} test", o["test"]))
               for o in d["splits"]["origins"]]
    if origins:
        c.sum(test[2], [o[1][2] for o in origins])
        c.sum(test[1], [o[1][1] for o in origins])
        c.same(train[2], origins[-1][0][2])
    causes = [(c.count(f"{r['cause']}: rows", r["rows"], False),
               c.count(f"{r['cause']}: events", r["events"])) for r in d["causes"]]
    c.sum(rows, [r for r, _ in causes])
    often = max(1, min(d["all"]["landmarks"], 12))
    for r, events in causes[1:]:
        c.most(events, 1, r), c.most(r, often, events)
    c.same(entries, causes[1][1])
    for p in d["predictors"]:
        known = c.count(f"{p['name']}: children", p["children_not_zero"])
        nonzero = c.count(f"{p['name']}: rows", p["rows_not_zero"], p["children_not_zero"] != "c")
        entered = c.count(f"{p['name']}: entries", p["entries_not_zero"], True)
        c.most(known, 1, nonzero), c.most(nonzero, max(1, d["all"]["landmarks"]), known)
        c.most(entered, 1, known), c.most(known, 1, children)
        missing = c.share(f"{p['name']}: not observed", p["not_observed"], d["all"]["rows"])
        c.most(missing, 1, rows)
        if p["kind"] in ("ever", "open_now") and p["mean"] is not None and c.exact and d["all"]["rows"] != "c":
            seen = d["all"]["rows"] * (1 - p["not_observed"]) if p["not_observed"] is not None else None
            if seen:  # the mean of noughts and ones, times how many there are
                c.same(nonzero, c.share(f"{p['name']}: sum", p["mean"], round(seen)))
    for m in d["models"]:
        if m["entries_a_column"] is not None:
            of = c.share(f"{m['name']}: entries", m["entries_a_column"], m["columns"])
            c.same(train[2], of)
    for name in "rows", "entries", "versions":
        a = d["assumed"][name]
        some, of = c.count(f"assumed {name}", a["assumed"], name == "entries"), c.count(f"of {name}", a["of"], name == "entries")
        c.most(some, 1, of)
        if a["share"] is not None:
            c.same(some, c.share(f"assumed {name} by share", a["share"], a["of"]))
    if d["chance_to_pass"]:
        places = c.count("places", d["chance_to_pass"]["places"], False)
        c.most(places, 1, test[1])


def describe(c, d):
    records = c.count("records", d["records"])
    c.sum(records, [c.count(f"records of {n}", k) for n, k in d["systems"].items()])
    children = c.count("children", d["children"]) if d["children"] is not None else None
    if children is not None:
        c.most(children, 1, records)
    for h in d["histories"]:
        few = h["children"] == "c"
        events = c.count(f"{h['name']}: events", h["events"], not few)
        own = c.count(f"{h['name']}: children", h["children"])
        c.most(own, 1, events)
        if children is not None and h["children"] is not None:
            c.most(own, 1, children)
        for part in "open", "known_before_start", "without_code":
            c.most(c.count(f"{h['name']}: {part}", h[part], not few), 1, events)
        if h["levels"]:
            none = c.new(f"{h['name']}: no level")
            c.sum(events, [none] + [c.count(f"{h['name']}: level {k}", v, not few) for k, v in h["levels"].items()])
    for k, s in enumerate(d["sources"]):
        parts = [c.count(f"source {k}: {p}", s[p]) for p in ("taken", "unchanged", "corrected", "rejected")]
        c.sum(c.count(f"source {k}: rows", s["rows"]), parts)
    risk = d.get("risk_of_identification")
    if risk:
        c.sum(c.count("adolescents", risk["adolescents"]),
              [c.count(n, risk[n]) for n in ("singled_out", "among_fewer_than_six", "among_more")])


def steps(c, name, counts):
    """Of a rising count what was added from one point to the next."""
    for k, (a, b) in enumerate(zip(counts, counts[1:])):
        added = c.new(f"{name}: step {k + 1}")
        c.sum(b, [a, added])


def model(c, d):
    m, metrics = d["model"], d["model"]["metrics"]
    flow(c, metrics["flow"], "removed", "children")
    e = metrics["entries"]
    c.sum(c.count("entries", e["all"]), [c.count("known", e["known"]), c.count("unknown", e["unknown"])])
    n = metrics["incidence"]["at_risk"][0]["children"]
    for cause in metrics["incidence"]["causes"]:
        steps(c, cause["name"], [c.share(f"{cause['name']} by month {p['months']}", p["incidence"], n) for p in cause["points"]])
    p = metrics["performance"]
    lists = p["landmarks"]
    hits = []
    for name, of in (("precision", p["capacity"] * lists), ("listed_entries", lists)):
        hits.append(c.share(f"listed by {name}", p[name]["estimate"], of))
    c.same(hits[0], hits[1])
    tested = None if p["children"] is None else p["children"] * lists
    events = c.share("entry rows by base rate", p["base_rate"], tested)
    if p["entries"] is not None:
        c.same(events, c.share("entry rows", p["entries"], lists))
        caught = c.share("listed by recall", p["recall"]["estimate"], p["entries"] * lists)
        c.same(hits[0], caught)
        c.sum(events, [caught, c.new("missed")])
    for curve in metrics["list_size"]["curves"]:
        if curve["name"] != "base_rate":
            steps(c, curve["name"], [c.new("none", 0, 0)] + [
                c.share(f"{curve['name']}: {q['size']}", q["precision"], q["size"] * lists) for q in curve["points"]])
    bins = metrics["calibration"]["bins"]
    entered = [c.count(f"group {k}: entries", b["entries"], False) for k, b in enumerate(bins)]
    for k, b in enumerate(bins):
        if b["observed"] is not None and b["children"] != "c":
            c.same(entered[k], c.share(f"group {k}: observed", b["observed"], b["children"]))
    if not c.exact or p["entries"] is not None:
        c.sum(events, entered)
    groups(c, metrics.get("groups") or [], p["capacity"] * lists, events)
    for k, b in enumerate(metrics["calibration"].get("histogram") or []):
        c.count(f"bar {k}", b["children"])
    counts = m["counts"]
    rows, children = c.count("trained: rows", counts["rows"], False), c.count("trained: children", counts["children"])
    entrants = c.count("trained: entrants", counts["entrants"])
    c.most(children, 1, rows), c.most(entrants, 1, children)
    c.most(entrants, 1, c.count("trained: entries", counts["entries"], counts["entrants"] != "c"))
    if isinstance(m["fit"]["events"], (int, float)):
        likelihood(c, m["fit"], counts)
    for column in m["terms"]["columns"]:
        if column["unit"] in ("", "yes or no", None) or 0 < (column["mean"] or 1) < 1:
            c.share(f"{column['name']}: mean", column["mean"], counts["rows"])
    for column in m["training"]["columns"]:
        for name in "outside", "not_observed":
            c.share(f"{column['name']}: {name}", column[name], counts["rows"])


def groups(c, told, places, events):
    """By whatever attribute they are told apart, they are the same children, entries and places."""
    children, entries, listed = c.new("groups: children"), c.new("groups: entries"), c.new("groups: listed")
    if told:
        c.same(listed, c.new("groups: places", places if c.exact else 0, places))
        c.most(entries, 1, children), c.most(entries, 1, events)
    for attribute in dict.fromkeys(g["attribute"] for g in told):
        parts = {"children": [], "entries": [], "listed": []}
        for g in told:
            if g["attribute"] != attribute:
                continue
            name = f"{attribute} {g['label']}"
            parts["children"].append(c.count(f"{name}: children", g["children"]))
            parts["entries"].append(c.count(f"{name}: entries", g["entries"]))
            parts["listed"].append(c.new(f"{name}: listed"))
            c.most(parts["entries"][-1], 1, parts["children"][-1])
        c.sum(children, parts["children"]), c.sum(entries, parts["entries"]), c.sum(listed, parts["listed"])


def likelihood(c, fit, counts):
    """A yes or no: with nothing known L0 = e log(e / n) + (n - e) log(1 - e / n); which e is it?"""
    if not c.exact or "c" in (counts["rows"], counts["entries"]):
        return
    n = counts["rows"]
    fits = [e for e in range(1, min(n, 3000))
            if abs(e * math.log(e / n) + (n - e) * math.log1p(-e / n) - fit["loglik_null"]) < 1e-6 * n]
    if len(fits) == 1:
        c.new("entries by the likelihood", fits[0], fits[0])


def compare(c, d):
    for one in [d] + d.get("origins", []):
        events, rows = c.count("compared: events", one["events"], False), c.count("compared: rows", one["rows"], False)
        c.most(events, 1, rows)
        c.most(c.count("compared: children", one["children"]), 1, rows)


def narrowed(documents, exact):
    c = Cells(exact)
    for d in documents:
        kind = (model if "latecare_model" in d else describe if "histories" in d else
                plan if "flow" in d else compare)
        kind(c, d)
    c.narrow()
    return c


def attack(documents, later, exact):
    """What is recovered of one store's documents, and how many cells of 1 to 5 they hide; and of what
    later documents of the same say how many more or fewer there are."""
    c = narrowed(documents, exact)
    found, few = c.found(), sum(c.few)
    if later:
        then = narrowed(later, exact)
        found, few = found + then.found(), few + sum(then.few)
        at = {n: k for k, n in enumerate(then.name)}
        for k, n in enumerate(c.name):
            low, high = (then.low[at[n]] - c.high[k], then.high[at[n]] - c.low[k]) if n in at else (0, 0)
            if low == high and 1 <= abs(low) <= 5:
                found.append((f"{n}: from one release to the next", low))
    return found, few


def naive(d):
    """1 to 5 made c where a count stands, and nothing else."""
    if isinstance(d, dict):
        return {k: naive(v) if k not in ("landmarks", "columns", "format", "capacity", "size", "age_from", "age_to", "months")
                else v for k, v in d.items()}
    if isinstance(d, list):
        return [naive(v) for v in d]
    return "c" if type(d) is int and 1 <= d <= 5 else d


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--") and a != "--later"]
    files = [a for a in sys.argv[1:] if a not in options]
    exact = "--exact" in options or "--naive" in options
    at = files.index("--later") if "--later" in files else len(files)
    read = lambda names: [json.load(open(f)) for f in names]
    sets = (([json.loads(line)], []) for line in sys.stdin) if "--stream" in options else [(read(files[:at]), read(files[at + 1:]))]
    recovered = hidden = count = 0
    for documents, later in sets:
        if "--naive" in options:
            documents, later = naive(documents), naive(later)
        found, few = attack(documents, later, exact)
        for name, value in found[:max(0, 12 - recovered)]:
            print(f"{name}: {value}")
        count, hidden, recovered = count + 1, hidden + few, recovered + len(found)
    print(f"{count} boroughs, {hidden} cells of 1 to 5 hidden, {recovered} recovered")
    sys.exit(recovered > 0)


main()
