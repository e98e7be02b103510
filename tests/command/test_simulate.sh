#!/bin/sh
# simulate: what it prints, what it refuses, and that its files import whole.
set -eu
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "test_simulate: $*" >&2; exit 1; }
status() { set +e; "$@" >"$folder/out" 2>"$folder/err"; got=$?; set -e; }

status "$program" simulate "$folder/b" --children 4000 --dirt 0
[ $got = 0 ] || fail "exit $got: $(cat "$folder/err")"
grep -q 'import STORE' "$folder/out" || fail "no import command is printed"
[ -s "$folder/b/truth/truth.json" ] || fail "no truth"
[ ! -e "$folder/b/extracts/2025-03-01" ] || fail "clean files have one extract"

status "$program" simulate "$folder/b" --children 1000 --dirt 0
[ $got = 5 ] || fail "files that are there were not refused ($got)"
grep -q -e --force "$folder/err" || fail "the refusal does not say how to go on"
status "$program" simulate "$folder/b" --children 4000 --dirt 0 --force --json
[ $got = 0 ] || fail "--force: exit $got"
grep -q '"known"' "$folder/out" || fail "no JSON"

status "$program" simulate "$folder/c" --children 5
[ $got = 2 ] || fail "5 children: exit $got, not 2"
status "$program" simulate
[ $got = 2 ] || fail "no folder: exit $got, not 2"

# A clean borough leaves no reject, and its returns no finding but that an old year has the codes of
# its time, which the oldest rules that there are (2025) do not know: README.md, What DfE's rules find.
# shellcheck disable=SC2046
status "$program" import "$folder/store.h5" $(find "$folder/b/extracts/2025-04-01" -name '*.csv') \
    --received 2025-04-01 --findings "$folder/found.csv"
[ $got -le 1 ] || fail "import of clean files: exit $got: $(tail -n 5 "$folder/out")"
[ ! -e "$folder/store.h5.rejects.csv" ] || fail "a clean borough has rejects"
tail -n +2 "$folder/found.csv" | sed 's|.*/ssda903/\([0-9]*\)/[a-z]*.csv,[0-9]*,\([^,]*\),.*|\2 \1|' | sort -u >"$folder/rules"
awk '!($1 == "INT36" || $1 == "101" && $2 < 2025 || $1 == "149" && $2 < 2019 || ($1 == "202" || $1 == "503D") && $2 == 2025)' \
    "$folder/rules" >"$folder/ours"
[ ! -s "$folder/ours" ] || fail "findings of clean files: $(cat "$folder/ours")"
grep -qx '101 2024' "$folder/rules" || fail "the return of 2024 has not the codes of 2024: $(cat "$folder/rules")"

# Whom social care has not entered is in no return, so that truth/who.csv knows everybody: seed 7 has a short
# break of the year's last days that is entered months late.
printf 'format: 1\nfigures:\n  - { name: row_late_by_months, value: 1 }\n  - { name: disabled, value: 0.5 }\n' >"$folder/late.yaml"
status "$program" simulate "$folder/late" --children 2000 --seed 7 --truth "$folder/late.yaml"
[ $got = 0 ] || fail "late rows: exit $got: $(cat "$folder/err")"
cut -d, -f2 "$folder/late/truth/who.csv" | sort -u >"$folder/who"
tail -qn +2 "$folder"/late/extracts/*/ssda903/*/header.csv | cut -d, -f1 | sort -u >"$folder/returned"
[ -s "$folder/returned" ] || fail "late rows: nobody is in a return"
[ -z "$(comm -13 "$folder/who" "$folder/returned")" ] || fail "in a return and not in who.csv: $(comm -13 "$folder/who" "$folder/returned")"
