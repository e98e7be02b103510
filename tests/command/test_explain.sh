#!/bin/sh
# test_explain.sh PROGRAM: one child explained says what the list and the timeline say of it, listed or not, and why it
# is not scored; the parts add up; every look is logged.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
status 1 score m.json s.h5 --asof 2025-04-01 --capacity 100000 --output all.json
python3 - "$latecare" <<'END' || fail "explain and the list differ"
import json, subprocess, sys
def run(*args):
    done = subprocess.run([sys.argv[1], *args], capture_output=True, text=True)
    assert done.returncode in (0, 1), (args, done.stderr)
    return json.loads(done.stdout), done.returncode
everybody = json.load(open("all.json"))
capacity = 10
rows = everybody["listed"]
assert len(rows) == everybody["children"] > 30
for row in (rows[0], rows[capacity - 1], rows[capacity], rows[-1]):
    child = str(row["child"])
    one, _ = run("explain", "m.json", "s.h5", child, "--asof", "2025-04-01", "--reason", "test", "--json")
    assert one["standing"] == "scored" and one["children"] == len(rows)
    for name in row:
        assert one[name] == row[name], (child, name)
    for name in ("as_of", "verdict", "model", "horizon", "base_rate", "base_linear_predictor"):
        assert one[name] == everybody[name], name
    assert one["listed"] == (row["rank"] <= capacity)
    total = one["base_linear_predictor"]
    for part in one["contributions"]:
        total += part["contribution"]
    assert total == one["linear_predictor"], (total, one["linear_predictor"])
    # each event is one of the child's own, as known on the day, and late where its first version was
    held, _ = run("timeline", "s.h5", child, "--asof", "2025-04-01", "--reason", "test", "--json")
    ever, _ = run("timeline", "s.h5", child, "--reason", "test", "--json")
    for e in one["events"]:
        same = [h for h in held["events"] if all(h[k] == e[k] for k in ("history", "start", "end", "file", "line"))]
        assert same, e
        # no version of it was known before, and one was on the day itself
        days = [h["known_from"] for h in ever["events"] if h["history"] == e["history"] and h["start"] == e["start"]]
        assert e["known_from"] in days and e["known_from"] <= min(h["known_from"] for h in same), (e, days)
    starts = [e["start"] for e in one["events"]]
    assert starts == sorted(starts)
# of those who are not scored the rule is said
scored = {r["child"] for r in rows} | {c["child"] for c in everybody["cannot_score"]}
left = set()
for child in range(0, 400, 7):
    if child in scored:
        continue
    one, code = run("explain", "m.json", "s.h5", str(child), "--asof", "2025-04-01", "--reason", "test", "--json")
    if one["child"] != child:
        continue
    assert code == 1 and one["standing"] == "not in the cohort" and "risk" not in one and "events" not in one
    left.add(one["why"])
assert "older than the study's ages" in left, left
END
child=$(python3 -c 'import json; print(json.load(open("all.json"))["listed"][0]["child"])')
status 1 explain m.json s.h5 "$child" --asof 2025-04-01 --reason 'panel of 3 March'
grep -q "^Child $child on 2025-04-01: " out || fail "no head: $(head -n 3 out)"
grep -q '  rank  1 of ' out || fail "no rank: $(cat out)"
tail -n 1 s.h5.log | grep -q "	explain	of .* reason panel of 3 March" || fail "not in the log: $(tail -n 1 s.h5.log)"
lines=$(wc -l <s.h5.log)
status 2 explain m.json s.h5 "$child" --asof 2025-04-01
says '--reason'
status 2 explain m.json s.h5 "$child" --reason x
says '--asof'
status 2 explain m.json s.h5 "$child" --asof 1-4-2025 --reason x
status 3 explain m.json s.h5 99999999 --asof 2025-04-01 --reason x
status 3 explain m.json s.h5 "$child" --asof 2031-04-01 --reason x
[ -s out ] && fail "shows of a day that is not covered"
[ "$(wc -l <s.h5.log)" = "$lines" ] || fail "a look is logged that was none"
exit $bad
