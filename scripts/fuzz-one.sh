#!/bin/sh
# fuzz-one.sh FUZZER SECONDS: runs it on its own corpus and the seeds of its name, from
# FUZZ_SEED (default 1, so that a run can be had again). One line with what it did; what it
# found is printed whole, and fails.
set -eu
fuzzer=$1 seconds=$2
seeds=tests/fuzz/seeds/${fuzzer##*/fuzz_}
mkdir -p "$fuzzer.corpus"
[ -d "$seeds" ] || seeds=
# shellcheck disable=SC2086
if ! "./$fuzzer" -seed="${FUZZ_SEED:-1}" -max_total_time="$seconds" -artifact_prefix="$fuzzer." "$fuzzer.corpus" $seeds >"$fuzzer.log" 2>&1; then
    cat "$fuzzer.log"
    exit 255 # no other begins
fi
sed -n "s|^Done \([0-9]*\) runs in \([0-9]*\) second.*|${fuzzer##*/}: \1 runs in \2 s|p" "$fuzzer.log"
