#!/bin/sh
# test_canaries.sh PROGRAM [all]: nothing of a child is outside the encrypted identity file, whatever column of whatever
# schema it was typed into (canaries/walk.py).
. tests/command/common.sh
small_study >"$work/study.yaml"
${CC:-cc} -shared -fPIC -o "$work/kill.so" tests/command/identity/kill.c -ldl 2>"$work/err" || fail "kill.c: $(cat "$work/err")"
OPENBLAS_NUM_THREADS=1 python3 tests/command/canaries/walk.py "$latecare" datasets/samples datasets/schema "$work/kill.so" \
    "$work" "${2:-some}" >"$work/out" 2>&1 || fail "$(tail -n 45 "$work/out")"
tail -n 1 "$work/out"
exit $bad
