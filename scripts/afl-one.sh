#!/bin/sh
# afl-one.sh AFL FUZZER SECONDS: afl++ runs AFL, from the corpus and seeds that FUZZER, the
# same by libFuzzer, has; what it found is added to that corpus as far as FUZZER sees
# anything new in it, so that each goes on from the other's work. A crash or a hang fails.
set -eu
afl=$1 fuzzer=$2 seconds=$3
seeds=tests/fuzz/seeds/${fuzzer##*/fuzz_}
work=$(mktemp -d)
FUZZ_FOLDER=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/afl.XXXXXX")
trap 'rm -rf "$work" "$FUZZ_FOLDER"' EXIT
mkdir -p "$fuzzer.corpus" "$work/in"
[ -d "$seeds" ] && cp "$seeds"/* "$work/in"
find "$fuzzer.corpus" -type f -exec cp {} "$work/in" \;
[ -n "$(ls "$work/in")" ] || echo >"$work/in/line"
export FUZZ_FOLDER AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 \
    AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FAST_CAL=1
if ! afl-fuzz -m none -t 5000 -V "$seconds" -i "$work/in" -o "$work/out" -- "./$afl" >"$afl.log" 2>&1; then
    tail -n 40 "$afl.log"
    exit 255
fi
found=$(find "$work/out/default/crashes" "$work/out/default/hangs" -name 'id*')
for file in $found; do cp "$file" "$afl.${file##*/}"; done
before=$(ls "$fuzzer.corpus" | wc -l)
[ -n "$found" ] || "./$fuzzer" -merge=1 "$fuzzer.corpus" "$work/out/default/queue" >>"$afl.log" 2>&1 || found=merging
runs=$(sed -n 's/^execs_done *: //p' "$work/out/default/fuzzer_stats")
echo "${fuzzer##*/}: $runs runs of afl++, $(($(ls "$fuzzer.corpus" | wc -l) - before)) more in the corpus"
[ -z "$found" ] || { echo "${fuzzer##*/}: see $afl.*"; exit 255; }
