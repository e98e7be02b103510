#!/bin/sh
# Two compilers, one answer: the same borough byte for byte, and of it the same design
# and the same model.
#   scripts/compilers.sh PROGRAM PROGRAM
# Both with the plain kernels: the vectors' may fuse and reorder as their compiler likes.
# Where C leaves an order open (two calls in one call's arguments), compilers differ.
set -eu
one=$(realpath "$1") two=$(realpath "$2")
study=$(realpath datasets/studies/late-entry.yaml)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in one two; do
    mkdir "$work/$program"
    cd "$work/$program"
    [ $program = one ] && latecare=$one || latecare=$two
    "$latecare" --kernels plain simulate borough --children 8000 --years 10 --seed 1 >said
    for extract in borough/extracts/*/; do
        # shellcheck disable=SC2046
        "$latecare" --kernels plain import store.h5 $(find "$extract" -name '*.csv' | LC_ALL=C sort) \
            --received "$(basename "$extract")" --rejects "rejects-$(basename "$extract").csv" \
            >>said || [ $? = 1 ]
    done
    "$latecare" --kernels plain link store.h5 >>said || [ $? = 1 ]
    "$latecare" --kernels plain design "$study" store.h5 design.csv >>said || [ $? = 1 ]
    "$latecare" --kernels plain train "$study" store.h5 model.json --bootstrap 20 >>said || [ $? = 1 ]
    rm -f store.h5* model.json.seal # of its own key
done
cd "$work"
diff -r one two || { echo "compilers.sh: two compilers, two answers" >&2; exit 1; }
echo "compilers.sh: the same from both, $(find one -type f | wc -l) files"
