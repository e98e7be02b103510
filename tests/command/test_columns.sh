#!/bin/sh
# Whatever a verb says to a person fits 80 columns, results and refusals alike, and nothing
# runs together: two figures, or a figure and a word, always have a blank between them.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 4000 --years 8 --seed 1
fill s.h5
small_study >study.yaml
sed '/formula:/s/exclusions }/exclusions, ridge: 1 }/' study.yaml >ridge.yaml
"$latecare" train ridge.yaml s.h5 m.json >trained 2>err || [ $? = 1 ] || fail "train: $(cat err)"

# long names, numbers of every size, levels with blanks
awk 'BEGIN {
    srand(5)
    print "id,time,status,death,year,tiny,huge,a_column_with_a_name_that_is_long,site of it,y"
    for (i = 1; i <= 120; i++) {
        s = int(3 * rand())
        death = s > 0 ? 1 : 0
        y = rand() < 0.4 ? 1 : 0
        site = substr("ABCD", 1 + int(4 * rand()), 1)
        printf "%d,%.4f,%d,%d,%d,", i, 1 + 3000 * rand(), s, death, 1990 + int(30 * rand())
        printf "%.12f,%.3f,%.5f,level %s of many,%d\n", rand() / 1e6, 1e9 * rand(), rand(), site, y
    }
}' >wide.csv
all='year + tiny + huge + a_column_with_a_name_that_is_long + `site of it`'
status 0 fit wide.csv --family logistic --formula "y ~ $all" --output wide.json

# together FILE WHAT: figures without a blank between them, as 0.123450.6789 or 12.5-0.3
together() {
    grep -nE '(^|[ (])[-+]?[0-9]+\.[0-9]+([-+.][0-9]|[A-Za-df-z])' "$1" | grep -vE 'latecare [0-9.]+( |$)|[0-9]%|\.(csv|json|h5|html|yaml)|[0-9]\.[0-9]+e[-+]' >joined &&
        fail "runs together: $2: $(head -n 3 joined)"
}
# shown ARGS...: an answer, with findings or without; fits ARGS...: whatever it ends with
shown() {
    runs "$@"
    is_within "$*"
}
fits() {
    "$latecare" "$@" >out 2>err
    [ $? -lt 7 ] || fail "exit: $*"
    is_within "$*"
}
is_within() {
    cat out err >both
    [ -s both ] || fail "nothing said: $1"
    narrow both "$1"
    together both "$1"
}

cp trained out
narrow out train
together out train
day=2025-04-01
child=$("$latecare" score m.json s.h5 --asof $day --json 2>err | python3 -c 'import json, sys; print(json.load(sys.stdin)["listed"][0]["child"])')
shown describe s.h5
shown plan study.yaml s.h5
shown plan ridge.yaml s.h5
shown timeline s.h5 "$child" --reason test
shown timeline s.h5 "$child" --reason test --asof $day
shown verify s.h5
shown link s.h5
shown score m.json s.h5 --asof $day
shown score m.json s.h5 --asof 2020-04-01 --capacity 5
shown compare ridge.yaml s.h5 --replicates 20
shown recalibrate m.json s.h5 r.json --from 2022-01-01
shown import new.h5 b/extracts/2025-03-01/*/*.csv --received 2025-03-01
shown describe new.h5
cp b/extracts/$day/police/gang.csv g.csv
shown import g.h5 g.csv --received $day

shown fit wide.csv --family cox --formula "Surv(time, death) ~ $all" --times 100,1000,2000 --zph km
shown fit wide.csv --family cox --formula "Surv(time, death) ~ $all + cluster(id)"
shown fit wide.csv --family fine-gray --formula "Surv(time, status) ~ $all"
shown fit wide.csv --family aft --formula "Surv(time, death) ~ $all"
shown fit wide.csv --family cause-specific --formula "Surv(time, status) ~ $all"
shown fit wide.csv --family scorecard --formula "y ~ $all"
shown fit wide.csv --family logistic --formula "y ~ $all" --path 10 --folds 4
shown fit wide.csv --family logistic --formula "y ~ tiny"
shown evaluate wide.json wide.csv
shown evaluate wide.json wide.csv --capacity 20
shown curve wide.csv --formula 'Surv(time, status) ~ 1' --times 100,1000,2000
shown curve wide.csv --formula 'Surv(time, death) ~ `site of it`' --times 100,1000 --test logrank --quantiles 0.25,0.5
shown compare wide.csv "logistic: y ~ $all" 'a_model_with_a_long_name=logistic,ridge=2: y ~ year' 'cloglog: y ~ tiny' --replicates 20 --capacity 10
shown compare wide.csv "cox: Surv(time, death) ~ $all" 'aft: Surv(time, death) ~ year' --replicates 20 --horizon 1000

# a small coefficient keeps its figures
status 0 fit wide.csv --family logistic --formula 'y ~ huge'
grep -Eq '^huge .*(0\.00000|-0\.00000) ' out && fail "digits of a small coefficient: $(grep '^huge' out)"

# help, and refusals of every kind; what is "to read" are pages, with tables of their own width
for verb in $("$latecare" help | sed -n '/^To read/q; s/^  \([a-z]*\)  .*/\1/p'); do
    fits help "$verb"
    fits "$verb" --no-such-option
    fits "$verb" nothing.h5
    fits "$verb" nothing.yaml nothing.h5 nothing.json
    fits "$verb" study.yaml s.h5 --threads 9999
done
fits help
fits simulat
for words in 'logistic: y ~ nothing' 'logistik: y ~ year' 'logistic,robust: y ~ year' 'logistic,depth=3: y ~ year' \
    'cox: y ~ year' 'logistic: y ~ year +' 'logistic: y ~ rcs(year)' 'logistic: y ~ log(year - 3000)'; do
    fits compare wide.csv "$words"
done
for option in '--family logistic' '--family nothing --formula y~year' '--formula y~year' '--family logistic --formula y~yaer' \
    '--family logistic --formula y~year --firth --ridge 1' '--family aft --formula y~year' \
    '--family logistic --formula y~year --ties efron' '--family logistic --formula y~year --where yaer>3' \
    '--family logistic --formula y~year --output x.pdf' '--family cox --formula Surv(time,death)~year --residuals deviance'; do
    # shellcheck disable=SC2086
    fits fit wide.csv $option
done
for change in 's/^predictors:/predictor:/' 's/age_from: 5/age_from: five/' 's/family: logistic/family: logistik/' \
    's/kind: age/kind: aeg/' 's/history: exclusion,/history: exclusoin,/' 's/formula: age/formula: aeg/' \
    's/12 months/twelve/' 's/format: 1/format: 9/' 's/^study:/\tstudy:/' 's/bootstrap: 20/bootstrap: 20, zzz: 1/' \
    's/capacity: 10/capacity: -1/' 's/^outcome:/outcomes:/'; do
    sed "$change" study.yaml >changed.yaml
    fits plan changed.yaml s.h5
    fits train changed.yaml s.h5 changed.json
done
fits train study.yaml s.h5 separated.json
fits score m.json s.h5 --asof 2035-01-01
fits score m.json new.h5 --asof $day
fits score wide.json s.h5 --asof $day
fits import s.h5 b/extracts/2025-03-01/police/gang.csv --received 2024-01-01
fits import s.h5 wide.csv
fits report m.json
fits report wide.json --output x.html
exit $bad
