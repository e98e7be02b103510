# export: what the page of arithmetic and the PMML say, worked out by another program
# (python3, no library but its own), is the risk that the engine gives to every row.
. tests/command/words.sh
latecare=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() { echo "$*"; bad=1; }
command -v python3 >/dev/null || { echo "SKIP: no python3"; exit 0; }

# rescored ROWS FAMILY FORMULA TABLE TIME [FIT-OPTIONS...]: at TIME, and among others
rescored() {
    rows=$1 family=$2 formula=$3 table=$4 time=$5 horizon="--horizon $5" at=--times
    shift 5
    case $formula in Surv*) ;; *) horizon='' at='' ;; esac # a yes or no has no time
    "$latecare" fit "$table" --family "$family" --formula "$formula" "$@" \
        --output "$work/m.json" --force >/dev/null &&
        "$latecare" predict "$work/m.json" "$table" $horizon >"$work/p.csv" || fail "$family: $formula"
    for times in "$time" "$(($time / 2 + 1)),$time"; do
        "$latecare" export "$work/m.json" "$work/page.txt" $at ${at:+"$times"} --force &&
            "$latecare" export "$work/m.json" "$work/m.pmml" --to pmml $at ${at:+"$times"} --force ||
            fail "$family: $formula"
        python3 tests/command/export/rescore.py "$work/page.txt" "$work/m.pmml" "$table" "$work/p.csv" \
            "$time" >"$work/count" 2>&1
        [ "$(cat "$work/count")" = "$rows" ] || { fail "$family: $formula"; cat "$work/count"; }
    done
}

birth=tests/golden/logit_birthwt/data.csv
pbc=tests/golden/cox_pbc/data.csv
mgus=tests/golden/crr_mgus2/data.csv
rescored 189 logistic 'low ~ race + log1p(ptl) + smoke:ht + I(age > 25)' "$birth" 1
rescored 189 logistic 'low ~ factor(ht) + rcs(lwt, 4) * smoke + poly(age, 2)' "$birth" 1
rescored 189 logistic 'low ~ age + lwt + smoke' "$birth" 1 --firth
rescored 189 logistic 'low ~ age + lwt + smoke' "$birth" 1 --path 20 --folds 4
rescored 189 cloglog 'low ~ ns(lwt, 3) + ui' "$birth" 1
rescored 189 scorecard 'low ~ .' "$birth" 1
rescored 312 cox 'Surv(time, death) ~ rcs(age, 4) + sex * log(bili) + factor(edema)' "$pbc" 1826
rescored 312 cox 'Surv(time, death) ~ I(albumin^2) + sqrt(ast) + stage' "$pbc" 365
rescored 312 cox 'Surv(time, death) ~ age + stage' "$pbc" 365 --ridge 2
for dist in weibull exponential rayleigh lognormal loglogistic gaussian logistic extreme; do
    rescored 312 aft 'Surv(time, death) ~ age + sex + log(bili)' "$pbc" 1826 --dist $dist
done
rescored 312 discrete-logit 'Surv(time, death) ~ age + sex + log(bili)' "$pbc" 1826 --grid 182.5
rescored 312 discrete-logit 'Surv(time, death) ~ age' "$pbc" 1826 --grid 91 --baseline spline
rescored 312 discrete-cloglog 'Surv(time, death) ~ age + sex' "$pbc" 1826 --grid 30 --baseline polynomial
rescored 1338 fine-gray 'Surv(etime, event) ~ age + sex' "$mgus" 60
rescored 1338 cause-specific 'Surv(etime, event) ~ age + sex' "$mgus" 60
rescored 1338 cause-specific 'Surv(etime, event) ~ rcs(age, 3)' "$mgus" 60 --cause 2

# refused STATUS WORD ARGS...: what cannot be told says why
refused() {
    wanted=$1 word=$2
    shift 2
    "$latecare" "$@" >/dev/null 2>"$work/err"
    [ $? = "$wanted" ] && holds "$work/err" "$word" || { fail "not refused: $*"; cat "$work/err"; }
}
"$latecare" fit "$pbc" --family cox --formula 'Surv(time, death) ~ age + strata(sex)' --output "$work/s.json" >/dev/null
refused 5 'take --to arithmetic' export "$work/s.json" - --to pmml --times 365
refused 2 '--times' export "$work/s.json" -
# a column of a field's own name would be read in its place
sed '1s/bili/z/' "$pbc" >"$work/z.csv"
"$latecare" fit "$work/z.csv" --family aft --formula 'Surv(time, death) ~ age + z' --output "$work/z.json" >/dev/null
refused 5 "the column 'z' has the name of a field" export "$work/z.json" - --to pmml --times 365
"$latecare" export "$work/s.json" - --times 365 | grep -c '^  H(365) = ' | grep -qx 2 ||
    fail "the page has not a baseline a stratum"
"$latecare" fit "$pbc" --family aft --formula 'Surv(time, death) ~ age + strata(sex)' --output "$work/t.json" >/dev/null
"$latecare" export "$work/t.json" - | grep -c '^  s = ' | grep -qx 2 || fail "the page has not a scale a stratum"
"$latecare" fit "$birth" --family logistic --formula 'low ~ age + offset(lwt)' --output "$work/o.json" >/dev/null
refused 5 'offset' export "$work/o.json" -
"$latecare" fit "$pbc" --family discrete-logit --formula 'Surv(time, death) ~ age' --grid 365 --output "$work/d.json" >/dev/null
refused 3 'beyond' export "$work/d.json" - --times 99999
if "$latecare" fit "$birth" --family boosted-logistic --formula 'low ~ age + lwt' --output "$work/b.json" >/dev/null 2>&1; then
    refused 5 'trees' export "$work/b.json" -
    refused 5 'train it anew' recalibrate "$work/b.json" "$birth" "$work/never.json"
fi
"$latecare" export "$work/s.json" "$work/page.txt" --times 365 2>/dev/null && fail "overwrote a file"
exit $bad
