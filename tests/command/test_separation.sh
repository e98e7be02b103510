# separation: no number for what has no finite estimate, in any family, and exit 4.
. "${0%/*}/common.sh"
data=tests/command/separation

# parted WHICH FAMILY FORMULA FIT-OPTIONS...: WHICH (names, in order) and no others
parted() {
    which=$1 family=$2 formula=$3
    shift 3
    status 4 fit "$table" --family "$family" --formula "$formula" --json "$@"
    tr -d ' \n' <"$work/out" | grep -o '"name":"[^"]*","estimate":[^,]*,"se":"inf","robust_se":[^,]*,"z":-\?0[.0]*,"p":1[.0]*,"low":"-inf","high":"inf"' |
        sed 's/"name":"//; s/".*//' | tr '\n' ' ' >"$work/got"
    [ "$(cat "$work/got")" = "$which " ] || fail "$family $formula: $(cat "$work/got")"
    [ "$(tr -d ' \n' <"$work/out" | grep -o '"se":"inf"' | wc -l)" = "$(echo "$which" | wc -w)" ] ||
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

command -v python3 >/dev/null || { echo "SKIP: no python3"; exit $bad; }
python3 $data/cone.py "$latecare" "$work" 7 90 >"$work/out"
tail -1 "$work/out" | grep -q '^0 90 [1-9][0-9]' || fail "against linear programming: $(tail -3 "$work/out")"
exit $bad
