#!/bin/sh
# The main job, end to end, on a synthetic borough:
#   scripts/demo.sh PROGRAM [FOLDER]      FOLDER defaults to demo/
# CHILDREN, YEARS and SEED may be set in the environment.
set -eu
program=$1
demo=${2:-demo}
children=${CHILDREN:-75000} years=${YEARS:-10} seed=${SEED:-1}
studies=$(cd "$(dirname "$0")/../datasets/studies" && pwd)

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -n "${NO_COLOR:-}" ] && say() { printf '\n%s\n' "$*"; }
# exit status 1 is "done, with findings": shown by the step itself, and no failure
step() { "$program" "$@" || [ $? = 1 ]; }

rm -rf "$demo"
mkdir -p "$demo"
say "1. A synthetic borough: $children children, $years years, seed $seed"
step simulate "$demo/borough" --children "$children" --years "$years" --seed "$seed"

say "2. Import what its agencies sent"
for extract in "$demo"/borough/extracts/*/; do
    day=$(basename "$extract")
    find "$extract" -name '*.csv' | sort >"$demo/files"
    # shellcheck disable=SC2046
    step import "$demo/store.h5" $(cat "$demo/files") --received "$day"
done
rm -f "$demo/files"

say "3. Link the agencies' records to children"
step link "$demo/store.h5"
say "4. What the store holds"
step describe "$demo/store.h5"
step verify "$demo/store.h5"

say "5. Plan the study: who, when, what, and is there enough of it"
step plan "$studies/late-entry.yaml" "$demo/store.h5"

say "6. Train, validate on later months, judge: a study that may pass"
step train "$studies/late-entry.yaml" "$demo/store.h5" "$demo/model.json"

say "   ... and one that must not: what schools alone know"
step train "$studies/late-entry-schools.yaml" "$demo/store.h5" "$demo/schools.json" >"$demo/schools.txt"
sed -n '/^Held out/,/^Kept/p' "$demo/schools.txt"

say "7. Score today's cohort"
step score "$demo/model.json" "$demo/store.h5" --asof "$day" --output "$demo/list.json" >"$demo/list.txt"
step score "$demo/model.json" "$demo/store.h5" --asof "$day" --output "$demo/list.csv" >/dev/null
head -n 18 "$demo/list.txt"

say "8. The page of the model"
step report "$demo/model.json" --output "$demo/report.html"

say "9. The pack of a meeting: who is on the list, what changed since the month before"
step panel "$demo/model.json" "$demo/store.h5" --asof "$day" --since 2025-03-01 --reason demonstration --output "$demo/pack" >"$demo/pack.txt"
sed -n '/^What changed/,/^   3/p' "$demo/pack.txt"
echo
echo "Open $(cd "$demo" && pwd)/pack/list.html in a browser; it needs no network. decisions.csv beside it is for the meeting."
