#!/bin/sh
# What a person meets on the first day: a key mistyped, a tab, a pager that is closed, a day
# that is not yet.
. tests/command/common.sh
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
    for verb in 'describe s.h5' 'plan study.yaml s.h5' 'timeline s.h5 1' 'verify s.h5' 'predict m.json t.csv' \
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
exit $bad
