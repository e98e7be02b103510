#!/bin/sh
# Numbers at the edges, each with its right answer from elsewhere: R 4.2.2 with survival
# 3.5-3, cmprsk 2.2-11 (cuminc, crr), pROC; a concordance of competing risks by plain
# loops over the pairs.
. tests/command/common.sh
truth=$(realpath tests/command/truth)
cd "$work" || exit 1

# near WANTED WITHIN WHAT: the number on standard input
near() {
    read -r got
    awk -v a="$got" -v b="$1" -v e="$2" 'BEGIN { d = a - b; exit !(a != "" && d <= e && -d <= e) }' ||
        fail "$3: '$got' is not $1"
}
# value NAME: of a metric, from the JSON of evaluate
value() { sed -n "/\"name\": \"$1\"/,/}/s/^ *\"${2:-value}\": \([^,]*\),*$/\1/p" "$work/out"; }

# times equal but for rounding: survfit(), survdiff(), concordance()
status 0 curve "$truth/float_ties.csv" --formula 'Surv(stop-start,event)~1' --output curve.csv
sed -n 2p curve.csv | cut -d, -f5 | near 0.75 1e-12 'survival at 0.2'
[ "$(grep -c '^,0[.]\(2\|19999\)' curve.csv)" = 1 ] || fail '0.2 is twice in the curve'
status 0 curve "$truth/float_ties.csv" --formula 'Surv(stop-start,event)~x' --test logrank --json
sed -n 's/^ *"chisq": \([^,]*\).*/\1/p' "$work/out" | near 2.043652 1e-6 'log-rank of rounded times'
status 0 evaluate "$truth/float_ties.csv" --marker x --outcome 'Surv(stop-start,event)' --json
value concordance | near 0.325 1e-12 'concordance of rounded times'
echo 'a,b,e
0.3,0.30000000000000004,1
0,1,1' >empty.csv
status 3 fit empty.csv --family cox --formula 'Surv(a,b,e)~1'
says 'row 1: it starts when it stops, but for rounding'

# a time asked for that the table has but for rounding is that time: the same answers as
# of a table that has it in full
echo 't,e,c,x,r,s,id
0.1,1,1,0,0.6,0,1
0.2,1,2,1,0.5,0,2
0.3,1,1,0,0.7,0,3
0.3,0,0,1,0.4,0,4
0.5,0,0,1,0.2,0,5
0.6,1,2,1,0.3,0,6
0.7,1,1,0,0.35,0,7' >asked.0.csv
sed 's/^0[.]3,/0.30000000000000004,/' asked.0.csv >asked.1.csv
sed 's/^0[.]3,/0.29999999999999993,/' asked.0.csv >asked.2.csv
for k in 0 1 2; do
    for what in "curve %s --formula Surv(t,e)~1 --times 0.2,0.3,0.6 --json" \
        "curve %s --formula Surv(t,c)~1 --times 0.2,0.3,0.6 --pseudo 0.3 --json" \
        "curve %s --formula Surv(s,t,e)~1 --id id --times 0.2,0.3,0.6 --json" \
        "evaluate %s --risk r --outcome Surv(t,e) --horizon 0.3 --until 0.3 --json" \
        "fit %s --family cox --formula Surv(t,e)~x --times 0.2,0.3,0.6 --json"; do
        # shellcheck disable=SC2046,SC2059
        status 0 $(printf "$what" "asked.$k.csv")
        sed 's/\([0-9][.][0-9]\{12\}\)[0-9]*/\1/; s/0[.]299999999999$/0.3/; s/0[.]299999999999,/0.3,/; s/0[.]300000000000/0.3/' "$work/out"
    done >"asked.$k.txt"
done
[ "$(wc -l <asked.0.txt)" -gt 300 ] || fail 'nothing was asked'
same asked.0.txt asked.1.txt 'a time later by rounding is not reached'
same asked.0.txt asked.2.txt 'a time earlier by rounding is another'

# cuminc()$Tests where a group ends in events
status 0 curve "$truth/gray.csv" --formula 'Surv(t,c)~g' --test gray --json
sed -n 's/^ *"chisq": \([^,]*\).*/\1/p' "$work/out" >chisq
head -1 chisq | near 0.5976096 1e-6 "Gray's test of cause 1"
tail -1 chisq | near 0.6289308 1e-6 "Gray's test of cause 2"

# the calibration slope: coxph() of log(-log(1 - risk)); 1 in crr() of its own index
for family in cause-specific fine-gray aft; do
    response='Surv(t,c)' options=
    case $family in cause-specific) options=--product-limit ;; aft) response='Surv(t,e)' ;; esac
    # shellcheck disable=SC2086
    status 0 fit "$truth/m.csv" --family $family $options --formula "$response~x+z" --output $family.json
    status 0 evaluate $family.json "$truth/m.csv" --horizon 5 --json
    case $family in
    cause-specific) value calibration_slope | near 1.232562 1e-6 'slope of cause-specific risks' ;;
    fine-gray)
        value calibration_slope | near 1 1e-9 "slope of Fine and Gray's risks"
        value concordance | near 0.5994262 1e-7 'concordance, those of the other cause kept'
        ;;
    aft) value calibration_slope | near 0.983094 1e-6 "slope of an accelerated failure time's risks" ;;
    esac
done

# limits stay where the value can be
status 0 evaluate "$truth/near_equal.csv" --marker p --outcome 'r==2' --json
value auc low | near 0.4802 1e-4 'lower limit of the AUC'
value auc high | near 1 0 'upper limit of the AUC'

# R reads 1 and 2 as censored and event: nobody does here without a word
# (but for Gray's test, which is of causes)
for words in 'curve TABLE --times 5 --formula Surv(t,e)~1' 'evaluate TABLE --marker x --outcome Surv(t,e)' \
    'fit TABLE --family cox --formula Surv(t,e)~x'; do
    # shellcheck disable=SC2046
    status 3 $(echo "$words" | sed "s|TABLE|$truth/status12.csv|")
    says 'never 0 (censored) but sometimes 2'
done

# quantile.survfit(): the middle of the flat part, the last time where it ends the curve
status 0 curve "$truth/flatend1.csv" --formula 'Surv(t,e)~1' --quantiles 0.5,0.75,0.9 --json
sed -n '/"quantiles"/,/\]/s/^ *"time": \([^,]*\).*/\1/p' "$work/out" >quantiles
[ "$(tr '\n' ' ' <quantiles)" = '7.0 11.5 null ' ] || fail "quantiles: $(cat quantiles)"

# beyond the last time that anybody of the stratum was watched (9 of u, 8 of v)
status 0 fit "$truth/mini.csv" --family cox --formula 'Surv(t,e)~x+strata(s)' --output mini.json
status 1 predict mini.json "$truth/mini.csv" --horizon 8.5
[ "$(grep -c ',,,,nobody was watched so long$' "$work/out")" = 5 ] || fail 'rows of v have a risk by 8.5'
status 0 predict mini.json "$truth/mini.csv" --horizon 8
grep -q watched "$work/out" && fail 'no risk by 8'
status 1 predict mini.json "$truth/mini.csv" --curve --times 9,10 --json
[ "$(grep -c '"cannot_score": "nobody was watched so long"' "$work/out")" = 10 ] || fail 'a curve by 10'

# small numbers have digits, and large ones do not touch their neighbours
awk -F, -v OFS=, 'NR == 1 { print $0, "far" } NR > 1 { print $0, $5 * 1e7 }' "$truth/m.csv" >far.csv
status 0 fit far.csv --family cox --formula 'Surv(t,e)~far+z'
grep -q '^far  *[0-9.]*e-08  *[0-9.]*e-09 ' "$work/out" || fail "digits of a small coefficient: $(grep ^far "$work/out")"

exit $bad
