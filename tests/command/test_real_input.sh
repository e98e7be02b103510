#!/bin/sh
# Returns that others wrote (data/README.md of the shared folder): they import, the counts
# are the files', the stated defects are found, three years become one history; and since
# their codes were drawn at random, every model of them must find nothing.
. tests/command/common.sh
returns=${LATECARE_SHARED:-../shared}/data/ssda903
[ -r "$returns/one-return/episodes.csv" ] || { echo "SKIP: $returns is not here"; exit 0; }
returns=$(realpath "$returns")
cd "$work" || exit 1

# lines FILE: rows under the header, whatever the last line ends with
lines() { awk 'END { print NR - 1 }' "$1"; }
# tables STORE FILE...: imports them; each file's rows are its lines
tables() {
    store=$1
    shift
    status 1 import "$store" "$@" --received 2024-04-01 --findings "$store.found" --json
    for file; do
        counts=$(python3 -c 'import json, sys
f = next(f for f in json.load(open("out"))["files"] if f["file"] == sys.argv[1])
print(f["rows"], f["taken"] + f["unchanged"] + f["corrected"] + f["rejected"])' "$file")
        [ "$counts" = "$(lines "$file") $(lines "$file")" ] || fail "counts of $file: $counts"
    done
    cp out imported
    status 0 verify "$store"
    runs link "$store"
    status 0 describe "$store" --json --unsuppressed --reason test
}

tables one.h5 "$returns"/one-return/*.csv
python3 - out <<'END' || fail "the return"
import json, sys
held = json.load(open(sys.argv[1]))
care = next(h for h in held["histories"] if h["name"] == "care")
assert (care["events"], care["children"]) == (5050, 2123), care
END
# every open episode is coded as ceased, which breaks rule 148
open=$(python3 -c 'import csv, sys
print(sum((row["DEC"] == "") != (row["REC"] == "") for row in csv.DictReader(sys.stdin)))' \
    <"$returns/one-return/episodes.csv")
[ "$open" -gt 1000 ] && python3 -c 'import json, sys
sys.exit(json.load(open("imported"))["findings_by_rule"]["148"] != int(sys.argv[1]))' "$open" || fail "rule 148 is not broken $open times"
[ "$(awk -F, '$3 == 148' one.h5.found | wc -l)" = "$open" ] || fail "rule 148 by line"

# three years, one history: as many children as the years have between them, and an
# episode that two years tell is one
all=$(ls "$returns"/annual-returns/20*-header.csv "$returns"/annual-returns/20*-episodes.csv \
    "$returns"/annual-returns/20*-missing.csv "$returns"/annual-returns/20*-uasc.csv)
# shellcheck disable=SC2086
tables years.h5 $all
# shellcheck disable=SC2086
python3 - out $all <<'END' || fail "three years, one history"
import csv, json, sys
children, episodes = set(), set()
for path in sys.argv[2:]:
    for row in csv.DictReader(open(path, encoding="utf-8-sig", newline="")):
        children.add(row["CHILD"])
        if "DECOM" in row:
            episodes.add((row["CHILD"], row["DECOM"]))
held = json.load(open(sys.argv[1]))
care = next(h for h in held["histories"] if h["name"] == "care")
assert held["records"] == len(children), (held["records"], len(children))
assert care["events"] == len(episodes), (care, len(episodes))
END
before=$(state years.h5)
# shellcheck disable=SC2086
runs import years.h5 $all --received 2024-04-01
[ "$before" = "$(state years.h5)" ] || fail "the same returns again changed the store"

# --- nothing to find: re-entry by age and sex, in the test months by children never seen
study() { # FROM HORIZON TEST MODELS
    cat <<END
format: 1
study: { name: control, title: Re-entry on codes drawn at random, purpose: a negative control }
cohort: { age_from: 0, age_to: 17, known_to: [care] }
landmarks: { every: 1 month, from: $1, to: all }
outcome: { history: care, first_entry: false, age_floor: 0, uasc: true, remand: true,
  short_breaks: true, horizon: $2 }
competing: [death, moved, permanence]
predictors:
  - { name: age, kind: age, label: age }
  - { name: sex, kind: sex, label: sex }
  - { name: order, kind: ever, history: care, codes: [C2], label: under a care order before }
models:
  - { name: logistic, family: logistic, formula: $4 }
  - { name: cox, family: cox, formula: $4 }
validation: { test_last: $3, label_delay: 1 month, bootstrap: 200 }
panel: { capacity: 10 }
END
}
# nothing STUDY STORE: both models; the AUC's interval holds one half, or the program
# says that it cannot be trained
nothing() {
    for model in logistic cox; do
        rm -f m.json m.html
        "$latecare" train "$1" "$2" m.json --model $model --json >out 2>err
        case $? in
        0 | 1)
            trained=$((trained + 1))
            python3 - out <<'END' || fail "$model finds something in codes drawn at random"
import json, sys
def walk(x):
    if isinstance(x, dict):
        if x.get("name") == "auc" or x.get("metric") == "auc":
            yield x
        for key, value in x.items():
            if key == "auc" and isinstance(value, dict):
                yield value
            yield from walk(value)
    elif isinstance(x, list):
        for value in x:
            yield from walk(value)
found = [a for a in walk(json.load(open(sys.argv[1]))) if a.get("low") is not None]
assert found, "no AUC"
assert found[0]["low"] <= 0.5 <= found[0]["high"], found[0]
END
            ;;
        4) says 'separated\|no row\|cannot' ;;
        *) fail "train: $(cat err)" ;;
        esac
    done
}
trained=0
study 2017-04-02 '1 month' '3 months' 'age + sex' >one.yaml
runs plan one.yaml one.h5
nothing one.yaml one.h5
[ $trained = 2 ] || fail "nothing was trained on the return"
study 2017-07-01 '3 months' '12 months' 'age + sex + order' >years.yaml
nothing years.yaml years.h5

# the reason a child began to be looked after by its need and provider: noise, so the
# likelihood ratio's p is not small (it is what R's glm says: drawn at random)
status 0 fit "$returns/one-return/episodes.csv" --family logistic \
    --formula 'RNE == "S" ~ CIN + PLACE_PROVIDER' --json
python3 - out <<'END' || fail "fit finds something in codes drawn at random"
import json, sys
test = json.load(open(sys.argv[1]))["tests"]["likelihood_ratio"]
assert test["df"] == 12 and test["p"] > 0.01, test
END
exit $bad
