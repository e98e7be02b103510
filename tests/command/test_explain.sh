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
assert "too old for this list" in left and not any("landmark" in why for why in left), left
END
# a record contested is the same borough in whose extract its line is not; a what-if adds up and leaves no trace but its line
state s.h5 >held
cat >what_if.py <<'END'
import json, os, subprocess, sys
def run(*args):
    done = subprocess.run([sys.argv[1], *args], capture_output=True, text=True)
    assert done.returncode in (0, 1), (args, done.stderr)
    return json.loads(done.stdout)
def explain(store, child, *more):
    return run("explain", "m.json", store, str(child), "--asof", "2025-04-01", "--reason", "test", "--json", *more)
sources = run("describe", "s.h5", "--json")["sources"]
paths = {}
for folder, _, names in os.walk("b/extracts"):
    for name in names:
        path = os.path.join(folder, name)
        paths.setdefault(os.path.getsize(path), []).append(path)
def file_of(event):
    return paths[sources[event["file"]]["bytes"]]
wanted = None
for row in json.load(open("all.json"))["listed"]:
    one = explain("s.h5", row["child"])
    events = [e for e in one["events"] if e["history"] == "referral" and len(file_of(e)) == 1]
    if len(events) > 1:
        wanted = one["child"], events[-1]
        break
child, event = wanted
assert one["events"][event["number"] - 1] == event
out = explain("s.h5", child, "--what-if", "%d out" % event["number"])
same = explain("s.h5", child, "--what-if", "%d:%d out" % (event["file"], event["line"]))
assert {k: v for k, v in out["what_if"].items() if k != "event"} == \
    {k: v for k, v in same["what_if"].items() if k != "event"}
what = out["what_if"]
assert what["event"] == event and what["change"] == "out"
for name in ("risk", "rank", "linear_predictor", "contributions"):
    assert out[name] == one[name], name
# (1) and (2) of what_if.h, to the last bit; the two linear predictors' difference but for the last places
total = 0.0
for part, before in zip(what["by_history"], one["contributions"], strict=True):
    assert part["history"] == before["history"] and part["before"] == before["contribution"]
    assert part["difference"] == part["after"] - part["before"]
    total += part["difference"]
assert total == what["difference"] != 0
assert abs(what["linear_predictor"] - one["linear_predictor"] - total) < 1e-9
json.dump([child, what["risk"], what["linear_predictor"], what["rank"]], open("foretold.json", "w"))
# known after the day it is as good as out
late = explain("s.h5", child, "--what-if", "%d known 2025-04-01" % event["number"])["what_if"]
assert late["linear_predictor"] == what["linear_predictor"]
soon = explain("s.h5", child, "--what-if", "%d known 2025-03-31" % event["number"])["what_if"]
assert soon["linear_predictor"] == one["linear_predictor"]
# a borough without the line
path = file_of(event)[0]
lines = open(path, "rb").read().split(b"\n")
del lines[event["line"] - 1]
open(path, "wb").write(b"\n".join(lines))
END
python3 what_if.py "$latecare" || fail "a record that is taken out"
state s.h5 | cmp - held || fail "a what-if changed the store"
fill without.h5
python3 - "$latecare" <<'END' || fail "without the line, and without the record, differ"
import json, subprocess, sys
child, risk, lp, rank = json.load(open("foretold.json"))
done = subprocess.run([sys.argv[1], "explain", "m.json", "without.h5", str(child), "--asof", "2025-04-01", "--reason", "t",
                       "--json"], capture_output=True, text=True)
one = json.loads(done.stdout)
assert (one["risk"], one["linear_predictor"], one["rank"]) == (risk, lp, rank), (one["risk"], risk, one["rank"], rank)
END
child=$(python3 -c 'import json; print(json.load(open("all.json"))["listed"][0]["child"])')
for wrong in 1 '1 away' '1 start yesterday' '1 level many' 'x out' '1 out now' '1 code'; do
    status 2 explain m.json s.h5 "$child" --asof 2025-04-01 --reason x --what-if "$wrong"
    says "'3 out'"
    [ -s out ] && fail "$wrong shows something"
done
# a refusal may say how many events there are, and when one ended: it is a look
for wrong in '999 out' '0 out' '1:999999 out' '99999999999 out'; do
    before=$(wc -l <s.h5.log)
    "$latecare" explain m.json s.h5 "$child" --asof 2025-04-01 --reason x --what-if "$wrong" >out 2>err && fail "takes $wrong"
    [ -s out ] && fail "$wrong shows something"
    [ "$(wc -l <s.h5.log)" -gt "$before" ] || [ "$wrong" = '99999999999 out' ] || fail "$wrong is no look"
done
runs explain m.json s.h5 "$child" --asof 2025-04-01 --reason 'a parent contests it' --what-if '1 out'
grep -q 'had never been recorded' out || fail "no words: $(cat out)"
tail -n 1 s.h5.log | grep -q "	explain	of .* reason a parent contests it" || fail "not in the log: $(tail -n 1 s.h5.log)"
status 1 explain m.json s.h5 "$child" --asof 2025-04-01 --reason 'panel of 3 March'
grep -q "^Child $child on 2025-04-01: " out || fail "no head: $(head -n 3 out)"
holds out 'every source that the model reads covers the day' || fail "looked for, nothing found, and not said: $(cat out)"
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
