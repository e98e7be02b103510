#!/bin/sh
# test_looks.sh PROGRAM: every look at a child or a list needs a reason and has its line in the log, which names
# nobody and is found again by who holds the key; `subject-report` holds all that the store has of a child, worked out
# again here by h5py where that is there, and nothing of another.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
status 1 score m.json s.h5 --asof 2025-04-01 --output list.json
status 1 score m.json s.h5 --asof 2025-04-01 --since 2025-03-25 --capacity 3 --reason 'of the lists'
lines() { wc -l <s.h5.log; }
# looked N WHY: the log has N lines more than it had
looked() { [ "$(lines)" = $((had + $1)) ] || fail "$2: $(lines) lines, had $had"; had=$(lines); }
had=$(lines)

# --- no reason, none that can be kept: refused before anything, and nothing is logged
long=$(printf '%0201d' 0)
status 2 timeline s.h5 3
says '--reason' 'the log says why'
status 2 timeline s.h5 3 --reason '  '
status 2 timeline s.h5 3 --reason "$(printf 'a\tb')"
status 2 timeline s.h5 3 --reason "$(printf 'a\nb')"
status 2 timeline s.h5 3 --reason "$(printf 'a\302\205b')"
status 2 timeline s.h5 3 --reason "$(printf 'a\342\200\250b')"
status 2 timeline s.h5 3 --reason "$(printf 'a\377b')"
status 2 timeline s.h5 3 --reason "$long"
says '201 letters'
status 2 subject-report s.h5 3
status 2 report m.json s.h5 --list list.json --output p.html
status 2 report m.json --list list.json --output p.html --reason panel
says "name that after the model"
status 2 report m.json s.h5 --reason panel --output p.html
status 3 timeline s.h5 99999999 --reason test
[ -e p.html ] && fail "a page without a reason"
looked 0 'refused'

# --- a look is one line, of a digest and the reason, and the chain holds
status 0 timeline s.h5 3 --reason 'panel of 3 March: Zoë' --json
looked 1 'timeline'
tail -n 1 s.h5.log | grep -q "	timeline	of [0-9a-f,]* reason panel of 3 March: Zoë	-	" || fail "line: $(tail -n 1 s.h5.log)"
status 0 timeline s.h5 3 --reason "$(printf '%0200d' 0)"
status 0 timeline s.h5 5 --reason 'of 5'
# whoever writes another's trace into a reason makes no look of it
trace=$(awk -F'\t' '$4 == "timeline" { split($5, word, /[ ,]/); print word[2]; exit }' s.h5.log)
status 0 timeline s.h5 5 --reason "of $trace"
looked 3 'three more'
status 0 verify s.h5

# --- the page of a list
status 0 report m.json s.h5 --list list.json --reason 'panel' --output p.html
looked 1 'page'
sum=$(python3 -c 'import json; print(json.load(open("list.json"))["checksum"])')
tail -n 1 s.h5.log | grep -q "	report	list $sum reason panel	" || fail "line: $(tail -n 1 s.h5.log)"
status 5 report m.json s.h5 --list list.json --reason 'panel' --output p.html
looked 0 'a page that is there'
status 0 report m.json --list list.json --output q.html
says 'no log tells of this page'
looked 0 'no store'
cmp p.html q.html || fail "the page hangs on whether it was logged"
ln -s s.h5 link.h5
status 0 report m.json link.h5 --list list.json --reason 'panel' --output p.html --force
looked 1 'a page, the store by a link'
# the list of another store
borough c --children 300 --years 3 --seed 9
fill other.h5
status 5 report m.json other.h5 --list list.json --reason 'panel' --output r.html
says "another store's seal"
[ -e r.html ] && fail "a page of another store's list"

# --- all that is held
had=$(lines)
status 0 subject-report s.h5 3 --reason 'asked by the person' --output all.txt
looked 1 'subject-report'
status 0 subject-report s.h5 3 --reason 'asked by the person' --json
mv out all.json
[ "$(stat -c %a all.txt)" = 600 ] || fail "all.txt is open to others"
narrow all.txt all.txt
status 5 subject-report s.h5 3 --reason again --output all.txt
status 0 subject-report s.h5 3 --reason again --output all2.json
cat >check.py <<'END'
import csv, glob, json, re
d = json.load(open("all.json"))
log = [line.rstrip("\n").split("\t") for line in open("s.h5.log", encoding="utf-8")]
assert d["child"] == 3 and d["gaps"] == [], d["gaps"]
# the looks: three timelines would be one too many; two reports of which the second is this
assert [(l["verb"], l["reason"]) for l in d["looks"]] == [
    ("timeline", "panel of 3 March: Zoë"), ("timeline", "0" * 200),
    ("subject-report", "asked by the person"), ("subject-report", "asked by the person")], d["looks"]
# the uses: every line of these verbs, since the files of this child came on or before the day of this run
assert [u["line"] for u in d["uses"]] == [int(f[0]) for f in log
    if f[3] in ("design", "train", "compare", "score", "recalibrate", "report") and not f[4].startswith("of ")], d["uses"]
# a look at another child is no use of this one's files: its traces are not told
assert sum(f[3] == "score" and "reason of the lists" in line for f in log for line in f if line.startswith("of ")) >= 3
assert not any("of the lists" in u["detail"] and u["detail"].startswith("of ") for u in d["uses"])
assert any(u["verb"] == "score" and "list " in u["detail"] for u in d["uses"])
# the rows: as many as the raw store has
try:
    import h5py
except ImportError:
    print("SKIP: no h5py to read the store with")
else:
    s = h5py.File("s.h5", "r")
    want = {}
    def count(path, item):
        if isinstance(item, h5py.Dataset) and path.endswith("/child") and path.startswith("histories/"):
            want[path.split("/")[1]] = int((item[()] == 3).sum())
    s.visititems(count)
    assert want, list(s)
    got = {k: sum(e["history"] == k for e in d["events"]) for k in want}
    assert got == want, (got, want)
# every event's file is listed, and its record is the child's
assert {e["file"] for e in d["events"]} == {f["file"] for f in d["sources"]}
records = {r["record"] for r in d["records"]}
assert {e["record"] for e in d["events"]} <= records and all("assumed" in e for e in d["events"])
# the identity file: what the extracts say of the person by the agencies' own numbers, and nobody else's
numbers = {i["number"] for i in d["identities"]}
assert numbers and {i["record"] for i in d["identities"]} <= records
said = set()
for path in glob.glob("b/extracts/*/*/people.csv"):
    for row in csv.DictReader(open(path, encoding="utf-8-sig", newline="")):
        if row["person_id"] in numbers:
            said.add(row["surname"])
assert said == {i["surname"] for i in d["identities"] if "surname" in i} and said, said
text = open("all.txt", encoding="utf-8").read()
for i in d["identities"]:
    assert i["number"] in text
assert len(re.findall(r"\(file\s+\d", text)) == len(d["events"])
END
/usr/bin/python3 check.py || fail "the report does not hold what the store does"

# --- the identity file's key is not here: said first, exit 1
mv s.h5.identity.key away
status 1 subject-report s.h5 3 --reason 'no key'
sed -n 3,4p out | grep -q 'Not looked at' || fail "no gap: $(head -n 6 out)"
grep -q 'forename' out && fail "names without a key"
mv away s.h5.identity.key

# --- erased: its events are gone, the looks at its number are still found, and no other's are
status 0 erase s.h5 3 --force
status 0 subject-report s.h5 3 --reason 'after' --json
/usr/bin/python3 - out <<'END' || fail "an erased child"
import json, sys
d = json.load(open(sys.argv[1]))
assert d["events"] == [] and d["identities"] == [] and d["links"] == [] and d["held_since"] is None
assert all(r["system"] is None for r in d["records"])
assert [l["verb"] for l in d["looks"]].count("timeline") == 2 and d["looks"][-1]["reason"] == "after", d["looks"]
END
# without the store's key nobody finds anything
mv s.h5.key away
status 3 subject-report s.h5 3 --reason 'no key'
[ -s out ] && fail "a report without the key"
exit $bad
