#!/bin/sh
# Ten synthetic boroughs in one store: linked, verified, trained on. More children than
# anything in `make test` has, so that sizes which only many rows reach are met at night.
#   scripts/nightly.sh PROGRAM FOLDER
# CHILDREN (of each borough) and YEARS may be set in the environment.
set -eu
program=$1
folder=$2
children=${CHILDREN:-75000} years=${YEARS:-10}
studies=$(cd "$(dirname "$0")/../datasets/studies" && pwd)
# exit status 1 is "done, with findings"
step() { "$program" "$@" || [ $? = 1 ]; }

rm -rf "$folder"
mkdir -p "$folder"
for seed in 1 2 3 4 5 6 7 8 9 10; do
    step simulate "$folder/borough" --children "$children" --years "$years" --seed "$seed" --no-hazards
    for extract in "$folder"/borough/extracts/*/; do
        # shellcheck disable=SC2046
        step import "$folder/store.h5" $(find "$extract" -name '*.csv' | LC_ALL=C sort) \
            --received "$(basename "$extract")" --rejects "$folder/rejects.$seed.csv" --force
    done
    rm -rf "$folder/borough"
done
step link "$folder/store.h5"
step verify "$folder/store.h5"
step train "$studies/late-entry.yaml" "$folder/store.h5" "$folder/model.json"
rm -rf "$folder"
