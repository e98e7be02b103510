#!/bin/sh
# New keys (rotate): designs, models, lists and pages are the same bytes, every verb goes on, the log with it; the old
# keys open nothing; an extract that comes again is known row by row; what cannot be done is refused before anything.
. tests/command/common.sh
study=$work/study.yaml keys=$work/keys
smaller_study >"$study"
borough "$work/b" --children 1500 --years 10 --seed 5
last=$(find "$work/b/extracts" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | tail -n 1)
day=$(basename "$last")
mkdir -m 700 "$work/s" "$keys" "$work/old" "$work/made"
fill "$work/s/s.h5" --keys "$keys"
cp -p "$work"/s/* "$keys"/*key "$work/old/"
cd "$work/s" || exit 1
export LATECARE_KEYS="$keys"

# all that is made from the store, into a folder of $work/made
make_all() {
    mkdir "$work/made/$1"
    runs design "$study" s.h5 "$work/made/$1/rows.csv"
    runs train "$study" s.h5 "$work/made/$1/model.json"
    runs score "$work/made/$1/model.json" s.h5 --asof "$day" --output "$work/made/$1/list.json"
    runs report "$work/made/$1/model.json" --list "$work/made/$1/list.json" --output "$work/made/$1/page.html"
    runs describe s.h5 --json
    cp "$work/out" "$work/made/$1/describe"
}
made() { # BEFORE AFTER
    for file in rows.csv model.json list.json page.html describe; do
        [ -s "$work/made/$2/$file" ] || fail "no $file"
        same "$work/made/$1/$file" "$work/made/$2/$file" "$file: other bytes under other keys"
    done
}
status 2 rotate s.h5
says 'the log says why'
status 2 rotate s.h5 --reason 'a	tab'
make_all before
runs timeline s.h5 7 --reason earlier
before=$(cksum <s.h5.log)
status 0 rotate s.h5 --reason 'yearly change'
grep -q 'under new keys, the store' "$work/out" || fail "$(cat "$work/out")"
[ "$(head -c "$(echo "$before" | cut -d' ' -f2)" s.h5.log | cksum)" = "$before" ] || fail "the log was written anew"
make_all after
made before after
ls ./*next* "$keys"/*next* 2>/dev/null && fail "something waits"
ls ./*key* 2>/dev/null && fail "a key beside the data"
for key in s.h5.key s.h5.identity.key; do
    cmp -s "$keys/$key" "$work/old/$key" && fail "$key is what it was"
    [ "$(stat -c %a "$keys/$key")" = 600 ] || fail "the mode of $key"
done
status 0 verify s.h5
# a model of before is the store's own: its log tells of it
runs score "$work/made/before/model.json" s.h5 --asof "$day" --output "$work/again.json"
same "$work/again.json" "$work/made/before/list.json" "another list"
# a look of before is found
runs subject-report s.h5 7 --reason now --json
holds "$work/out" '"earlier"' || fail "a look of before is not found"

# the same extract again: every row is known
count() { "$latecare" verify s.h5 | grep -o '[0-9,]* events.*'; }
events=$(count)
# shellcheck disable=SC2046
runs import s.h5 $(find "$last" -name '*.csv' | LC_ALL=C sort) --received "$day"
[ "$events" = "$(count)" ] || fail "rows were taken twice: $events, $(count)"

# one of the two; a number of rounds; and what changes a store after them
runs rotate s.h5 --reason one --which store --json
grep -q '"store_key": true' "$work/out" && grep -q '"identity_key": false' "$work/out" || fail "$(cat "$work/out")"
cp "$keys/s.h5.key" "$work/now.key"
runs rotate s.h5 --reason other --which identity
same "$keys/s.h5.key" "$work/now.key" "the store's key was to stay"
for round in 1 2 3; do runs rotate s.h5 --reason "round $round"; done
make_all later
made before later
runs link s.h5
runs erase s.h5 5 --force
status 0 verify s.h5
[ "$(grep -c '	rotate	' s.h5.log)" = 6 ] || fail "the log: $(cut -f4 s.h5.log | sort | uniq -c)"

# the old keys open nothing of it, in any mixture
for old in s.h5.key s.h5.identity.key; do
    mkdir -m 700 "$work/mixed"
    cp "$keys"/s.h5*key "$work/mixed/"
    cp "$work/old/$old" "$work/mixed/"
    LATECARE_KEYS=$work/mixed status 3 verify s.h5
    rm -r "$work/mixed"
done
# and a backup of before, with its keys, is what it was
mkdir -m 700 "$work/oldkeys"
mv "$work"/old/*key "$work/oldkeys/"
LATECARE_KEYS=$work/oldkeys status 0 verify "$work/old/s.h5"
LATECARE_KEYS=$keys status 3 verify "$work/old/s.h5"

# an analyst has no key of the identity file
mkdir -m 700 "$work/analyst"
cp "$keys/s.h5.key" "$work/analyst/"
cp -p s.h5* "$work/analyst/"
now=$(cat "$work"/analyst/*[!k] | cksum)
LATECARE_KEYS=$work/analyst status 3 rotate "$work/analyst/s.h5" --reason test
says 'identity.key is not there'
[ "$now" = "$(cat "$work"/analyst/*[!k] | cksum)" ] || fail "something was written"
rm -rf "$work/analyst/keys"
LATECARE_KEYS=$work/analyst status 5 rotate "$work/analyst/s.h5" --reason test --which store
says 'lies beside the store as well'
exit $bad
