# predict needs the model file and the columns it reads, and nothing else of the training
# table: one row alone, columns in another order, more columns, names with spaces and
# twice, cells missing, levels never met. Every family.
. tests/command/common.sh

sed '1s/albumin/serum albumin/' tests/golden/cox_pbc/data.csv >"$work/t.csv"
what='rcs(age, 4) + sex + log(`serum albumin`) + poly(protime, 2)'
# rows 1, 7 and 100, with the columns the other way round and two more
python3 - "$work" <<'EOF2' || exit 1
import csv, sys
work = sys.argv[1]
rows = list(csv.DictReader(open(work + "/t.csv")))
def put(name, columns, rows):
    with open(f"{work}/{name}.csv", "w") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(rows)
for k in (0, 6, 99):
    r = rows[k]
    put(f"row{k + 1}", ["note", "serum albumin", "protime", "sex", "age", "age"],
        [["a, \"b\"", r["serum albumin"], r["protime"], r["sex"], r["age"], "7"]])
first = ["serum albumin", "protime", "sex", "age"]
put("odd", first, [["3.5", "10", "f", "50"], ["3.5", "10", "other", "50"], ["", "10", "f", "50"],
                   ["3.5", "NA", "f", "50"], ["3.5", "10", "", "50"], ["-1", "10", "m", "50"]])
put("no_sex", first, [["3.5", "10", "NA", "50"]])
put("number_sex", first, [["3.5", "10", "1", "50"]])
put("bad", first, [["3.5", "10", "f", "50"], ["3.5", "ten", "f", "50"]])
put("empty", first, [])
put("lacks", first[1:], [["10", "f", "50"]])
EOF2

# fitted FAMILY RESPONSE FIT-OPTIONS...
fitted() {
    family=$1 response=$2 horizon='--horizon 1460'
    shift 2
    case $response in Surv*) ;; *) horizon='' ;; esac # a yes or no has no horizon
    status 0 fit "$work/t.csv" --family "$family" --formula "$response ~ $what" --output "$work/m.json" --force "$@"
    [ -s "$work/m.json" ] || return
    status 0 predict "$work/m.json" "$work/t.csv" $horizon
    cp "$work/out" "$work/all.csv"
    for k in 1 7 100; do
        status 0 predict "$work/m.json" "$work/row$k.csv" $horizon
        [ "$(sed -n 2p "$work/out" | cut -d, -f2-)" = "$(sed -n "$((k + 1))p" "$work/all.csv" | cut -d, -f2-)" ] ||
            fail "$family: row $k by itself: $(sed -n 2p "$work/out")"
    done
    status 1 predict "$work/m.json" "$work/odd.csv" $horizon
    says '^latecare predict: 5 of 6 rows cannot be scored'
    cut -d, -f6 "$work/out" | tr '\n' '|' >"$work/why"
    grep -qF 'cannot_score||sex has a level not met in training|log(`serum albumin`) is missing|protime is missing|sex is missing|log(`serum albumin`) is missing|' \
        "$work/why" || fail "$family: $(cat "$work/why")"
    status 1 predict "$work/m.json" "$work/no_sex.csv" $horizon
    grep -q ',sex is missing$' "$work/out" || fail "$family: a column that is missing altogether"
    status 1 predict "$work/m.json" "$work/number_sex.csv" $horizon
    grep -q ',sex has a level not met in training$' "$work/out" || fail "$family: a number for a text"
    status 0 predict "$work/m.json" "$work/empty.csv" $horizon
    status 3 predict "$work/m.json" "$work/bad.csv" $horizon
    says "'protime' is text in this table, from line 3"
    status 3 predict "$work/m.json" "$work/lacks.csv" $horizon
    says "no column 'serum albumin'"
}

for family in logistic cloglog scorecard; do fitted $family death; done
for family in cox aft; do fitted $family 'Surv(time, death)'; done
for family in discrete-logit discrete-cloglog; do fitted $family 'Surv(time, death)' --grid 365; done
for family in cause-specific fine-gray; do fitted $family 'Surv(time, status)'; done
fitted logistic death --firth
fitted cox 'Surv(time, death)' --path 20 --folds 4
if "$latecare" fit "$work/t.csv" --family boosted-logistic --formula 'death ~ age' >/dev/null 2>&1; then
    fitted boosted-cox 'Surv(time, death)'
else
    echo "SKIP: no libxgboost"
fi

# of a column met twice the first is meant, and the second is name.1, as in training
sed '1s/protime/age/' "$work/t.csv" >"$work/twice.csv"
status 0 fit "$work/twice.csv" --family cox --formula 'Surv(time, death) ~ age + age.1' --output "$work/m.json" --force
printf 'age.1,age\n10,50\n' >"$work/plain.csv"
printf 'age,age\n50,10\n' >"$work/same.csv"
status 0 predict "$work/m.json" "$work/plain.csv" --horizon 1460
cp "$work/out" "$work/plain"
status 0 predict "$work/m.json" "$work/same.csv" --horizon 1460
same "$work/out" "$work/plain" "columns of one name"
exit $bad
