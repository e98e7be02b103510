#!/bin/sh
# An attacker who knows every formula of the pages works no count of 1 to 5 back: from random
# plans, nor from what a whole borough lets out. That it can is shown by true counts, and by
# counts of which nothing but 1 to 5 was made c. `make attack` does the same at length.
. "$(dirname "$0")/common.sh"
attack=$(realpath tests/attack/attack.py)
plans=$(dirname "$latecare")/tests/attack/plans
cd "$work" || exit 1
# finds WANTED OPTIONS...: none (0) or some (1)
finds() {
    wanted=$1
    shift
    python3 "$attack" "$@" >found
    [ $? = "$wanted" ] || fail "attack $*: $(tail -n 3 found)"
}
if [ -x "$plans" ]; then
    "$plans" 300 7 | finds 0 --stream
    "$plans" 100 7 unsuppressed | finds 1 --naive --stream
    "$plans" 100 7 unsuppressed | finds 1 --exact --stream
else
    fail "no $plans: make check builds it"
fi

borough b --children 4000 --years 6 --seed 2 --dirt 0
fill s.h5
small_study | sed 's/ + exclusions }/ + exclusions, ridge: 1 }/' >study.yaml
cat >>study.yaml <<'GROUPS'
groups:
  - { label: Black, attribute: ethnicity, values: [BCRB, BAFR, BOTH] }
  - { label: Mixed, attribute: ethnicity, values: [MWBC, MWBA, MWAS, MOTH] }
  - { label: Asian, attribute: ethnicity, values: [AIND, APKN, ABAN, AOTH, CHNE] }
  - { label: girls, attribute: sex, values: [F] }
GROUPS
runs train study.yaml s.h5 m.json --model logistic
runs compare study.yaml s.h5 --json
cp out compare.json
runs plan study.yaml s.h5 --json
cp out plan.json
status 0 describe s.h5 --json --risk-of-identification
cp out describe.json
finds 0 plan.json describe.json compare.json m.json
[ "$(sed -n 's/.*, \([0-9]*\) cells of 1 to 5 hidden.*/\1/p' found)" -gt 20 ] || fail "next to nothing to find: $(cat found)"

# true counts are for the desk, with a reason that the log keeps
status 2 plan study.yaml s.h5 --unsuppressed
says 'reason'
status 2 describe s.h5 --unsuppressed
status 2 describe s.h5 --reason test
lines=$(wc -l <s.h5.log)
runs plan study.yaml s.h5 --json --unsuppressed --reason 'checks the flow'
cp out true.json
status 0 describe s.h5 --json --unsuppressed --reason 'checks the flow'
cp out held.json
[ "$(tail -n 2 s.h5.log | grep -c 'counts reason checks the flow')" = 2 ] || fail "the log: $(tail -n 2 s.h5.log)"
[ "$(wc -l <s.h5.log)" = $((lines + 2)) ] || fail "other lines in the log"
for told in true held; do
    finds 1 --exact $told.json
    finds 1 --naive $told.json
done

# every count that is told is the true one by sixes: none, c, or the nearest multiple
python3 - <<'END' || fail "what is told is not what is true by sixes"
import json
def told(n): return n if n == 0 else "c" if n < 6 else (n + 3) // 6 * 6
for shown, true in ("plan.json", "true.json"), ("describe.json", "held.json"):
    a, b = json.load(open(shown)), json.load(open(true))
    assert a["suppressed"] and not b["suppressed"]
    if "flow" in b:
        for x, y in zip(a["flow"], b["flow"]):
            assert x["removed"] == told(y["removed"]), (x, y)
        for c, d in zip(a["causes"], b["causes"]):
            assert c["rows"] in ("c", told(d["rows"])), (c, d)
    for x, y in zip(a.get("histories", []), b.get("histories", [])):
        assert x["children"] == told(y["children"]), (x, y)
        assert x["events"] in ("c", told(y["events"])), (x, y)
        assert str(x["first_start"]).endswith("-01") or x["first_start"] is None
END
exit $bad
