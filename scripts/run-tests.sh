#!/bin/sh
# Runs test programs one after another and ends with one line that counts them:
#   run-tests.sh BUILD CRITERION... -- PLAIN...
# A Criterion program prints its own synthesis; a plain one passes by exiting 0.
set -u
build=$1
shift
kind=criterion passed=0 failed=0
report=$(mktemp)
export OPENBLAS_NUM_THREADS=1 LATECARE="$build/latecare" LC_ALL=C.UTF-8
for program; do
    [ "$program" = -- ] && { kind=plain; continue; }
    if "./$program" >"$report" 2>&1; then ok=1; else ok=0; fi
    if [ $kind = criterion ]; then
        counts=$(sed -n 's/.*Tested: *\([0-9]*\).*Passing: *\([0-9]*\).*/\1 \2/p' "$report" |
            sed 's/\x1b\[[0-9;]*m//g' | tail -n 1)
        counts=$(sed 's/\x1b\[[0-9;]*m//g' "$report" |
            sed -n 's/.*Tested: *\([0-9]*\).*Passing: *\([0-9]*\).*/\1 \2/p' | tail -n 1)
        tested=${counts% *} passing=${counts#* }
        [ -n "$counts" ] || { tested=1 passing=0; }
        passed=$((passed + passing)) failed=$((failed + tested - passing))
        [ $ok = 0 ] && [ "$tested" = "$passing" ] && failed=$((failed + 1))
        [ "$tested" = 0 ] && failed=$((failed + 1))
    else
        passed=$((passed + ok)) failed=$((failed + 1 - ok))
        tested=1 passing=$ok
    fi
    printf '%-60s %s/%s\n' "${program#"$build"/}" "$passing" "$tested"
    [ $ok = 1 ] || cat "$report"
    sed -n 's/.*SKIP: /  skipped: /p' "$report" | sort -u
done
for script in tests/command/test_*.sh; do
    [ -e "$script" ] || continue
    if sh "$script" "$build/latecare" >"$report" 2>&1; then ok=1; else ok=0; fi
    passed=$((passed + ok)) failed=$((failed + 1 - ok))
    printf '%-60s %s/1\n' "$script" $ok
    [ $ok = 1 ] || cat "$report"
    sed -n 's/^SKIP: /  skipped: /p' "$report" | sort -u
done
rm -f "$report"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
