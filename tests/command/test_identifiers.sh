#!/bin/sh
# Whose row it is: identifiers beyond 2^53 are kept apart, and more clusters than are
# summed at once change nothing but the answer.
. tests/command/common.sh

# 200 rows of 97 persons, named 1 .. 97 or by 16 digits that a double rounds to even.
awk 'BEGIN { s = 7; for (i = 1; i <= 200; i++) {
    s = (s * 16807) % 2147483647; x = s / 2147483647 - 0.5
    s = (s * 16807) % 2147483647; y = s / 2147483647 < 0.5 + 0.4 * x ? 1 : 0
    s = (s * 16807) % 2147483647; printf "%d,%.4f,%d,%d\n", 1 + i % 97, x, y, 1 + s % 50 } }' >"$work/rows"
{ echo id,x,y,t && cat "$work/rows"; } >"$work/short.csv"
{ echo id,x,y,t && awk -F, -v OFS=, '{ $1 = "9007199254741" 300 + $1; print }' "$work/rows"; } >"$work/long.csv"
both() { # WORDS: TABLE stands for the table
    for table in short long; do
        # shellcheck disable=SC2046
        (cd "$work" && "$latecare" $(echo "$1" | sed "s/TABLE/$table.csv/") "${2:---json}" "${3:---json}") \
            >"$work/$table.out" 2>&1 || fail "$table: $*: $(cat "$work/$table.out")"
        sed "s/$table.csv/TABLE/g" "$work/$table.out" >"$work/$table.same"
    done
    same "$work/short.same" "$work/long.same" "$*: identifiers beyond 2^53"
}
both 'fit TABLE --family logistic' --formula 'y~x+cluster(id)'
both 'fit TABLE --family cox' --formula 'Surv(t,y)~x+cluster(id)'
both 'fit TABLE --family cox' --formula 'Surv(t,y)~x+strata(id)'
both 'evaluate TABLE --marker x --outcome y --child id'
both 'curve TABLE --times 20' --formula 'Surv(t,y)~cluster(id)'

# a number that cannot name a cluster
status 3 fit "$work/short.csv" --family logistic --formula 'y ~ t + cluster(x)'
says 'row 1: -0[.]4999 is no number of a cluster: these are whole numbers up to 2^53, or text'

# 100,000 persons seen five times: 65,536 clusters at once, then 34,464, whose tables
# would be cut into more than there is room for. Expected: the sandwich by plain sums
# (numpy).
awk 'BEGIN { s = 7; print "id,a,b,y"
  for (i = 0; i < 500000; i++) { s = (s * 16807) % 2147483647
    printf "%d,%d,%d,%d\n", i % 100000, s % 2, int(s / 3) % 3, (int(s / 9973) % 10) < 1 + s % 2 } }' >"$work/many.csv"
status 0 fit "$work/many.csv" --family logistic --formula 'y ~ a + b + cluster(id)' --json
got=$(sed -n 's/.*"robust_se": \([0-9.]\{10\}\).*/\1/p' "$work/out" | tr '\n' ' ')
[ "$got" = '0.00828561 0.00834819 0.00491079 ' ] || fail "robust errors of 100,000 clusters: $got"

# rows on both sides of the blocks that are scored at once: the same risks
cp "$work/short.csv" "$work/block.csv"
for i in 1 2 3; do tail -n +2 "$work/short.csv" >>"$work/block.csv"; done
status 0 fit "$work/short.csv" --family cox --formula 'Surv(t,y)~x' --output "$work/model.json"
status 0 predict "$work/model.json" "$work/block.csv" --horizon 20 --output "$work/all.csv"
for rows in 255 256 257 511 512 513; do
    head -n $((rows + 1)) "$work/block.csv" >"$work/some.csv"
    status 0 predict "$work/model.json" "$work/some.csv" --horizon 20
    head -n $((rows + 1)) "$work/all.csv" | cmp - "$work/out" || fail "$rows rows"
done
# the ends of what options take
status 0 fit "$work/short.csv" --family logistic --formula 'y~x' --threads 256
status 2 fit "$work/short.csv" --family logistic --formula 'y~x' --threads 257
status 0 fit "$work/short.csv" --family logistic --formula 'y~x' --path 3 --folds 3 --seed 2147483647
status 2 fit "$work/short.csv" --family logistic --formula 'y~x' --path 3 --folds 3 --seed 2147483648

exit $bad
