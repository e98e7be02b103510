#!/bin/sh
# What import reads is parsed by a process in a cage: held by seccomp, without network and files, with nothing of the
# store in its memory; a reader that is stopped is told as that, and nothing is written; Ctrl-C leaves nothing.
. tests/command/common.sh
uncaged=$(realpath tests/command/uncaged.c)
shim=$(realpath tests/faults/shim.c)
cd "$work" || exit 1
mkdir keep

# many rows, so that there is time to look
head -n 1 "$samples/missing.csv" >big.csv
seq 1 400000 | awk -v row="$(sed -n 2p "$samples/missing.csv")" '{ print "x" $1 substr(row, index(row, ",")) }' >>big.csv

# reading COMMAND...: import of big.csv begins; $pid is it and $reader its child, once that is in its cage
reading() {
    "$latecare" "$@" >"$work/out" 2>"$work/err" &
    pid=$!
    reader=
    tries=0
    while [ -z "$reader" ] && [ $tries -lt 3000 ]; do
        reader=$(cat /proc/$pid/task/$pid/children 2>/dev/null | tr -d ' ')
        [ -z "$reader" ] || grep -q '^Seccomp:.*2' /proc/"$reader"/status 2>/dev/null || reader=
        tries=$((tries + 1))
    done
    [ -n "$reader" ] || fail "no reader in a cage was seen: $(cat "$work/err")"
}
# ends WANTED: how the import ended
ends() {
    wait "$pid"
    got=$?
    [ $got = "$1" ] || fail "exit $got, not $1: $(cat "$work/err")"
}
nothing_left() {
    ls s.h5* 2>/dev/null | grep -v '^s.h5.lock$' | grep . && fail "$1 left something behind"
    [ ! -d "/proc/$reader" ] || fail "$1: the reader lives on"
}

"$latecare" import d.h5 "$samples/missing.csv" --received 2025-03-01 >/dev/null 2>&1
"$latecare" doctor d.h5 >"$work/out" 2>&1
if grep -q 'this build has no cage' "$work/out"; then
    echo 'SKIP: this build has no cage'
    exit 0
fi
grep -q '^good *cage .*without network' "$work/out" || { echo 'SKIP: this kernel holds no cage'; exit 0; }

# --- it is in its cage, and has the file and its two pipes alone
reading import s.h5 big.csv --received 2025-03-01
kill -STOP "$reader"
grep -q '^NoNewPrivs:.*1' "/proc/$reader/status" || fail 'it may gain rights'
files=$(ls -l "/proc/$reader/fd" 2>/dev/null | sed -n 's/.* -> //p' | sed 's/:.*//' | sort | uniq -c | tr -s ' \n' ' ')
case $files in
" 1 $(realpath big.csv) 2 pipe ") ;;
'') echo 'its descriptors cannot be looked at here' ;;
*) fail "it has open: $files" ;;
esac
kill -CONT "$reader"
ends 0

# --- a system without: it says so, and does the same
if ${CC:-cc} -shared -fPIC -o "$work/uncaged.so" "$uncaged" 2>"$work/err"; then
    export LD_PRELOAD="$work/uncaged.so"
    rm -f s.h5*
    runs import s.h5 "$samples/missing.csv" --received 2025-03-01
    says 'no seccomp on this system'
    "$latecare" doctor s.h5 >"$work/out"
    grep -q '^FINDING *cage .*neither seccomp nor Landlock' "$work/out" || fail "doctor without: $(cat "$work/out")"
    unset LD_PRELOAD
    cp s.h5.key s.h5.identity.key "$work/keep"
    cksum <s.h5 >without
    rm -f s.h5 s.h5.digest s.h5.log s.h5.identity s.h5.rejects*
    runs import s.h5 "$samples/missing.csv" --received 2025-03-01
    cksum <s.h5 | cmp - without || fail 'in the cage another store is made'
fi

# --- a reader that says what none does
if ${CC:-cc} -shared -fPIC -o "$work/shim.so" "$shim" 2>"$work/err"; then
    rm -f s.h5*
    LD_PRELOAD="$work/shim.so" FAULT_WHO=1 FAULT_CALL=write FAULT_KIND=garble FAULT_AT=5 \
        "$latecare" import s.h5 big.csv --received 2025-03-01 >"$work/out" 2>"$work/err"
    [ $? = 3 ] && tr -s '\n ' '  ' <"$work/err" | grep -q 'what it said is in no file of that size' ||
        fail "garbled: $(cat "$work/err")"
    [ ! -e s.h5 ] || fail 'garbled: a store was made'
fi

# --- stopped: by its cage, by a crash, by the system
rm -f s.h5*
for case in 'SYS 5 what no reader needs' 'SEGV 3 crashed (signal 11)' 'KILL 6 out of memory'; do
    signal=${case%% *} rest=${case#* }
    reading import s.h5 big.csv --received 2025-03-01
    kill -"$signal" "$reader"
    ends "${rest%% *}"
    tr -s '\n ' '  ' <"$work/err" >"$work/flat"
    grep -qF "big.csv: the reader of it was stopped" "$work/flat" && grep -qF "${rest#* }" "$work/flat" ||
        fail "$signal: $(cat "$work/err")"
    [ ! -e s.h5 ] || fail "$signal: a store was made"
    ls ./*core* 2>/dev/null | grep . && fail "$signal: a core was left"
    rm -f s.h5*
done

# --- Ctrl-C, to the program and to its whole group
for whom in one all; do
    reading import s.h5 big.csv --received 2025-03-01
    [ $whom = one ] || kill -INT "$reader"
    kill -INT "$pid"
    ends 130
    rm -f s.h5.key s.h5.identity.key
    nothing_left "Ctrl-C ($whom)"
done
# killed, so that nobody waits for it: it goes too
reading import s.h5 big.csv --received 2025-03-01
kill -KILL "$pid"
ends 137
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ ! -d "/proc/$reader" ] || sleep 0.2
done
[ ! -d "/proc/$reader" ] || fail 'the reader outlives the program'
rm -f s.h5*
runs import s.h5 big.csv --received 2025-03-01
status 0 verify s.h5
exit $bad
