#!/bin/sh
# test_panel_bad.sh PROGRAM: what a meeting is given that it cannot be held by. Each is said in one message, which names nobody;
# nothing is half written, nothing logged that was not seen, and the store is as it was. TABLE=1 prints what was said of each.
. tests/command/common.sh
cd "$work" || exit 1
borough other --children 700 --years 10 --seed 9
fill other.h5
cp -r other many
borough b --children 1500 --years 10 --seed 5
first=$(find b/extracts -mindepth 1 -maxdepth 1 | LC_ALL=C sort | head -n 1)
# shellcheck disable=SC2046
runs import s.h5 $(find "$first" -name '*.csv' | LC_ALL=C sort) --received "$(basename "$first")"
runs link s.h5
mkdir before
cp s.h5 s.h5.* before/
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
sed 's/purpose: a test/purpose: a test, review_by: 2025-03-31/' study.yaml >review.yaml
status 1 train review.yaml s.h5 review.json
day=2025-04-01

# what would tell a person: every text of the identity file of thirty children
# shellcheck disable=SC2046
status 0 who s.h5 $(seq 7 36) --json --reason test
python3 - <<'END2'
import json, re
told = set()
for child in json.load(open("out"))["children"]:
    for key in ("names", "born", "addresses", "numbers", "other_numbers"):
        told.update(s["text"] for s in child[key])
open("secret", "w").write("".join(t + "\n" for t in sorted(told) if len(t) > 5))
END2
[ "$(wc -l <secret)" -gt 60 ] || fail "few texts to look for: $(wc -l <secret)"

say() { # CASE ARGS...: a row of the table
    said=$(sed -n '1,3p' err | tr '\n' ' ' | tr -s ' ')
    [ -s err ] || said=$(grep -m 2 '^Do not\|^Warning' out | tr '\n' ' ')
    [ -z "${TABLE:-}" ] || printf '%s | latecare %s | %.160s | %s\n' "$@" "$said" "$got"
}
mark() { find . -path ./small -prune -o -type f ! -name out ! -name err ! -name '*.lock' -print | LC_ALL=C sort | xargs cksum; }
# refuse CASE STATUS WORDS ARGS...: refused so, and nothing is otherwise than before
refuse() {
    case=$1 wanted=$2 words=$3
    shift 3
    mark >was
    status "$wanted" "$@"
    says "$words"
    [ -s out ] && fail "$case: shows $(head -c 100 out)"
    mark | grep -v ' ./was$' >is
    grep -v ' ./was$\| ./is$' was >was2
    grep -v ' ./was$\| ./is$\| ./was2$' is | cmp -s was2 - || fail "$case: something is otherwise: $(diff was2 is | head -n 5)"
    rm -f was is was2
    [ -z "$(find . -name '*.next' -o -name '*.tmp')" ] || fail "$case: half written: $(find . -name '*.next' -o -name '*.tmp')"
    unnamed "$case"
    say "$case" "$*"
}
# told CASE WORDS ARGS...: done, the verdict void and why said first of all, in words and on the page
told() {
    case=$1 words=$2
    shift 2
    rm -rf new
    status 1 "$@" --output new
    head -n 1 out | grep -q '^Do not choose children by this list' || fail "$case begins $(head -n 1 out)"
    grep -A 4 '^Warning' out | tr '\n' ' ' | grep -q "$words" || fail "$case: $(grep -A 4 '^Warning' out)"
    grep -q 'class="lc-unready"' new/list.html && grep -q '"verdict_holds": false' new/list.json || fail "$case: the page is not against it"
    tail -n +2 new/list.csv | grep -qvE '^(not judged|"good enough, but not for this list"),' && fail "$case: a row of the table is for it"
    unzip -p new/panel.xlsx | grep -qE '>(not judged|good enough, but not for this list)<' || fail "$case: the workbook is for it"
    unnamed "$case"
    say "$case" "$* --output new"
    rm -rf new
}
unnamed() {
    cat out err | tr '\n' ' ' | tr -s ' ' >all
    grep -qFf secret all && fail "$1: names somebody: $(grep -oFf secret all | head -n 1)"
    rm -f all
}
meet='panel m.json s.h5 --reason test --output new --asof'

# shellcheck disable=SC2086
{
    refuse 'a day in the future' 3 'the store covers care from' $meet 2031-04-01
    refuse 'a day before the first extract' 3 'the store covers care from' $meet 1990-04-01
    refuse 'changes since such a day' 3 'the store covers care from' $meet $day --since 1990-04-01
    refuse 'a day that is none' 2 "--asof: '2025-02-30' is not a day" $meet 2025-02-30
    refuse 'nobody in the cohort' 3 'the study looks at nobody' $meet 2011-04-02
    refuse 'one child of a future day' 3 'the store covers care from' explain m.json s.h5 7 --asof 2031-04-01 --reason test
}
told 'a model of another store' 'the model is not of this store' panel m.json other.h5 --asof $day --reason test
told 'a model past its review' 'was to be reviewed by 2025-03-31, which is past' panel review.json s.h5 --asof $day --reason test
told 'a store older than the model' "store's log does not tell of its making" panel m.json before/s.h5 --asof 2025-03-01 --reason test
refuse 'a day that the older store does not hold' 3 'or import newer extracts' panel m.json before/s.h5 --asof "$day" --reason test --output new
told 'a day that the model learnt from' 'it has seen what became of these children' panel m.json s.h5 --asof 2021-04-01 --reason test

# a model that is good enough, on a day that it learnt from: no row of a table is copied without that
borough large --children 20000 --years 10 --seed 5
borough=large
fill large.h5
sed 's/^  - { name: exclusions/  - { name: missing, kind: count, history: missing, window: 12 months, label: missing }\n&/
    s/log1p(referrals) }/log1p(referrals) + log1p(missing) + cin_open }/; s/capacity: 10/capacity: 20/' study.yaml >good.yaml
echo 'acceptance: { events_at_least: 1, ratio_from: 0.01, ratio_to: 100, beats_baselines: true, judge_by: estimate }' >>good.yaml
status 0 train good.yaml large.h5 good.json
grep -q '^Verdict: good enough$' out || fail "no good model to try: $(grep Verdict out)"
told 'a day that a good model learnt from' 'it has seen what became of these children' panel good.json large.h5 --asof 2021-04-01 --reason test
status 1 panel good.json large.h5 --asof 2021-04-01 --reason test --output new
[ "$(tail -n +2 new/list.csv | cut -d, -f1,2 | sort -u)" = '"good enough, but not for this list"' ] || fail "rows: $(cut -c1-60 new/list.csv | sort -u)"
rm -rf new
status 1 panel good.json large.h5 --asof "$day" --reason test --output new
grep -q '^good enough,1,' new/list.csv || fail "the verdict does not hold where it should: $(sed -n 2p new/list.csv | cut -c1-60)"
rm -rf new
# of the lists of a period the last alone is after that time: the first line is that of the others
status 1 score good.json large.h5 --asof "$day" --since 2025-03-11 --reason test --output lists.csv
head -n 1 out | grep -q '^Do not choose children by this list' || fail "the period begins $(head -n 1 out)"
tr '\n' ' ' <out | grep -q 'Warning: of 2 of the 3 lists, first that of 2025-03-18: the model learnt from' || fail "$(head -n 8 out)"
grep -q '^"good enough, but not for this list",2025-03-18,' lists.csv && grep -q "^good enough,$day," lists.csv || fail "the table: $(cut -c1-60 lists.csv | sort -u | head -n 4)"

# keys: of another store, of another identity file, damaged
for key in s.h5.key s.h5.identity.key; do
    cp $key kept
    cp "other.h5${key#s.h5}" $key
    refuse "another store's key: $key" 3 'key' panel m.json s.h5 --asof $day --reason test --names --output new
    head -c 20 kept >$key
    refuse "half a key: $key" 3 'key' panel m.json s.h5 --asof $day --reason test --names --output new
    mv kept $key
done

# where it is to be written: a link, a file, no folder, no room
ln -s nowhere link
refuse 'a folder that is a link' 5 'link is there already' panel m.json s.h5 --asof $day --reason test --output link
[ -e nowhere ] && fail "wrote through a link"
mkdir there && ln -s there tolink
refuse 'a link to a folder' 5 'tolink is there already' panel m.json s.h5 --asof $day --reason test --output tolink
[ -z "$(ls there)" ] || fail "wrote through a link"
refuse 'a file' 5 'm.json is read here' panel m.json s.h5 --asof $day --reason test --output m.json
refuse 'a folder in none' 3 'no/where' panel m.json s.h5 --asof $day --reason test --output no/where
# the look is in the log, for it comes first; the pack is not there, nor half of it
full() { # CASE FOLDER
    said=$(cksum <s.h5)
    status 6 panel m.json s.h5 --asof $day --reason test --names --output "$2/new"
    [ -z "$(ls -A "$2" | grep -v filler)" ] || fail "$1: left $(ls -A "$2")"
    [ "$said" = "$(cksum <s.h5)" ] || fail "$1: the store is otherwise"
    [ -s out ] && fail "$1: shows $(head -c 100 out)"
    unnamed "$1"
    say "$1" "panel m.json s.h5 --asof $day --reason test --names --output $2/new"
}
mkdir small limited
if mount -t tmpfs -o size=200k none small 2>/dev/null; then
    head -c 150000 /dev/zero >small/filler
    full 'a folder that is full' small
    says 'small/new'
    umount small
else
    echo "SKIP: a small disk cannot be mounted here"
fi
program=$latecare
limit() { (ulimit -f 40 && "$program" "$@"); } # 20 kB a file
latecare=limit
full 'no room for a file' limited
latecare=$program
status 0 verify s.h5
status 1 panel m.json s.h5 --asof "$day" --reason test --output new
rm -rf new

# a decision given twice: in one sheet, its second line; in two, nothing new
status 1 panel m.json s.h5 --asof 2025-03-03 --reason test --output pack
python3 - <<'END2'
import csv
rows = list(csv.reader(open("pack/decisions.csv", newline="")))
at = rows[0].index("discussed")
rows[1][at:] = ["yes", "yes", "watch", "", "", ""]
csv.writer(open("once.csv", "w", newline="")).writerows(rows[:2])
csv.writer(open("twice.csv", "w", newline="")).writerows(rows[:2] + [rows[1]])
END2
refuse 'a decision given twice' 3 'has a row already, in line 2' decide s.h5 twice.csv --on 2025-03-03
status 0 decide s.h5 once.csv --on 2025-03-03 --received 2025-03-10
holds out '1 decision taken, 0 unchanged' || fail "one is not counted as one: $(cat out)"
status 0 decide s.h5 once.csv --on 2025-03-03 --received 2025-03-11
grep -q '0 decisions taken, 1 unchanged' out || fail "the same sheet again: $(cat out)"
say 'the same sheet again' 'decide s.h5 once.csv --on 2025-03-03 --received 2025-03-11'

# one child is referred 100,000 times: it has its place and its page like another, in time that goes with the records
python3 - <<'END2'
import collections, csv, datetime
for day in ("2025-03-01", "2025-04-01"):
    path = "many/extracts/%s/social_care/ssd_cin_episodes.csv" % day
    rows = list(csv.DictReader(open(path, newline="")))
    if day == "2025-03-01":
        who = collections.Counter(r["cine_person_id"] for r in rows).most_common(1)[0][0]
        one = next(r for r in rows if r["cine_person_id"] == who)
    with open(path, "a", newline="") as f:
        out = csv.DictWriter(f, list(one))
        for k in range(100000):
            on = (datetime.date(2016, 1, 1) + datetime.timedelta(k % 3340)).isoformat()
            out.writerow(dict(one, cine_referral_id="Q%09d" % k, cine_referral_date=on, cine_close_date=on))
END2
borough=many
fill many.h5
status 1 panel m.json many.h5 --asof $day --since 2025-03-01 --reason test --output new
unnamed 'a child with 100,000 events'
[ -s err ] && fail "a child with 100,000 events: $(head -c 300 err)"
say 'a child with 100,000 events' "panel m.json many.h5 --asof $day --since 2025-03-01 --reason test --output new"
child=$(sed -n 2p new/decisions.csv | cut -d, -f1)
grep -q '^[^,]*,1,'"$child"',.*"[0-9]\{5\} referrals since' new/list.csv || fail "its reason: $(sed -n 2p new/list.csv | cut -c1-200)"
[ "$(wc -c <"new/child-$child.html")" -lt 1000000 ] || fail "its page: $(wc -c <"new/child-$child.html") bytes"
[ "$(wc -c <new/list.html)" -lt 150000 ] || fail "the list's page: $(wc -c <new/list.html) bytes"
status 1 explain m.json many.h5 "$child" --asof $day --reason test --json
python3 - <<'END2' || fail "explain does not have all of them"
import json
told = json.load(open("out"))
assert len(told["events"]) > 20000
END2
exit $bad
