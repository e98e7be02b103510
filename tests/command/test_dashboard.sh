#!/bin/sh
# test_dashboard.sh PROGRAM: the months' figures are what Python counts in the extracts themselves (the columns that the CIN
# census and the SSDA903 return are counted from) and what `missed` says; terminal, JSON, CSV and page have the same numbers;
# what is small is not told, what is not covered is no 0.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 6000 --years 10 --seed 5 --dirt 0
fill s.h5
smaller_study | sed 's/from: 2018-04-01, to: all/from: 2016-04-01, to: 2023-01-01/; s/test_last: 24/test_last: 12/' >study.yaml
runs train study.yaml s.h5 m.json --model logistic
span="--from 2024-04-01 --to 2025-04-01"
lines=$(wc -l <s.h5.log)
# shellcheck disable=SC2086
{
    status 0 dashboard m.json s.h5 $span --csv d.csv --page d.html
    cp out d.txt
    status 0 dashboard m.json s.h5 $span --json
    cp out d.json
    status 0 trends s.h5 $span --csv t.csv --page t.html
    cp out t.txt
    status 0 trends s.h5 $span --json
    cp out t.json
    [ "$(wc -l <s.h5.log)" = "$lines" ] || fail "suppressed counts are logged as if they were not"
    status 0 dashboard m.json s.h5 $span --json --unsuppressed --reason 'the year'
    cp out exact.json
    tail -n 1 s.h5.log | grep -q '	dashboard	counts reason the year' || fail "not in the log: $(tail -n 1 s.h5.log)"
    status 0 trends s.h5 $span --json --unsuppressed --reason 'the year'
    cp out trends.json
    status 0 missed m.json s.h5 $span --json --reason test
    cp out missed.json
    status 2 dashboard m.json s.h5 $span --unsuppressed
    says '--reason'
    status 2 dashboard m.json s.h5 --from 2024-04-01
    says 'which months.*--to'
    status 3 dashboard m.json s.h5 --from 2024-04-02 --to 2025-04-01
    says 'whole months'
    status 3 trends s.h5 --from 2024-04-01 --to 2025-03-31
    status 2 trends s.h5 --from 2025-04-01 --to 2024-04-01
    status 5 trends s.h5 $span --csv t.csv
    # what a file that is there refuses, it refuses first: no other file, no line in the log, no look back (no model is read)
    lines=$(wc -l <s.h5.log)
    cp t.csv before.csv
    for verb in 'trends s.h5' 'dashboard none.json s.h5'; do
        status 5 $verb $span --csv t.csv --page new.html --unsuppressed --reason x
        status 5 $verb $span --csv new.csv --page t.html --unsuppressed --reason x
    done
    same before.csv t.csv 'replaced'
    [ ! -e new.csv ] && [ ! -e new.html ] || fail "a sheet that was refused is half there"
    [ "$(wc -l <s.h5.log)" = "$lines" ] || fail "counts that nobody got are logged"
    status 3 dashboard none.json s.h5 --from 2024-04-02 --to 2025-04-01
    says 'whole months'
}
cat >recount.py <<'END'
import csv, datetime, html, json, re
from collections import Counter, defaultdict
later = "b/extracts/2025-04-01/"
def rows(path):
    with open(later + path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))
MONTHS = ["2024-%02d" % m for m in range(4, 13)] + ["2025-%02d" % m for m in range(1, 4)]
def last_day(month):
    y, m = int(month[:4]), int(month[5:])
    return (datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.timedelta(1)).isoformat()
def section(sheet, name):
    one = next(s for s in sheet["sections"] if s["name"] == name)
    return {r["row"]: r for r in one["rows"]}
exact, told = (json.load(open(f)) for f in ("exact.json", "d.json"))
def started(name, key, days, where="front_door"):
    got, want = section(exact, where), Counter(d[:7] for d in days if d)
    for m in MONTHS:
        assert got[m][key] == want[m], (key, m, got[m][key], want[m])
    assert got["all"][key] == sum(want[m] for m in MONTHS), key
def lasting(key, where, spells):
    got = section(exact, where)
    for m in MONTHS:
        day = last_day(m)
        assert got[m][key] == len({c for c, a, b in spells if a <= day and (not b or day < b)}), (key, m)
# the front door, by the extracts' own rows
contacts = rows("social_care/ssd_contacts.csv")
started("contacts", "contacts", [r["cont_contact_date"] for r in contacts])
referred = rows("social_care/ssd_cin_episodes.csv")
started("referrals", "referrals", [r["cine_referral_date"] for r in referred])
of = defaultdict(list)
for r in referred:
    of[r["cine_person_id"]].append(datetime.date.fromisoformat(r["cine_referral_date"]))
again = [d.isoformat() for days in of.values() for d in days if any(0 < (d - e).days <= 365 for e in days)]
started("again", "referrals_again", again)
# children in need: the census counts those not closed at once; plans
need = [(r["cine_person_id"], r["cine_referral_date"], r["cine_close_date"]) for r in referred if r["cine_referral_nfa"] in ("N", "")]
started("cin", "cin_started", [s[1] for s in need], "plans")
started("cin", "cin_ended", [s[2] for s in need], "plans")
lasting("cin_open", "plans", need)
plans = [(r["cppl_person_id"], r["cppl_cp_plan_start_date"], r["cppl_cp_plan_end_date"])
         for r in rows("social_care/ssd_cp_plans.csv")]
started("cpp", "cpp_started", [s[1] for s in plans], "plans")
lasting("cpp_open", "plans", plans)
# the SSDA903 return: who began (RNE S), who ceased (REC E...), and who was looked after on the last day
care = rows("social_care/ssd_cla_episodes.csv")
key = {k.split("_", 1)[1]: k for k in care[0]}
def cell(r, *names):
    return next(r[k] for k in r for n in names if k.endswith(n))
spells = [(cell(r, "person_id"), cell(r, "episode_start_date"), cell(r, "episode_ceased_date", "episode_ceased"),
           cell(r, "start_reason"), cell(r, "ceased_reason")) for r in care]
started("care", "care_started", [s[1] for s in spells if s[3] == "S"], "care")
started("care", "care_ended", [s[2] for s in spells if s[4].startswith("E")], "care")
lasting("looked_after", "care", [s[:3] for s in spells])
flow = section(exact, "adds_up")
for row in flow.values():
    assert abs(row["before"] + row["begun"] - row["ended"] - row["after"]) == row["left"], row
assert flow["looked after"]["left"] == 0 and flow["looked after"]["begun"] > 0, flow
# late entries: what missed says of each child, by month and by how long before
missed = json.load(open("missed.json"))
late = section(exact, "late")
day = datetime.date.fromisoformat
for m in MONTHS:
    those = [c for c in missed["children"] if c["entered"].startswith(m)]
    assert late[m]["entries"] == len(those) and late[m]["listed"] == sum(c["listed"] > 0 for c in those)
    assert late[m]["no_list"] == sum(not c["lists"] for c in those)
ahead = [(day(c["entered"]) - day(c["first_listed"])).days for c in missed["children"] if c["listed"]]
assert [r["entries"] for r in section(exact, "ahead").values()] == [
    sum(a <= d < b for d in ahead) for a, b in ((0, 32), (32, 93), (93, 184), (184, 9999), (0, 9999))], ahead
assert late["all"]["entries"] == missed["entries"] > 5 and late["all"]["listed"] == missed["listed"]
became = section(exact, "became")
assert [became[c["text"]]["entries"] for c in missed["classes"]] == [c["entries"] for c in missed["classes"]]
# what came after: those of whom half a year is covered, placed again by another reason than a first
after = section(exact, "after")
whole = [c for c in missed["children"] if day(c["entered"]) + datetime.timedelta(183) <= day("2025-04-01")]
assert 0 < len(whole) < missed["entries"]
for row in after.values():
    assert row["of"] is None or row["children"] <= row["of"] <= len(whole), row
assert after["no longer looked after at its end"]["of"] == len(whole)
# concerns
trends = json.load(open("trends.json"))
exploit, gang = rows("police/exploit.csv"), rows("police/gang.csv")
for name, those in (("cse", [r for r in exploit if r["kind"] == "CSE"]), ("cce", [r for r in exploit if r["kind"] == "CCE"]), ("gang", gang)):
    got = section(trends, name)
    for m in MONTHS:
        assert got[m]["new"] == sum(r["date"].startswith(m) for r in those), (name, m)
        assert got[m]["closed"] == sum(r["end_date"].startswith(m) for r in those), (name, m)
    ages = section(trends, "new_by_age")
    assert ages["all"][name] == got["all"]["new"] == sum(ages[a][name] for a in ages if a != "all")
    assert section(trends, "open_by_age")["all"][name] == got[MONTHS[-1]]["open"]
# what may be told: c for 1 to 5, else multiples of six near the count; and all formats the same
def check(sheet, true, page, table, text):
    cells = {(r["section"], r["row"], r["figure"]): r["count"] for r in csv.DictReader(open(table, newline=""))}
    shown = open(page, encoding="utf-8").read()
    words = open(text, encoding="utf-8").read()
    seen = 0
    exactly = {t["name"]: t for t in true["sections"]}
    assert {s["name"] for s in sheet["sections"]} | {"adds_up"} == set(exactly) | {"adds_up"}
    for s in sheet["sections"]:
        t = exactly[s["name"]]
        part = shown[shown.index(">%s</h2>" % html.escape(s["title"])):]
        lines = re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.S)[1:len(s["rows"]) + 1]
        block = words[words.index("\n%s\n" % s["title"]):].split("\n\n")[0].split("\n")
        for r, e, line in zip(s["rows"], t["rows"], lines):
            told = [r.get(c["key"], "") for c in s["columns"]]
            for c in s["columns"]:
                n, x = r.get(c["key"], ""), e.get(c["key"], "")
                assert cells.pop((s["name"], r["row"], c["key"]), "") == ("" if n is None else str(n)), (s["name"], r, c)
                if n == "":
                    continue
                seen += 1
                assert (n == "c") if x and 1 <= x <= 5 and n != 0 else n is None or n == "c" or n % 6 == 0 and abs(n - x) < 12, (n, x)
            got = [re.sub(r"<[^>]*>|,", "", d) for d in re.findall(r"<td[^>]*>(.*?)</td>", line, re.S)]
            assert got == ["\u2013" if n in (None, "") else str(n) for n in told], (got, told)
            if " " not in r["row"] or len(r["row"]) < 12:
                mine = next(b for b in block if re.match(r"\s+%s(\s|$)" % re.escape(r["row"]), b))
                assert mine.replace(r["row"], "", 1).split() == ["-" if n in (None, "") else str(n) for n in told], (mine, told)
    assert not cells and seen > 50, cells
check(told, exact, "d.html", "d.csv", "d.txt")
check(json.load(open("t.json")), trends, "t.html", "t.csv", "t.txt")
END
python3 recount.py || fail "figures"
# lists of January and July that look three months ahead: between them none is made, and who entered then is neither missed nor listed
sed 's/every: 3 months/every: 6 months/; s/from: 2016-04-01/from: 2016-01-01/; s/horizon: 12 months/horizon: 3 months/' study.yaml >short.yaml
runs train short.yaml s.h5 short.json --model logistic
# shellcheck disable=SC2086
{
    runs dashboard short.json s.h5 $span --json --unsuppressed --reason x
    cp out short-d.json
    runs dashboard short.json s.h5 $span
    holds out 'no list was made that could have held them' || fail "that no list was made is not said"
    runs missed short.json s.h5 $span --json --reason x
    cp out short-m.json
    runs missed short.json s.h5 $span --reason x
    holds out 'For [1-9][0-9]* of them no list was made: they are neither missed nor listed' || fail "missed does not say it: $(head -n 4 out)"
}
python3 - <<'END' || fail "entries of days without a list"
import json
missed, sheet = json.load(open("short-m.json")), json.load(open("short-d.json"))
rows = {s["name"]: {r["row"]: r for r in s["rows"]} for s in sheet["sections"]}
late, without = rows["late"], {"2024-04", "2024-05", "2024-06", "2024-10", "2024-11", "2024-12"}
assert len(late) == 13
no_list = 0
for month, row in late.items():
    those = [c for c in missed["children"] if c["entered"].startswith(month)]
    if month == "all":
        continue
    none = [c for c in those if c["entered"][:7] in without]
    assert row["entries"] == len(those) and row["no_list"] == len(none), row
    assert row["listed"] == (None if month in without else sum(c["listed"] > 0 for c in those)), row
    assert all((c["class"] == "no_list") == (c in none) and (c["lists"] == 0) == (c in none) for c in those), those
    no_list += len(none)
assert late["all"]["listed"] is None and late["all"]["no_list"] == no_list > 0
assert {c["name"]: c["entries"] for c in missed["classes"]}["no_list"] == no_list < missed["entries"]
assert list(rows["ahead"]) == ["within a month", "1 to 3 months", "all"], rows["ahead"]
END
# before a source there is no none
status 0 trends s.h5 --from 2010-04-01 --to 2010-07-01 --json --unsuppressed --reason x
python3 -c 'import json; d = json.load(open("out")); assert all(v is None for s in d["sections"] for r in s["rows"] for k, v in r.items() if k != "row"), d' || fail "what no source tells is told"
exit $bad
