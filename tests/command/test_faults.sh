#!/bin/sh
# A sample of `make faults`: verbs that write, with a call failing or killed at it, are one generation afterwards, logged,
# nothing half; the exit status says so, and the next run mends it.
. tests/command/common.sh
compiler=${CC:-cc}
command -v "${compiler%% *}" >/dev/null || {
    echo 'SKIP: no compiler'
    exit 0
}
if ldd "$latecare" | grep -q 'libasan\|libtsan'; then
    echo 'SKIP: a sanitizer must come first'
    exit 0
fi
scripts/fault-points.sh "$latecare" "${POINTS:-112}" >"$work/out" 2>&1 || fail "$(tail -n 30 "$work/out")"
grep -q ' points: 0 mixed, 0 unlogged, 0 half, 0 untold, 0 stuck, 0 crash$' "$work/out" || fail "$(tail -n 30 "$work/out")"

# a store of which nothing can be read from one call on: said at each, and nowhere a crash (HDF5 frees what it had not
# read yet, where it is to put the links of a group in order)
$compiler -O1 -shared -fPIC -o "$work/shim.so" tests/faults/shim.c
borough "$work/b" --children 300 --years 3 --seed 3
fill "$work/s.h5"
at=1
while [ $at -le 90 ]; do
    LD_PRELOAD="$work/shim.so" FAULT_CALL=pread FAULT_KIND=on FAULT_AT=$at "$latecare" verify "$work/s.h5" >"$work/out" 2>"$work/err"
    got=$?
    [ $got = 6 ] && grep -q 'cannot read' "$work/err" || fail "nothing read from call $at on: exit $got: $(cat "$work/err")"
    at=$((at + 1))
done
exit $bad
