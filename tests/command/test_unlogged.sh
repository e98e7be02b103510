#!/bin/sh
# test_unlogged.sh PROGRAM: what is not logged is not shown. Whatever leaves something
# behind has its line in the log before it writes: where the log cannot be written it is
# exit 6, and nothing is left, neither new nor changed.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
small_study | sed "s/ + exclusions//; s/ + cin_open//" >study.yaml
status 1 train study.yaml s.h5 m.json
mkdir kept
cp s.h5 s.h5.* m.json* kept/
file=$(find b/extracts -name 'missing.csv' | LC_ALL=C sort | tail -n 1)
head -n 1 "$file" >new.csv
sed -n 2p "$file" | sed 's/[0-9-]*$/2025-05-01/' >>new.csv
printf '%s\n' "$(sed -n 2p "$file" | sed 's/20[0-9][0-9]-/20x9-/')" >>new.csv # a reject

# every file below, but for locks, which hold nothing, and what the test itself writes
all() { find . -type f ! -name '*.lock' ! -path './out' ! -path './err' ! -path './all' -exec cksum {} + | LC_ALL=C sort; }
# refused WHY: every verb that leaves something behind, with a log that cannot be written
refused() {
    why=$1
    while read -r verb; do
        all >all
        # shellcheck disable=SC2086
        status 6 $verb
        says 'what is not logged is not shown'
        [ -s out ] && fail "$why: $verb printed: $(head -c 200 out)"
        all | cmp -s - all || fail "$why: $verb left or changed: $(all | diff all - | head -n 5)"
    done <<'END'
train study.yaml s.h5 new.json
train study.yaml s.h5 m.json --force
recalibrate m.json s.h5 new.json
score m.json s.h5 --asof 2025-04-01 --output list.csv
score m.json s.h5 --asof 2025-04-01 --output list.json
design study.yaml s.h5 design.csv
END
}

rm s.h5.log
mkdir s.h5.log
refused 'a folder where the log belongs'
rmdir s.h5.log
cp kept/s.h5.log s.h5.log

# a log that takes no byte more: a limit on the size of files, or a full disk, alike
"$latecare" score m.json s.h5 --asof 2025-04-01 --output list.json >out 2>err
[ -s list.json ] || fail "the log is back, and no list: $(cat err)"
status 0 verify s.h5
exit $bad
