#!/bin/sh
# test_unlogged.sh PROGRAM: what is not logged is not shown. Whatever leaves something
# behind has its line in the log before it writes: where the log cannot be written it is
# exit 6, and nothing is left, neither new nor changed.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
"$latecare" score m.json s.h5 --asof 2025-04-01 --output kept.json >out 2>err
mkdir kept
cp s.h5 s.h5.* m.json* kept/
# one that brings something and has a row that is not taken; one that is in already
h='person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded'
{ echo "$h"; echo 'P1,2024-99-01,,M,home,Y,N,2024-05-01'; echo 'P2,2024-03-01,,M,home,Y,N,2024-05-01'; } >new.csv
{ echo "$h"; echo 'P9,2024-99-01,,M,home,Y,N,2024-05-01'; } >again.csv
status 1 import s.h5 again.csv --received 2025-05-01
[ -s s.h5.rejects.csv ] || fail "no reject to be blanked"
runs link s.h5
cp s.h5* kept/

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
export s.h5 payload.json --to csc-api --reason test
link s.h5
link s.h5 --undo
link s.h5 --review review.csv
import s.h5 new.csv --received 2025-05-01
import s.h5 new.csv --received 2025-05-01 --findings findings.csv --rejects rejects.csv
import s.h5 again.csv --received 2025-05-01
erase s.h5 3 --force
timeline s.h5 3 --reason test
subject-report s.h5 3 --reason test
subject-report s.h5 3 --reason test --output all.txt
report m.json s.h5 --list kept.json --reason test --output panel.html
pairs s.h5 pairs.html --reason test
END
}

rm s.h5.log
mkdir s.h5.log
refused 'a folder where the log belongs'
rmdir s.h5.log
cp kept/s.h5.log s.h5.log

# a log that can be read and takes no more bytes: nothing of a child is said. What is written goes through a
# pipe, which the limit of a file's size leaves alone.
while read -r verb; do
    all >all
    # shellcheck disable=SC2086
    { (trap '' XFSZ; ulimit -f 0; exec "$latecare" $verb 2>&4) | cat >out; } 4>&1 | cat >err
    says 'what is not logged is not shown'
    [ -s out ] && fail "a log that takes nothing: $verb said: $(head -c 200 out)"
    all | cmp -s - all || fail "a log that takes nothing: $verb left or changed: $(all | diff all - | head -n 5)"
done <<'END'
timeline s.h5 3 --reason test
timeline s.h5 3 --reason test --json
subject-report s.h5 3 --reason test
subject-report s.h5 3 --reason test --json
END

# a log of which a line was altered takes no more lines, and is met before any work: before
# a file that is not there, and by a trial too
sed -i '1s/files/filez/' s.h5.log
while read -r verb; do
    all >all
    # shellcheck disable=SC2086
    status 3 $verb
    says 's.h5.log:1: this line is not what was written'
    all | cmp -s - all || fail "an altered log: $verb left or changed: $(all | diff all - | head -n 5)"
done <<'END'
train study.yaml s.h5 new.json
recalibrate m.json s.h5 new.json
link s.h5
import s.h5 new.csv --received 2025-05-01
import s.h5 new.csv --received 2025-05-01 --dry-run
compare study.yaml s.h5
score m.json s.h5 --asof 2025-04-01
erase s.h5 999999 --force
erase s.h5 3 --force
timeline s.h5 3 --reason test
subject-report s.h5 3 --reason test
report m.json s.h5 --list kept.json --reason test --output panel.html
END
cp kept/s.h5.log s.h5.log

# it is back: all is done
"$latecare" score m.json s.h5 --asof 2025-04-01 --output list.json >out 2>err
[ -s list.json ] || fail "the log is back, and no list: $(cat err)"
status 1 import s.h5 new.csv --received 2025-05-01
[ -s s.h5.rejects.2.csv ] || fail "no rejects"
runs link s.h5
status 0 erase s.h5 3 --force
# a first import: no store, and no names
mkdir fresh.h5.log
status 6 import fresh.h5 new.csv --received 2025-05-01
[ -e fresh.h5 ] || [ -e fresh.h5.identity ] || [ -e fresh.h5.identity.next ] || [ -e fresh.h5.rejects.csv ] &&
    fail "a store that was not logged: $(ls fresh.h5*)"
status 0 verify s.h5
exit $bad
