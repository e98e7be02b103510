#!/bin/sh
# test_series.sh PROGRAM: all lists of a period at once are those that score makes one by one, and what changed from each to
# the next is what panel tells; each list, change and child in the log, with the reason; what cannot be asked is refused, and nothing is written.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
before=$(wc -l <s.h5.log)
status 1 score m.json s.h5 --asof 2025-04-01 --since 2025-02-26 --reason test --output lists.csv
cp out told
after=$(wc -l <s.h5.log)
tail -n $((after - before)) s.h5.log >looks
status 1 score m.json s.h5 --asof 2025-04-01 --since 2025-03-04 --reason test --json
cp out lists.json
status 1 score m.json s.h5 --asof 2025-04-01 --since 2025-03-04 --reason test --threads 1 --json
same out lists.json "one thread and two make other lists"
[ $(($(wc -l <s.h5.log) - after)) = $((2 * (after - before))) ] || fail "not the same lines of the log by threads"
status 1 score m.json s.h5 --asof 2025-04-01 --since 2024-12-31 --reason months --every 30 --capacity 5 --json
cp out months.json
grep -c 'of [0-9a-f,]* reason months' s.h5.log >months.looks
for day in 2025-03-11 2025-03-18 2025-03-25 2025-04-01; do
    since=$(date -d "$day 7 days ago" +%F)
    status 1 score m.json s.h5 --asof "$day" --json
    cp out "list-$day"
    status 1 panel m.json s.h5 --asof "$day" --since "$since" --output "pack-$day" --reason test --json
    cp out "panel-$day"
done
python3 - <<'PY' || fail "the lists at once are others than one by one"
import csv, io, json
whole = json.load(open("lists.json"))
assert (whole["since"], whole["as_of"], whole["every"]) == ("2025-03-04", "2025-04-01", 7)
days = [one["list"]["as_of"] for one in whole["lists"]]
assert days == ["2025-03-11", "2025-03-18", "2025-03-25", "2025-04-01"], days
for day, one in zip(days, whole["lists"]):
    assert one["list"] == json.load(open("list-" + day)), day
    assert one["changes"] == json.load(open("panel-" + day))["changes"], day
# the table has each pack's own rows, between the verdict and the warnings
table = list(csv.reader(open("lists.csv")))
assert table[0][:3] == ["verdict", "as_of", "since"] and table[0][-1] == "warnings"
for day, one in zip(days, whole["lists"]):
    rows = [row for row in table[1:] if row[1] == day]
    pack = list(csv.reader(open(f"pack-{day}/changes.csv")))
    assert [row[3:-1] for row in rows] == pack[1:] and table[0][3:-1] == pack[0], day
    assert all(row[0] == one["list"]["verdict"]["status"] for row in rows)
    assert all(row[2] == one["changes"]["since"] for row in rows)
    assert all(row[-1] == "; ".join(one["list"]["warnings"]) for row in rows)
# the log: the list before the first and each list, then with the reason those, what changed to each, and every child once
looks = [line.rstrip("\n").split("\t") for line in open("looks")]
assert all("score" in line for line in looks)
looks = [next(f for f in line if f.startswith(("model ", "list ", "of "))) for line in looks]
made = [text.split() for text in looks if text.startswith("model ")]
assert [text[3] for text in made] == ["2025-03-04"] + days, made
assert [text[-1] for text in made[1:]] == [one["list"]["checksum"] for one in whole["lists"]]
lists = [text for text in looks if text.startswith("list ")]
assert all(text.endswith(" reason test") for text in looks[len(made):])
shown = [text.split()[1] for text in lists]
assert len(shown) == len(set(shown)) == 9 and [shown[0], *shown[1::2]] == [text[-1] for text in made]
children = [text for text in looks if text.startswith("of ")]
moved = {row["child"] for one in whole["lists"] for row in one["changes"]["changes"]}
listed = {row["child"] for one in whole["lists"] for row in one["list"]["listed"]}
assert len(children) == len(set(children)) == len(moved) and listed <= moved, (len(children), len(moved))
assert len(looks) == len(made) + len(lists) + len(children)
assert len(table) == 1 + sum(len(one["changes"]["changes"]) for one in whole["lists"])
# first of all what any list is warned of: the last is past the model's time, the three before are not
first = " ".join(open("told").read().split("list of ")[0].split())
assert first.startswith("Do not choose children by this list:"), first
assert "Warning: of 3 of the 4 lists, first that of 2025-03-11: the model learnt from entries" in first, first
for one in whole["lists"]:
    assert all(text in first for text in one["list"]["warnings"]), (first, one["list"]["warnings"])
assert whole["lists"][0]["list"]["verdict_holds"] is False and whole["lists"][-1]["list"]["verdict_holds"] is True
# a line a list, with how many are of each kind
lines = [line.split() for line in open("told") if line.startswith("2025-")]
assert [line[0] for line in lines] == days, lines
kinds = ["new", "risen", "steady", "fallen", "dropped", "left"]
for line, one in zip(lines, whole["lists"]):
    assert int(line[1]) == len(one["list"]["listed"])
    told = [row["change"] for row in one["changes"]["changes"]]
    assert [int(n) for n in line[3:]] == [told.count(kind) for kind in kinds], line
# every 30 days, five a list: none reaches behind the day that was said
months = json.load(open("months.json"))
assert [one["list"]["as_of"] for one in months["lists"]] == ["2025-01-31", "2025-03-02", "2025-04-01"]
assert months["lists"][0]["changes"]["since"] == "2025-01-01"
moved = {row["child"] for one in months["lists"] for row in one["changes"]["changes"]}
assert {row["child"] for one in months["lists"] for row in one["list"]["listed"]} < moved, "nobody left a list"
assert len(moved) == int(open("months.looks").read())
assert all(len(one["list"]["listed"]) == 5 for one in months["lists"])
PY

lines=$(wc -l <s.h5.log)
status 2 score m.json s.h5 --asof 2025-04-01 --since 2025-03-01 --output none.csv
says 'the log says why'
status 2 score m.json s.h5 --asof 2025-04-01 --reason test
says '--since'
status 2 score m.json s.h5 --asof 2025-04-01 --every 7
says '--since DAY'
status 2 score m.json s.h5 --asof 2025-04-01 --since 2025-03-01 --reason test --output lists.json.csv.json
says 'their table is .csv'
status 3 score m.json s.h5 --asof 2025-04-01 --since 2025-03-26 --reason test --output none.csv
says 'of 2025-04-01 cannot be held against one of 7 days before' 'say an earlier day'
status 3 score m.json s.h5 --asof 2025-04-01 --since 2025-05-01 --reason test --output none.csv
status 3 score m.json s.h5 --asof 2025-04-01 --since 1990-01-01 --reason test --every 3660 --output none.csv
says 'cannot be scored'
status 3 score m.json s.h5 --asof 2011-04-09 --since 2011-04-02 --reason test --output none.csv
says 'the study looks at nobody'
status 5 score m.json s.h5 --asof 2025-04-01 --since 2025-03-01 --reason test --output lists.csv
[ ! -e none.csv ] || fail "a refusal left a table"
[ "$lines" = "$(wc -l <s.h5.log)" ] || fail "refusals are in the log"
exit $bad
