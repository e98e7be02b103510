#!/bin/sh
# Studies that cannot be: each wrong thing said with its place in the file and what to do,
# by plan and by train; and outcomes, columns and formulas that no model can be fitted to.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 2500 --years 10 --seed 9
fill s.h5
before=$(state s.h5)
small_study >good.yaml
runs plan good.yaml s.h5

# wrong WANTED WORDS SCRIPT: the good study with one thing changed, planned and trained
wrong() {
    sed "$3" good.yaml >study.yaml
    cmp -s good.yaml study.yaml && fail "no such line to change: $3"
    for verb in ${4:-plan train}; do
        out=
        [ $verb = train ] && out=m.json
        # shellcheck disable=SC2086
        status "$1" $verb study.yaml s.h5 $out
        says "$2"
    done
    [ ! -e m.json ] && [ ! -e m.html ] || fail "a model of $3"
}
wrong 3 'study.yaml:4:1: .*landmarsk' 's/^landmarks:/landmarsk:/'
wrong 3 'study.yaml:[0-9]*:[0-9]*: .*lable' '0,/label:/s//lable:/'
wrong 3 'study.yaml:4:[0-9]*: landmarks.every: .3 moons. is not a length of time' 's/3 months/3 moons/'
wrong 3 'study.yaml:[0-9]*:[0-9]*: .*aeg.*is one of age' 's/kind: age/kind: aeg/'
wrong 3 'study.yaml:3:[0-9]*: .*five' 's/age_from: 5/age_from: five/'
wrong 3 'study.yaml:3:' 's/age_to: 17/age_to: 4/'
wrong 3 'study.yaml:1:9: format' 's/^format: 1/format: 2/'
wrong 3 'study.yaml:1:9: format' 's/^format: 1/format: 0/'
wrong 3 'study.yaml' 's/^format: 1//'
wrong 3 'study.yaml' 's/models:/models: [/'
wrong 3 'study.yaml' '1,$d'
wrong 3 'study.yaml' 's/purpose: a test/purpose: a \x01 test/'
wrong 3 'longer than the data' 's/horizon: 12 months/horizon: 19 years/'
wrong 3 'landmark' 's/from: 2018-04-01/from: 2030-04-01/'
wrong 3 'study.yaml:4' 's/from: 2018-04-01/from: 2018-02-30/'
wrong 3 'study.yaml:4' 's/from: 2018-04-01/from: 01\/04\/2018/'
wrong 2 "study.yaml:[0-9]*:[0-9]*: models.*formula.*character [0-9]*: no predictor is called cin_opne; did you mean 'cin_open'" \
    's/cin_open +/cin_opne +/' 'plan train compare'
wrong 2 'study.yaml:[0-9]*:[0-9]*: models.*formula: .*character' 's/formula: age +/formula: age + * /' 'plan train compare'
wrong 2 'formula' 's/formula: age +/formula: age + (/'
wrong 5 'only while a child is looked after' 's/kind: count, history: exclusion/kind: count, history: missing_care/'
wrong 3 "study.yaml:[0-9]*:[0-9]*: predictors.*: no history is called 'exclusoin'; did you mean 'exclusion'" 's/history: exclusion/history: exclusoin/' 'plan train compare'

wrong 2 'study.yaml:[0-9]*:[0-9]*: .*family logistic does not read ties:; those that do: cox' \
    's/family: logistic,/family: logistic, ties: breslow,/' plan
wrong 2 'alpha: is read only with lambda: or path:' 's/family: logistic,/family: logistic, net: { alpha: 1 },/' plan
wrong 2 "dist: 'gamma' is not one of: weibull" 's/family: logistic,/family: aft, dist: gamma,/' plan

# a history that a schema knows and the store has not: plan, train and compare agree
"$latecare" import few.h5 $(find b/extracts -name '*.csv' -not -path '*police*' | LC_ALL=C sort) \
    --received 2025-04-01 >out 2>err || [ $? = 1 ] || fail "import: $(cat err)"
runs link few.h5
sed 's/family: \([a-z]*\),/family: \1, ridge: 1,/' good.yaml >study.yaml # few entries
status 1 plan study.yaml few.h5
grep -q 'cohort.known_to: the store has no history missing' out || fail "plan does not say what is absent"
status 1 train study.yaml few.h5 m.json
says 'train: cohort.known_to: the store has no history missing'
status 1 compare study.yaml few.h5
says 'compare: cohort.known_to: the store has no history missing'
rm -f m.json m.html

sed 's/family: cox/family: cocks/' good.yaml >study.yaml # not even where another model is asked
status 2 train study.yaml s.h5 m.json --model logistic
says "models.1..family: there is no family 'cocks'"

# a study by another name: missing, a folder, no study
status 3 plan none.yaml s.h5
says 'none.yaml: no such file'
status 3 plan b s.h5
status 3 plan s.h5 s.h5
status 3 plan good.yaml b/extracts/2025-04-01/police/gang.csv
says 'this is a table (CSV), not a store'
status 2 train good.yaml s.h5
says 'train \[options\] STUDY STORE OUT'
status 2 train good.yaml s.h5
says 'train \[options\] STUDY STORE OUT'
status 0 train good.yaml s.h5 --deals 2 --bootstrap 5
[ ! -e m.json ] || fail "a deal left a model"
status 2 compare good.yaml s.h5 --replicates 0 --seed 3
says '--seed is not read with --replicates 0'
status 2 train good.yaml s.h5 m.json --model forest
says forest
status 2 train good.yaml s.h5 m.json --model
status 2 train good.yaml s.h5 m.json --threads 1000
status 2 train good.yaml s.h5 m.json --bootstrap many
status 2 trian good.yaml s.h5 m.json
says "did you mean 'train'"
[ ! -e m.json ] || fail "a model of nothing"
[ "$before" = "$(state s.h5)" ] || fail "a study changed the store"

# --- outcomes and columns that carry no model
awk 'BEGIN { srand(4); print "y,none,every,sep,x,same,constant,t,far"
    for (i = 1; i <= 80; i++) { x = rand(); y = rand() < 0.4
        print y ",0,1," (x > 0.5) "," x "," x ",3," i "," x "e300" } }' >t.csv
fit() { # WANTED WORDS FAMILY FORMULA
    status "$1" fit t.csv --family "$3" --formula "$4" --output fit.json
    cat out >>err
    says "$2"
    [ "$1" = 0 ] || [ ! -e fit.json ] || [ "$4" = 'sep ~ x' ] || fail "a model of $4"
    rm -f fit.json
}
fit 4 'no row has the outcome' logistic 'none ~ x'
fit 4 'no row is without the outcome' logistic 'every ~ x'
fit 4 'no row has an event' cox 'Surv(t, none) ~ x'
fit 0 'x' cox 'Surv(t, every) ~ x'
fit 4 'separated) for: .*x' logistic 'sep ~ x'
fit 3 'too large to square' logistic 'y ~ far'
fit 2 "did you mean 'same'" logistic 'y ~ sama'
fit 2 'expected' cox 'Surv(t, y ~ x'
fit 2 'no family' coxx 'Surv(t, y) ~ x'
for family in 'logistic y' 'cox Surv(t,y)'; do
    # a constant and a second copy cannot be estimated, and say so; the rest is as without
    fit 0 x "${family% *}" "${family#* } ~ x"
    alone=$(grep '^x ' err | head -n 1)
    for more in constant same; do
        fit 0 "not estimated\|alias\|depend\|left out\|constant" "${family% *}" "${family#* } ~ x + $more"
        [ "$(grep '^x ' err | head -n 1 | tr -s ' ')" = "$(echo "$alone" | tr -s ' ')" ] ||
            fail "$more changes x: $alone: $(cat err)"
    done
done
printf 'y,x\n' >t.csv
fit 4 'no row' logistic 'y ~ x'
: >t.csv
fit 3 'empty' logistic 'y ~ x'
printf 'y,x\n1,"2\n0,3\n' >t.csv
fit 3 't.csv: line 2' logistic 'y ~ x'
printf 'y,x\n1,2\0\n0,3\n' >t.csv
fit 3 't.csv: line 2' logistic 'y ~ x'
printf '\357\273\277y,x\r\n1,2\r\n0,1\r\n1,1.5\r\n0,3\r\n1,2\r\n0,2.5' >t.csv
fit 0 '^6 rows' logistic 'y ~ x'
exit $bad
