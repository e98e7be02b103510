# Two published answers on real data, to every digit that was printed: the logistic
# model of ProPublica's COMPAS analysis, and R's Cox model of the same table.
latecare=$1
table=${LATECARE_SHARED:-../shared}/data/compas/two-years.csv
[ -r "$table" ] || { echo "SKIP: $table is not here"; exit 0; }
out=$(mktemp)
trap 'rm -f "$out"' EXIT
bad=0

# has NUMBER...: each stands in the output as printed
has() {
    for number; do
        grep -q -- "$number" "$out" || { echo "no $number in:"; cat "$out"; bad=1; }
    done
}

logistic() {
    "$latecare" fit "$table" --family logistic \
        --where 'days_b_screening_arrest >= -30 & days_b_screening_arrest <= 30 &
                 is_recid != -1 & c_charge_degree != "O" & score_text != "N/A"' \
        --formula 'score_text != "Low" ~ relevel(sex, "Male") + relevel(age_cat, "25 - 45") +
                   relevel(race, "Caucasian") + priors_count + c_charge_degree + two_year_recid' "$@"
}
logistic --json | python3 -c 'import json, sys
for term in json.load(sys.stdin)["terms"]:
    print("%s %.5f %.5f" % (term["name"], term["estimate"], term["se"]))' >"$out" || bad=1
has '(Intercept) -1.52554 0.07851' 'Female 0.22127 0.07951' \
    'Greater than 45 -1.35563 0.09908' 'Less than 25 1.30839 0.07593' \
    'African-American 0.47721 0.06935' 'Asian -0.25441 0.47821' \
    'Hispanic -0.42839 0.12813' 'Native American 1.39421 0.76612' \
    'Other -0.82635 0.16208' '^priors_count 0.26895 0.01110' \
    '^c_charge_degreeM -0.31124 0.06655' '^two_year_recid 0.68586 0.06402'
logistic >"$out" || bad=1
has '^6172 rows' '^priors_count  *0.26895  *0.01110' # in text, names may be broken
# deviances 8483.3 and 6168.4 are -2 times these; AIC 6192.4 adds 2 for each of 12 terms
awk '/^log-likelihood/ { gsub(/[()]/, "")
     r = sprintf("%.1f %.1f %.1f", -2 * $4, -2 * $2, -2 * $2 + 24)
     if (r != "8483.3 6168.4 6192.4") { print "deviances " r; exit 1 } }' "$out" || bad=1

cox() {
    "$latecare" fit "$table" --family cox --where 'end > start & score_text != "N/A"' \
        --formula "Surv(start, end, event) ~ $1" $2 --json >"$out" || bad=1
}
# json TERM MEMBER: as many digits as R printed
json() {
    awk -v term="\"$1\"" -v member="\"$2\":" -v digits="$3" '
        /"name":/ { here = index($0, term) > 0 }
        here && $1 == member { gsub(/,/, "", $2); printf "%." digits "f", $2; exit }' "$out"
}
top() {
    awk -v member="\"$1\":" -v digits="$2" '
        $1 == member { gsub(/,/, "", $2); printf "%." digits "f", $2; exit }' "$out"
}
is() { [ "$1" = "$2" ] || { echo "$1 is not $2"; bad=1; }; }

cox 'relevel(score_text, ref = "Low")' ''
is "$(top n 0) $(top events 0)" '7206 2757'
high=$(grep -n 'High"' "$out" | cut -d: -f1)
second() { sed -n "$high,\$p" "$out" | awk -v m="\"$1\":" '$1 == m { gsub(/,/, "", $2); printf "%.6f", $2; exit }'; }
is "$(second estimate) $(second se)" '1.208117 0.047238'
high=$(grep -n 'Medium"' "$out" | cut -d: -f1)
is "$(second estimate) $(second se)" '0.739670 0.045232'
is "$(top loglik_null 4) $(top loglik 4) $(top c 6)" '-23289.5013 -22954.2220 0.627583'
cox 'relevel(score_text, ref = "Low")' '--ties breslow'
high=$(grep -n 'High"' "$out" | cut -d: -f1)
is "$(second estimate)" '1.207397'
high=$(grep -n 'Medium"' "$out" | cut -d: -f1)
is "$(second estimate)" '0.739352'

# two columns are called decile_score: the first is that, the second decile_score.1
cox decile_score ''
is "$(json decile_score estimate 6) $(json decile_score se 6) $(top c 6)" '0.189377 0.006613 0.654761'
first=$(sed -n 1p "$table" | tr ',' '\n' | grep -c '^decile_score$')
is "$first" 2
cox decile_score.1 ''
is "$(json decile_score.1 estimate 6)" '0.189377' # the file gives the same score twice
exit $bad
