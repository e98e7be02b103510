# Three rows of a new extract: two are taken, one says a day that is none; known from start + 14 days.
. tests/command/common.sh
printf '%s\r\n' 'Carer ID,Registered,Left,Hours a week,Cared for,Why left' 'K1,01/02/2024,,12,parent,' \
    'K2,15/03/2024,01/06/2024,30,sibling,MOVED' 'K3,31/02/2024,,5,parent,' >"$work/young.csv"
status 1 import "$work/s.h5" "$work/young.csv" --received 2024-07-01
grep -q 'young_carers' "$work/out" || fail "import does not say which extract it was"
status 0 describe "$work/s.h5" --json
python3 - "$work/out" <<'END' || fail "describe"
import json, sys
d = json.load(open(sys.argv[1]))
text = json.dumps(d)
assert "young_carer" in text, text[:300]
END
status 0 timeline "$work/s.h5" 0 --reason test
grep -q '2024-02-15' "$work/out" || fail "not known from start and delay: $(cat "$work/out")"
status 0 timeline "$work/s.h5" 1 --reason test --json
grep -q sibling "$work/out" || fail "the code is lost"
# why a child left is known with the leaving, 14 days after 1 June, and not before
status 0 timeline "$work/s.h5" 1 --reason test --asof 2024-06-15 && ! grep -q MOVED "$work/out" || fail "known before it happened"
status 0 timeline "$work/s.h5" 1 --reason test --asof 2024-06-16 && grep -q MOVED "$work/out" || fail "the reason is lost"
status 0 verify "$work/s.h5"
# a predictor may read it at once
small_study | sed -e 's/history: exclusion, window: 12 months/history: young_carer/' >"$work/study.yaml"
"$latecare" plan "$work/study.yaml" "$work/s.h5" >"$work/out" 2>"$work/err"
if grep -q 'young_carer' "$work/err"; then fail "plan does not know the history: $(cat "$work/err")"; fi
exit $bad
