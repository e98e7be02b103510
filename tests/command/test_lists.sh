# Lists and people in a table of risks: a capacity is a list's, not the table's, and rows
# of one child are not so many children. `evaluate` and `compare`.
. tests/command/common.sh
cd "$work" || exit 1

value() { # NAME: of the answer's metrics
    python3 -c 'import json, sys; print(next(m["value"] for m in json.load(open("out"))["metrics"] if m["name"] == sys.argv[1]))' "$1"
}
precision() { value "$(python3 -c 'import json; print(next(m["name"] for m in json.load(open("out"))["metrics"] if m["name"].startswith("precision")))')"; }

# Two months of the same four children. January's list of one holds child 1, who enters;
# February's child 2, who does not: one hit in two places.
cat >two.csv <<'END'
child,landmark,risk,y
1,2024-01-01,0.9,1
2,2024-01-01,0.1,0
3,2024-01-01,0.2,0
4,2024-01-01,0.3,0
1,2024-02-01,0.8,1
2,2024-02-01,0.85,0
3,2024-02-01,0.2,0
4,2024-02-01,0.3,0
END
how='--risk risk --outcome y --json --replicates 20'
status 0 evaluate two.csv $how --child child --capacity 1 --list landmark
[ "$(precision)" = 0.5 ] || fail "two lists of one: $(precision)"
# as one list the two places would go to January's and February's highest of all: 2 of them
status 2 evaluate two.csv $how --child child --capacity 1
says '8 rows of 4 children are no single list' '--list COLUMN'
status 2 evaluate two.csv $how --capacity 1
says "8 rows of 4 values of 'child' are no single list"
status 0 evaluate two.csv $how --child child --capacity 1 --where 'landmark == "2024-02-01"'
[ "$(precision)" = 0.0 ] || fail "February alone: $(precision)"
status 2 evaluate two.csv $how --child child --list landmark
says 'capacity'
status 2 evaluate two.csv $how --child child --capacity 1 --list month
says "no column 'month'"
sed '4s/2024-01-01//' two.csv >none.csv
status 3 evaluate none.csv $how --child child --capacity 1 --list landmark
says "row 3: no value of 'landmark'"
# other children each month: the lists are seen by the column of days
awk -F, -v OFS=, 'NR > 1 { $1 = NR } { print }' two.csv >others.csv
status 2 evaluate others.csv $how --child child --capacity 1
says "column 'landmark' has 2 values"

# Each month 40 children at the same risks, 24 months: the answer is that of one month,
# by child; taken for 960 children the interval narrows by about the root of 24.
awk 'BEGIN { print "who,Child_ID,p,y"
    for (m = 1; m <= 24; m++) for (c = 1; c <= 40; c++)
        printf "%d,C%d,%.3f,%d\n", m, c, c / 50, (c * 7) % 41 < c * 0.6 }' >same.csv
awk -F, 'NR == 1 || $1 == 1' same.csv >once.csv
width() { python3 -c 'import json; m = next(m for m in json.load(open("out"))["metrics"] if m["name"] == "auc"); print(m["high"] - m["low"])'; }
how='--risk p --outcome y --json'
status 0 evaluate once.csv $how
once=$(width)
grep -q warning out && fail "a warning of rows that are each a child's"
status 0 evaluate same.csv $how --child Child_ID
grep -q warning out && fail "a warning although it is said whose the rows are"
by_child=$(width)
status 0 evaluate same.csv $how
grep -q "\"warning\": \"Warning: 'Child_ID' has 40 values in 960 rows" out || fail "no warning: $(head -c 300 out)"
python3 -c "import sys; a, b, c = map(float, sys.argv[1:]); sys.exit(not (abs(a / b - 1) < 1e-9 and b > 3 * c))" \
    "$once" "$by_child" "$(width)" || fail "intervals: $once once, $by_child by child, $(width) by row"
status 0 evaluate same.csv --risk p --outcome y
[ "$(head -n 1 out | cut -c 1-29)" = "Warning: 'Child_ID' has 40 va" ] || fail "the warning is not the first line"

# compare: the same, and folds
status 0 compare same.csv 'logistic: y ~ p' --folds 2 --replicates 20
opens out "Warning: 'Child_ID' has 40 values in 960 rows[^.]*, and folds" || fail "compare: $(head -n 3 out)"
status 0 compare same.csv 'logistic: y ~ p' --folds 2 --replicates 20 --child Child_ID --json
grep -q warning out && fail "compare warns although it is said whose the rows are"
status 2 compare same.csv 'logistic: y ~ p' --folds 2 --child Child_ID --capacity 3
says '960 rows of 40 children are no single list'
status 0 compare same.csv 'logistic: y ~ p' --folds 2 --replicates 20 --child Child_ID --capacity 3 --list who --json
# by hand: children 40, 39 and 38 are on every list, and how many of the three enter is known
hits=$(awk -F, 'NR > 1 && $3 >= 0.76 { n++; y += $4 } END { printf "%.6f", y / n }' once.csv)
python3 -c "
import json, sys
d = json.load(open('out'))['models'][0]['metrics']
name = next(n for n in d if n.startswith('precision'))
sys.exit(abs(d[name]['estimate'] - float(sys.argv[1])) > 1e-6)" "$hits" || fail "compare on lists, not $hits: $(head -c 900 out)"
exit $bad
