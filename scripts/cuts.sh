#!/bin/sh
# The same files give the same answers, however they come and under whatever key: a borough's
# load as it is, CUTS times cut by rows and shuffled over three commands a day, and under KEYS
# further keys. Design, model, list and page are compared byte for byte.
#   scripts/cuts.sh PROGRAM CHILDREN CUTS KEYS [SEED...]     a borough for each SEED (default 1)
# STUDY (default late-entry; of a small borough another, which its few entries carry), YEARS
# (default 10) and BOOTSTRAP (default 20) may be set.
set -eu
latecare=$(realpath "$1") children=$2 cuts=$3 keys=$4
shift 4
root=$(cd "$(dirname "$0")/.." && pwd)
study=$(realpath "${STUDY:-$root/datasets/studies/late-entry.yaml}")
hangs='/header.csv$|cla_episodes|ssd_missing|uasc|assessment_factors|ssd_family' # on other extracts of their day
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "cuts.sh: $*" >&2; exit 1; }
# exit status 1 is "done, with findings", or a verdict
step() { "$latecare" "$@" >said 2>&1 || [ $? = 1 ] || fail "$* in $(pwd): $(cat said)"; }

# cut_files SEED: the files of stdin, their names by chance, most in two by row, into ./part
cut_files() {
    rm -rf part && mkdir part
    awk -v seed="$1" 'BEGIN { srand(seed) } {
        n = 0
        while ((getline line < $0) > 0) {
            if (!n++) { head = line; part[0] = part[1] = ""; continue }
            k = rand() < 0.5
            part[k] = part[k] line "\n"
        }
        close($0)
        for (k = 0; k < 2; k++) {
            file = sprintf("part/%05d-%04d.csv", 99999 * rand(), 2 * NR + k)
            if (part[k] != "" || (!k && n == 1 && part[1] == "")) {
                printf "%s\n%s", head, part[k] > file
                close(file)
            }
        }
    }'
}
# load SEED: 0, each day's files in one command; else cut, and those that hang on others last
load() {
    for extract in ../borough/extracts/*/; do
        day=$(basename "$extract")
        find "$extract" -name '*.csv' | LC_ALL=C sort >files
        if [ "$1" = 0 ]; then
            # shellcheck disable=SC2046
            step import store.h5 $(cat files) --received "$day"
            continue
        fi
        grep -vE "$hangs" files | cut_files "$1"
        for command in 0 1; do
            # shellcheck disable=SC2046,SC2012
            step import store.h5 $(ls part/*.csv | awk "NR % 2 == $command") --received "$day"
        done
        # shellcheck disable=SC2046
        step import store.h5 $(grep -E "$hangs" files) --received "$day"
    done
    step link store.h5
}
# answer NAME SEED: a folder with what comes of a load
answer() {
    mkdir "$work/$1" && cd "$work/$1"
    load "$2"
    step design "$study" store.h5 design.csv
    step train "$study" store.h5 model.json --bootstrap "${BOOTSTRAP:-20}"
    step score model.json store.h5 --asof "$day" --output list.json
    step report model.json store.h5 --list list.json --reason comparison --output page.html
}
same() {
    for file in design.csv model.json model.html list.json page.html; do
        cmp "$work/whole/$file" "$work/$1/$file" >&2 || fail "seed $seed, $1: another $file"
    done
    cmp -s "$work/whole/store.h5.key" "$work/$1/store.h5.key" && fail "two stores of one key prove nothing"
    rm -r "${work:?}/$1"
}

for seed in "${@:-1}"; do
    rm -rf "${work:?}"/*
    cd "$work"
    step simulate borough --children "$children" --years "${YEARS:-10}" --seed "$seed"
    answer whole 0
    rows=$(($(wc -l <design.csv) - 1))
    [ "$rows" -gt 1000 ] || fail "a design of $rows rows proves nothing"
    for n in $(seq "$keys"); do answer "key$n" 0 && same "key$n"; done
    for n in $(seq "$cuts"); do answer "cut$n" "$n" && same "cut$n"; done
    echo "borough $seed: $children children, $rows rows: $cuts cuts and $keys keys give the same design, model, list and page"
done
