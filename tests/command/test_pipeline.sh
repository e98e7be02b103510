#!/bin/sh
# The main job on a small borough, every verb of it, three times: as it comes, with one
# thread and with two. Every file and every answer must be the same bytes.
. tests/command/common.sh
export SOURCE_DATE_EPOCH=1767225600 # links are dated: midnight may pass meanwhile

borough "$work/b" --children 8000 --years 10 --seed 1
status 0 simulate "$work/b1" --children 8000 --years 10 --seed 1 --threads 1
status 0 simulate "$work/b2" --children 8000 --years 10 --seed 1 --threads 2
diff -r "$work/b" "$work/b1" >"$work/out" || fail "one thread simulates otherwise: $(head -n 3 "$work/out")"
diff -r "$work/b" "$work/b2" >"$work/out" || fail "two threads simulate otherwise: $(head -n 3 "$work/out")"
[ "$(ls "$work/b/extracts" | wc -l)" -ge 2 ] || fail "no second extract"
rm -rf "$work/b1" "$work/b2"
small_study >"$work/study.yaml"

# answer NAME WANTED ARGS...: what a verb prints, kept as run.NAME
answer() {
    name=$1
    shift
    status "$@"
    cp "$work/out" "$work/$run.$name"
}
# threads VERB: the options of this run, where the verb reads them
threads() { if "$latecare" help "$1" | grep -q '^  --threads'; then echo "$options"; fi; }
# run NAME OPTIONS...
run() {
    run=$1
    shift
    options=$*
    store=$work/$run.h5
    # one authority has one pair of keys; with others its pseudonyms would differ
    for key in key identity.key; do
        [ $run = any ] || cp "$work/any.h5.$key" "$store.$key"
    done
    # shellcheck disable=SC2046,SC2086
    fill "$store" $(threads import)
    answer describe 0 describe "$store" --json --unsuppressed --reason test $(threads describe)
    answer verify 0 verify "$store" $(threads verify)
    # the links of the log are of its times: its lines go, and what goes on below it
    awk '/^[^ ]/ { out = /^(log|anchor)  / } !out' "$work/$run.verify" >"$work/timeless" && mv "$work/timeless" "$work/$run.verify"

    answer plan 1 plan "$work/study.yaml" "$store" --json $(threads plan)
    answer table 1 plan "$work/study.yaml" "$store" $(threads plan)
    status 0 design "$work/study.yaml" "$store" "$work/$run.design.csv" $(threads design)
    for model in logistic cox; do
        answer $model 1 train "$work/study.yaml" "$store" "$work/$run.$model.json" --model $model $(threads train)
        status 1 score "$work/$run.$model.json" "$store" --asof 2025-04-01 \
            --output "$work/$run.$model.list.csv" --json $(threads score)
        cp "$work/out" "$work/$run.$model.list.json"
        status 0 report "$work/$run.$model.json" --output "$work/$run.$model.again.html" $(threads report)
        same "$work/$run.$model.html" "$work/$run.$model.again.html" "train and report write other pages"
        status 0 report "$work/$run.$model.json" --list "$work/$run.$model.list.json" \
            --output "$work/$run.$model.panel.html" $(threads report)
    done
}
run any
run one --threads 1
run two --threads 2
compared=0
for file in "$work"/any.*; do
    case $file in
    *.h5.digest | *.h5.identity | *.h5.lock | *.h5.log) continue ;; # nonces, who and when
    esac
    tail=${file##*/any.}
    for run in one two; do
        other=$work/$run.$tail
        case $tail in
        plan | table | describe | verify | logistic | cox) # these name their files
            sed "s|$work/$run\.|$work/any.|g" "$other" >"$work/other"
            other=$work/other ;;
        esac
        same "$file" "$other" "$tail differs with --threads ($run)"
        compared=$((compared + 1))
    done
done
[ $compared -ge 30 ] || fail "only $compared files compared"

# the list is what it says: ranked, cut at the capacity, exact
[ "$(wc -l <"$work/any.cox.list.csv")" = 11 ] || fail "the list is not cut at the capacity"
python3 - "$work/any.logistic.list.json" "$work/any.describe" <<'END' || fail "the list or the description"
import json, sys
scored, held = (json.load(open(name)) for name in sys.argv[1:])
children = scored["listed"]
assert len(children) == scored["capacity"] == 10 < scored["children"]
risks = [c["risk"] for c in children]
assert risks == sorted(risks, reverse=True) and 0 < risks[-1] <= risks[0] < 1, risks
assert all(c["low"] <= c["risk"] <= c["high"] for c in children)
assert held["children"] > 5000 and held["linked"]
assert all(s["rows"] == s["taken"] + s["unchanged"] + s["corrected"] + s["rejected"]
           for s in held["sources"])
END

# the same files once more: nothing is written, and they are all known
before=$(state "$work/any.h5")
for extract in "$work"/b/extracts/*/; do
    # shellcheck disable=SC2046
    "$latecare" import "$work/any.h5" $(find "$extract" -name '*.csv' | LC_ALL=C sort) \
        --received "$(basename "$extract")" >"$work/out" 2>"$work/err" || [ $? = 1 ] || fail "again: $(cat "$work/err")"
done
[ "$before" = "$(state "$work/any.h5")" ] || fail "importing the same files changed the store"
status 1 link "$work/any.h5" # pairs to look at, as before
status 0 describe "$work/any.h5" --json --unsuppressed --reason test
same "$work/out" "$work/any.describe" "linking again described other children"

# what is done at night of many children runs by day of few
CHILDREN=6000 scripts/nightly.sh "$latecare" "$work/night" >"$work/out" 2>&1 || fail "nightly: $(tail -n 3 "$work/out")"
exit $bad
