#!/bin/sh
# The program against R's survival and stats (and cmprsk, where it is installed), on
# random tables: offsets, times made by subtracting, levels that fall empty, groups that
# end in events, late entry, strata, weights. Prints how many comparisons of each kind
# agree, which differences are explained, and each that is not; exit 1 with one of these.
#   scripts/against-r.sh PROGRAM [TABLES] [FIRST SEED]      1000 tables from seed 1
set -eu
program=$(realpath "$1")
command -v Rscript >/dev/null || { echo "against-r: R is not installed" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
Rscript "$(dirname "$0")/against-r.R" "$program" "$work" "${2:-1000}" "${3:-1}"
