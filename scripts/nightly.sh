#!/bin/sh
# One synthetic borough of ten times a borough's children: loaded, linked, verified, trained
# on, scored. More children than anything in `make test` has, so that sizes which only many
# rows reach are met at night.
#   scripts/nightly.sh PROGRAM FOLDER
# CHILDREN and YEARS may be set in the environment.
set -eu
program=$1
folder=$2
children=${CHILDREN:-750000} years=${YEARS:-10}
studies=$(cd "$(dirname "$0")/../datasets/studies" && pwd)
# exit status 1 is "done, with findings"
step() { "$program" "$@" || [ $? = 1 ]; }

rm -rf "$folder"
mkdir -p "$folder"
step simulate "$folder/borough" --children "$children" --years "$years" --no-hazards
for extract in "$folder"/borough/extracts/*/; do
    day=$(basename "$extract")
    # shellcheck disable=SC2046
    step import "$folder/store.h5" $(find "$extract" -name '*.csv' | LC_ALL=C sort) --received "$day"
done
rm -rf "$folder/borough"
step link "$folder/store.h5"
step verify "$folder/store.h5"
step train "$studies/late-entry.yaml" "$folder/store.h5" "$folder/model.json"
step score "$folder/model.json" "$folder/store.h5" --asof "$day" --output "$folder/list.json"
rm -rf "$folder"
