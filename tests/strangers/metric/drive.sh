# A lift of its own in every place that tells measures: compare and evaluate of a table, a study's training,
# model file, page and league.
. tests/command/common.sh
golden=tests/golden/logit_birthwt/data.csv
# want WHAT IS WANTED
want() { case "$2" in *"$3"*) ;; *) fail "$1: no '$3' in: $2" ;; esac; }

# Precision 0.4000 over the base rate 0.3122 is 1.2814, on the folds of a comparison.
table=$("$latecare" compare $golden --capacity 30 --replicates 50 'logistic: low ~ age + lwt')
want compare "$table" "precision, recall and lift of lists of 30"
want compare "$(echo "$table" | grep -m 1 '^logistic ')" "1.2814"
want compare "$(echo "$table" | sed -n '/^lift,/,$p' | sed -n 2p)" "1.2814"
want compare "$(echo "$table" | sed -n '/^lift,/,$p' | sed -n 3p)" "1.0000"
want 'compare --json' "$("$latecare" compare $golden --capacity 30 --replicates 50 --json \
    'logistic: low ~ age + lwt' | grep -A1 '"lift"')" '"estimate": 1.2813559322033'
if "$latecare" compare $golden --replicates 0 'logistic: low ~ age' | grep lift; then
    fail "compare: a lift without a list"
fi
want 'evaluate' "$("$latecare" evaluate $golden --risk smoke --outcome low --capacity 30 \
    --replicates 50 | tr -s ' \n' ' ')" "times as many of those listed had the outcome as of all"
if "$latecare" evaluate $golden --risk smoke --outcome low --replicates 0 | grep '^lift'; then
    fail "evaluate: a lift without a list"
fi

borough "$work/b" --children 9000 --years 6 --seed 3
fill "$work/s.h5"
small_study >"$work/study.yaml"
runs train "$work/study.yaml" "$work/s.h5" "$work/m.json"
want train "$(cat "$work/out")" "times as many as by any list at all (lift)"
status 0 report "$work/m.json" --output "$work/page.html"
want page "$(cat "$work/page.html")" "times as many of those listed had the outcome as of all"
python3 - "$work/m.json" <<'END' || fail "the model file: lift is not precision over base rate"
import json, sys
measures = json.load(open(sys.argv[1]))["model"]["metrics"]["performance"]["measures"]
value = {m["name"]: m["estimate"] for m in measures}
assert value["precision"] > 0 and abs(value["lift"] - value["precision"] / value["base_rate"]) < 1e-12 * value["lift"], value
END
runs compare "$work/study.yaml" "$work/s.h5" --replicates 5
want 'compare of a study' "$(cat "$work/out")" "precision, recall and lift of lists of"
"$latecare" help metrics >"$work/out"
want help "$(cat "$work/out")" '| `lift` |'
exit $bad
