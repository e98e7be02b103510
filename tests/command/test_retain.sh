#!/bin/sh
# test_retain.sh PROGRAM: how long a store keeps what it holds. Who is due is worked out again from the raw store in
# Python; counts of 1 to 5 are not shown, a list needs a reason and has its line in the log first; an erasure by the
# rules is one writing, leaves no byte of who went, and moves nothing of who stays.
. tests/command/common.sh
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1767225600 # 1 January 2026
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
runs train study.yaml s.h5 m.json
lines() { wc -l <s.h5.log; }
had=$(lines)
looked() { [ "$(lines)" = $((had + $1)) ] || fail "$2: $(lines) lines, had $had"; had=$(lines); }

# --- without rules nothing is due, and every history is said
status 1 retain s.h5 --due --json
/usr/bin/python3 - out <<'END' || fail "no rules"
import json, sys
d = json.load(open(sys.argv[1]))
assert len(d["histories"]) > 20 and all(h["months"] is None and h["after"] is None and h["due"] == 0 for h in d["histories"])
assert d["children"]["due"] == 0 and d["children"]["no_rule"] > 100, d["children"]
END
status 5 erase s.h5 --due --reason test
says 'give --force' 'retain --due'
status 0 erase s.h5 --due --reason test --force
grep -q 'no child is due on 2026-01-01; nothing was written' out || fail "none due: $(cat out)"
looked 0 'nothing due'

# --- what cannot be: said with its line, and the store stays as it is
before=$(state s.h5)
wrong() { # STATUS RULES WORDS
    printf 'rules:\n%s\n' "$2" >wrong.yaml
    status "$1" retain s.h5 --rules wrong.yaml
    says "$3"
}
wrong 3 '  - { history: missing, after: last_week, months: 2 }' 'wrong.yaml'
wrong 3 '  - { history: missing, months: 2 }' 'wrong.yaml'
wrong 3 '  - { history: missing, after: last_event, moths: 2 }' "months"
wrong 3 '  - { history: missing, after: last_event, months: 1201 }' 'wrong.yaml:2:[0-9]*: .*0 to 1200 months'
wrong 3 '  - { history: person, after: last_event, months: 12 }' 'wrong.yaml:2:[0-9]*: .*counts from the 18th birthday'
wrong 3 '  - { history: cin, after: last_event, months: 12 }
  - { history: cin, after: birthday_18, months: 12 }' "wrong.yaml:3:[0-9]*: there are two rules of 'cin'"
status 2 retain s.h5 --due --asof 2026-13-01
status 2 retain s.h5 --asof 2026-01-01
status 2 retain s.h5 --list --reason x
status 2 retain s.h5 --due --list
says '--reason'
status 2 erase s.h5 --force
status 2 erase s.h5 3 --due --reason x --force
status 2 erase s.h5 --due --force
says '--reason'
status 5 erase s.h5 --due --reason x --force --asof 2026-01-02
says 'in the future'
SOURCE_DATE_EPOCH=4102444800 # the clock of 2100
status 5 erase s.h5 --due --reason x --force
says 'by the clock today is 2100-01-01, and the newest extract came on 2025-04-01' '--asof 2100-01-01'
SOURCE_DATE_EPOCH=1767225600
[ "$before" = "$(state s.h5)" ] || fail "something was written"
looked 0 'refused'

# --- rules: a generation, a line, and kept by what is written after
runs describe s.h5 --json
/usr/bin/python3 - out >rules.yaml <<'END'
import json, sys
short = {"missing": 6, "referral": 12, "contact": 3, "cin": 24, "assessment": 24}
print("rules:")
for i, h in enumerate(json.load(open(sys.argv[1]))["histories"]):
    name = h["name"]
    if name == "person":
        print("  - { history: person, after: birthday_18, months: 0 }")
    elif name != "gang":
        print("  - { history: %s, after: %s, months: %d }" % (name, "birthday_18" if i % 3 == 0 and name not in short else "last_event",
                                                             short.get(name, 5 * i)))
END
status 1 retain s.h5 --rules rules.yaml
grep -q '^gang  *no rule$' out || fail "a history without a rule is not said: $(cat out)"
grep -q '^missing  *6 months after the last event$' out || fail "a rule is not shown: $(cat out)"
looked 1 'rules'
tail -n 1 s.h5.log | grep -q '	retain	rules [0-9]*	[0-9]*	' || fail "line: $(tail -n 1 s.h5.log)"
status 0 verify s.h5
runs link s.h5
looked 1 'link'
runs rotate s.h5 --reason test
looked 1 'new keys'
status 1 retain s.h5
grep -q '^missing  *6 months after the last event$' out || fail "link lost the rules"

# --- who is due, worked out again; its list is looked at only with a line in the log
status 1 retain s.h5 --due --list --reason 'yearly review' --json
cp out list.json
looked 1 'list'
tail -n 1 s.h5.log | grep -q '	retain	list [0-9a-f]* reason yearly review	-	' || fail "line: $(tail -n 1 s.h5.log)"
status 1 retain s.h5 --due --json
looked 0 'counts'
cp out counts.json
cat >due.py <<'END'
import calendar, datetime, json, sys
import h5py
OPEN = 2**31 - 1
epoch = datetime.date(1970, 1, 1)
rules = {}
for line in open("rules.yaml"):
    if "history" in line:
        part = line.strip(" -{}\n").replace(":", ",").split(",")
        rules[part[1].strip()] = (part[3].strip(), int(part[5]))
def later(date, months):  # the first day on which all of the months have passed
    m = date.year * 12 + date.month - 1 + months
    y, m = divmod(m, 12)
    last = calendar.monthrange(y, m + 1)[1]
    if date.day <= last:
        return datetime.date(y, m + 1, date.day)
    return datetime.date(y, m + 1, last) + datetime.timedelta(1)
s = h5py.File("s.h5", "r")
children, systems = s["records/child"][()].tolist(), s["records/system"][()].tolist()
names = {v: k for k, v in h5py.check_enum_dtype(s["records/system"].dtype).items()}
rows = {}
for name, h in s["histories"].items():
    col = {k: h[k][()].tolist() for k in ("child", "start", "end", "known_from", "known_to", "code", "record")}
    spells = any(e != OPEN for e in col["end"])
    for i, c in enumerate(col["child"]):
        rows.setdefault(c, {}).setdefault(name, []).append({k: v[i] for k, v in col.items()} | {"spells": spells})
sex = {v: k for k, v in h5py.check_enum_dtype(s["histories/person/code"].dtype).items()}
def born(c):  # social care's word, then the latest said, then one that says a sex, then the first
    now = [r for r in rows[c].get("person", []) if r["known_to"] == OPEN]
    if not now:
        return None
    first = max(range(len(now)), key=lambda i: (names.get(systems[now[i]["record"]]) == "social_care", now[i]["known_from"],
                                                sex.get(now[i]["code"], "U") != "U", -i))
    return epoch + datetime.timedelta(now[first]["start"])
def of_history(c, name):
    if name not in rules:
        return "no_rule"
    after, months = rules[name]
    if after == "birthday_18":
        b = born(c)
        return later(later(b.replace(day=1), 1), 216 + months) if b else "unknown"
    mine = rows[c][name]
    if any(r["spells"] and r["end"] == OPEN and r["known_to"] == OPEN for r in mine):
        return "open"
    last = max(max(r["start"], r["end"] if r["end"] != OPEN else r["start"]) for r in mine)
    return later(epoch + datetime.timedelta(last), months)
order = ["open", "unknown", "no_rule"]
today = datetime.date(2026, 1, 1)
due, count, own = {}, dict.fromkeys(["due", "later"] + order, 0), {}
for c in sorted({c for r, c in enumerate(children) if systems[r]}):
    days = [of_history(c, name) for name in rows.get(c, {})]
    words = [d for d in days if isinstance(d, str)]
    if words or not days:
        count[max(words, key=order.index) if words else "unknown"] += 1
        continue
    count["due" if max(days) <= today else "later"] += 1
    if max(days) <= today:
        due[c] = max(days).isoformat()
d = json.load(open("list.json"))
assert {x["child"]: x["due"] for x in d["list"]} == due and len(due) > 20, (len(due), len(d["list"]))
for x in d["list"]:
    assert [r["record"] for r in x["records"]] == [r for r, c in enumerate(children) if c == x["child"]]
# the counts: 1 to 5 are c, others the nearest six; a sum of two that are told may be the six beside it
def told(n):
    return "c" if 0 < n < 6 else (n + 3) // 6 * 6
shown = json.load(open("counts.json"))["children"]
assert shown == {k: told(n) for k, n in count.items()}, (shown, count)
for h in json.load(open("counts.json"))["histories"]:
    have = [c for c in rows if h["history"] in rows[c]]
    assert h["due"] == told(sum(c in due for c in have)), h
    assert h["children"] == told(len(have)) or abs(h["children"] - told(len(have))) == 6, (h, len(have))
json.dump({"due": sorted(due), "stay": sorted(set(c for r, c in enumerate(children) if systems[r]) - set(due)),
           "pseudonyms": [s["records/pseudonym"][r].tobytes().hex() for r, c in enumerate(children) if c in due]}, open("going.json", "w"))
END
if /usr/bin/python3 -c 'import h5py' 2>/dev/null; then
    /usr/bin/python3 due.py || fail "who is due is worked out otherwise"
else
    echo "SKIP: no h5py to read the store with"
    exit $bad
fi
went=$(/usr/bin/python3 -c 'import json; print(json.load(open("going.json"))["due"][0])')

# --- a child's own day, and the keeper's
status 0 subject-report s.h5 "$went" --reason 'asked' --json
/usr/bin/python3 - out list.json <<'END' || fail "subject-report says another day"
import json, sys
d, due = json.load(open(sys.argv[1])), {x["child"]: x["due"] for x in json.load(open(sys.argv[2]))["list"]}
assert d["due_to_go"] == due[d["child"]] == max(h["due"] for h in d["retention"]), d["due_to_go"]
assert {h["history"] for h in d["retention"]} == {e["history"] for e in d["events"]} and d["retention"]
END
status 0 subject-report s.h5 "$went" --reason 'asked'
grep -q 'due to go on 20' out || fail "no day: $(head -n 3 out)"
runs doctor s.h5
grep -q '^FINDING *retention .*gang' out || fail "doctor says nothing of the rule that is missing: $(cat out)"
grep -q '^FINDING *due ' out || fail "doctor says nothing of what is due"

# --- the agencies' numbers of those that go, and one of those that stay
runs retain s.h5 --due --list --reason again --json
for child in $(/usr/bin/python3 -c 'import json; d = json.load(open("going.json")); print(*d["due"], *d["stay"][:1])'); do
    "$latecare" subject-report s.h5 "$child" --reason test --json >"report.$child"
done
/usr/bin/python3 - <<'END' || fail "no numbers"
import json
d = json.load(open("going.json"))
d["numbers"] = {c: sorted({i["number"] for i in json.load(open("report.%d" % c))["identities"] if i.get("number")}) for c in d["due"] + d["stay"][:1]}
assert sum(map(bool, d["numbers"].values())) == len(d["due"]) + 1
json.dump(d, open("going.json", "w"))
END
rm report.*
# a reject that has such a number, to see that it goes too
number=$(/usr/bin/python3 -c 'import json; d = json.load(open("going.json")); print(d["numbers"][str(d["due"][0])][0])')
printf 'person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\n%s,,2023-01-02,%s,home,Y,N,2023-01-01\n' "$number" "$number" >bad.csv
runs import s.h5 bad.csv --received 2025-12-01
runs link s.h5
runs score m.json s.h5 --asof 2025-04-01 --capacity 100000 --json
cp out scored.json
had=$(lines)
generation=$("$latecare" verify s.h5 --json | sed -n 's/^ *"generation": *\([0-9]*\).*/\1/p')

status 0 erase s.h5 --due --reason 'yearly review' --force --json
cp out erased.json
looked 1 'an erasure of many'
tail -n 1 s.h5.log | grep -q '	erase	children [0-9]* due 2026-01-01 reason yearly review	' || fail "line: $(tail -n 1 s.h5.log)"
status 0 verify s.h5
[ "$("$latecare" verify s.h5 --json | sed -n 's/^ *"generation": *\([0-9]*\).*/\1/p')" = $((generation + 1)) ] || fail "not one generation"
runs score m.json s.h5 --asof 2025-04-01 --capacity 100000 --json
cp out again.json
/usr/bin/python3 - s.h5* <<'END' || fail "what went, and what stayed"
import json, re, sys
d = json.load(open("going.json"))
erased = json.load(open("erased.json"))
assert erased["children"] == len(d["due"]) and erased["records"] == len(d["pseudonyms"]), erased
files = {path: open(path, "rb").read() for path in sys.argv[1:]}
def found(what):
    return [path for path, data in files.items() if what in data]
for c in d["due"]:
    for number in d["numbers"][str(c)]:
        here = [p for p, data in files.items() if re.search(rb"(?<![0-9A-Za-z])" + re.escape(number.encode()) + rb"(?![0-9A-Za-z])", data)]
        assert not here, (c, here)
for pseudonym in d["pseudonyms"]:
    assert not found(bytes.fromhex(pseudonym)), found(bytes.fromhex(pseudonym))
# the others' risks are the same bits; whom the cut or a place is shared with hangs on who is there
def risks(path):
    doc = json.load(open(path))
    return {x["child"]: json.dumps({k: v for k, v in x.items() if k not in ("rank", "grey_band", "tied")}, sort_keys=True) for x in doc["listed"]}
before, after = risks("scored.json"), risks("again.json")
assert len(before) > len(after) > 20, (len(before), len(after))
assert set(before) - set(after) <= set(d["due"])
assert all(before[c] == after[c] for c in after), "another's score moved"
END
status 3 erase s.h5 "$went" --force
says 'there is no child'
status 1 retain s.h5 --due --json
/usr/bin/python3 -c 'import json; d = json.load(open("out")); assert d["children"]["due"] == 0, d["children"]' || fail "still due: $(cat out)"
status 0 erase s.h5 --due --reason test --force
runs subject-report s.h5 "$went" --reason test --json
grep -q '"due_to_go": null' out || fail "an erased child has a day"

# --- records that were added since the last link: a child may be several
printf 'person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\nP2,2023-01-01,2023-01-02,M,home,Y,N,2023-01-01\n' >new.csv
runs import s.h5 new.csv --received 2025-12-02
status 5 retain s.h5 --due
status 5 erase s.h5 --due --reason test --force
exit $bad
