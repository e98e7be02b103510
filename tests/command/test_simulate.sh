#!/bin/sh
# simulate: what it prints, what it refuses, and that its files import whole.
set -eu
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "test_simulate: $*" >&2; exit 1; }
status() { set +e; "$@" >"$folder/out" 2>"$folder/err"; got=$?; set -e; }

status "$program" simulate "$folder/b" --children 1000 --dirt 0
[ $got = 0 ] || fail "exit $got: $(cat "$folder/err")"
grep -q 'import STORE' "$folder/out" || fail "no import command is printed"
[ -s "$folder/b/truth/truth.json" ] || fail "no truth"
[ ! -e "$folder/b/extracts/2025-03-01" ] || fail "clean files have one extract"

status "$program" simulate "$folder/b" --children 1000 --dirt 0
[ $got = 5 ] || fail "files that are there were not refused ($got)"
grep -q -e --force "$folder/err" || fail "the refusal does not say how to go on"
status "$program" simulate "$folder/b" --children 1000 --dirt 0 --force --json
[ $got = 0 ] || fail "--force: exit $got"
grep -q '"known"' "$folder/out" || fail "no JSON"

status "$program" simulate "$folder/c" --children 5
[ $got = 2 ] || fail "5 children: exit $got, not 2"
status "$program" simulate
[ $got = 2 ] || fail "no folder: exit $got, not 2"

# a clean borough leaves no reject and no finding but DfE's: its return still has old codes of
# sex, no postcodes, and an adoption without a placement before it
# shellcheck disable=SC2046
status "$program" import "$folder/store.h5" $(find "$folder/b/extracts/2025-04-01" -name '*.csv') \
    --received 2025-04-01 --findings "$folder/found.csv"
[ $got -le 1 ] || fail "import of clean files: exit $got: $(tail -n 5 "$folder/out")"
[ ! -e "$folder/store.h5.rejects.csv" ] || fail "a clean borough has rejects"
tail -n +2 "$folder/found.csv" | cut -d, -f3 | sort -u | grep -vxE '[0-9]+[a-z]?|INT[0-9]+' >"$folder/ours" || true
[ ! -s "$folder/ours" ] || fail "findings of clean files: $(cat "$folder/ours")"
