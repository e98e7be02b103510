#!/bin/sh
# test_small_stack.sh PROGRAM: with little stack every verb is done, or refused with a
# word and exit 6; none crashes.
. tests/command/common.sh
if [ "$(LC_ALL=C nm "$latecare" 2>/dev/null | grep -c __asan_init)" != 0 ]; then
    echo "SKIP: the sanitizer takes stack of its own"
    exit 0
fi
cd "$work" || exit 1
borough b --children 3000 --years 8 --seed 5
fill s.h5
smaller_study >study.yaml
runs train study.yaml s.h5 m.json
awk 'BEGIN { print "x,y,t,d,id"; for (i = 0; i < 2000; i++)
    printf "%d,%d,%d,%d,%d\n", i % 17, (i * 7) % 19 < 5 + i % 17 / 4, 1 + (i * 31) % 97, i % 3 < 1, i % 500 }' >t.csv
refused=0
for size in 64 128 192 256 512 1024; do
    while read -r verb; do
        # shellcheck disable=SC2086
        (ulimit -s $size && exec "$latecare" $verb) >out 2>err
        got=$?
        case $got in
        0 | 1) ;;
        6) says 'the stack may have' "ulimit -s 8192"; refused=$((refused + 1)) ;;
        *) fail "$size kB: exit $got: $verb: $(head -c 200 err)" ;;
        esac
        [ $got = 6 ] && [ $size -ge 256 ] && fail "$size kB are refused: $verb"
    done <<'END'
--version
help score
simulate sim --children 600 --years 8 --force
describe s.h5
verify s.h5
timeline s.h5 3 --reason test
plan study.yaml s.h5
design study.yaml s.h5 d.csv --force
design study.yaml s.h5 d.h5 --force
link s.h5
train study.yaml s.h5 m.json --force
compare study.yaml s.h5
score m.json s.h5 --asof 2025-04-01
report m.json --output r.html --force
recalibrate m.json s.h5 again.json --force
fit t.csv --family logistic --formula y~rcs(x,4)+cluster(id)
fit t.csv --family cox --formula Surv(t,d)~x
curve t.csv --formula Surv(t,d)~1
END
done
[ $refused -ge 10 ] || fail "only $refused were refused"
exit $bad
