# A probit model has the coefficients, errors, likelihood and risks of R's
# glm(low ~ age + lwt, binomial(probit)), and says of itself only what is true.
. tests/command/common.sh
births=tests/golden/logit_birthwt/data.csv
fit() { "$latecare" fit "$births" --family probit "$@"; }
fit --formula 'low ~ age + lwt' --output "$work/m.json" --json >"$work/fit.json" || fail "fit"
"$latecare" predict "$work/m.json" "$births" >"$work/risks.csv" || fail "predict"
python3 - "$work/fit.json" "$work/risks.csv" <<'END_OF_CHECK' || fail "not R's values"
import csv, json, sys
fit = json.load(open(sys.argv[1]))
near = lambda a, b: abs(a - b) < 1e-6 * max(1, abs(b))
for term, b, se in zip(fit["terms"], (1.018090429, -0.024408185, -0.007405418), (0.584969284, 0.019165856, 0.003555219)):
    assert near(term["estimate"], b) and near(term["se"], se), term
    assert term["exp"] is None, "exp of a probit coefficient is no ratio"
assert abs(fit["loglik"] + 113.5814) < 1e-4 and abs(fit["aic"] - 233.1628) < 1e-4
rows = list(csv.DictReader(open(sys.argv[2])))
assert near(float(rows[0]["risk"]), 0.213757501) and near(float(rows[1]["risk"]), 0.174837600), rows[:2]
END_OF_CHECK
fit --formula 'low ~ age + lwt' >"$work/out" || fail "fit's table"
grep -q ' exp ' "$work/out" && fail "the table has exp"
"$latecare" evaluate "$work/m.json" "$births" | grep -q '^auc  *0.62516' || fail "evaluate"
"$latecare" compare "$births" --capacity 30 'logistic: low ~ age + lwt' 'probit: low ~ age + lwt' |
    grep -q '^probit ' || fail "compare"
"$latecare" help fit | grep -q 'probit regression' || fail "help"
refused() { # WORDS ARGUMENTS: exit 2, and why
    words=$1
    shift
    "$@" >/dev/null 2>"$work/err" && fail "passed: $*"
    holds "$work/err" "$words" || fail "$(cat "$work/err")"
    grep -qE 'trees|linear predictor' "$work/err" && fail "untrue: $(cat "$work/err")"
    return 0
}
refused 'elastic net\|lambda' fit --formula 'low ~ age' --lambda 0.1
refused 'firth\|Firth' fit --formula 'low ~ age' --firth
refused 'family probit does not read --zph; those that do: cox' fit --formula 'low ~ age' --zph km
refused 'strata() means nothing to the probit family' fit --formula 'low ~ age + strata(race)'
refused 'it tells whether, not when' "$latecare" predict "$work/m.json" "$births" --quantiles 0.5
# told to others, and recalibrated: on its own rows there is nothing to learn
"$latecare" export "$work/m.json" "$work/page.txt" && "$latecare" export "$work/m.json" "$work/m.pmml" --to pmml || fail "export"
grep -q '^  risk = Phi(L)$' "$work/page.txt" || fail "the page's risk"
[ "$(python3 tests/command/export/rescore.py "$work/page.txt" "$work/m.pmml" "$births" "$work/risks.csv" 1)" = 189 ] ||
    fail "worked out elsewhere, the risks differ"
"$latecare" recalibrate "$work/m.json" "$births" "$work/r.json" --method slope >"$work/out" || fail "recalibrate"
grep -q 'intercept [+-]0.00000, slope 1.00000' "$work/out" || fail "$(cat "$work/out")"
refused 'no baseline; take intercept' "$latecare" recalibrate "$work/m.json" "$births" "$work/b.json" --method baseline
exit $bad
