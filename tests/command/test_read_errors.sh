#!/bin/sh
# A disk that cannot be read (EIO) is said as that, exit 6, whatever file it is and wherever in
# it: never as a file that is not what was written, never passed over; and nothing is written.
. tests/command/common.sh
shim=$work/unreadable.so
${CC:-cc} -shared -fPIC -o "$shim" tests/command/unreadable.c 2>"$work/err" || {
    echo "SKIP: no compiler: $(head -n 1 "$work/err")"
    exit 0
}
if ldd "$latecare" | grep -q 'libasan\|libtsan'; then
    echo "SKIP: a sanitizer must come first"
    exit 0
fi
schemas=$(realpath datasets/schema)
cd "$work" || exit 1

# unreadable FILE FROM ARGS...: of what ends with FILE nothing can be read from byte FROM on
unreadable() {
    ending=$1 from=$2
    shift 2
    UNREADABLE=$ending UNREADABLE_FROM=$from LD_PRELOAD=$shim "$latecare" "$@" >out 2>err
    got=$?
    [ $got = 6 ] && grep -q 'cannot read' err && ! grep -q 'not as this program\|damaged' err ||
        fail "$ending from $from: exit $got: $*: $(head -c 300 err)"
}

borough "$work/b" --children 300 --years 3 --seed 3
fill "$work/s.h5"
missing=$(find b/extracts -name missing.csv | head -n 1)
sed 's/,M,/,A,/' "$missing" >more.csv
size=$(wc -c <s.h5)

# --- the store, from its first byte, within, and at its last
for part in 0 1 2 3 4; do
    from=$((size * part / 4 - (part == 4)))
    unreadable /s.h5 $from describe s.h5
    unreadable /s.h5 $from verify s.h5
done
before=$(state s.h5)
unreadable /s.h5 $((size / 2)) timeline s.h5 0 --reason test
unreadable /s.h5 $((size / 2)) link s.h5
# --- what stands beside it, and what is brought
for file in .digest .key .identity .identity.key; do
    unreadable "/s.h5$file" 0 import s.h5 more.csv --received 2025-05-01
done
unreadable /s.h5.identity 100 import s.h5 more.csv --received 2025-05-01
unreadable /more.csv 0 import s.h5 more.csv --received 2025-05-01
cp -r "$schemas" schema
unreadable /missing.yaml 0 import s.h5 more.csv --received 2025-05-01 --schemas schema
[ "$before" = "$(state s.h5)" ] || fail "a read error changed the store"
unreadable /s.h5.log 0 import s.h5 more.csv --received 2025-05-01

# --- tables, models, studies
awk 'BEGIN { srand(1); print "y,x"; for (i = 0; i < 300000; i++) { x = rand(); print (rand() < x) "," x } }' >plain.csv
{
    echo 'y,x,"a ""quote"""'
    awk 'BEGIN { srand(1); for (i = 0; i < 30000; i++) { x = rand(); print (rand() < x) "," x ",\"q\"" } }'
} >quoted.csv
for table in plain quoted; do
    for from in 0 $(($(wc -c <$table.csv) / 2)) $(($(wc -c <$table.csv) - 1)); do
        unreadable /$table.csv $from fit $table.csv --family logistic --formula 'y ~ x'
    done
done
status 0 fit plain.csv --family logistic --formula 'y ~ x' --output m.json
unreadable /m.json 0 predict m.json plain.csv
unreadable /plain.csv 100 predict m.json plain.csv
small_study >study.yaml
unreadable /study.yaml 0 plan study.yaml s.h5
unreadable /s.h5 $((size / 3)) plan study.yaml s.h5
unreadable /s.h5 $((size / 3)) train study.yaml s.h5 t.json --model logistic
[ ! -e t.json ] || fail "a model of a store that could not be read"
unreadable /m.json 0 report m.json --output m.html
[ ! -e m.html ] || fail "a page of a model that could not be read"
exit $bad
