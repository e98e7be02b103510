# Hard modes of the synthetic borough by name, and what the program says of each where it
# has an answer: a source that stops is silent, renamed headings are named, what comes
# twice changes nothing, and a leak makes a model better than it can be.
. "$(dirname "$0")/common.sh"
make_hard() { borough "$work/$1" --children 20000 --years 10 --seed 2 --no-hazards --dirt-only none ${2:+--truth "$2"}; }

make_hard plain
fill "$work/plain.h5"
runs describe "$work/plain.h5"
grep -q 'silent:' "$work/out" && fail "a source that speaks is called silent"

make_hard stops stops
fill "$work/stops.h5"
runs describe "$work/stops.h5"
grep -q 'silent: missing is not observed since 2023-06-' "$work/out" || fail "describe: $(cat "$work/out")"

make_hard renamed renamed
file=$work/renamed/extracts/2025-03-01/police/missing.csv
status 3 import "$work/renamed.h5" "$file" --received 2025-03-01
says 'missing.csv' 'start'

make_hard twice twice
file=$work/twice/extracts/2025-03-01/police/missing.csv
status 0 import "$work/twice.h5" "$file" --received 2025-03-01 --json
python3 - "$work/out" "$work/plain/extracts/2025-03-01/police/missing.csv" <<'END' || fail "what comes twice: $(cat "$work/out")"
import json, sys
once = len(open(sys.argv[2]).readlines()) - 1
f = json.load(open(sys.argv[1]))["files"][0]
sys.exit(not (f["rows"] == 2 * once and f["taken"] == f["unchanged"] == once))
END

# Early help that was written afterwards is known before on paper, and foretells entries.
small_study | sed 's/^models:/  - { name: help, kind: count, history: early_help, window: 90 days, label: early help }\n&/
    s/formula: /&help + /; s/every: 3 months/every: 1 month/; s/horizon: 12 months/horizon: 1 month/' >"$work/study.yaml"
make_hard leak leak
fill "$work/leak.h5"
for world in plain leak; do
    runs train "$work/study.yaml" "$work/$world.h5" "$work/$world.json" --model logistic
done
python3 - "$work/plain.json" "$work/leak.json" <<'END' || fail "the leak does not show"
import json, sys
auc = [next(m["estimate"] for m in json.load(open(p))["model"]["metrics"]["performance"]["measures"] if m["name"] == "auc")
       for p in sys.argv[1:]]
sys.exit(not auc[1] > auc[0] + 0.05)
END

# A name that is none; a file of one's own needs its folder or .yaml.
status 2 simulate "$work/none" --truth stop
says 'is it stops'
for mode in "$studies"/../borough/hard/*.yaml; do says "$(basename "$mode" .yaml)[,;]"; done
printf 'format: 1\nfeeds:\n  - { name: police/missing.cvs, twice: true }\n' >"$work/mine.yaml"
status 3 simulate "$work/none" --truth "$work/mine.yaml"
says "mine.yaml:3:13: 'police/missing.cvs' is none of the feeds; is it police/missing.csv"
exit $bad
