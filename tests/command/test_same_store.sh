#!/bin/sh
# The same extracts give the same answers: under whatever key.
. "$(dirname "$0")/common.sh"

# --- twenty keys ------------------------------------------------------------------
# Two agencies speak of one child on one day, one of them without a sex: what is known
# goes first, under every key.
cat >"$work/police.csv" <<'END'
system,person_id,forename,surname,dob,sex,postcode,recorded
police,P1,Ann,Testone,2009-03-15,U,ZZ1 1ZZ,2020-11-15
police,P2,Ann,Testone,2009-03-15,F,ZZ1 1ZZ,2020-11-15
police,P3,Ann,Testone,2009-03-15,,ZZ1 1ZZ,2020-11-15
END
small_study | sed "s/ + exclusions//" >"$work/small.yaml"
for key in $(seq 20); do
    store=$work/key$key.h5
    status 0 import "$store" "$work/police.csv" --received 2025-02-01
    status 0 link "$store"
    "$latecare" timeline "$store" 0 | sed -n 4p | grep -q ' F ' || fail "key $key: no sex first"
done
cmp -s "$work/key1.h5.key" "$work/key2.h5.key" && fail "two stores of one key prove nothing"

# --- the whole way under three keys -----------------------------------------------
borough "$work/b" --children 1500 --years 10 --seed 5
for key in 1 2 3; do
    mkdir "$work/$key"
    (
        cd "$work/$key" || exit
        fill store.h5
        status 0 design "$work/small.yaml" store.h5 design.csv
        "$latecare" train "$work/small.yaml" store.h5 model.json >train 2>&1
        "$latecare" score model.json store.h5 --asof 2025-04-01 --json >list.json 2>score
        "$latecare" report model.json --list list.json --output report.html >report 2>&1
    )
    [ -s "$work/$key/report.html" ] || fail "no page: $(cat "$work/$key/train" "$work/$key/report")"
done
for key in 2 3; do
    for file in design.csv model.json model.html list.json report.html; do
        same "$work/1/$file" "$work/$key/$file" "another key, another $file"
    done
done
exit $bad
