# columns far from zero: with 1e6 added to every column, each family gives the same risks,
# limits, quantiles, residuals and measures, frozen, recalibrated or told to others.
. "${0%/*}/common.sh"
command -v python3 >/dev/null || { echo "SKIP: no python3"; exit 0; }
python3 - "$work" <<'END'
import math, random, sys
random.seed(3)
near, far = (open(f"{sys.argv[1]}/{name}.csv", "w") for name in ("near", "far"))
for out in (near, far):
    out.write("x,u,v,g,t,c,e,y\n")
for i in range(160):
    x, u, v = random.randint(0, 40) / 4, random.randint(-8, 8) / 2, random.randint(0, 1)
    eta = 0.15 * (x - 5) + 0.5 * v - 0.2 * u
    event = -math.log(random.random()) * math.exp(-eta) * 8
    other, end = -math.log(random.random()) * 20, random.random() * 20
    t = min(event, other, end)
    cause = 1 if t == event else 2 if t == other else 0
    y = int(random.random() < 1 / (1 + math.exp(0.3 - eta)))
    rest = [math.ceil(4 * t) / 4, cause, int(cause == 1), y]
    g = random.choice("abc")
    near.write(",".join(map(str, [x, u, v, g] + rest)) + "\n")
    far.write(",".join(map(str, [x + 1e6, u + 1.5e6, v, g] + rest)) + "\n")
END

# both NAME ARGS...: the answer about either table, as $work/near.NAME and $work/far.NAME;
# TABLE and MODEL in ARGS stand for them
both() {
    name=$1
    shift
    for place in near far; do
        args=$(printf '%s\n' "$@" | sed "s#TABLE#$work/$place.csv#; s#MODEL#$work/$place.json#; s#NEWCSV#$work/$place.new.csv#; s#NEW#$work/$place.new.json#")
        IFS='
'
        # shellcheck disable=SC2086
        "$latecare" $args >"$work/$place.$name" 2>"$work/$place.err" ||
            fail "$what: $name: $place: $(head -c 300 "$work/$place.err")"
        unset IFS
    done
}
alike() {
    both "$@"
    python3 tests/command/far/same.py "$work/near.$1" "$work/far.$1" ||
        fail "$what: $1 is not the same far from zero"
}

# far FAMILY RESPONSE FIT-OPTIONS...
far() {
    what="$*" family=$1 response=$2 horizon='--horizon 4'
    case $response in y) horizon='' ;; esac
    shift 2
    both fit fit TABLE --family "$family" --formula "$response ~ $columns" --output MODEL --force "$@"
    alike predict predict MODEL TABLE $horizon
    # totals of points tie, and rounding may part ties: the order is no test of a scorecard
    [ "$family" = scorecard ] || alike evaluate evaluate MODEL TABLE $horizon --json
    case $response in y) return ;; esac
    alike curve predict MODEL TABLE --curve --times 1,4
}
# told METHOD...: the same after each recalibration
told() {
    for method; do
        both recalibrate recalibrate MODEL TABLE NEW --method "$method" --force
        alike "recalibrated-$method" predict NEW TABLE $horizon
    done
}
# rescored: the page and the PMML say the risks of the far table
rescored() {
    case $response in y) at='' ;; *) at='--times 4' ;; esac
    # shellcheck disable=SC2086
    "$latecare" predict "$work/far.json" "$work/far.csv" $horizon >"$work/p.csv"
    # shellcheck disable=SC2086
    "$latecare" export "$work/far.json" "$work/page" $at --force &&
        "$latecare" export "$work/far.json" "$work/pmml" --to pmml $at --force || fail "$what: export"
    python3 tests/command/export/rescore.py "$work/page" "$work/pmml" "$work/far.csv" "$work/p.csv" 4 \
        >"$work/count" 2>&1
    [ "$(cat "$work/count")" = 160 ] || fail "$what: re-scored: $(tail -3 "$work/count")"
}

columns='x + u + v + g'
far logistic y && told intercept slope && rescored
far logistic y --firth
far logistic y --ridge 2
far logistic y --path 10 --folds 4
far cloglog y && told slope && rescored
far scorecard y && told intercept && rescored
far boosted-logistic y
far cox 'Surv(t, e)' && told intercept slope baseline && rescored
alike quantiles predict MODEL TABLE --quantiles 0.1,0.5
for kind in martingale score dfbeta schoenfeld; do
    both fit fit TABLE --family cox --formula 'Surv(t, e) ~ x + u + v + g' --residuals "$kind" \
        --output-residuals NEWCSV --force
    python3 tests/command/far/same.py "$work/near.new.csv" "$work/far.new.csv" ||
        fail "$kind residuals are not the same far from zero"
done
far cox 'Surv(t, e)' --ties exact
far cox 'Surv(t, e)' --firth
far cox 'Surv(t, e)' --path 10
far cause-specific 'Surv(t, c)' && told slope && rescored
far fine-gray 'Surv(t, c)' && told intercept slope && rescored
alike quantiles predict MODEL TABLE --quantiles 0.1,0.2
far discrete-logit 'Surv(t, e)' && told intercept slope baseline && rescored
far discrete-cloglog 'Surv(t, e)' --baseline spline --robust && told slope && rescored
far aft 'Surv(t, e)' && told intercept slope baseline && rescored
alike quantiles predict MODEL TABLE --quantiles 0.1,0.5
far aft 'Surv(t, e)' --dist gaussian
far boosted-cox 'Surv(t, e)'
# splines, factors and products: the means are those of the matrix's columns
columns='rcs(x, 4) + u + factor(v) * g'
far logistic y
far cox 'Surv(t, e)'
far fine-gray 'Surv(t, c)'

# a model of years: survfit of survival 3.5-3, conf.type log-log
"$latecare" fit tests/command/far/year.csv --family cox --formula 'Surv(days, event) ~ year + age' \
    --output "$work/year.json" >/dev/null
"$latecare" predict "$work/year.json" tests/command/far/year.csv --curve --times 365 >"$work/out"
sed -n 2p "$work/out" | awk -F, '{ printf "%.6f %.6f %.6f %.6f\n", $3, $4, $5, $6 }' |
    grep -qx '0.491575 0.042912 0.405106 0.572297' || fail "a year: $(sed -n 2p "$work/out")"
exit $bad
