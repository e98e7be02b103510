#!/bin/bash
# The program against R's survival and stats (and cmprsk, where it is installed), on
# random tables: offsets, times made by subtracting, levels that fall empty, groups that
# end in events, late entry, strata, weights. Prints how many comparisons of each kind
# agree, which differences are explained, and each that is not; exit 1 with one of these.
# R goes through 25 tables at a time, so that one on which R itself falls is known by its
# seed and the others are compared.
#   scripts/against-r.sh PROGRAM [TABLES] [FIRST SEED]      1000 tables from seed 1
set -eu
program=$(realpath "$1") tables=${2:-1000} first=${3:-1} chunk=25
command -v Rscript >/dev/null || { echo "against-r: R is not installed" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# some SEED COUNT: those tables; one by one where R falls
some() {
    local work=$work/$1.$2 status=0 seed
    mkdir "$work"
    Rscript "$script" "$program" "$work" "$2" "$1" >"$work.out" 2>"$work/err" || status=$?
    if [ $status != 0 ] && [ "$2" != 1 ]; then
        rm "$work.out"
        for ((seed = $1; seed < $1 + $2; seed++)); do work=${work%/*} some "$seed" 1; done
    elif [ $status != 0 ]; then
        printf '%s\tseed %s: %s\n' "$([ $status -gt 128 ] && echo fell || echo bad)" "$1" \
            "$(grep -m 1 . "$work/err" | tr '\t' ' ')" >"$work.out"
    fi
    rm -r "$work"
}
export -f some
export program work script
script=$(dirname "$(realpath "$0")")/against-r.R

for ((seed = first; seed < first + tables; seed += chunk)); do
    left=$((first + tables - seed))
    echo "$seed $((left < chunk ? left : chunk))"
done | xargs -P "$(nproc)" -L 1 bash -euc 'some "$1" "$2"' some

cat "$work"/*.out | LC_ALL=C sort | awk -F '\t' '
    $1 == "kind" { agree[$2] += $3; explained[$2] += $4; unexplained[$2] += $5; if (!seen[$2]++) kinds[++n] = $2 }
    $1 == "reason" { if (!why[$2]) reasons[++m] = $2; why[$2] += $3 }
    $1 == "fell" { falls = falls "  " $2 "\n"; fallen++ }
    $1 == "bad" { differ = differ "  " $2 "\n" }
    END {
        printf "%-24s %8s %10s %12s\n", "", "agree", "explained", "unexplained"
        for (i = 1; i <= n; i++) {
            k = kinds[i]
            printf "%-24s %8d %10d %12d\n", k, agree[k], explained[k], unexplained[k]
            all += agree[k] + explained[k] + unexplained[k]
        }
        print "\nexplained:"
        for (i = 1; i <= m; i++) printf "%6d  %s\n", why[reasons[i]], reasons[i]
        if (fallen) printf "\nR itself fell on %d, which were not compared:\n%s", fallen, falls
        if (differ) printf "\nunexplained:\n%s", differ
        exit differ != "" || !all
    }'
