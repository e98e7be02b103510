# compare: README's commands as written, on shipped tables; the same bytes again and with
# other threads; refusals.
. tests/command/words.sh
latecare=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() { echo "$*"; bad=1; }
status() {
    wanted=$1
    shift
    "$@" >"$work/out" 2>"$work/err"
    got=$?
    [ $got = "$wanted" ] || { fail "exit $got, not $wanted: $*"; cat "$work/err"; }
}

# every 'latecare compare' block of README that names a shipped table
mkdir "$work/bin"
ln -s "$(cd "$(dirname "$latecare")" && pwd)/$(basename "$latecare")" "$work/bin/latecare"
awk '/^    latecare compare tests/ { on = 1 } on { print } on && !/\\$/ { on = 0 }' README.md >"$work/readme.sh"
[ "$(grep -c '^    latecare compare' "$work/readme.sh")" = 2 ] || fail "README's commands were not found"
PATH="$work/bin:$PATH" sh -e "$work/readme.sh" >"$work/readme" || fail "README's commands fail"
grep -q '^splines .* no difference shown$' "$work/readme" || fail "no difference was compared"
grep -q '^lasso ' "$work/readme" || fail "the lasso is not in the table"

pbc=tests/golden/cox_pbc/data.csv
compare() { "$latecare" compare "$pbc" --horizon 1826 --replicates 50 "$@"; }
small='cox: Surv(time, death) ~ age'
large='cox: Surv(time, death) ~ age + log(bili)'
status 0 compare "$small" "$large" --json --threads 1
cp "$work/out" "$work/one"
status 0 compare "$small" "$large" --json --threads 2
cmp -s "$work/one" "$work/out" || fail "one thread and two differ"
grep -q '"reference": "cox"' "$work/out" || fail "the first is not the reference"
grep -q '"name": "cox (2)"' "$work/out" || fail "equal names are not told apart"
grep -q '"shown": true' "$work/out" || fail "bilirubin makes no difference"

# a model that cannot be fitted is a finding, not the end
status 1 compare "$small" 'cox: Surv(time, death) ~ I(death == 1 & time < 1000)'
grep -q 'not fitted: in fold' "$work/out" || fail "the cause is not said"
status 2 compare "$small" 'logistic: death ~ age'
status 2 compare "$small" 'cox: Surv(time, status) ~ age'
status 2 compare "$small" 'forest: Surv(time, death) ~ age'
status 2 compare 'cox,robust: Surv(time, death) ~ age'
holds "$work/err" "does not take fit's option 'robust'; of family cox it takes: ties, " || fail "$(cat "$work/err")"
status 2 compare 'aft,alpha=1: Surv(time, death) ~ age'
holds "$work/err" 'family aft does not read alpha' || fail "$(cat "$work/err")"
status 2 compare 'cox,depth=3: Surv(time, death) ~ age'
status 2 compare 'Surv(time, death) ~ age'
status 2 "$latecare" compare "$pbc" "$small"
status 2 compare "$small" --folds 400
status 3 "$latecare" compare "$work/absent.csv" "$small" --horizon 10
exit $bad
