#!/bin/sh
# test_missed.sh PROGRAM: who entered care and was on which list is what the lists of each day say; who was on none is told
# apart by what the store says of each list's day; and what a feed that was late costs is what the same borough without
# its lateness would have had.
. tests/command/common.sh
cd "$work" || exit 1
borough plain --children 15000 --years 10 --seed 5 --no-hazards
fill plain.h5
borough late --children 15000 --years 10 --seed 5 --no-hazards --truth late-bulk
fill late.h5
# a model of the years before, of missing episodes too: those of the last weeks come in bulk
smaller_study | sed 's/from: 2018-04-01, to: all/from: 2016-04-01, to: 2023-01-01/
    s/^models:/  - { name: missing, kind: count, history: missing, window: 3 months, label: missing }\n&/
    s/log1p(referrals)/& + log1p(missing)/; s/every: 3 months/every: 1 month/; s/test_last: 24/test_last: 12/' >study.yaml
runs train study.yaml plain.h5 m.json --model logistic
missed() {
    wanted=$1
    shift
    status "$wanted" missed m.json "$@" --from 2024-04-01 --to 2025-04-01 --reason test
}
missed 0 plain.h5
head -n 1 out | grep -q '^Of [0-9]* entries into care from 2024-04-01 to before 2025-04-01, ' || fail "first line: $(head -n 1 out)"
[ "$(grep -c '[[:space:]]missed[[:space:]]' plain.h5.log)" -gt 3 ] || fail "looks that are not logged"
missed 0 plain.h5 --json
cp out plain.json
missed 0 plain.h5 --json --threads 1
same out plain.json "threads show"
missed 0 plain.h5 --json --within 0
cp out plain0.json
# the model is of the other store: that is said, and nothing else is otherwise
missed 1 late.h5 --json --within 0
cp out late0.json
python3 - "$latecare" <<'END' || fail "the missed and the lists differ"
import json, subprocess, sys
def run(*args):
    done = subprocess.run([sys.argv[1], *args], capture_output=True, text=True)
    assert done.returncode in (0, 1), (args, done.stderr)
    return json.loads(done.stdout)
def months(first, last):
    y, m = int(first[:4]), int(first[5:7])
    while "%04d-%02d-01" % (y, m) <= last:
        yield "%04d-%02d-01" % (y, m)
        y, m = (y, m + 1) if m < 12 else (y + 1, 1)
def year_on(day):
    return "%04d%s" % (int(day[:4]) + 1, day[4:])
answer = json.load(open("plain.json"))
lists = answer["lists"]
days = list(months(lists["first"], lists["last"]))
assert lists["first"] == "2023-04-01" and lists["last"] == "2025-03-01" and lists["count"] == len(days) == 24
ranked = {d: [r["child"] for r in run("score", "m.json", "plain.h5", "--asof", d, "--capacity", "100000", "--json")["listed"]]
          for d in days}
children = answer["children"]
assert len(children) == answer["entries"] > 5 and answer["listed"] > 0, answer["entries"]
assert sum(c["entries"] for c in answer["classes"]) == len(children) == len({c["child"] for c in children})
for c in children:
    could = [d for d in days if d <= c["entered"] < year_on(d)]
    places = [(ranked[d].index(c["child"]) + 1, d) for d in could if c["child"] in ranked[d]]
    on = [d for place, d in places if place <= lists["capacity"]]
    assert c["lists"] == len(could) and c["listed"] == len(on), c
    assert c["first_listed"] == (on[0] if on else None), c
    assert c["best_place"] == (min(places)[0] if places else None), c
    assert (c["class"] == "listed") == bool(on), c
    # what makes a child known, whoever knew of it when; and the first period of care
    held = run("timeline", "plain.h5", str(c["child"]), "--reason", "test", "--json")["events"]
    assert min(e["start"] for e in held if e["history"] == "care" and e["known_to"] is None) == c["entered"], c
    known = [e for e in held if e["history"] in ("referral", "cin", "missing", "exclusion") and e["start"] < could[-1]]
    if c["class"] == "low":
        assert places, c
    elif c["class"] == "never_known":
        assert not places and not known, (c, known)
    elif c["class"] == "outside":
        assert not places and c["left_out_by"] not in (None, "not_known"), c
# a feed that is late in bulk: had it been told at once, the lists would have been the other borough's
plain, late = json.load(open("plain0.json")), json.load(open("late0.json"))
for system in (None, "police"):
    one, other = ([g for g in r["sooner"] if g["system"] == system][0]["listed"] for r in (plain, late))
    assert one == other, (system, plain["sooner"], late["sooner"])
assert all(g["more"] == g["listed"] - plain["listed"] for g in plain["sooner"])
END
status 2 missed m.json plain.h5 --from 2024-04-01 --reason test
says 'say which entries: --from 2024-04-01 --to'
status 2 missed m.json plain.h5 --from 2024-04-01 --to 2024-04-01 --reason test
says 'is not after'
status 3 missed m.json plain.h5 --from 2024-04-01 --to 2026-04-01 --reason test
says 'cannot be looked back on: care is'
status 2 missed m.json plain.h5 --from 2024-04-01 --to 2025-04-01
says '--reason'
exit $bad
