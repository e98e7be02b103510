#!/bin/sh
# --json: every verb's result is one JSON document on standard output, also with findings and
# where a fit did not end well; an error leaves standard output empty.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 1500 --years 10 --seed 5
fill s.h5
small_study | sed 's/ + exclusions//; s/ + cin_open//' >study.yaml
{
    echo y,a,time,event,g
    for i in 0 1 2 3 4 5 6 7 8 9; do
        echo "$((i % 2)),$((i * 7 % 10)),$((i + 1)),$((i % 3 > 0)),x"
        echo "$((i % 3 == 0)),$((i * 3 % 10)),$((i + 2)),$((i % 2)),y"
    done
} >t.csv
cat >one.py <<'END'
import json, sys
def refuse(word): raise ValueError(word)
json.loads(open("out").read(), parse_constant=refuse)
END
# document WANTED ARGS...
document() {
    status "$@" --json
    python3 one.py 2>why || fail "not one document: $*: $(tail -n 1 why): $(head -c 200 out)"
}
document 0 describe s.h5
document 0 verify s.h5
document 0 timeline s.h5 1
document 1 plan study.yaml s.h5
document 0 design study.yaml s.h5 d.csv
document 1 train study.yaml s.h5 m.json
document 1 score m.json s.h5 --asof 2025-04-01 --output list.csv
cp out list.json
document 0 report m.json --list list.json --output panel.html
document 0 compare study.yaml s.h5 --replicates 5
document 0 fit t.csv --family logistic --formula 'y ~ a' --output f.json
document 4 fit t.csv --family logistic --formula 'y ~ factor(time)'
document 0 curve t.csv --formula 'Surv(time, event) ~ g'
document 0 predict f.json t.csv
document 0 evaluate f.json t.csv --replicates 5
document 0 compare t.csv 'logistic: y ~ a' 'firth=logistic,firth: y ~ a' --folds 2 --replicates 5
document 0 recalibrate f.json t.csv f2.json
document 0 export f.json f.txt
document 0 simulate b2 --children 1000 --years 5
document 0 erase s.h5 1 --force
document 1 import s.h5 $(find b/extracts/2025-03-01 -name '*.csv') --received 2025-05-01
"$latecare" link s.h5 --json >out 2>err
python3 one.py 2>why || fail "not one document: link"

status 2 export f.json - --json
says 'name a file'
[ ! -s out ] || fail "a page where a document was asked for"
status 3 describe nothing.h5 --json
[ ! -s out ] || fail "an error on standard output"
exit $bad
