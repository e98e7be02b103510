#!/bin/sh
# One generation: an older copy of the store, its log or its identity file beside the
# others of today is refused by all that read them; an older copy of all, by an anchor.
. tests/command/common.sh

borough "$work/b" --children 400 --years 6 --seed 3
mkdir "$work/now"
s=$work/now/s.h5
fill "$s"
keep() { rm -rf "$work/$1"; cp -rp "$work/now" "$work/$1"; }
back() { for part; do cp -p "$work/old/s.h5$part" "$s$part"; done; }
today() { rm -rf "$work/now"; cp -rp "$work/new" "$work/now"; }

keep old
status 0 verify "$s"
cp "$work/out" "$work/anchor.txt"
holds "$work/anchor.txt" 'generation *[0-9]*, by latecare [0-9]' || fail "who wrote it: $(cat "$work/out")"
status 0 verify "$s" --anchor "$work/anchor.txt"
status 0 verify "$s" --json
cp "$work/out" "$work/anchor.json"
status 0 verify "$s" --anchor "$work/anchor.json"
status 0 erase "$s" 3 --force
status 0 verify "$s" --anchor "$work/anchor.txt"
status 0 verify "$s"
cp "$work/out" "$work/later.txt"
keep new

# the child is back, with all that was of that day
back '' .digest .identity .log
status 0 verify "$s"
status 3 verify "$s" --anchor "$work/later.txt"
says 'older copy' 'generation'
status 0 verify "$s" --anchor "$work/anchor.txt"

# ... and something else is done to it: as many lines, but others (an erasure's tells its second, and not of whom)
while [ "$(date +%s)" -le "$(stat -c %Y "$work/new/s.h5.log")" ]; do sleep 0.1; done
status 0 erase "$s" 5 --force
status 3 verify "$s" --anchor "$work/later.txt"
says 'is not the one that .* knows'
today

for verb in verify describe link 'timeline' plan; do
    case $verb in
    timeline) set -- timeline "$s" 1 --reason test ;;
    plan) small_study >"$work/study.yaml"; set -- plan "$work/study.yaml" "$s" ;;
    *) set -- $verb "$s" ;;
    esac
    back '' .digest .identity
    status 3 "$@"
    says 'older copy, of generation' 'erasure'
    today
    back '' # no seal of it
    status 3 "$@"
    today
    rm "$s.log"
    status 3 "$@"
    says 'log is not there, and had'
    today
    head -n -1 "$s.log" >"$work/log" && cp "$work/log" "$s.log"
    status 3 "$@"
    says 'its end was cut off'
    today
    head -c -5 "$s.log" >"$work/log" && cp "$work/log" "$s.log"
    status 3 "$@"
    today
done
status 0 verify "$s"

# an erasure moves no code: the rows of the others are known again, and nothing else is new
for child in 5 9 12 20 33; do "$latecare" erase "$s" $child --force >/dev/null 2>&1; done
for extract in "$borough"/extracts/*/; do
    # shellcheck disable=SC2046
    runs import "$s" $(find "$extract" -name '*.csv' | LC_ALL=C sort) --received "$(basename "$extract")" --json
    grep -o '"corrected": *[0-9]*' "$work/out" | grep -qv ' 0$' && fail "corrected: $(head -c 300 "$work/out")"
done

# what is no anchor, and what is none at all
echo 'anchor of the store' >"$work/words.txt"
status 3 verify "$s" --anchor "$work/words.txt"
says 'holds no anchor'
[ "$("$latecare" verify "$s" --anchor "$work/none.txt" >/dev/null 2>&1; echo $?)" -ne 0 ] || fail 'no such file'
exit $bad
