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
# counts alone, for those who are shown no child: no reason is asked, no look logged, and every form says the same
span="--from 2024-04-01 --to 2025-04-01"
lines=$(wc -l <plain.h5.log)
# shellcheck disable=SC2086
{
    status 0 missed m.json plain.h5 $span --csv told.csv --page told.html
    cp out told.txt
    status 0 missed m.json plain.h5 $span --json --csv told2.csv
    cp out told.json
    same told.csv told2.csv "the counts differ by how they are asked"
    [ "$(wc -l <plain.h5.log)" = "$lines" ] || fail "suppressed counts are logged as if they were not"
    status 2 missed m.json plain.h5 $span --csv exact.csv --unsuppressed
    says '--reason'
    status 0 missed m.json plain.h5 $span --json --csv exact.csv --page exact.html --unsuppressed --reason 'the year'
    cp out exact.json
    status 0 missed m.json plain.h5 $span --csv exact2.csv --unsuppressed --reason 'the year'
    cp out exact.txt
    tail -n 1 plain.h5.log | grep -q '	missed	counts reason the year' || fail "not in the log: $(tail -n 1 plain.h5.log)"
    status 2 missed m.json plain.h5 $span --unsuppressed --reason test
    says 'of the counts that --csv and --page write'
    status 5 missed m.json plain.h5 $span --csv told.csv
    status 3 missed m.json plain.h5 --from 2024-04-02 --to 2025-04-01 --csv new.csv
    says 'whole months'
    [ ! -e new.csv ] || fail "a sheet that was refused is there"
}
cat >told.py <<'END'
import csv, html, json, re
answer = json.load(open("plain.json"))
def cells(sheet):
    return {(s["name"], r["row"], c["key"]): r[c["key"]] for s in sheet["sections"] for r in s["rows"] for c in s["columns"]}
exact, told = (json.load(open(name + ".json")) for name in ("exact", "told"))
# true counts are those of each child shown, and the lists made again are the same
true = cells(exact)
for c in answer["classes"]:
    assert true.pop(("became", c["text"], "entries")) == c["entries"] == sum(e["class"] == c["name"] for e in answer["children"])
assert true.pop(("became", "all", "entries")) == answer["entries"] > 5
assert true.pop(("sooner", "as it was", "listed")) == answer["listed"]
for g in answer["sooner"]:
    row = "with %s known within 7 days" % g["system"].replace("_", " ") if g["system"] else "with everything known on the day"
    assert true.pop(("sooner", row, "listed")) == g["listed"], row
assert not true and len(answer["sooner"]) > 2, true
# what may be told: none where there is none, else c, or the multiple of six that is near
small = 0
for key, n in cells(told).items():
    x = cells(exact)[key]
    small += n == "c"
    assert n == 0 and x == 0 or n == "c" and x > 0 or isinstance(n, int) and n % 6 == 0 and n > 0 and abs(n - x) <= 5, (key, n, x)
assert small and cells(told).keys() == cells(exact).keys()
assert not any(w in json.dumps(told) for w in ('"child"', '"children"'))
# the same on a terminal, in a table and on a page
def check(sheet, name):
    want = cells(sheet)
    table = {(r["section"], r["row"], r["figure"]): r["count"] for r in csv.DictReader(open(name + ".csv", newline=""))}
    assert table == {key: str(n) for key, n in want.items()}
    page, text = (open(name + end, encoding="utf-8").read() for end in (".html", ".txt"))
    for s in sheet["sections"]:
        part = page[page.index(">%s</h2>" % html.escape(s["title"])):]
        lines = re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.S)[1:len(s["rows"]) + 1]
        block = text[text.index("\n%s\n" % s["title"]):].split("\n\n")[0].split("\n")
        assert len(lines) == len(s["rows"]), (s["name"], len(lines))
        for r, line in zip(s["rows"], lines):
            figure = str(r[s["columns"][0]["key"]])
            shown = re.sub(r"<[^>]*>", "|", html.unescape(line))
            assert r["row"] in shown and figure in [w.replace(",", "") for w in shown.split("|")], (r, shown)
            assert any(" ".join(l.split()).startswith(r["row"][:40]) and figure in l.split() for l in block), (r, block)
    said = " ".join(text.split())
    assert all(note in said and html.escape(note, quote=False) in re.sub("<wbr>", "", page) for note in sheet["notes"])
check(exact, "exact")
check(told, "told")
END
python3 told.py || fail "the counts that are told"
status 2 missed m.json plain.h5 --from 2024-04-01 --reason test
says 'say which entries: --from 2024-04-01 --to'
status 2 missed m.json plain.h5 --from 2024-04-01 --to 2024-04-01 --reason test
says 'is not after'
status 3 missed m.json plain.h5 --from 2024-04-01 --to 2026-04-01 --reason test
says 'cannot be looked back on: care is'
status 2 missed m.json plain.h5 --from 2024-04-01 --to 2025-04-01
says '--reason'
exit $bad
