#!/bin/sh
# What a disk does to a store, a model and a list: cut short, one bit flipped, full, read
# only, not there; and a standard output that cannot be written.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
runs train study.yaml s.h5 m.json
status 1 score m.json s.h5 --asof 2025-04-01 --output list.csv --json
cp out list.json
before=$(state s.h5)
unchanged() { [ "$before" = "$(state s.h5)" ] || fail "the store is not as it was: $*"; }

# --- cut short, one bit the other way: every reader says so before it reads
size=$(wc -c <s.h5)
mkdir bent
cp s.h5.* bent/
flip() { # FILE BYTE: its lowest bit
    value=$(od -An -tu1 -j "$2" -N 1 "$1")
    printf "\\$(printf %o $((value ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
for part in 0 1 7 100 5000 9999 end; do
    cp s.h5 bent/s.h5
    if [ $part = end ]; then part=$((size - 1)); else part=$((size * part / 10000)); fi
    flip bent/s.h5 $part
    for verb in describe verify; do
        status 3 $verb bent/s.h5
        says 'damaged'
    done
    head -c $part s.h5 >bent/s.h5
    status 3 describe bent/s.h5
    says 'bent/s.h5'
done
status 3 train study.yaml bent/s.h5 x.json
status 3 score m.json bent/s.h5 --asof 2025-04-01
status 3 plan study.yaml bent/s.h5
status 3 link bent/s.h5
for beside in digest key identity identity.key; do
    cp s.h5 s.h5.* bent/
    flip bent/s.h5.$beside 9
    case $beside in digest | key) status 3 describe bent/s.h5 ;; *) status 3 link bent/s.h5 ;; esac
    says 'bent/s.h5'
    status 3 verify bent/s.h5
    rm bent/s.h5.$beside
    case $beside in
    digest | key) status 3 describe bent/s.h5 ;;
    identity) status 0 describe bent/s.h5 ;; # the analyst's copy has no names
    esac
done
cp s.h5 s.h5.* bent/
sed 's/digest 4$/digest 5/' s.h5.digest >bent/s.h5.digest # of a newer program
status 5 describe bent/s.h5
says 'newer'
sed 's/digest 4$/digest 0/' s.h5.digest >bent/s.h5.digest # of none
status 3 describe bent/s.h5

# --- little address space: done, or refused for want of memory, and not waited for
if (unset ASAN_OPTIONS; ulimit -v 150000 && exec "$latecare" --version) >out 2>err; then
    for verb in 'describe s.h5' 'verify s.h5' 'score m.json s.h5 --asof 2025-04-01'; do
        # shellcheck disable=SC2086
        (ulimit -v 150000 && exec timeout 60 "$latecare" $verb) >out 2>err || [ $? = 1 ] || fail "$verb in 150 MB: $(cat err)"
        # shellcheck disable=SC2086
        (ulimit -v 100000 && OPENBLAS_NUM_THREADS=64 && exec timeout 60 "$latecare" $verb) >out 2>err
        case $? in 0 | 1) ;; 6) says memory ;; *) fail "$verb in 100 MB: $(cat err)" ;; esac
    done
else
    echo "SKIP: this build needs more address space"
fi

# --- memory that was given back holds something else (glibc): no verb looks at it again
for verb in describe verify 'plan study.yaml' 'timeline s.h5 1 --reason test' 'score m.json s.h5 --asof 2025-04-01'; do
    case $verb in plan* | describe | verify) verb="$verb s.h5" ;; esac
    # shellcheck disable=SC2086
    MALLOC_PERTURB_=165 "$latecare" $verb >/dev/null 2>err
    case $? in 0 | 1) ;; *) fail "$verb with memory perturbed: $(cat err)" ;; esac
done

# --- the log: a line for everything so far, and an altered one is named
[ "$(cut -f4 s.h5.log | uniq | tr '\n' ' ')" = 'import link train score timeline score ' ] || fail "the log: $(cat s.h5.log)"
cp s.h5 s.h5.* bent/
sed -i '2s/rows [0-9]/rows 7/' bent/s.h5.log
cmp -s s.h5.log bent/s.h5.log && sed -i '2s/rows [0-9]/rows 8/' bent/s.h5.log
status 3 verify bent/s.h5
says 's.h5.log:2: this line is not what was written'
status 3 score m.json bent/s.h5 --asof 2025-04-01
[ ! -s out ] || fail "a list that was not logged"

# --- a model: newer, older than any, altered, cut
altered() { # WANTED WORDS SCRIPT
    sed "$3" m.json >x.json
    status "$1" score x.json s.h5 --asof 2025-04-01
    says "$2"
    status "$1" report x.json --output x.html
    [ ! -e x.html ] || fail "a page of an altered model"
}
altered 5 'newer' 's/"latecare_model": 2/"latecare_model": 3/'
altered 3 'not a model' 's/"latecare_model": 2/"latecare_model": 0/'
altered 3 'checksum' 's/"seed": 1/"seed": 2/'
altered 3 'x.json' '20,$d'
altered 3 'x.json' '1,$d'
status 3 score list.json s.h5 --asof 2025-04-01
status 3 score s.h5 s.h5 --asof 2025-04-01
status 3 score m.json m.json --asof 2025-04-01
rm x.json
unchanged 'damage elsewhere'

# --- standard output: full, closed, a reader that goes away
for verb in 'describe s.h5' "plan study.yaml s.h5" 'score m.json s.h5 --asof 2025-04-01' help 'help score' --version; do
    # shellcheck disable=SC2086
    "$latecare" $verb >/dev/full 2>err
    [ $? = 6 ] || fail "$verb to a full device"
    says 'standard output'
    # shellcheck disable=SC2086
    "$latecare" $verb >&- 2>err
    [ $? = 6 ] || fail "$verb to a closed output"
    # shellcheck disable=SC2086
    "$latecare" $verb >/dev/full 2>&-
    [ $? = 6 ] || fail "$verb with nowhere to say anything"
done
# with no standard files at all, none of ours may become one of them
cp s.h5 s.h5.* bent/
extracts=$(find b/extracts -name 'gang.csv' | head -n 1)
"$latecare" import bent/s.h5 "$extracts" --received 2025-04-01 >&- 2>&- <&-
[ $? = 6 ] || fail "import without standard files"
status 0 verify bent/s.h5
"$latecare" train study.yaml s.h5 x.json >&- 2>&- <&-
[ $? = 6 ] || fail "train without standard files"
rm -f x.*

# --- no room: the disk (where one can be mounted), and a limit on the size of files
writes() { # each verb that writes, into $1; all fail with 6 and leave no file
    where=$1
    status 6 import "$where/s.h5" $files --received 2025-04-01
    status 6 link "$where/s.h5"
    status 6 design study.yaml s.h5 "$where/d.csv"
    status 6 design study.yaml s.h5 "$where/d.h5"
    status 6 train study.yaml s.h5 "$where/m.json"
    status 6 report m.json --output "$where/r.html"
    status 6 simulate "$where/b" --children 1000
    [ -z "$(find "$where" -name '*.tmp' -o -name 'd.*' -o -name 'm.*' -o -name 'r.html')" ] ||
        fail "left on the full disk: $(ls "$where")"
}
files=$(find b/extracts/2025-04-01 -name 'people.csv' | LC_ALL=C sort | tr '\n' ' ')
printf 'system,person_id,forename,surname,dob,sex,postcode,recorded\npolice,NEW1,A,B,2010-06-14,F,E8 1EA,2023-07-01\n' >new.csv
files="new.csv $files"
mkdir small
if mount -t tmpfs -o size=$((size / 1024 + 1500))k none small 2>/dev/null; then
    cp s.h5 s.h5.* small/
    head -c 100000000 /dev/zero >small/filler 2>/dev/null
    sum=$(cksum <small/s.h5)
    writes small
    [ "$sum" = "$(cksum <small/s.h5)" ] || fail "a full disk has changed the store"
    rm small/filler
    rm -rf small/b
    status 0 verify small/s.h5
    umount small
else
    echo "SKIP: a small disk cannot be mounted here"
fi
mkdir limited
cp s.h5 s.h5.* limited/
limit() { (ulimit -f 40 && exec "$@"); } # 20 kB a file
program=$latecare
latecare=limit
limit() { (ulimit -f 40 && "$program" "$@"); }
writes limited
latecare=$program
[ "$(cksum <s.h5)" = "$(cksum <limited/s.h5)" ] || fail "a limit on files has changed the store"
status 0 verify limited/s.h5

# --- where nothing can be written: a folder that is not there, a file for a folder, one
# that may only be read (root may all: so as nobody)
for bad_place in nofolder list.csv; do
    status 3 design study.yaml s.h5 $bad_place/d.csv
    status 3 train study.yaml s.h5 $bad_place/m.json
    status 3 score m.json s.h5 --asof 2025-04-01 --output $bad_place/l.csv
    status 3 report m.json --output $bad_place/r.html
    status 3 simulate $bad_place/b --children 1000
done
status 3 import nofolder/s.h5 new.csv
status 3 report m.json --output bent --force
status 3 train study.yaml s.h5 bent --force
status 3 simulate new.csv --children 1000
mkdir readonly
cp s.h5 s.h5.* m.json m.json.seal study.yaml new.csv readonly/
cp "$latecare" "$work/program"
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    chown -R 65534:65534 readonly
    chmod 555 readonly
    chmod 755 "$work" "$work/program"
    nobody() { LATECARE_SHARE="$studies/.." setpriv --reuid 65534 --regid 65534 --clear-groups "$work/program" "$@"; }
    if nobody --version >out 2>err; then
        latecare=nobody
        cd readonly || exit 1
        status 0 describe s.h5
        status 6 train study.yaml s.h5 x.json
        says 'ermission denied'
        status 6 report m.json --output r.html
        status 6 score m.json s.h5 --asof 2025-04-01 --output l.csv
        status 6 simulate b --children 1000
        cd ..
        latecare=$program
        chmod 755 readonly
    else
        echo "SKIP: nobody may not run the program here"
    fi
fi

# --- nothing is overwritten without --force, and with it everything is
for verb in 'design study.yaml s.h5 d.csv' 'design study.yaml s.h5 d.h5' \
    'train study.yaml s.h5 m.json' 'score m.json s.h5 --asof 2025-04-01 --output list.csv' \
    'report m.json --output page.html' 'simulate b --children 1000 --years 10'; do
    # shellcheck disable=SC2086
    "$latecare" $verb >out 2>err
    # shellcheck disable=SC2086
    status 5 $verb
    says --force
    # shellcheck disable=SC2086
    runs $verb --force
done
unchanged 'the end'
[ -z "$(find . -name '*.tmp')" ] || fail "temporary files: $(find . -name '*.tmp')"
exit $bad
