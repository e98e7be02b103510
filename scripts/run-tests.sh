#!/bin/sh
# Runs tests one after another and ends with one line that counts them:
#   run-tests.sh BUILD CRITERION... -- PLAIN... -- SCRIPT...
# A Criterion program prints its own synthesis; a plain one, and a script that is given the
# program, pass by exiting 0.
set -u
build=$1
shift
kind=criterion passed=0 failed=0
report=$(mktemp)
export OPENBLAS_NUM_THREADS=1 LATECARE="$build/latecare" LC_ALL=C.UTF-8
for program; do
    if [ "$program" = -- ]; then
        [ $kind = criterion ] && kind=plain || kind=script
        continue
    fi
    case $kind in
    script) sh "$program" "$build/latecare" >"$report" 2>&1 && ok=1 || ok=0 ;;
    *) "./$program" >"$report" 2>&1 && ok=1 || ok=0 ;;
    esac
    tested=1 passing=$ok
    if [ $kind = criterion ]; then
        counts=$(sed 's/\x1b\[[0-9;]*m//g' "$report" |
            sed -n 's/.*Tested: *\([0-9]*\).*Passing: *\([0-9]*\).*/\1 \2/p' | tail -n 1)
        tested=${counts% *} passing=${counts#* }
        [ -n "$counts" ] || { tested=1 passing=0; }
        [ $ok = 0 ] && [ "$tested" = "$passing" ] && failed=$((failed + 1))
        [ "$tested" = 0 ] && failed=$((failed + 1))
    fi
    passed=$((passed + passing)) failed=$((failed + tested - passing))
    printf '%-60s %s/%s\n' "${program#"$build"/}" "$passing" "$tested"
    [ $ok = 1 ] || cat "$report"
    sed -n 's/.*SKIP: /  skipped: /p' "$report" | sort -u
done
rm -f "$report"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
