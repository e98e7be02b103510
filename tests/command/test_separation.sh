# separation: no number for what has no finite estimate, in any family, and exit 4.
. "${0%/*}/common.sh"
data=tests/command/separation

# parted WHICH FAMILY FORMULA FIT-OPTIONS...: WHICH (names, in order) and no others
parted() {
    which=$1 family=$2 formula=$3
    shift 3
    status 4 fit "$table" --family "$family" --formula "$formula" --json "$@"
    tr -d ' \n' <"$work/out" | grep -o '"name":"[^"]*","infinite":true,"estimate":[^,]*,"se":null,"robust_se":null,"z":-\?0[.0]*,"p":1[.0]*,"low":null,"high":null' |
        sed 's/"name":"//; s/".*//' | tr '\n' ' ' >"$work/got"
    [ "$(cat "$work/got")" = "$which " ] || fail "$family $formula: $(cat "$work/got")"
    [ "$(tr -d ' \n' <"$work/out" | grep -o '"infinite":true' | wc -l)" = "$(echo "$which" | wc -w)" ] ||
        fail "$family $formula: others"
}
offers() { # the options that the family reads, and no others
    for option in ridge firth; do
        case $1 in
        *$option*) says "--$option" ;;
        *) ! grep -q -- "--$option" "$work/err" || fail "$family offers --$option" ;;
        esac
    done
}

# the reference site has no event: R's glm and coxph run off as well
table=$data/refzero.csv
parted '(Intercept) siteb sitec' logistic 'y ~ site + age' && offers 'ridge firth'
parted '(Intercept) siteb sitec' logistic 'y ~ site + age' --robust
parted '(Intercept) siteb sitec' cloglog 'y ~ site + age' && offers ridge
parted 'siteb sitec' cox 'Surv(age, y) ~ site' && offers 'ridge firth'
parted 'siteb sitec' cox 'Surv(age, y) ~ site' --robust
parted 'siteb(cause1) sitec(cause1)' cause-specific 'Surv(age, y) ~ site' && offers 'ridge firth'
parted 'siteb sitec' fine-gray 'Surv(age, y) ~ site' && offers ridge
parted '(Intercept) siteb sitec' aft 'Surv(age, y) ~ site' && offers none
for penalty in '--ridge 1' --firth; do
    # shellcheck disable=SC2086
    status 0 fit "$table" --family logistic --formula 'y ~ site + age' $penalty
done
# every event is where g is 0, in whichever way ties are told
table=$data/exact.csv
for ties in efron breslow exact; do
    parted g cox 'Surv(t, e) ~ g' --ties $ties
done

# the model of a separated outcome is written: rows that no lost direction moves have the
# risk and the limits that a fit to them alone gives them, and the others say why not
kept() { # FAMILY FORMULA PREDICT-OPTIONS FIT-OPTIONS...
    family=$1 formula=$2 by=$3
    shift 3
    status 4 fit "$table" --family "$family" --formula "$formula" --output "$work/parted.json" --force "$@"
    says "the model was written: it has a risk for 100 of the 150 rows"
    status 0 fit "$table" --family "$family" --formula "$formula" --where 'site != "a"' --output "$work/whole.json" --force "$@"
    for model in parted whole; do
        # shellcheck disable=SC2086
        "$latecare" predict "$work/$model.json" "$table" $by 2>/dev/null | cut -d, -f3-6 >"$work/$model.csv"
    done
    paste -d, "$table" "$work/parted.csv" "$work/whole.csv" | awk -F, '
        function far(a, b) { return (a > b ? a - b : b - a) > 1e-9 }
        NR == 1 { next }
        $2 == "a" { blank += $4 $5 $6 == "" && $7 ~ /separated/; next }
        $5 != "" && $6 != "" && $5 < $4 && $4 < $6 && !far($4, $8) && !far($5, $9) && !far($6, $10) { same++ }
        END { exit !(blank == 50 && same == 100) }' || fail "$family $*: rows that keep their risk"
}
table=$data/refzero.csv
kept logistic 'y ~ site + age' ''
kept logistic 'y ~ site + age' '' --robust
kept cloglog 'y ~ site + age' ''
kept cox 'Surv(age, y) ~ site' '--horizon 13'
kept cox 'Surv(age, y) ~ site' '--horizon 13' --robust
kept cox 'Surv(age, y) ~ site' '--horizon 13' --ties exact
kept cause-specific 'Surv(age, y) ~ site' '--horizon 13'
kept fine-gray 'Surv(age, y) ~ site' '--horizon 13'
kept aft 'Surv(age, y) ~ site' '--horizon 13'
kept aft 'Surv(age, y) ~ site' '--horizon 13' --dist lognormal --robust
awk -F, -v OFS=, 'NR > 1 { $3 = 6 * (1 + int(NR / 3) % 3); if (NR % 7 < 2) $1 = 0 } 1' "$table" >"$work/steps.csv"
table=$work/steps.csv
kept discrete-logit 'Surv(age, y) ~ site' '--horizon 12' --grid 6
kept discrete-cloglog 'Surv(age, y) ~ site' '--horizon 12' --grid 6

# an interval in which everybody has the event is the last that anybody is in: it says nothing
# of those before, whose risks are those of rows that are censored where it begins
table=$data/refzero.csv
awk -F, -v OFS=, 'NR > 1 && $3 >= 15 { $3 = 15; $1 = 0 } 1' "$table" >"$work/censored.csv"
for link in logit cloglog; do
    status 4 fit "$table" --family discrete-$link --formula 'Surv(age, y) ~ site' --grid 3 --where 'site != "a"' --output "$work/full.json" --force
    status 4 fit "$table" --family discrete-$link --formula 'Surv(age, y) ~ site' --grid 3 --output "$work/parted.json" --force
    status 0 fit "$work/censored.csv" --family discrete-$link --formula 'Surv(age, y) ~ site' --grid 3 --where 'site != "a"' --output "$work/early.json" --force
    for by in 12 15; do
        for model in full parted early; do
            "$latecare" predict "$work/$model.json" "$table" --horizon $by 2>/dev/null | cut -d, -f3-6 >"$work/$model.csv"
        done
        paste -d, "$work/early.csv" "$work/full.csv" "$work/parted.csv" | awk -F, '
            function near(a, b) { return a != "" && b != "" && (a > b ? a - b : b - a) < 1e-9 }
            NR == 1 { next }
            $1 == "" { blank += $5 $9 == "" && $8 != "" && $12 ~ /separated/; next }
            { for (k = 1; k <= 3; k++) same += near($k, $(k + 4)) && near($k, $(k + 8)) }
            END { exit !(blank == 50 && same == 300) }' || fail "discrete-$link by $by: an interval of events alone"
    done
done

# who could not leave a row out refuses the model, and no other number slips through
table=$data/refzero.csv
status 4 fit "$table" --family cox --formula 'Surv(age, y) ~ site' --output "$work/parted.json" --force
status 4 export "$work/parted.json" "$work/parted.pmml" --to pmml --times 13
says "the outcome is separated in this model"
status 4 recalibrate "$work/parted.json" "$table" "$work/again.json"
says "the outcome is separated in this model"
status 1 predict "$work/parted.json" "$table" --horizon 13
[ "$(cut -d, -f2 "$work/out" | sort -u | tr '\n' ' ')" = ' linear_predictor ' ] || fail "a linear predictor without an end"
status 1 predict "$work/parted.json" "$table" --curve --times 11,13
[ "$(grep -c separated "$work/out")" = 100 ] || fail "curves of rows without a risk"
status 1 predict "$work/parted.json" "$table" --quantiles 0.2
[ "$(grep -c separated "$work/out")" = 50 ] || fail "quantiles of rows without a risk"
status 2 evaluate "$work/parted.json" "$table"
status 0 evaluate "$work/parted.json" "$table" --horizon 13
holds "$work/out" '; 50 rows without a risk: the outcome is separated there' || fail "rows left out without the reason"
status 4 fit "$table" --family logistic --formula 'y ~ site' --max-steps 1 --output "$work/never.json"
says "no model was written"
[ ! -e "$work/never.json" ] || fail "a fit that did not converge was written"
# in a comparison it is a row with its reason, and the others go on
status 1 compare "$table" 'a=logistic: y ~ site' 'b=logistic: y ~ age' 'c=logistic,ridge=1: y ~ site' --json
[ "$(grep -c '"auc"' "$work/out")" -ge 3 ] || fail "the others of a comparison"
grep -q 'in fold 1: no finite estimate.*; 100 of the 150 held-out rows have a risk all the same' "$work/out" ||
    fail "a separated variant without its reason"

command -v python3 >/dev/null || { echo "SKIP: no python3"; exit $bad; }
python3 $data/cone.py "$latecare" "$work" 7 90 >"$work/out"
tail -1 "$work/out" | grep -q '^0 90 [1-9][0-9] [1-9][0-9]' || fail "against linear programming: $(tail -3 "$work/out")"
exit $bad
