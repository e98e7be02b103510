#!/bin/sh
# test_panel.sh PROGRAM: the pack of a meeting: whole or not there, its files agree with score and with each other, names only
# where they are asked for, a line in the log first.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
status 1 panel m.json s.h5 --asof 2025-04-01 --since 2025-03-01 --output pack --reason 'panel of 3 March'
grep -q 'What changed since the list of 2025-03-01' out || fail "no changes: $(head -n 5 out)"
cp out told
grep -q "steady, place [0-9]* to [0-9]*; \|risen, place [0-9]* to [0-9]*; \|fallen, place [0-9]* to [0-9]*; " told || fail "no place then and now: $(cat told)"
grep -q "known late" told && fail "an event that was learnt since is told as late"
[ "$(find pack -perm /077 | wc -l)" = 0 ] || fail "others may read the pack: $(ls -l pack)"
[ "$(ls pack | grep -v '^child-' | tr '\n' ' ')" = 'changes.csv daily.csv daily.html decisions.csv list.csv list.html list.json list.json.seal model.html panel.xlsx summary.html ' ] || fail "files: $(ls pack)"
status 1 score m.json s.h5 --asof 2025-04-01 --output now.json
status 1 score m.json s.h5 --asof 2025-03-01 --output then.json
status 1 score m.json s.h5 --asof 2025-04-01 --output all.json --capacity 100000
status 1 score m.json s.h5 --asof 2025-03-01 --output before.json --capacity 100000
python3 - <<'END' || fail "the files of the pack do not agree"
import csv, json, os, re
now, then, pack = (json.load(open(f)) for f in ("now.json", "then.json", "pack/list.json"))
changes = pack.pop("changes")
everybody, before = json.load(open("all.json")), json.load(open("before.json"))
kinds = [row.pop("change") for row in pack["listed"]]
assert pack.pop("model_page") == "model.html"
assert pack.pop("daily_page") == "daily.html"
pages = [row.pop("page") for row in pack["listed"]]
assert pages == ["child-%d.html" % r["child"] for r in pack["listed"]]
assert sorted(pages) == sorted(f for f in os.listdir("pack") if f.startswith("child-"))
front = open("pack/list.html").read()
assert 'href="daily.html"' in front
for row, file in zip(pack["listed"], pages):
    assert 'href="%s"' % file in front and len(front) < 150000 + 2048 * len(pages)
    text = open("pack/" + file).read()
    # every page carries the one script, and fetches none
    assert "Child %d" % row["child"] in text and text.count("<script") == text.count("<script>") == 1
    numbers = [float(v) for v in re.findall(r'<data value="([^"]*)">', text)]
    # the path ends with the list's own risk; the parts and their sum; the change's split
    assert row["risk"] in numbers and row["linear_predictor"] in numbers
    for part in row["contributions"]:
        assert part["contribution"] in numbers, part
for r in changes["changes"][:len(pages)]:
    text = open("pack/child-%d.html" % r["child"]).read()
    if r["split"]:
        numbers = [float(v) for v in re.findall(r'<data value="([^"]*)">', text)]
        for key in ("new_events", "known_late", "time", "difference"):
            assert r["split"][key] in numbers
for document in (pack, now):
    document.pop("checksum")
assert pack == now
# what each further five would bring is what their risks add up to, in the document, on the page and in words
risks = [r["risk"] for r in everybody["listed"]]
sizes = {s["size"]: s["expected_entries"]["estimate"] for s in pack["sizes"]}
assert list(sizes) == [5, 10, 15, 20] and sizes[10] == pack["expected_entries"]["estimate"]
part = front[front.index("By the risks of this day"):]
told = " ".join(open("told").read().split())
assert "Each further five: of a list of " + ", ".join("%d about %.1f" % s for s in sizes.items()) in told
for size, expected in sizes.items():
    assert abs(expected - sum(risks[:size])) < 1e-12
    assert expected in [float(v) for v in re.findall(r'<data value="([^"]*)">', part)]
assert "what a list found beyond the shorter one above it" in " ".join(front.split())
rows = changes["changes"]
assert [r["child"] for r in rows[:len(kinds)]] == [r["child"] for r in now["listed"]]
assert kinds == [r["change"] for r in rows[:len(kinds)]]
was = {r["child"]: r["rank"] for r in then["listed"]}
stands = {r["child"]: r["rank"] for r in now["listed"]}
assert {r["child"] for r in rows} == set(was) | set(stands)
lp = [{r["child"]: r["linear_predictor"] for r in d["listed"]} for d in (before, everybody)]
for r in rows:
    c = r["child"]
    assert r["rank"] == stands.get(c) and r["rank_before"] == was.get(c)
    assert r["linear_predictor_before"] == lp[0].get(c) and r["linear_predictor"] == lp[1].get(c)
    if c not in was:
        assert r["change"] == "new"
    elif c not in lp[1]:
        assert r["change"] == "left" and r["why"]
    elif c not in stands:
        assert r["change"] == "dropped"
    else:
        moved = lp[1][c] - lp[0][c]
        assert r["change"] == ("risen" if moved >= 0.1 else "fallen" if moved <= -0.1 else "steady"), r
    if c in lp[0] and c in lp[1] and r["split"]:
        s = r["split"]
        assert s["difference"] == s["known_late"] + s["time"] + s["new_events"]
        assert abs(s["difference"] - (lp[1][c] - lp[0][c])) < 1e-9
    for e in r["events"]:
        assert "2025-03-01" <= e["known_from"] < "2025-04-01", e
table = list(csv.DictReader(open("pack/changes.csv", newline="")))
assert [int(t["child"]) for t in table] == [r["child"] for r in rows]
for t, r in zip(table, rows):
    assert t["change"] == r["change"] and (t["risk"] == "") == (r["risk"] is None)
    assert r["risk"] is None or float(t["risk"]) == r["risk"]
page = open("pack/list.html").read()
table = page[page.index('id="changes"'):page.index('id="children"')]
for r in rows:
    assert "Child %d<" % r["child"] in table or "Child %d " % r["child"] in table, r["child"]
    assert not r.get("why") or r["why"] in table
sheet = list(csv.DictReader(open("pack/decisions.csv", newline="")))
assert [int(t["child"]) for t in sheet] == [r["child"] for r in now["listed"]]
assert list(sheet[0]) == "child,rank,risk,discussed,agree,action,by,until,reason".split(",")
END
status 0 report m.json s.h5 --list pack/list.json --reason test --output again.html
cmp again.html pack/list.html || fail "the page is not that of the list"
# two lists are shown: the panel's, and what the time since brought
grep -c "	panel	list .* reason panel of 3 March" s.h5.log | grep -qx 2 || fail "the log: $(tail -n 2 s.h5.log)"

# one set of numbers: JSON, CSV, workbook, page and terminal
python3 - <<'END' || fail "the formats of the pack differ"
import csv, datetime, json, re, zipfile
import xml.etree.ElementTree as tree
pack = json.load(open("pack/list.json"))
changes = {r["child"]: r for r in pack["changes"]["changes"]}
space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
book = zipfile.ZipFile("pack/panel.xlsx")
assert book.testzip() is None
names = [s.get("name") for s in tree.fromstring(book.read("xl/workbook.xml")).iter(space + "sheet")]
assert names == ["List", "Reasons", "Changes", "Definitions"], names
def value(cell):
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(space + "t"))
    number = float(cell.find(space + "v").text)
    return datetime.date(1899, 12, 30) + datetime.timedelta(number) if cell.get("s") == "1" else number
sheets = {}
for k, name in enumerate(names, 1):
    sheet = tree.fromstring(book.read("xl/worksheets/sheet%d.xml" % k))
    assert sheet.find(space + "sheetData").find(".//" + space + "f") is None
    pane = sheet.find(".//" + space + "pane")
    assert pane.get("state") == "frozen" and pane.get("ySplit") == "1"
    rows = [{re.match("[A-Z]+", c.get("r"))[0]: value(c) for c in r} for r in sheet.iter(space + "row")]
    head = rows[0]
    last = max(head, key=lambda c: (len(c), c))
    assert sheet.find(space + "autoFilter").get("ref") == "A1:%s%d" % (last, len(rows))
    sheets[name] = [{head[c]: v for c, v in r.items()} for r in rows[1:]]
table = list(csv.DictReader(open("pack/list.csv", newline="")))
page = open("pack/list.html").read()
page = page[page.index('id="list"'):page.index('id="changes"')]
lines = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.S)[1:]
told = open("told").read()
assert len(pack["listed"]) == len(table) == len(sheets["List"]) == len(lines), (len(pack["listed"]), len(table), len(sheets["List"]), len(lines))
for row, cells, sheet, line in zip(pack["listed"], table, sheets["List"], lines):
    risk = row["risk"]
    assert float(cells["risk"]) == sheet["risk"] == risk and float(re.findall('value="([^"]*)"', line)[-1]) == risk
    assert float(cells["low"]) == sheet["risk_low"] == row["low"] and sheet["risk_high"] == row["high"]
    assert int(cells["rank"]) == sheet["place"] == row["rank"] and int(cells["child"]) == sheet["child"] == row["child"]
    assert sheet["change"] == row["change"] and row["change"] in line
    assert sheet.get("worth") == row["worth"] == float(cells["worth"])
    assert sheet["grey_band"] == cells["grey_band"] == ("yes" if row.get("grey") else "no") and (">%d*<" % row["rank"] in line) == ("grey" in row)
    assert sheet.get("in_hand", "") == "; ".join(row["in_hand"]) == cells["in_hand"] and ", ".join(row["in_hand"]) in re.sub("<[^>]*>", "", line)
    said = re.search(r"^ *%d\. +child %d: %s.*?; ([0-9.]+)%%" % (row["rank"], row["child"], row["change"]), told, re.M)
    assert said and said[1] == "%.1f" % (100 * risk), (row["child"], said)
band = pack["band"]
assert band["listed"] == sum("grey" in r for r in pack["listed"]) and band["listed"] + band["below"] > 0
assert pack["listed"][-1]["grey"]  # its neighbour below the cut is the nearest that there is
reasons = [(r["child"], r["history"], r["adds"], r.get("why")) for r in sheets["Reasons"]]
assert reasons == [(r["child"], c["history"], c["contribution"], c.get("text")) for r in pack["listed"] for c in r["contributions"]]
for row in sheets["Changes"]:
    was = changes[row["child"]]
    assert row["change"] == was["change"] and row.get("risk") == was["risk"] and row.get("risk_before") == was["risk_before"]
    for key in ("new_events", "known_late", "time", "difference"):
        assert row.get(key) == (was["split"] or {}).get(key), (row, key)
meaning = {r["word"]: r.get("meaning") for r in sheets["Definitions"]}
assert meaning["list as of"] == datetime.date(2025, 4, 1) and meaning["changes since"] == datetime.date(2025, 3, 1)
assert meaning["verdict on the model"] == pack["verdict"]["status"]
END

# a child's page tells what explain tells: every event of the last two years behind a reason, both clocks, and whether late
child=$(sed -n 2p pack/decisions.csv | cut -d, -f1)
status 1 explain m.json s.h5 "$child" --asof 2025-04-01 --json --reason test
python3 - "$child" <<'END' || fail "the page of child $child differs from explain"
import json, re, sys
told = json.load(open("out"))
text = open("pack/child-%s.html" % sys.argv[1]).read()
part = text[text.index('id="events"'):]
items = part.split('<div class="moj-timeline__item">')[1:]
rows = [(re.findall(r'datetime="([^"]*)"', item), "known more than a week later" in item) for item in items]
seen = {(days[0], days[-1], late) for days, late in rows}
recent = [e for e in told["events"] if e["start"] >= "2023-04-01"]
assert recent
for e in recent:
    assert (e["start"], e["known_from"], e["late"]) in seen, e
assert [days[0] for days, _ in rows] == sorted((days[0] for days, _ in rows), reverse=True)
assert all(2 <= len(days) <= 3 and days[-1] < "2025-04-01" for days, _ in rows)
# the bar says whose page it is
bar = re.sub("<[^>]*>", " ", re.search('moj-identity-bar__details">(.*?)</div>', text)[1]).split()
listed = next(r for r in json.load(open("pack/list.json"))["listed"] if str(r["child"]) == sys.argv[1])
assert bar == ["Child", sys.argv[1], str(int(listed["age"])), "years", "old", "sex", listed["sex"]], bar
END

# what would change the risk is what explain says of each record, and those that change it most come first
cat >without.py <<'END'
import json, re, subprocess, sys
child = sys.argv[2]
text = open("pack/child-%s.html" % child).read()
table = text[text.index('id="without"'):text.index('id="family"')]
rows = [[float(v) for v in re.findall(r'<data value="([^"]*)">', r)] for r in re.findall(r"<tr[^>]*>(.*?)</tr>", table)[1:]]
assert rows and all(abs(a[2]) >= abs(b[2]) for a, b in zip(rows, rows[1:])), rows
for number, risk, change in rows:
    done = subprocess.run([sys.argv[1], "explain", "m.json", "s.h5", child, "--asof", "2025-04-01", "--reason", "test",
                           "--json", "--what-if", "%d out" % number], capture_output=True, text=True)
    one = json.loads(done.stdout)
    assert one["what_if"]["risk"] == risk and one["what_if"]["risk"] - one["risk"] == change, (number, one["what_if"], risk)
END
for child in $(ls pack/child-*.html | sed 's/[^0-9]//g' | head -n 3); do
    python3 without.py "$latecare" "$child" || fail "what would change the risk of child $child"
done
# each child who has a page was looked at, and the log says so
[ "$(grep -c "	panel	of .* reason panel of 3 March" s.h5.log)" = "$(ls pack/child-*.html | wc -l)" ] || fail "looks: $(grep -c '	panel	of' s.h5.log)"

# names where they are asked for, each child's look in the log, and nowhere else
had=$(wc -l <s.h5.log)
status 1 panel m.json s.h5 --asof 2025-04-01 --output named --reason 'panel of 3 March' --names
grep -q 'id="changes"' named/list.html && fail "the page has changes since no day"
[ -e named/changes.csv ] && fail "changes since no day"
[ "$(($(wc -l <s.h5.log) - had))" = $((1 + $(sed 1d named/decisions.csv | wc -l))) ] || fail "looks: $(wc -l <s.h5.log) lines, had $had"
child=$(sed -n 2p named/decisions.csv | cut -d, -f1)
status 0 who s.h5 "$child" --json --reason test
python3 - "$child" <<'END' || fail "names differ from who"
import csv, html, json, sys, zipfile
who = json.load(open("out"))["children"][0]
rows = [r for r in csv.DictReader(open("named/who.csv", newline="")) if r["child"] == sys.argv[1]]
for key in ("names", "born", "addresses", "numbers", "other_numbers", "families", "sex", "panel_decisions"):
    assert [r["text"] for r in rows if r["what"] == key] == [s["text"] for s in who[key]], key
sheet = next(csv.DictReader(open("named/decisions.csv", newline="")))
assert sheet["name"] == who["names"][0]["text"] and sheet["born"] == who["born"][0]["text"]
name = who["names"][0]["text"]
own = "child-%s.html" % sys.argv[1]
assert html.escape(name) in open("named/" + own).read() and name not in open("pack/" + own).read()
for file in ("list.html", "list.csv", "list.json", "model.html"):
    assert name not in open("named/" + file).read(), file
    assert name not in open("pack/" + file).read(), file
assert name in str(zipfile.ZipFile("named/panel.xlsx").read("xl/worksheets/sheet1.xml"), "utf8")
assert name not in str(zipfile.ZipFile("pack/panel.xlsx").read("xl/worksheets/sheet1.xml"), "utf8")
assert name not in open("s.h5.log").read()
END

# refused before anything is written or logged
lines=$(wc -l <s.h5.log)
status 5 panel m.json s.h5 --asof 2025-04-01 --output pack --reason x
says 'is there already'
ln -s nowhere link
status 5 panel m.json s.h5 --asof 2025-04-01 --output link --reason x
[ -e nowhere ] && fail "wrote through a link"
mkdir left.next
status 5 panel m.json s.h5 --asof 2025-04-01 --output left --reason x
says 'left over'
status 2 panel m.json s.h5 --asof 2025-04-01 --output new
says '--reason'
status 2 panel m.json s.h5 --asof 2025-04-01 --reason x
says '--output'
# all that is lacking at once
status 2 panel m.json s.h5
holds err 'must be given too: --asof D, --output FOLDER, --reason WHY; it is: latecare panel' || fail "$(cat err)"
status 2 fit t.csv
holds err "too: --family F, --formula 'y ~ a + b'; it is" || fail "$(cat err)"
status 3 panel m.json s.h5 --asof 2025-04-01 --since 2025-04-01 --output new --reason x
says 'say an earlier day'
status 3 panel m.json s.h5 --asof 2031-04-01 --output new --reason x
status 3 panel m.json s.h5 --asof 2025-04-01 --output no/where/new --reason x
mv s.h5.identity away
status 3 panel m.json s.h5 --asof 2025-04-01 --output new --reason x --names
mv away s.h5.identity
[ -e new ] || [ -e new.next ] && fail "something is left: $(ls -d new*)"
[ "$(wc -l <s.h5.log)" = "$lines" ] || fail "a look is logged that was none"
exit $bad
