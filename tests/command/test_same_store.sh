#!/bin/sh
# The same extracts give the same answers: under whatever key, and however they come.
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
    "$latecare" timeline "$store" 0 --reason test | grep -m 1 '^2009-03-15' | grep -q ' F ' || fail "key $key: no sex first"
done
cmp -s "$work/key1.h5.key" "$work/key2.h5.key" && fail "two stores of one key prove nothing"

# --- the whole way, cut and shuffled, and under other keys -------------------------
# Of fifty cuts the store and the design are asked: datasets/borough/test_cuts.c.
STUDY="$work/small.yaml" scripts/cuts.sh "$latecare" 1500 3 2 5 >"$work/out" 2>"$work/err" || fail "$(cat "$work/err")"

# --- what cannot be ordered -------------------------------------------------------
cd "$work" || exit 1
head='person_id,start,end,type,context,rhi_offered,rhi_accepted'
row() { printf '%s\n%s\n' "$head" "$2" >"$1"; }
row first.csv 'P1,2023-02-01,2023-02-03,M,home,Y,N'
row second.csv 'P1,2024-02-01,2024-02-03,M,home,Y,N'
row other.csv 'P1,2024-02-01,2024-02-09,M,home,Y,N'
# two years in two commands of one day: old data both, known from when they happened
status 0 import two.h5 first.csv --received 2025-01-01
status 0 import two.h5 second.csv --received 2025-01-01
status 0 timeline two.h5 0 --reason test --asof 2024-07-01
grep -q '^2024-02-01  2024-02-03  2024-02-0[3-9]  open' out || fail "a second command is no news"
# ... and by another that contradicts one of them
status 5 import two.h5 other.csv --received 2025-01-01
says 'other.csv:2: another file of the same day says otherwise' 'import both in one command'
# an extract of an earlier day
status 5 import two.h5 other.csv --received 2024-12-01
says 'an extract received on 2025-01-01 is in already' '--received'
# the same bytes again are no extract that comes too late
status 0 import two.h5 first.csv --received 2024-12-01
grep -q '  1  *0  *1  *0  *0  *0  first.csv' out || fail "again: $(cat out)"

# --- a start that was corrected ---------------------------------------------------
row moved.csv 'P1,2023-02-02,2023-02-03,M,home,Y,N'
status 0 import moved.h5 first.csv --received 2024-06-01 --covers 2023-01-01:2024-06-01
status 0 import moved.h5 moved.csv --received 2024-07-01 --covers 2023-01-01:2024-07-01
grep -q '  1  *0  *0  *1  *0  *0  moved.csv' out || fail "one that ends on the same day is the same: $(cat out)"
status 0 timeline moved.h5 0 --reason test
grep -q '^2023-02-01  2023-02-03  2023-02-0[36]  2024-07-01  missing' out || fail "the old start: $(cat out)"
grep -q '^2023-02-02  2023-02-03  2024-07-01  open        missing' out || fail "the new start: $(cat out)"
# another end too: nobody can tell
row other.csv 'P1,2023-02-02,2023-02-04,M,home,Y,N'
status 0 import else.h5 first.csv --received 2024-06-01 --covers 2023-01-01:2024-06-01
status 1 import else.h5 other.csv --received 2024-07-01 --covers 2023-01-01:2024-07-01 --findings found.csv
grep -q '^other.csv,2,moved,' found.csv || fail "no finding: $(cat found.csv)"
# ... but by a full extract
status 0 import full.h5 first.csv --received 2024-06-01 --covers 2023-01-01:2024-06-01
status 0 import full.h5 other.csv --received 2024-07-01 --covers 2023-01-01:2024-07-01 --full
grep -q '  1  *0  *0  *1  *0  *0  other.csv' out || fail "full: $(cat out)"
# the event said still, or an extract that does not cover it: two events, no finding
row both.csv 'P1,2023-02-01,2023-02-03,M,home,Y,N
P1,2023-02-02,2023-02-03,M,home,Y,N'
status 0 import both.h5 first.csv --received 2024-06-01 --covers 2023-01-01:2024-06-01
status 0 import both.h5 both.csv --received 2024-07-01 --covers 2023-01-01:2024-07-01
status 0 import late.h5 first.csv --received 2024-06-01 --covers 2023-01-01:2024-06-01
status 0 import late.h5 moved.csv --received 2024-07-01 --covers 2023-02-02:2024-07-01
exit $bad
