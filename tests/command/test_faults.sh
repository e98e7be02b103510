#!/bin/sh
# A sample of `make faults`: verbs that write, with a call failing or killed at it, are one generation afterwards, logged,
# nothing half; the exit status says so, and the next run mends it.
. tests/command/common.sh
command -v "${CC:-cc}" >/dev/null || {
    echo 'SKIP: no compiler'
    exit 0
}
if ldd "$latecare" | grep -q 'libasan\|libtsan'; then
    echo 'SKIP: a sanitizer must come first'
    exit 0
fi
scripts/fault-points.sh "$latecare" "${POINTS:-112}" >"$work/out" 2>&1 || fail "$(tail -n 30 "$work/out")"
grep -q ' points: 0 mixed, 0 unlogged, 0 half, 0 untold, 0 stuck, 0 crash$' "$work/out" || fail "$(tail -n 30 "$work/out")"
exit $bad
