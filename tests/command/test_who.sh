#!/bin/sh
# test_who.sh PROGRAM: a child's number becomes a person, for a reason, and in the log first.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 4 --seed 5 --dirt 0
fill s.h5
# who the children are is known from the extracts, without the program
status 0 who s.h5 7 --json --reason 'panel of 3 March'
cp out who.json
python3 - b who.json <<'END' || fail "who is not whom the extract names"
import csv, glob, json, sys
child = json.load(open(sys.argv[2]))["children"][0]
own = {(s["text"], s["system"]) for s in child["numbers"]}
names = {(s["text"], s["system"]) for s in child["names"]}
born = {s["text"] for s in child["born"]}
want_names, want_born = set(), set()
for path in glob.glob(sys.argv[1] + "/extracts/*/*/*.csv"):
    folder = path.split("/")[-2]
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            number = row.get("pers_person_id") or row.get("person_id")
            if (number, folder) in own and ("pers_forename" in row or "forename" in row):
                want_names.add(((row.get("pers_forename") or row.get("forename")) + " " +
                                (row.get("pers_surname") or row.get("surname")), folder))
                want_born.add(row.get("pers_dob") or row.get("dob"))
assert names == want_names and names, (names, want_names)
assert {b[:10] for b in want_born if b} >= born and born, (born, want_born)
END
tail -n 1 s.h5.log | grep -q "	who	of .* reason panel of 3 March" || fail "the look is not in the log: $(tail -n 1 s.h5.log)"

# the same in words; of two children each has a look of its own
status 0 who s.h5 7 9 7 --reason x
grep -q '^Child 7, of ' out && grep -q '^Child 9, of ' out || fail "two children: $(grep Child out)"
[ "$(grep -c '^Child ' out)" = 2 ] || fail "a child asked for twice is shown twice"
[ "$(grep -c "	who	" s.h5.log)" = 3 ] || fail "the log has $(grep -c '	who	' s.h5.log) looks"

# records alone: each says its own, and no record says what its child does not
cp s.h5.log before.log
status 0 who s.h5 $(seq 0 400) --records --json --reason 'which of two'
cp out alone.json
python3 - before.log s.h5.log alone.json "$latecare" <<'END' || fail "records alone are not what their child is"
import json, subprocess, sys
lines = lambda path: open(path).read().splitlines()
records = json.load(open(sys.argv[3]))["records"]
assert [r["record"] for r in records] == list(range(401))
assert len(lines(sys.argv[2])) - len(lines(sys.argv[1])) == len({r["child"] for r in records}), "a look a child"
kinds = [k for k in records[0] if k not in ("record", "child")]
said = lambda of: {(k, s["text"], s["system"], s.get("since")) for one in of for k in kinds for s in one[k]}
whole = subprocess.run([sys.argv[4], "who", "s.h5", *map(str, sorted({r["child"] for r in records})), "--json", "--reason", "x"],
                       check=True, capture_output=True, text=True).stdout
several = 0
for child in json.loads(whole)["children"]:
    own = [r for r in records if r["child"] == child["child"]]
    assert own and said(own) <= said([child]), child["child"]
    for one in own:
        assert len({s["system"] for k in kinds for s in one[k]}) <= 1, "a record is of one system"
    several += len(own) > 1
assert several, several
END
status 0 who s.h5 7 9 --records --reason x
grep -q '^Record 7, of child ' out && grep -q '^Record 9, of child ' out || fail "records in words: $(head -n 1 out)"
status 2 who s.h5 7 --records
says '--reason'

# nothing is shown without a reason, a child, the identity file, its key, or a log
lines=$(wc -l <s.h5.log)
refused() {
    [ -s out ] && fail "$*: shows $(head -c 100 out)"
    [ "$(wc -l <s.h5.log)" = "$lines" ] || fail "$*: a look is logged that was none"
}
status 2 who s.h5 7 && refused 'no reason'
says '--reason'
status 2 who s.h5 --reason x && refused 'no child'
status 3 who s.h5 99999999 --reason x && refused 'no such child'
status 2 who s.h5 seven --reason x && refused 'a word'
mv s.h5.identity away
"$latecare" who s.h5 7 --reason x >out 2>err && fail 'without the identity file'
refused 'without the identity file'
mv away s.h5.identity
mv s.h5.identity.key away
"$latecare" who s.h5 7 --reason x >out 2>err && fail 'without its key'
refused 'without its key'
mv away s.h5.identity.key
status 0 who s.h5 7 --reason x
mv s.h5.log kept && mkdir s.h5.log
"$latecare" who s.h5 7 --reason x >out 2>err && fail 'without a log'
[ -s out ] && fail "without a log it shows $(head -c 100 out)"
rmdir s.h5.log && mv kept s.h5.log
exit $bad
