#!/bin/sh
# Ctrl-C and kill -9 at many moments of every verb that writes: what is there is the old
# or the new, whole; Ctrl-C says 130; the next run starts unaided and leaves no
# temporary file.
. tests/command/common.sh

borough "$work/b" --children 2000 --years 10 --seed 7
small_study | sed 's/bootstrap: 20/bootstrap: 200/; s/3 months/1 month/; s/format: 1/format: 1 # kill/' >"$work/study.yaml"
for name in cin_open exclusions 'log1p(referrals)'; do
    sed -i "s/ + $name//; s/formula: $name + /formula: /" "$work/study.yaml"
done
mkdir "$work/old" "$work/now"
# the same keys throughout: so the same input is the same bytes
first=$(ls -d "$work"/b/extracts/*/ | head -n 1)
later=$(ls -d "$work"/b/extracts/*/ | tail -n 1)
# shellcheck disable=SC2046
"$latecare" import "$work/old/s.h5" $(find "$first" -name '*.csv' | LC_ALL=C sort) \
    --received 2025-03-01 >"$work/out" 2>"$work/err" || [ $? = 1 ] || fail "import: $(cat "$work/err")"
files=$(find "$later" -name '*.csv' | LC_ALL=C sort | tr '\n' ' ')

# take ARGS...: the verb under trial, its results to a file of its own
take() { "$latecare" "$@" >"$work/trial.out" 2>"$work/trial.err"; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
left() { find "$work/now" -name '*.tmp' | grep -q .; }

# trials NAME RESULT CHECK SETUP ARGS...: SETUP puts the folder now as it was before; RESULT
# is the file that the verb makes or replaces; CHECK prints what it holds
trials() {
    name=$1 result=$2 check=$3 setup=$4
    shift 4
    $setup
    old=$($check "$result")
    before=$(milliseconds)
    take "$@"
    case $? in 0 | 1) ;; *) fail "$name unharmed: $(cat "$work/trial.err")"; return ;; esac
    span=$(($(milliseconds) - before + 1))
    new=$($check "$result")
    [ "$old" != "$new" ] || fail "$name makes no difference"
    left && fail "$name leaves a temporary file"
    struck=0
    for signal in KILL INT; do
        for part in 2 4 5 7; do
            $setup
            "$latecare" "$@" >"$work/trial.out" 2>"$work/trial.err" &
            pid=$!
            sleep "$(awk "BEGIN { printf \"%.3f\", $span * $part / 9000 }")"
            kill -$signal $pid 2>/dev/null
            wait $pid 2>/dev/null
            got=$?
            case $signal/$got in
            */0 | */1) ;; # it was done
            KILL/137 | INT/130) struck=$((struck + 1)) ;;
            *) fail "$name after $signal: exit $got: $(cat "$work/trial.err")" ;;
            esac
            now=$($check "$result")
            [ "$now" = "$old" ] || [ "$now" = "$new" ] || fail "$name after $signal: neither old nor new"
            [ $signal = INT ] && left && fail "$name leaves a temporary file after Ctrl-C"
            take "$@" --force
            got=$?
            if [ $got = 2 ]; then # it replaces nothing, so it takes no --force
                take "$@"
                got=$?
            fi
            case $got in 0 | 1) ;; *) fail "$name again after $signal: $(cat "$work/trial.err")" ;; esac
            [ "$($check "$result")" = "$new" ] || fail "$name again after $signal is not the new"
            left && fail "$name leaves a temporary file after the next run: $(ls "$work/now")"
        done
    done
    total=$((total + struck))
    echo "$name: $struck of 8 struck while running, $span ms"
}
no_files() { rm -rf "$work/now"; mkdir "$work/now"; }
old_store() { no_files; cp -p "$work"/old/s.h5* "$work/now"; }
new_store() { no_files; cp -p "$work"/new/s.h5* "$work/now"; }
held() { # what a store holds, if it is one
    "$latecare" verify "$1" >/dev/null 2>"$work/check" || fail "verify: $(cat "$work/check")"
    cksum <"$1"
}
bytes() { [ ! -e "$1" ] || cksum <"$1"; }

total=0
s=$work/now/s.h5
# shellcheck disable=SC2086
trials import "$s" held old_store import "$s" $files --received 2025-04-01
cp -rp "$work/now" "$work/new"
trials link "$s" held new_store link "$s"
rm -rf "$work/new"
cp -rp "$work/now" "$work/new"
trials train "$work/now/m.json" bytes no_files train "$work/study.yaml" "$work/new/s.h5" "$work/now/m.json"
cp "$work/now/m.json" "$work/now/m.json.seal" "$work/"
trials score "$work/now/list.csv" bytes no_files score "$work/m.json" "$work/new/s.h5" \
    --asof 2025-04-01 --output "$work/now/list.csv"
trials report "$work/now/r.html" bytes no_files report "$work/m.json" --output "$work/now/r.html"
trials design "$work/now/d.h5" bytes no_files design "$work/study.yaml" "$work/new/s.h5" "$work/now/d.h5"
[ "$total" -ge 8 ] || fail "only $total were struck while running"
exit $bad
