#!/bin/sh
# --json: every verb's result is one JSON document on standard output, also with findings and
# where a fit did not end well; an error leaves standard output empty. What is a number is a
# number or null, in documents and in files, whatever the rows are like.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
{
    echo y,a,time,event,g
    for i in 0 1 2 3 4 5 6 7 8 9; do
        echo "$((i % 2)),$((i * 7 % 10)),$((i + 1)),$((i % 3 > 0)),x"
        echo "$((i % 3 == 0)),$((i * 3 % 10)),$((i + 2)),$((i % 2)),y"
    done
} >t.csv
cat >one.py <<'END'
import json, re, sys
def refuse(word): raise ValueError(word)
number = re.compile(r"\s*[-+]?(inf(inity)?|nan|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)\s*", re.I)
words = {"name", "levels", "values", "text", "group", "stratum", "attributes", "code"}  # of the rows or the study
def walk(value, key):
    if key in words:
        return
    if isinstance(value, dict):
        for k, one in value.items():
            walk(one, k)
    elif isinstance(value, list):
        for one in value:
            walk(one, key)
    elif isinstance(value, str) and number.fullmatch(value):
        refuse(f"{key}: a number as a text: {value}")
for name in sys.argv[1:]:
    try:
        walk(json.loads(open(name).read(), parse_constant=refuse), "")
    except ValueError as error:
        sys.exit(f"{name}: {error}")
END
# whole FILE WHAT
whole() { python3 one.py "$1" 2>why || fail "not one document: $2: $(tail -n 1 why)"; }
# document WANTED ARGS...
document() {
    status "$@" --json
    whole out "$*"
}
document 0 describe s.h5
document 0 verify s.h5
document 1 doctor s.h5
document 0 timeline s.h5 1 --reason test
document 1 retain s.h5 --due --list --reason test
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
whole out link
for file in m.json list.json f.json f2.json; do whole $file $file; done

# odd rows: a level without an event, one event, none, all, two rows, risks of 0 and 1 that
# were wrong, values of inf
python3 - <<'END'
import random
random.seed(3)
rows = [["abc"[i % 3], round(random.gauss(0, 1), 3), round(random.expovariate(0.1) + 0.01, 2),
         int(i % 3 > 0 and random.random() < 0.6), 1 + int(random.random() < 0.4)] for i in range(60)]
def write(name, event, rows=rows):
    with open(name + ".csv", "w") as f:
        print("g,x,t,e,c,p", file=f)
        for i, (g, x, t, e, c) in enumerate(rows):
            d = event(i, x, e)
            print(g, x, t, d, c * d, [0, 1, 0.5][i % 3], sep=",", file=f)
write("parted", lambda i, x, e: e)
write("one", lambda i, x, e: int(i == 7))
write("none", lambda i, x, e: 0)
write("all", lambda i, x, e: 1)
write("perfect", lambda i, x, e: int(x > 0))
write("two", lambda i, x, e: i, rows[:2])
write("huge", lambda i, x, e: e, [[g, x * 1e300, t, e, c] for g, x, t, e, c in rows])
write("inf", lambda i, x, e: e, [[g, "inf" if i % 9 == 4 else i % 7, t, e, c] for i, (g, x, t, e, c) in enumerate(rows)])
END
# odd ARGS...: whatever it ends with; what it prints and writes is judged below
odd() {
    rm -f odd.json
    "$latecare" "$@" --json >out 2>err
    [ $? -lt 7 ] || fail "exit: $*"
    documents=$((documents + 1))
    [ ! -s out ] || cp out "odd/$documents $(echo "$*" | tr / _).json"
    [ ! -e odd.json ] || cp odd.json "odd/$documents written.json"
}
mkdir odd
documents=0
for table in parted one none all perfect two huge inf; do
    for family in logistic cloglog scorecard 'logistic --firth' 'logistic --path 5' 'logistic --robust'; do
        # shellcheck disable=SC2086
        odd fit $table.csv --family $family --formula 'e ~ g + x' --output odd.json
    done
    [ ! -e odd.json ] || cp odd.json used.json
    odd predict used.json $table.csv
    odd evaluate used.json $table.csv --replicates 5
    odd fit $table.csv --family logistic --formula 'e ~ factor(x)' --output odd.json
    odd evaluate $table.csv --risk p --outcome e
    odd evaluate $table.csv --marker x --outcome 'Surv(t, e)'
    for family in cox 'cox --firth' 'cox --zph km' cause-specific fine-gray aft 'discrete-logit --grid 5'; do
        rm -f used.json
        # shellcheck disable=SC2086
        odd fit $table.csv --family $family --formula 'Surv(t, c) ~ g + x' --cause 1 --times 1,1000 --output odd.json
        # shellcheck disable=SC2086
        [ -e odd.json ] || odd fit $table.csv --family $family --formula 'Surv(t, e) ~ g + x' --output odd.json
        [ ! -e odd.json ] || cp odd.json used.json
        [ -e used.json ] || continue
        odd predict used.json $table.csv --horizon 5
        odd predict used.json $table.csv --curve --times 1,5
        odd predict used.json $table.csv --quantiles 0.1,0.99
        odd evaluate used.json $table.csv --horizon 5 --replicates 5
        odd recalibrate used.json $table.csv odd.json --force
    done
    odd curve $table.csv --formula 'Surv(t, e) ~ g' --quantiles 0.1,0.99 --times 0,1,1000 --test logrank
    odd curve $table.csv --formula 'Surv(t, c) ~ g' --test gray
    odd curve $table.csv --formula 'Surv(t, e) ~ 1' --pseudo survival --times 5
    odd compare $table.csv 'a=logistic: e ~ g' 'b=logistic: e ~ x' --folds 3 --replicates 5
    odd compare $table.csv 'a=cox: Surv(t, e) ~ g' 'b=aft: Surv(t, e) ~ x' --folds 3 --replicates 5 --horizon 5
done
[ "$(find odd -name '*.json' | wc -l)" -gt 300 ] || fail "odd rows gave $(find odd -name '*.json' | wc -l) documents"
python3 one.py odd/*.json 2>why || fail "odd rows: $(tail -n 1 why)"
# a term without a finite estimate: null, and why
status 4 fit parted.csv --family logistic --formula 'e ~ g' --json
python3 - <<'END' || fail "a null that does not say why"
import json
terms = json.load(open("out"))["terms"]
assert all(t["infinite"] and t["se"] is t["low"] is t["exp_high"] is None for t in terms)
END

status 2 export f.json - --json
says 'name a file'
[ ! -s out ] || fail "a page where a document was asked for"
status 3 describe nothing.h5 --json
[ ! -s out ] || fail "an error on standard output"
exit $bad
