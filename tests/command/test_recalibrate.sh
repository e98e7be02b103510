# A study's model of a yes or no, recalibrated by a store: on the landmarks whose horizon
# is over, the study's own last one or not, and by the root of sum(expit(lp + a)) = events.
. tests/command/common.sh

borough "$work/b" --children 6000 --years 7 --seed 3
fill "$work/s.h5"
small_study | sed 's/family: logistic,/& ridge: 1,/; s/+ log1p(referrals) //' >"$work/all.yaml"
sed 's/to: all/to: 2022-04-01/; s/test_last: 24/test_last: 12/' "$work/all.yaml" >"$work/study.yaml"
"$latecare" train "$work/study.yaml" "$work/s.h5" "$work/m.json" --model logistic >"$work/out" 2>"$work/err" ||
    [ $? = 1 ] || fail "train: $(cat "$work/err")"
recalibrate() { status "$1" recalibrate "$work/m.json" "$work/s.h5" "$work/r.json" --method intercept --force --from "$2"; }

# By hand, from the whole design: a landmark's horizon is over if no child of under 17 is
# followed for less than a year without an event that ends it.
from=2022-07-01
status 0 design "$work/all.yaml" "$work/s.h5" "$work/all.csv"
awk -F, -v from=$from 'NR > 1 && $2 >= from { all[$2]; if (!$4 && $3 < 365 && $6 < 17) waits[$2] }
    END { for (day in all) if (!(day in waits)) print day }' "$work/all.csv" | sort >"$work/over"
# the case is one: of the landmarks that came since, some are over and some are not
[ "$(sed -n 1p "$work/over")" = $from ] || fail "no landmark after the study's last is over"
last=$(tail -n 1 "$work/over")
awk -F, -v last="$last" '$2 > last && $4 == 1 { n++ } END { exit !n }' "$work/all.csv" || fail "no entry after $last"
awk -F, 'NR == FNR { over[$1]; next } FNR == 1 || $2 in over' "$work/over" "$work/all.csv" >"$work/kept.csv"
status 0 predict "$work/m.json" "$work/kept.csv" --output "$work/p.csv"
cut -d, -f4 "$work/kept.csv" | paste -d, "$work/p.csv" - >"$work/lp.csv"
head -n 1 "$work/lp.csv" | grep -q '^row,linear_predictor,.*,cause$' || fail "columns: $(head -n 1 "$work/lp.csv")"
awk -F, 'NR > 1 { lp[++n] = $2; events += $NF == 1 }
    function told(n) { return 6 * int((n + 3) / 6) } # as counts of children are told
    function sum(a, k, s) { for (k = 1; k <= n; k++) s += 1 / (1 + exp(-lp[k] - a)); return s }
    END { low = -9; high = 9
          for (i = 0; i < 50; i++) { a = (low + high) / 2; if (sum(a) < events) low = a; else high = a }
          printf "Recalibrated by intercept on %d rows: %d events, %.2g foretold\n%+.4f\n", told(n), told(events), sum(0), a }' \
    "$work/lp.csv" >"$work/hand"
recalibrate 0 $from
sed 's/\(foretold\) by.*/\1/; s/^intercept \([^,]*\).*/\1/; /parent/d; /^frozen model$/d; /^model$/d; /^[0-9a-f]\{64\}$/d' "$work/out" |
    awk '/foretold/ { $(NF - 1) = sprintf("%.2g", $(NF - 1)) } /^[+-]/ { $0 = sprintf("%+.4f", $0) } { print }' >"$work/its"
same "$work/its" "$work/hand" "not as by hand: $(cat "$work/its" "$work/hand")"

# the whole horizon of none: nothing is learnt, and the old file stands
cp "$work/r.json" "$work/old.json"
recalibrate 3 2024-07-01
says 'the whole horizon be over' 'from 2024-07-01'
same "$work/old.json" "$work/r.json" "a refusal wrote a model"
exit $bad
