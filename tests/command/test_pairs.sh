#!/bin/sh
# test_pairs.sh PROGRAM: the pairs that linkage leaves to a person, a card each, with names, for a reason, and in the log
# first; the page says what link --review says, asks nobody for anything, and runs nothing that an agency wrote.
. tests/command/common.sh
python=/usr/bin/python3
cd "$work" || exit 1
# twins of one agency who are called alike, a placeholder; of a stranger nothing
cat >people.csv <<'CSV'
system,person_id,forename,surname,dob,sex,postcode,recorded
social_care,C1,Berfin,Ito,2006-12-16,F,NW2 4FH,2020-11-15
social_care,C1,Berfin,Ito,2006-12-16,F,NW9 1AA,2021-11-15
social_care,C2,Ecrin,Ito,2006-12-16,F,NW2 4FH,2020-11-15
police,P3,<b>Ann</b>,Testone,2009-03-15,F,E8 1EA,2020-11-15
social_care,C3,Unknown,Testone,2009-03-15,F,E8 1EA,2020-11-15
police,P4,Zoe,Quirke,2004-07-01,F,W1 1AA,2020-11-15
CSV
status 0 import s.h5 people.csv --received 2025-02-01
SOURCE_DATE_EPOCH=1738368000
export SOURCE_DATE_EPOCH
status 5 pairs s.h5 early.html --reason x # not linked
[ -e early.html ] && fail 'a page of a store that is not linked'
runs link s.h5 --review review.csv
[ "$(wc -l <review.csv)" -gt 2 ] || fail "nothing to look at: $(cat review.csv)"

lines=$(wc -l <s.h5.log)
refused() {
    [ -e p.html ] && fail "$*: a page is there"
    [ "$(wc -l <s.h5.log)" = "$lines" ] || fail "$*: a look is logged that was none"
}
status 2 pairs s.h5 p.html
refused 'no reason'
says '--reason'
status 2 pairs s.h5 p.txt --reason x
mv s.h5.identity.key away
"$latecare" pairs s.h5 p.html --reason x >out 2>err && fail 'without the key'
refused 'without the key'
mv away s.h5.identity.key
cp s.h5 before.h5

status 0 pairs s.h5 p.html --reason 'the pairs of March'
cmp -s s.h5 before.h5 || fail 'a look changed the store'
grep -q 'Berfin\|Testone' out err s.h5.log && fail 'a name outside the page'
case $(ls -l p.html) in -rw-------*) ;; *) fail "others may read it: $(ls -l p.html)" ;; esac
"$python" - <<'PY' || bad=1
import csv, html, re, sys

bad = 0
def fail(*words):
    global bad
    bad = 1
    print("FAIL:", *words)

page = open("p.html", encoding="utf-8").read()
rows = list(csv.DictReader(open("review.csv")))
cards = re.findall(r'<article class="lc-card lc-weighed">(.*?)</article>', page, re.S)
if len(cards) != len(rows):
    fail(len(cards), "cards of", len(rows), "pairs")
plain = lambda text: html.unescape(re.sub(r"<[^>]*>", "", text)).strip()
shown = set()
for card, row in zip(cards, rows):
    if "Records %s and %s" % (row["record_a"], row["record_b"]) not in plain(card):
        fail("a card is not of its row", row)
    if row["why"] not in plain(card):
        fail("a card says another reason", row["why"])
    told = {}
    for line in re.findall(r"<tr.*?</tr>", card, re.S)[1:]:
        cells = [plain(c) for c in re.findall(r"<t[hd].*?</t[hd]>", line, re.S)]
        told[cells[0]] = cells[4].replace("\u2212", "-").lstrip("+")
        bar = re.search(r'class="lc-weight__(one|two)" x="([\d.]+)%" y="3" width="([\d.]+)%"', line)
        if bool(bar) != bool(cells[4]):
            fail("a number without its bar", line)
        if bar:
            kind, x, wide = bar[1], float(bar[2]), float(bar[3])
            edge = x if kind == "one" else x + wide
            if abs(edge - 50) > 0.011 or (kind == "two") != told[cells[0]].startswith("-"):
                fail("a bar on the other side", line)
            shown.add((abs(float(told[cells[0]])), wide))
    for field in list(row)[7:-1]:
        if told.get(field, "") != row[field]:
            fail(field, told.get(field), "for", row[field])
# every bar to one scale: the widest is half of its box, and the others as their bits (which are rounded)
most = max(bits for bits, wide in shown)
if any(abs(wide - 50 * bits / most) > 50 * 0.11 / most for bits, wide in shown):
    fail("bars of several scales", sorted(shown))
for text in ("Berfin", "Ecrin", "2006-12-16", "NW9 1AA", "&lt;b&gt;Ann&lt;/b&gt;", "Unknown"):
    if text not in page:
        fail("the page does not say", text)
if "<b>Ann" in page:
    fail("what an agency wrote is part of the page")
if "Quirke" in page:
    fail("a child of no pair is shown")
if re.search(r'(src|href)="(?!#)[^"]*"', page) or "url(" in page or "://" in re.sub(r"<style>.*?</style>", "", page, flags=re.S).replace("http://www.w3.org/2000/svg", ""):
    fail("the page asks for something")
sys.exit(bad)
PY
# each child of a card once
children=$(grep -o '(children [0-9]* and [0-9]*)' p.html | tr -dc '0-9\n ' | tr ' ' '\n' | grep . | sort -u | wc -l)
[ "$(grep -c '	pairs	of .* reason the pairs of March' s.h5.log)" = "$children" ] || fail "the log has $(grep -c '	pairs	' s.h5.log) looks at $children children"
status 5 pairs s.h5 p.html --reason again
cp p.html first.html
status 0 pairs s.h5 p.html --reason again --force
same first.html p.html 'the same pairs, another page'
status 0 pairs s.h5 one.html --reason again --most 1
[ "$(grep -c '<article' one.html)" = 1 ] || fail 'more than one was asked for'
[ "$(grep -c '	pairs	of .* reason again' s.h5.log)" = $((children + 2)) ] || fail 'children are logged whom the page does not show'
# for another program: the same cards, without a page; of the second alone no child of the first is logged
status 2 pairs s.h5 --reason json
status 2 pairs s.h5 --json
[ "$(grep -c 'reason json' s.h5.log)" = 0 ] || fail 'a look is logged that was none'
"$latecare" pairs s.h5 --json --after 1 --most 1 --reason json >second.json || fail 'pairs --json'
[ "$(grep -c '	pairs	of .* reason json' s.h5.log)" = 2 ] || fail 'of one pair other children are logged'
"$latecare" pairs s.h5 --json --reason again >all.json || fail 'pairs --json'
"$python" - <<'PY' || bad=1
import csv, json, sys
rows, every, second = list(csv.DictReader(open("review.csv"))), json.load(open("all.json")), json.load(open("second.json"))
pairs = every["pairs"]
same = [(str(p["record_a"]), str(p["record_b"])) for p in pairs] == [(r["record_a"], r["record_b"]) for r in rows]
bits = all(f["level"] is None or f"{f['bits']:.1f}" == f"{float(r[f['field']]):.1f}" for p, r in zip(pairs, rows) for f in p["fields"])
said = {text for p in pairs for f in p["fields"] for text in f["a"] + f["b"]}
part = len(pairs) > 1 and second["pairs"] == pairs[1:2] and second["after"] == 1 and second["reviews"] == len(rows)
if not (same and bits and part and {"Berfin", "Ecrin", "<b>Ann</b>"} <= said):
    sys.exit(f"FAIL: pairs --json: {same} {bits} {part} {said}")
PY
# an answer holds: the pair is gone from the next page
sed -n '1p;2s/,$/,1/p' review.csv >answer.csv
runs link s.h5 --accept answer.csv --review rest.csv
status 0 pairs s.h5 rest.html --reason again
[ "$(grep -c '<article' rest.html)" = "$(($(wc -l <rest.csv) - 1))" ] || fail 'the page is not of the list'
# of two answers that a third speaks against one gives way: it has no weight, and no 0 for one, on the page or in the
# list, which goes back as it is
printf 'record_a,record_b,same\n0,4,1\n3,4,1\n0,3,0\n' >against.csv
runs link s.h5 --accept against.csv --review odd.csv
grep -q ',another decision keeps them apart,0,,,,' odd.csv || fail "a weight of a pair that was not compared: $(cat odd.csv)"
status 0 pairs s.h5 odd.html --reason again
grep -q 'another decision keeps them apart</strong>: not compared with each other, so without a weight; they stand apart' odd.html || fail 'the card of a pair that was not compared'
grep -q '<td[^>]*>not compared</td>' odd.html || fail 'what was not compared is said of no field'
runs link s.h5 --accept odd.csv
exit $bad
