#!/bin/sh
# attack.sh BUILD PLANS BOROUGHS: tries to work counts of 1 to 5 children back from what is told
# (tests/attack/attack.py): from PLANS random plans, and from all that BOROUGHS simulated boroughs
# let out (plan, describe, compare, model file, and the same of a release before). None may be
# found; and to show that the attacker can, the same with nothing but 1 to 5 made c must be found.
set -eu
build=$(realpath "$1")
plans=$2
boroughs=$3
cd "$(dirname "$0")/.."
attack=$(realpath tests/attack/attack.py)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/tests/attack/plans" "$plans" 1 | "$attack" --stream
if "$build/tests/attack/plans" 200 1 unsuppressed | "$attack" --naive --stream >"$work/naive"; then
    echo "the attacker finds nothing where there is something"
    exit 1
fi
echo "and with nothing but 1 to 5 made c: $(tail -n 1 "$work/naive")"

# let_out STORE NAME: all that a store's keeper may hand on
let_out() {
    "$build/latecare" plan "$work/study.yaml" "$1" --json >"$2.plan.json" || [ $? = 1 ]
    "$build/latecare" describe "$1" --json --risk-of-identification >"$2.describe.json"
    "$build/latecare" train "$work/study.yaml" "$1" "$2.model.json" --model logistic >"$work/out" 2>&1 || [ $? = 1 ] || {
        echo "no model: $(tail -n 1 "$work/out")"
        rm -f "$2.model.json"
    }
    "$build/latecare" compare "$work/study.yaml" "$1" --json >"$2.compare.json" 2>"$work/out" || [ $? = 1 ] || rm "$2.compare.json"
}
# the study of the tests
sed -n '/^small_study() {/,/^}/p' tests/command/common.sh >"$work/study.sh"
# shellcheck disable=SC1091
. "$work/study.sh"
small_study | sed "s/ + exclusions }/ + exclusions, ridge: 1 }/" >"$work/study.yaml"
cat >>"$work/study.yaml" <<'GROUPS'
groups:
  - { label: Black, attribute: ethnicity, values: [BCRB, BAFR, BOTH] }
  - { label: Mixed, attribute: ethnicity, values: [MWBC, MWBA, MWAS, MOTH] }
  - { label: Asian, attribute: ethnicity, values: [AIND, APKN, ABAN, AOTH, CHNE] }
  - { label: girls, attribute: sex, values: [F] }
GROUPS
# fill STORE FOLDER
fill() {
    # shellcheck disable=SC2046
    "$build/latecare" import "$1" $(find "$2/extracts" -name '*.csv' | LC_ALL=C sort) \
        --received 2025-04-01 >"$work/out" || [ $? = 1 ]
    "$build/latecare" link "$1" >"$work/out" || [ $? = 1 ]
}
seed=0
while [ "$seed" -lt "$boroughs" ]; do
    seed=$((seed + 1))
    b=$work/$seed
    "$build/latecare" simulate "$b" --children $((1500 + 1000 * (seed % 7))) --years 6 --seed $seed --dirt 0 >"$work/out"
    fill "$b.h5" "$b"
    let_out "$b.h5" "$work/late"
    # the release before it had a fortieth of the rows less
    find "$b/extracts" -name '*.csv' | while read -r csv; do
        awk 'NR == 1 || (NR + length) % 40' "$csv" >"$work/thin" && mv "$work/thin" "$csv"
    done
    fill "$b.early.h5" "$b"
    let_out "$b.early.h5" "$work/early"
    echo "borough $seed: $("$attack" "$work"/early.*.json --later "$work"/late.*.json)"
    rm -rf "$b" "$b".* "$work"/early.* "$work"/late.*
done
