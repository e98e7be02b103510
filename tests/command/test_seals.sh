#!/bin/sh
# test_seals.sh PROGRAM: what was made from a store is believed by its key, not by a
# checksum that anybody can make good. Models and lists, forged, moved and copied.
. tests/command/common.sh
command -v python3 >/dev/null || { echo "SKIP: no python3 to forge with"; exit 0; }
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
fill other.h5
smaller_study >study.yaml
mkdir before # the model was made
cp s.h5 s.h5.* before/
status 1 train study.yaml s.h5 m.json
day=2025-04-01
[ "$(stat -c %a m.json.seal)" = 600 ] || fail "the seal: $(ls -l m.json.seal)"
cat >forge.py <<'END'
# forge.py MODEL OUT CHANGE: the checksum is made good, by the model file's page (docs/model.md)
import hashlib, json, sys
class Raw(str): pass
def dump(x):
    if isinstance(x, Raw): return str(x)
    if isinstance(x, str): return json.dumps(x, ensure_ascii=False)
    if x is None or isinstance(x, bool): return {None: "null", True: "true", False: "false"}[x]
    if isinstance(x, list): return "[" + ",".join(map(dump, x)) + "]"
    return "{" + ",".join(dump(k) + ":" + dump(x[k]) for k in sorted(x)) + "}"
d = json.load(open(sys.argv[1]), parse_float=Raw, parse_int=Raw)
m = d.get("model")
exec(sys.argv[3])
body = d["model"] if isinstance(m, dict) else {k: v for k, v in d.items() if k != "checksum"}
d["checksum"] = hashlib.blake2b(dump(body).encode(), digest_size=32).hexdigest()
open(sys.argv[2], "w").write(dump(d))
END
turned='for t in m["fit"]["terms"][1:]: t["estimate"] = Raw(t["estimate"][1:] if t["estimate"].startswith("-") else "-" + t["estimate"])'
printf 'age,referrals\n10,1\n' >table.csv

# every verb that reads a model refuses x.json and leaves nothing
refused() {
    before=$(ls)
    for verb in "score x.json s.h5 --asof $day" "score x.json s.h5 --asof $day --output new.json" \
        'report x.json --output new.html' 'recalibrate x.json s.h5 new.json' 'predict x.json table.csv' \
        'evaluate x.json table.csv' 'export x.json new.txt --to arithmetic' 'export x.json new.pmml --to pmml'; do
        # shellcheck disable=SC2086
        status 3 $verb
        says "$1"
        [ -s out ] && fail "$verb printed: $(head -c 200 out)"
    done
    [ "$before" = "$(ls)" ] || fail "$1: something was left: $(ls)"
}
python3 forge.py m.json x.json 'pass'
cp m.json.seal x.json.seal
refused 'the seal beside it (x.json.seal) does not hold' # other bytes, though the same model
rm x.json.seal
status 1 score x.json s.h5 --asof $day # the log tells of the same model
status 3 report x.json --output new.html
says 'no seal beside it (x.json.seal)'
python3 forge.py m.json x.json "$turned"
refused 'x.json.seal'
cp m.json.seal x.json.seal
refused 'does not hold'
python3 forge.py m.json x.json 'm["verdict"]["status"] = "good enough"'
rm x.json.seal
refused 'x.json.seal'
# one that is made to look as if it were of no store has what none of a table has
rm x.json
python3 forge.py m.json x.json '[m.pop(k) for k in ("study", "metrics", "verdict")]' || fail "forge.py"
for verb in 'predict x.json table.csv' 'export x.json - --to arithmetic'; do
    # shellcheck disable=SC2086
    status 3 $verb
    says 'x.json has no seal beside it (x.json.seal)'
done
rm x.json

# --- the own store: the log knows its model, wherever the file went
mkdir away
cp m.json away/
status 1 score away/m.json s.h5 --asof $day --output away/list.json
grep -q 'seal' out && fail "a model of the log's is doubted: $(grep seal out)"
cp m.json.seal away/
status 0 report away/m.json --output away/page.html
# a model of this store that its log, of an earlier day, does not tell of
status 1 score m.json before/s.h5 --asof $day
sed '/^Warning: /,$!d' out >warned
opens warned "Warning: the model bears this store's seal, and the store's log does not tell of its making" ||
    fail "a model that was not logged: $(head -n 3 out)"
cp m.json away/bare.json
status 3 score away/bare.json before/s.h5 --asof $day
says 'tells of no such model'

# --- another store: its word is said, its model alone is refused
status 1 score m.json other.h5 --asof $day --json
says 'Warning: the model is not of this store: it bears the seal [0-9a-f]\{12\} of another'
python3 -c 'import json, sys; sys.exit(not json.load(open("out"))["warnings"][0].startswith("the model is not of this store"))' ||
    fail "the first warning of the list"
status 3 score away/bare.json other.h5 --asof $day
status 1 recalibrate m.json other.h5 away/again.json
opens out 'Warning: the model is not of this store' || fail "recalibrate: $(head -n 1 out)"
status 3 recalibrate away/bare.json other.h5 away/never.json

# --- recalibrated, and written over: sealed and logged likewise
status 0 recalibrate m.json s.h5 again.json
status 1 score again.json s.h5 --asof $day
grep -q 'seal\|log does not' out && fail "a recalibrated model is doubted: $(head -n 3 out)"
status 1 train study.yaml s.h5 again.json --force
status 1 score again.json s.h5 --asof $day
status 0 report again.json --output again.html --force

# --- a list: what is not as it was made is refused, what nobody can tell is said first
status 1 score m.json s.h5 --asof $day --output list.json
status 0 report m.json --list list.json --output sealed.html
grep -q 'no seal' sealed.html && fail "a sealed list is doubted"
made_up='d["listed"].insert(0, dict(d["listed"][0], child=Raw("424242"), risk=Raw("0.5")))'
list_is() { # WORDS
    status 3 report m.json --list x.json --output never.html
    says "$1"
    [ -e never.html ] && fail "$1: a page"
}
python3 -c 'import json; d = json.load(open("list.json")); d["listed"].append(d["listed"][0]); json.dump(d, open("x.json", "w"))'
list_is 'the checksum does not agree'
cp list.json.seal x.json.seal
list_is 'does not hold'
python3 forge.py list.json x.json "$made_up"
list_is 'does not hold'
cp m.json.seal x.json.seal
list_is 'does not hold'
rm x.json.seal
status 0 report m.json --list x.json --output unsealed.html
says 'x.json: this list has no seal beside it'
sed -n '/<h1/,$p' unsealed.html | grep -m 1 -A 3 'lc-unready' | grep -q 'this list has no seal beside it' ||
    fail "the page of a list without a seal does not begin so"
status 5 score m.json s.h5 --asof $day --output list.json
status 1 score m.json s.h5 --asof $day --output list.json --force
status 0 report m.json --list list.json --output sealed.html --force
tail -n 1 s.h5.log | grep -q "score	model [0-9a-f]* asof $day children [0-9]* list $(python3 -c 'import json; print(json.load(open("list.json"))["checksum"])')" ||
    fail "the log does not name the list: $(tail -n 1 s.h5.log)"

# --- a researcher's model: a checksum, and it says so
awk 'BEGIN { print "x,y"; for (i = 0; i < 200; i++) printf "%d,%d\n", i % 17, (i * 7) % 19 < 5 + i % 17 / 4 }' >t.csv
status 0 fit t.csv --family logistic --formula 'y ~ x' --output t.json
grep -q '^t.json has a checksum and no seal' out || fail "fit does not say so: $(tail -n 2 out)"
grep -q '"seal": "none: fitted to a table' t.json || fail "the file does not say so"
[ -e t.json.seal ] && fail "a table has no key to seal with"
status 0 predict t.json t.csv
status 5 score t.json s.h5 --asof $day

exit $bad
