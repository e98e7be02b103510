#!/bin/sh
# test_daily.sh PROGRAM: what a day brought, worked out again without the program: who is missing and what became known from the
# store's own arrays (h5py), whose risk moved from the two days' scores; terminal, page, table and JSON say the same; yesterday
# is the day before, and a day of which no list was made is scored as it was.
. tests/command/common.sh
python=/usr/bin/python3
"$python" -c 'import h5py' 2>/dev/null || { echo "SKIP: python3-h5py is not installed"; exit 0; }
judge=$(realpath tests/hostile)
cd "$work" || exit 1
borough b --children 3000 --years 6 --seed 5
fill s.h5
smaller_study | sed '/name: cox/d; /formula:/s/ }$/ + log1p(gone), ridge: 1 }/
    /name: referrals/a\  - { name: gone, kind: count, history: missing, window: 12 months, label: missing }' >study.yaml
runs train study.yaml s.h5 m.json
# the day of the last months on which most are missing
day=$("$python" -c '
import datetime, h5py
m = h5py.File("s.h5", "r")["histories/missing"]
start, end, known, until = (m[n][:] for n in ("start", "end", "known_from", "known_to"))
epoch = datetime.date(1970, 1, 1)
last = (datetime.date(2025, 3, 25) - epoch).days
def gone(t):
    return ((start < t) & (end > t) & (known < t) & (t <= until)).sum()
best = max(range(last - 200, last), key=gone)
assert gone(best), "nobody is missing on any day"
print(epoch + datetime.timedelta(days=best))')
since=$(date -d "$day 1 day ago" +%F) week=$(date -d "$day 7 days ago" +%F)
runs panel m.json s.h5 --asof $day --since yesterday --output a --reason x --json
cp out a.json
runs panel m.json s.h5 --asof $day --since $since --output c --reason x
cp out text
for file in daily.html daily.csv changes.csv list.csv; do same a/$file c/$file "yesterday is not the day before: $file"; done
for d in $since $day; do runs score m.json s.h5 --asof $d --capacity 100000 --output $d.json; done
# a week, in which more happens
runs panel m.json s.h5 --asof $day --since $week --output w --reason x --json
cp out w.json
runs score m.json s.h5 --asof $week --capacity 100000 --output $week.json
"$python" - "$judge" $day $since $week <<'END' || fail "what the day brought is not what the store says"
import csv, datetime, json, sys
import h5py, numpy as np
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import judge
epoch = datetime.date(1970, 1, 1)
number = lambda text: (datetime.date.fromisoformat(text) - epoch).days
OPEN = 2**31 - 1
store = h5py.File("s.h5", "r")["histories"]
column = lambda history, name: store[history][name][:]

def seen(h, t):
    return (column(h, "known_from") < t) & (t <= column(h, "known_to"))

def born(t):
    """Every child's first days, by any row known then."""
    rows = seen("person", t)
    return dict(zip(column("person", "child")[rows].tolist(), column("person", "start")[rows].tolist()))

def check(document, day, since):
    t, s = number(day), number(since)
    now, before = ({r["child"]: r for r in json.load(open(d + ".json"))["listed"]} for d in (day, since))
    daily = document["daily"]
    assert daily["children"] == {"now": len(now), "before": len(before)}
    # whose risk moved: all of them, the furthest first, and by what
    lp = lambda r: r["linear_predictor"]
    moved = {c: lp(now[c]) - lp(before[c]) for c in now if c in before and abs(lp(now[c]) - lp(before[c])) >= 0.1}
    order = sorted(moved, key=lambda c: (-abs(moved[c]), c))
    assert [r["child"] for r in daily["moved"]] == order, (order, daily["moved"])
    for row in daily["moved"]:
        assert row["difference"] == (row["known_late"] + row["time"]) + row["new_events"]
        assert abs(row["difference"] - moved[row["child"]]) < 1e-9
        assert (row["risk"], row["risk_before"]) == (now[row["child"]]["risk"], before[row["child"]]["risk"])
    # who is missing
    gone, births = [], born(t)
    for h in ("missing", "missing_care"):
        if h not in store:
            continue
        rows = seen(h, t) & (column(h, "start") < t) & (column(h, "end") > t)
        for child, start in zip(column(h, "child")[rows].tolist(), column(h, "start")[rows].tolist()):
            birth = epoch + datetime.timedelta(days=births.get(child, t))
            adult = birth.replace(year=birth.year + 18, day=min(birth.day, 28))
            if adult > datetime.date.fromisoformat(day):
                gone.append((-start, child, h))
    assert [(-number(r["start"]), r["child"], r["history"]) for r in daily["missing"]] == sorted(gone), (daily["missing"], gone)
    assert all(r["days"] == t - number(r["start"]) for r in daily["missing"])
    # what became known, of everybody scored on either day
    whose, want = set(now) | set(before), set()
    for h in store:
        if h in ("person", "decision", "family", "address"):
            continue
        key, child, start, known = (column(h, n) for n in ("key", "child", "start", "known_from"))
        a, b = seen(h, s), seen(h, t)
        said_a, said_b = (set(zip(child[x].tolist(), key[x].tolist())) for x in (a, b))
        for i in np.flatnonzero(a != b):
            pair = (int(child[i]), int(key[i]))
            told = ("changed" if pair in said_a else "first") if b[i] else None if pair in said_b else "withdrawn"
            if told and pair[0] in whose:
                want.add((pair[0], h, int(start[i]), int(known[i]), told))
    got = {(r["child"], r["history"], number(r["start"]), number(r["known_from"]), r["told"]) for r in daily["known"]}
    assert got == want and want, (got - want, want - got)
    counts = daily["counts"]
    assert counts == {"missing": len(gone), "missing_children": len({c for _, c, _ in gone}),
                      "missing_new": sum(r["new"] for r in daily["missing"]), "risen": sum(d > 0 for d in moved.values()),
                      "fallen": sum(d < 0 for d in moved.values()), "known": len(daily["known"]), "known_children": len({k[0] for k in want})}, counts
    return daily

daily = check(json.load(open("a.json")), sys.argv[2], sys.argv[3])
week = check(json.load(open("w.json")), sys.argv[2], sys.argv[4])
assert week["moved"] and week["missing"] and {r["told"] for r in week["known"]} >= {"first", "changed"}

# the table has every row, and the page and the terminal the same counts and the first of each
for folder, document in (("a", daily), ("w", week)):
    table = list(csv.DictReader(open(folder + "/daily.csv", newline="")))
    for section in ("missing", "moved", "known"):
        rows = [r for r in table if r["section"] == section]
        assert [int(r["child"]) for r in rows] == [r["child"] for r in document[section]]
        for row, one in zip(rows, document[section]):
            for name, value in one.items():
                if isinstance(value, float):
                    assert float(row[name]) == value, (name, row[name], value)
                elif isinstance(value, bool):
                    assert row[name] == ("yes" if value else "no")
                else:
                    assert row[name] == ("" if value is None else str(value)), (name, row[name], value)
    page = judge.Page()
    data = open(folder + "/daily.html", encoding="utf-8").read()
    page.feed(data)
    text, c = " ".join("".join(page.text).split()), document["counts"]
    said = (["%d episodes of %d children, %d of them new" % (c["missing"], c["missing_children"], c["missing_new"]),
             "%d risen, %d fallen" % (c["risen"], c["fallen"]), "%d things of %d children" % (c["known"], c["known_children"])])
    for words in said:
        assert words.replace(",", "") in text.replace(",", ""), (words, text[:600])
    if folder == "a":
        terminal = " ".join(open("text").read().split())
        for words in said:
            assert words in terminal, words
        for section in ("missing", "moved", "known"):
            for row in document[section][:5]:
                assert "child %d" % row["child"] in terminal and "Child %d" % row["child"] in text
END
# nobody is said to be here where nobody speaks
sed '/name: gone/d; s/ + log1p(gone)//; s/missing, //' study.yaml >without.yaml
find b/extracts -name '*missing*' -exec rm {} +
fill n.h5
runs train without.yaml n.h5 n.json
runs panel n.json n.h5 --asof $day --since yesterday --output n --reason x
holds out 'No source of this store tells who is missing' || fail "that nobody tells is not said: $(head -c 800 out)"
grep -q 'No source of this store tells who is missing' n/daily.html || fail "the page does not say that nobody tells"
status 3 panel m.json s.h5 --asof $day --since $day --output never --reason x
[ ! -e never ] || fail "a day held against itself left a folder"
exit $bad
