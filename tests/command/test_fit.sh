# fit, predict and evaluate: exit statuses, messages, files that are never half there.
. tests/command/words.sh
latecare=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# wants STATUS TEXT COMMAND...: ends so, and says so on standard error
wants() {
    status=$1 text=$2
    shift 2
    "$latecare" "$@" >"$work/out" 2>"$work/err"
    got=$?
    [ $got = "$status" ] || { echo "exit $got, not $status: $*"; cat "$work/err"; bad=1; }
    [ -z "$text" ] || holds "$work/err" "$text" || { echo "no '$text': $*"; cat "$work/err"; bad=1; }
}

cat >"$work/t.csv" <<CSV
time,event,age,age,site name,y
5,1,30,1,a,0
8,0,41,2,b,1
3,1,29,3,a,0
9,1,50,4,b,1
12,0,62,5,a,0
7,1,55,6,b,1
4,0,33,7,a,1
6,1,47,8,b,0
CSV
t=$work/t.csv
cox="fit $t --family cox"

wants 2 'these must be given too: --family F, --formula' fit "$t"
wants 2 'say which family' fit "$t" --formula 'event ~ age'
wants 2 "no family 'coxx'; there are logistic" fit "$t" --family coxx
wants 2 'say what the model is' $cox
wants 2 'family aft does not read --alpha; those that do: logistic, cox' fit "$t" --family aft --alpha 0.5
wants 2 '--alpha is read only with --lambda or --path or --lambdas$' $cox --alpha 0.5
wants 2 'only with --baseline other than steps$' fit "$t" --family discrete-logit --degree 2 --baseline steps
wants 2 'only with --lambda or --path other than 0 or --lambdas$' $cox --folds 3 --path 0
wants 2 "character 21: no column 'agee'; did you mean 'age'" $cox --formula 'Surv(time, event) ~ agee'
wants 2 'needs Surv(time, event)' $cox --formula 'y ~ age'
wants 2 'not Surv()' fit "$t" --family logistic --formula 'Surv(time, event) ~ age'
wants 2 'expected numbers' $cox --formula 'Surv(time, event) ~ age' --times 1,x
wants 3 'nothing.csv' fit "$work/nothing.csv" --family cox --formula 'y ~ 1'
wants 2 'where: formula: at character 5' $cox --formula 'Surv(time, event) ~ age' --where 'age age'
wants 4 '' $cox --formula 'Surv(time, event) ~ age' --where 'age > 1000'
wants 3 'never 0 (censored)' $cox --formula 'Surv(time, event + 1) ~ age'

# separated: the document is there, the exit says 4, and the model has a risk for no row
wants 4 'it has a risk for 0 of the' fit "$t" --family logistic --formula 'y ~ I(y > 0.5)' --json --output "$work/s.json"
grep -q '"status": "infinite"' "$work/out" || { echo 'status of a separated fit'; bad=1; }
grep -q '"infinite": true' "$work/s.json" || { echo 'a separated model without its flag'; bad=1; }

# names: the second age is age.1, and spaces want backticks
wants 0 '' $cox --formula 'Surv(time, event) ~ age + age.1 + `site name`' --json
grep -q '"name": "`site name`b"' "$work/out" || { echo 'names'; cat "$work/out"; bad=1; }

# a model is written once, and again only by force; and says the same each time
m=$work/m.json
wants 0 '' $cox --formula 'Surv(time, event) ~ age + `site name`' --output "$m"
cp "$m" "$work/first.json"
wants 5 'force' $cox --formula 'Surv(time, event) ~ age' --output "$m"
cmp -s "$m" "$work/first.json" || { echo 'a refused fit touched the model'; bad=1; }
wants 0 '' $cox --formula 'Surv(time, event) ~ age + `site name`' --output "$m" --force --threads 2
cmp -s "$m" "$work/first.json" || { echo 'one thread and two differ'; bad=1; }

# weights that are no whole numbers make the variance robust, but under Firth's penalty
wants 0 '' $cox --formula 'Surv(time, event) ~ age + weights(age.1 / 3)'
grep -q 'robust se' "$work/out" || { echo 'broken weights without a robust variance'; bad=1; }
wants 0 '' $cox --formula 'Surv(time, event) ~ age + weights(age.1 / 3)' --firth
wants 0 '' $cox --formula 'Surv(time, event) ~ age + weights(age.1)'
grep -q 'robust se' "$work/out" && { echo 'whole weights with a robust variance'; bad=1; }
# a row of weight 0 is no row, which is said; it has a place in its person's moves
none='age + weights(ifelse(age.1 > 2, 1, 0))'
wants 0 '' $cox --formula "Surv(time, event) ~ $none"
grep -q '^6 rows, 4 events; 2 rows left out for a weight of 0$' "$work/out" || { echo 'rows of weight 0 unsaid'; bad=1; }
mv "$work/out" "$work/whole"
wants 0 '' $cox --formula 'Surv(time, event) ~ age' --where 'age.1 > 2'
[ "$(tail -n +4 "$work/whole")" = "$(tail -n +4 "$work/out")" ] || { echo 'rows of weight 0 have a part'; bad=1; }
wants 0 '' curve "$t" --formula 'Surv(time, event) ~ 1' --weights y
grep -q '^4 rows; 4 rows left out for a weight of 0;' "$work/out" || { echo 'curve: rows of weight 0 unsaid'; bad=1; }
wants 3 '4 rows weigh 0, and a person' curve "$t" --formula 'Surv(time, event) ~ 1' --weights y --id 'site name'
wants 0 '' evaluate "$t" --marker age --outcome 'Surv(time, event)' --weights y
grep -q '^4 rows, 2 events; 4 rows left out for a weight of 0$' "$work/out" || { echo 'evaluate: rows of weight 0 unsaid'; bad=1; }
wants 4 'there is no row with a weight above 0' $cox --formula 'Surv(time, event) ~ age + weights(0 * age)'

# prediction: a horizon must come from somewhere; a row that cannot be scored is a
# finding with its cause
wants 2 'horizon' predict "$m" "$t"
wants 0 '' predict "$m" "$t" --horizon 8
printf 'age,site name\n40,a\n40,c\n,b\n' >"$work/new.csv"
wants 1 '' predict "$m" "$work/new.csv" --horizon 8
grep -q '^2,,,,,`site name` has a level not met in training$' "$work/out" || { cat "$work/out"; bad=1; }
grep -q '^3,,,,,age is missing$' "$work/out" || { cat "$work/out"; bad=1; }
printf 'age\n40\n' >"$work/short.csv"
wants 3 "no column 'site name', which the model reads" predict "$m" "$work/short.csv" --horizon 8
sed 's/"estimate": 0/"estimate": 1/; s/"estimate": -0/"estimate": -1/' "$m" >"$work/bent.json"
wants 3 'checksum' predict "$work/bent.json" "$t" --horizon 8
wants 3 '' predict "$t" "$t"

wants 0 '' evaluate "$m" "$t" --horizon 8
wants 2 'either a model or --risk' evaluate "$m" "$t" --risk y
wants 2 'give MODEL TABLE' evaluate "$t"
# a row is named by its place in the file, whatever was left out before it, in a group or
# in the other folds; a column of numbers but for one cell is named with its line
{
    printf 'time,event,g,a\n1,1,x,NA\n'
    for i in 1 2 3 4 5 6; do printf '3,0,x,%s\n4,1,y,%s\n' $i $i; done
    printf -- '-1,0,y,2\n'
} >"$work/row.csv"
for family in cox aft fine-gray cause-specific discrete-logit; do
    wants 3 'row 14: .*time' fit "$work/row.csv" --family $family --formula 'Surv(time, event) ~ a'
done
wants 3 'row 14: .*time' curve "$work/row.csv" --formula 'Surv(time, event) ~ g'
wants 3 'row 14: .*time' compare "$work/row.csv" 'cox: Surv(time, event) ~ a' --horizon 3 --folds 2
sed 's/^9,1,50,/9,1,5o,/' "$t" >"$work/stray.csv"
"$latecare" fit "$work/stray.csv" --family logistic --formula 'y ~ age' >"$work/out" 2>"$work/err"
grep -q "'age' is read as levels, not as numbers: line 5 holds no number" "$work/out" ||
    { echo "the stray cell is not named"; bad=1; }
wants 0 '' fit "$t" --family logistic --formula 'y ~ age' --output "$work/stray.json"
grep -q 'is read as levels' "$work/out" && { echo "a stray cell where there is none"; bad=1; }
wants 3 "'age' is text in this table, from line 5 on" predict "$work/stray.json" "$work/stray.csv"
# a horizon longer than the data: nobody was watched until 13; but where all had their event,
# all is known
wants 0 '' $cox --formula 'Surv(time, event) ~ age' --output "$work/late.json"
wants 0 '' evaluate "$work/late.json" "$t" --horizon 12
wants 4 'the horizon, 13, is beyond the last time that anybody was watched, 12' \
    evaluate "$work/late.json" "$t" --horizon 13
wants 4 'the horizon, 13, is beyond' compare "$t" 'cox: Surv(time, event) ~ age' --horizon 13 --folds 2
sed 's/^\([0-9]*\),0,/\1,1,/' "$t" >"$work/all.csv"
wants 0 '' evaluate "$work/late.json" "$work/all.csv" --horizon 13
# without --horizon the risks are judged by the last of the model's own times, as if it had
# been said; of a family whose linear predictor ranks the rows, and of one without
pbc=tests/golden/cox_pbc/data.csv
for how in cox fine-gray cause-specific aft 'discrete-logit --grid 365' 'discrete-cloglog --grid 365'; do
    case $how in fine-gray | cause-specific) event=status ;; *) event=death ;; esac
    wants 0 '' fit $pbc --family $how --formula "Surv(time, $event) ~ age + bili" --times 730,1460 \
        --output "$work/own.json" --force
    wants 0 '' evaluate "$work/own.json" $pbc
    cp "$work/out" "$work/own"
    wants 0 '' evaluate "$work/own.json" $pbc --horizon 1460
    grep -q '^brier' "$work/own" && cmp "$work/own" "$work/out" || { echo "$how: by its own horizon"; bad=1; }
done
# Folds hold whole clusters: with every row there twice, the two of one id, the folds are
# those of the rows once, and so is each deviance; a column of folds may not part them.
awk 'BEGIN { srand(3); print "id,y,a,b,part"
    for (i = 0; i < 200; i++) { a = rand(); b = rand()
        print i "," (rand() < 0.2 + 0.6 * a) "," a "," b "," i % 5 } }' >"$work/once.csv"
{ cat "$work/once.csv"; sed 1d "$work/once.csv"; } >"$work/twice.csv"
net="--family logistic --path 12 --folds 5"
for rows in once twice; do
    "$latecare" fit "$work/$rows.csv" $net --formula 'y ~ a + b + cluster(id)' |
        sed -n '/held out/,$p' >"$work/$rows.txt"
done
grep -q '  best' "$work/once.txt" && grep -q 'within one se of it' "$work/once.txt" &&
    cmp "$work/once.txt" "$work/twice.txt" || { echo 'folds part clusters'; bad=1; }
awk -F, -v OFS=, 'NR > 1 { $5 = NR % 7 } 1' "$work/twice.csv" >"$work/parted.csv"
wants 2 'rows 1 and 201 are of one cluster and in two folds' fit "$work/parted.csv" \
    --family logistic --path 12 --fold part --formula 'y ~ a + b + cluster(id)'
wants 0 '' fit "$work/twice.csv" --family logistic --path 12 --fold part \
    --formula 'y ~ a + b + cluster(id)'

# strata() is refused where the family would pass it over
for family in logistic cloglog scorecard boosted-logistic; do
    wants 2 'strata() means nothing to the' fit "$t" --family $family --formula 'y ~ age + strata(`site name`)'
done
for family in fine-gray discrete-logit discrete-cloglog boosted-cox; do
    wants 2 'strata() means nothing to the' fit "$t" --family $family \
        --formula 'Surv(time, event) ~ age + strata(`site name`)'
done
wants 2 'strata() means nothing to the' fit "$t" --family logistic --formula 'y ~ age + strata(`site name`)' --path 5
wants 2 'strata() means nothing to the' compare "$t" 'logistic: y ~ age + strata(`site name`)' --folds 2
for family in cox cause-specific; do
    wants 0 '' fit "$t" --family $family --formula 'Surv(time, event) ~ strata(`site name`) + age.1'
done
exit $bad
