#!/bin/sh
# What must hold of a tree to which metric.patch was applied. Run in its root.
#   metric.sh values PROGRAM [STUDY STORE FOLDER]   lift is right wherever it is told; with
#       a store, in the training, its model file and page, and a study's league too
#   metric.sh holes TEST     each member left out of the row is named by the table's own
#       test, whose program `make TEST` builds
set -eu
golden=tests/golden/logit_birthwt/data.csv
row=models/assess/metric_lift.c
bad=0

want() { # WHAT IS WANTED
    case "$2" in *"$3"*) ;; *) echo "metric: $1: no '$3' in: $2"; bad=1 ;; esac
}

# Precision 0.4000 over the base rate 0.3122 is 1.2814, on the folds of a comparison.
values_of_a_table() {
    table=$("$1" compare $golden --capacity 30 --replicates 50 'logistic: low ~ age + lwt')
    want compare "$table" "precision, recall and lift of lists of 30"
    want compare "$(echo "$table" | sed -n 5p)" "1.2814"
    want compare "$(echo "$table" | sed -n '/^lift,/,$p' | sed -n 2p)" "1.2814"
    want compare "$(echo "$table" | sed -n '/^lift,/,$p' | sed -n 3p)" "1.0000"
    want 'compare --json' "$("$1" compare $golden --capacity 30 --replicates 50 --json \
        'logistic: low ~ age + lwt' | grep -A1 '"lift"')" '"estimate": 1.2813559322033'
    if "$1" compare $golden --replicates 0 'logistic: low ~ age' | grep lift; then
        echo "metric: compare: a lift without a list" && bad=1
    fi
    want 'evaluate' "$("$1" evaluate $golden --risk smoke --outcome low --capacity 30 \
        --replicates 50 | grep '^lift')" "times as many of those listed entered care as of all"
    if "$1" evaluate $golden --risk smoke --outcome low --replicates 0 | grep '^lift'; then
        echo "metric: evaluate: a lift without a list" && bad=1
    fi
}

# The same numbers as the document has: precision / base rate.
values_of_a_study() {
    "$1" train "$2" "$3" "$4/lift.json" >"$4/lift.txt" || [ $? = 1 ]
    want train "$(cat "$4/lift.txt")" "times as many as by any list at all (lift)"
    want page "$(cat "$4/lift.html")" "times as many of those listed entered care as of all"
    python3 - "$4/lift.json" <<'P' || bad=1
import json, sys
text = open(sys.argv[1]).read()
document = json.loads(text[text.index("{"):])
def find(o):
    if isinstance(o, dict):
        if "measures" in o:
            return o["measures"]
        o = list(o.values())
    return next((f for f in map(find, o) if f), None) if isinstance(o, list) else None
is_ = {m["name"]: m["estimate"] for m in find(document)}
ok = abs(is_["lift"] - is_["precision"] / is_["base_rate"]) < 1e-12
sys.exit(0 if ok else "metric: the model file: lift is not precision over base rate")
P
    want 'compare of a study' "$("$1" compare "$2" "$3" --replicates 0 | sed -n 2p)" \
        "precision, recall and lift of lists of"
}

hole() { # TEST MEMBER WANTED
    cp $row "$row.whole"
    sed "/^    \.$2 = /d" "$row.whole" >$row
    said=$(make -s CC="${CC:-cc}" "$1" 2>&1 && "$1" 2>&1 || true)
    mv "$row.whole" $row
    want "without $2" "$said" "metric lift: $3"
}

case $1 in
values)
    values_of_a_table "$2"
    if [ $# = 5 ]; then values_of_a_study "$2" "$3" "$4" "$5"; fi ;;
holes)
    for member in name heading label label_of_times line needs better places; do
        hole "$2" $member $member
    done
    hole "$2" of_sums "of_sums, of_times" ;;
esac
exit $bad
