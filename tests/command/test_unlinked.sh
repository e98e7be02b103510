#!/bin/sh
# test_unlinked.sh PROGRAM: records that were added since the last link. Until then a
# child is as many children as it has records, so whatever trains, scores or counts
# children refuses the store, or says so first.
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
# the first extract alone makes a store that was never linked; its copy is linked
for extract in b/extracts/*/; do break; done
# shellcheck disable=SC2046
"$latecare" import fresh.h5 $(find "$extract" -name '*.csv' | LC_ALL=C sort) --received "$(basename "$extract")" >out 2>err ||
    [ $? = 1 ] || fail "import: $(cat err)"
fill linked.h5
smaller_study >study.yaml
runs train study.yaml linked.h5 m.json

for verb in 'train study.yaml fresh.h5 new.json' 'design study.yaml fresh.h5 new.csv' \
    'compare study.yaml fresh.h5' 'score m.json fresh.h5 --asof 2025-04-01 --capacity 10' \
    'recalibrate m.json fresh.h5 new.json' 'erase fresh.h5 3 --force'; do
    # shellcheck disable=SC2086
    status 5 $verb
    says "records were added since the last link" "run 'latecare link fresh.h5'"
    [ -s out ] && fail "$verb printed: $(head -c 200 out)"
    [ -e new.json ] || [ -e new.csv ] && fail "$verb left a file"
done

status 1 plan study.yaml fresh.h5
{ head -n 1 out | grep -q '^Not linked: ' && holds out 'Not linked: records were added since the last link'; } || fail "plan: $(head -n 1 out)"
sed -n '/^To look at/,$p' out | sed -n 2,4p | tr -s '\n ' ' ' | grep -q 'run latecare link' || fail "plan's first finding: $(tail -n 5 out)"
status 1 plan study.yaml fresh.h5 --json
python3 -c 'import json, sys
d = json.load(open("out"))
sys.exit(d["linked"] or list(d)[0] != "linked" or "latecare link" not in d["findings"][0])' || fail "plan --json, not linked"
status 0 describe fresh.h5
head -n 2 out >two && flat two | grep -q 'not linked.*run latecare link' || fail "describe: $(head -n 1 out)"
grep -q 'children *open' out || fail "describe: no head"
status 0 describe fresh.h5 --json
python3 -c 'import json, sys
d = json.load(open("out"))
sys.exit(d["linked"] or d["children"] is not None or any(h["children"] is not None for h in d["histories"]))' ||
    fail "describe --json counts children of a store that is not linked"
status 0 timeline fresh.h5 3 --reason test
head -n 1 out | grep -q '^Not linked' || fail "timeline: $(head -n 1 out)"
sed 's/age_from: 5, age_to: 17/age_from: 0, age_to: 0/' study.yaml >babies.yaml
"$latecare" plan babies.yaml fresh.h5 >out 2>err && fail "plan of nobody"
head -n 1 err | grep -q '^latecare plan: the store is not linked' || fail "plan of nobody: $(cat err)"

# once linked, each of them is done or fails for a reason of its own
runs link fresh.h5
status 0 describe fresh.h5
head -n 1 out | grep -q ' children$' || fail "describe, linked: $(head -n 1 out)"
status 0 design study.yaml linked.h5 new.csv
status 1 plan study.yaml linked.h5
grep -q 'Not linked' out && fail "plan of a linked store says that it is not"
exit $bad
