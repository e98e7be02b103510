#!/bin/sh
# What a person meets on the first day: a key mistyped, a tab, a pager that is closed, a day
# that is not yet, arguments in another order, a file called what it is not.
. tests/command/common.sh
samples=$PWD/datasets/samples
cd "$work" || exit 1

borough b --children 2000 --years 6 --seed 2
fill s.h5
small_study >study.yaml
printf 'y,a,t\n0,1,3\n1,2,4\n0,3,5\n1,1,6\n0,2,7\n1,3,8\n' >t.csv
status 0 fit t.csv --family logistic --formula 'y ~ a' --output m.json

# a key that is not there: the nearest, the section that has it, or all that there are;
# with the line and the column where it stands
wrong() {
    file=$1
    shift
    status 3 plan "$file" s.h5
    says "$@"
}
with() { sed "$1" study.yaml >typo.yaml; }
with 's/^predictors:/predictor:/'
wrong typo.yaml "typo.yaml:$(grep -n '^predictor:' typo.yaml | cut -d: -f1):1: .*predictor; did you mean 'predictors'?"
with 's/age_from/age_form/'
wrong typo.yaml "typo.yaml:3:11: .*age_form; did you mean 'age_from'?"
with 's/label: age }/lable: age }/'
wrong typo.yaml "typo.yaml:[0-9]*:[0-9]*: .*lable; did you mean 'label'?"
with 's/^competing:/capacity: 5\n&/'
wrong typo.yaml ":[0-9]*:1: .*capacity; it belongs under 'panel'"
with 's/panel: {/panel: { zzzzzzz: 1,/'
wrong typo.yaml 'zzzzzzz; the keys under panel are capacity'
with 's/family: logistic/family: logistik/'
status 2 plan typo.yaml s.h5
says 'typo.yaml:[0-9]*:[0-9]*: models.0..family: .*did you mean logistic'

# a tab, in the line that it sets in
printf 'format: 1\nstudy:\n\tname: x\n' >tab.yaml
wrong tab.yaml 'tab.yaml:3:1: a tab stands here; YAML is set in by spaces'
printf 'format: 1\nstudy:\n  name: x\n \ttitle: y\n' >tab.yaml
wrong tab.yaml 'tab.yaml:4:2: a tab stands here'
printf 'format: 1\nstudy: [a\n' >open.yaml
wrong open.yaml 'open.yaml:[0-9]*:[0-9]*: it is not YAML: '
printf 'format: 1\nstudy: { name: caf\351 }\n' >latin.yaml
wrong latin.yaml 'not text in UTF-8'

# a pipe that nobody reads: silence, and the status that SIGPIPE gives; the reader has gone
# before the first word is written
closed() {
    mkfifo gone
    : <gone &
    (exec 3>gone; sleep 0.05; "$latecare" "$@" >&3 2>err; echo $? >got)
    rm -f gone
    [ "$(cat got)" = 141 ] || fail "exit $(cat got), not 141: $*"
    [ ! -s err ] || fail "a word of a closed pipe: $*: $(cat err)"
}
fit="t.csv --family logistic --formula y~a"
for form in '' --json; do
    for verb in 'describe s.h5' 'plan study.yaml s.h5' 'timeline s.h5 1 --reason test' 'verify s.h5' 'predict m.json t.csv' \
        "fit $fit" 'curve t.csv --formula Surv(t,y)~1' 'evaluate m.json t.csv' 'link s.h5'; do
        # shellcheck disable=SC2086
        closed $verb $form
    done
done
closed export m.json -
closed help
closed help fit
closed help study
closed --version
# and of a message
mkfifo gone
: <gone &
(exec 3>gone; sleep 0.05; "$latecare" plan none.yaml s.h5 2>&3; echo $? >got)
[ "$(cat got)" = 141 ] || fail "exit $(cat got), not 141: of a message"
rm -f gone

# a day that is not yet
tomorrow=$(date -u -d '2 days' +%Y-%m-%d)
people=$(find b/extracts -name people.csv | head -n 1)
status 2 import new.h5 "$people" --received "$tomorrow"
says "$tomorrow is in the future (today is 20"
[ ! -e new.h5 ] || fail "a store was made"
SOURCE_DATE_EPOCH=1700000000 "$latecare" import new.h5 "$people" --received 2023-11-15 2>err
[ $? = 2 ] || fail "the day after 2023-11-14"
SOURCE_DATE_EPOCH=1700000000 "$latecare" import new.h5 "$people" --received 2023-11-14 >out 2>err ||
    [ $? = 1 ] || fail "today: $(cat err)"

# arguments in another order, or of another kind: by content, whatever they are called
swapped() {
    status 2 "$@"
    says "this is $is; the order is $order"
}
"$latecare" curve t.csv --formula 'Surv(t,y)~1' --output curve.csv >out 2>err || fail "curve: $(cat err)"
cp s.h5 store && for more in digest key identity identity.key log; do cp s.h5.$more store.$more; done
cp study.yaml study
is='a store' order='STUDY STORE'
swapped plan s.h5 study.yaml
swapped plan store study
swapped compare s.h5 study.yaml
is='a store' order='STUDY STORE OUT'
swapped design s.h5 study.yaml new.csv
swapped train s.h5 study.yaml new.json
is='a store' order='STORE CHILD'
swapped timeline 1 s.h5 --reason test
is='a store' order='MODEL STORE'
swapped score s.h5 m.json --asof 2025-04-01
is='a table (CSV)' order='MODEL TABLE'
swapped predict t.csv m.json
is='a table (CSV)' order='\[MODEL\] TABLE'
swapped evaluate t.csv m.json
is='a table (CSV)' order='STORE FILE'
swapped import t.csv never.h5
swapped import t.csv s.h5
is='a model' order='MODEL|STORE OUT'
swapped export new.txt m.json
[ ! -e never.h5.key ] && [ ! -e new.csv ] && [ ! -e new.json ] || fail "something was written"
other() {
    other=$1
    shift
    status 3 "$@"
    says "this is $other"
}
other 'a study, not a store' describe study.yaml
other 'a model, not a store' describe m.json
other 'a table (CSV), not a store; .latecare import STORE FILE. makes' plan study.yaml t.csv
other 'a store, not a study' plan s.h5 s.h5
other 'a store, not a table' fit s.h5 --family logistic --formula 'y ~ a'
other 'a study, not a model' predict study.yaml t.csv
other 'a store, not a model' report s.h5 --output new.html
other 'a table (CSV), not a model' score t.csv s.h5 --asof 2025-04-01
other 'a model, not a table' curve m.json --formula 'Surv(t,y)~1'
other 'a study, not a table' import never.h5 study.yaml

# a name that says another form than what is written
ends() {
    status 2 "$@"
    says 'another form; end its name in \.'
}
ends report m.json --output x.pdf
ends fit t.csv --family logistic --formula 'y ~ a' --output x.rds
ends curve t.csv --formula 'Surv(t,y)~1' --output x.json
ends predict m.json t.csv --output x.xlsx
ends train study.yaml s.h5 x.pkl
ends recalibrate m.json t.csv x.csv
ends export m.json x.html
ends link s.h5 --review x.json
ends import s.h5 "$people" --rejects x.txt
ends score m.json s.h5 --asof 2025-04-01 --output x.pdf
status 2 predict m.json t.csv --output x.json
says 'the result is CSV'
status 2 predict m.json t.csv --json --output x.csv
says 'the result is JSON'
ls | grep '^x\.' && fail "a file of another form was written"
# standard output has a name for export alone
dash() {
    status 2 "$@"
    says "name a file; '-' is none"
    [ ! -e ./- ] || fail "a file called -: $*"
}
dash fit t.csv --family cox --formula 'Surv(t,y)~a' --residuals deviance --output-residuals -
dash fit t.csv --family logistic --formula 'y ~ a' --output -
dash predict m.json t.csv --output -
dash curve t.csv --formula 'Surv(t,y)~1' --output -
dash report m.json --output -
dash train study.yaml s.h5 -
dash link s.h5 --review -
dash score m.json s.h5 --asof 2025-04-01 --output -
dash design study.yaml s.h5 -
dash recalibrate m.json s.h5 -
dash import s.h5 "$samples"/gang.csv --rejects -
dash import s.h5 "$samples"/gang.csv --findings -
dash curve t.csv --formula 'Surv(t,y)~1' --pseudo 5 --output-pseudo -
dash import - "$samples"/gang.csv
dash describe -
status 2 simulate -
says "name a folder; '-' is none"
[ ! -e ./- ] || fail "a folder called -"
status 0 export m.json -

# a store that nobody told of care: one message, and what to do
status 0 import police.h5 "$samples"/gang.csv --received 2025-04-01
status 0 link police.h5
for verb in 'train study.yaml police.h5 p.json' 'compare study.yaml police.h5'; do
    # shellcheck disable=SC2086
    status 3 $verb
    says 'the store has no source of care with a span of time' 'import the care extracts first'
    [ "$(grep -c '^latecare' err)" = 1 ] || fail "more than one message: $(cat err)"
done
exit $bad
