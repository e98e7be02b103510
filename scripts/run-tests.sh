#!/bin/sh
# Runs tests and ends with one line that counts them:
#   run-tests.sh BUILD CRITERION... -- PLAIN... -- SCRIPT...
# A Criterion program prints its own synthesis; a plain one, and a script that is given
# the program, pass by exiting 0. As many run at a time as there are cores: most programs
# are of one long test and some short ones.
#   run-tests.sh --one RESULTS BUILD KIND PROGRAM
# is one of them: its line is printed whole, its counts are added to the file RESULTS.
set -u
export LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1

one() {
    results=$1 build=$2 kind=$3 program=$4 begun=$(date +%s)
    report=$(mktemp)
    case $kind in
    script) sh "$program" "$build/latecare" >"$report" 2>&1 && ok=1 || ok=0 ;;
    *) "./$program" >"$report" 2>&1 && ok=1 || ok=0 ;;
    esac
    tested=1 passing=$ok more=0
    if [ "$kind" = criterion ]; then
        counts=$(sed 's/\x1b\[[0-9;]*m//g' "$report" |
            sed -n 's/.*Tested: *\([0-9]*\).*Passing: *\([0-9]*\).*/\1 \2/p' | tail -n 1)
        tested=${counts% *} passing=${counts#* }
        [ -n "$counts" ] || { tested=1 passing=0; }
        [ $ok = 0 ] && [ "$tested" = "$passing" ] && more=$((more + 1))
        [ "$tested" = 0 ] && more=$((more + 1))
    fi
    {
        flock 9
        echo "$passing $((tested - passing + more))" >&9
        printf '%-60s %5s %4d s\n' "${program#"$build"/}" "$passing/$tested" $(($(date +%s) - begun))
        [ $ok = 1 ] || cat "$report"
        sed -n 's/.*SKIP: /  skipped: /p' "$report" | sort -u
    } 9>>"$results"
    rm -f "$report"
}

if [ "$1" = --one ]; then
    shift
    one "$@"
    exit 0
fi

build=$1
shift
export LATECARE="$build/latecare"
results=$(mktemp)
trap 'rm -f "$results"' EXIT
kind=criterion tests= asked=0
for program; do
    case $program:$kind in
    --:criterion) kind=plain && continue ;;
    --:*) kind=script && continue ;;
    esac
    tests="$tests $kind $program"
    asked=$((asked + 1))
done
# shellcheck disable=SC2086
printf '%s\n' $tests | xargs -P "$(nproc)" -n 2 "$0" --one "$results" "$build"
# One that left no line of its own was killed, and failed.
awk -v asked="$asked" '{ passed += $1; failed += $2 }
     END { failed += asked - NR; print passed + 0 " passed, " failed " failed"
           exit failed > 0 || !passed }' "$results"
