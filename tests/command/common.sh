# What the command tests share. Sourced with $1 the program; leaves it in $latecare and
# a folder of the test's own in $work, which goes when the test ends.
. tests/command/words.sh
latecare=$(realpath "$1")
studies=$(realpath datasets/studies)
samples=$(realpath datasets/samples)
work=$(mktemp -d) || exit 1
# A failure in a pipe or in brackets is one of the test too, though its bad=1 is lost there.
trap 'got=$?; [ ! -e "$work.failed" ] || got=1; umount "$work/small" 2>/dev/null
    chmod -R u+w "$work"; rm -rf "$work" "$work.failed" "$work.broad"; exit $got' EXIT
bad=0
fail() { echo "FAIL: $*"; bad=1; : >"$work.failed"; }
# narrow FILE WHAT: no line above 80 letters that could have been broken; the folder of a path is the user's
narrow() {
    LC_ALL=C.UTF-8 awk -v most=80 '{ shown = $0; gsub(/[^ ]*\//, "", shown); words = shown; sub(/^ +/, "", words)
        if (length(shown) > most && words ~ / /) { print; bad = 1 } } END { exit !bad }' "$1" >"$work.broad" &&
        fail "above 80 columns: $2: $(head -n 3 "$work.broad")"
}
# spoke ARGS...: what a verb just said to a person; predict and export print for programs, topics for docs/
spoke() {
    narrow "$work/err" "$*"
    case "$1 $*" in predict* | export* | help* | *--json*) ;; *) narrow "$work/out" "$*" ;; esac
}
# runs ARGS...: done, with findings or without; keeps $work/out and $work/err
runs() {
    "$latecare" "$@" >"$work/out" 2>"$work/err" || [ $? = 1 ] || fail "$*: $(head -c 400 "$work/err")"
    spoke "$@"
}

# status WANTED ARGS...: runs latecare ARGS, keeps $work/out and $work/err
status() {
    wanted=$1
    shift
    "$latecare" "$@" >"$work/out" 2>"$work/err"
    got=$?
    [ $got = "$wanted" ] || fail "exit $got, not $wanted: $*: $(head -c 400 "$work/err")"
    spoke "$@"
    [ $got = "$wanted" ]
}
# says WORDS ...: on standard error, each a basic regular expression
says() {
    for words; do
        holds "$work/err" "$words" || fail "'$words' is not in: $(head -c 600 "$work/err")"
    done
}
# same A B WHY
same() { cmp "$1" "$2" || fail "$3"; }

# borough FOLDER SIMULATE-OPTIONS...
borough() {
    borough=$1
    status 0 simulate "$@"
}
# fill STORE OPTIONS...: imports every extract of $borough on its day, then links
fill() {
    store=$1
    shift
    for extract in "$borough"/extracts/*/; do
        day=$(basename "$extract")
        # shellcheck disable=SC2046
        runs import "$store" $(find "$extract" -name '*.csv' | LC_ALL=C sort) --received "$day" "$@"
    done
    runs link "$store" "$@"
}
# the bytes of a store and of what stands beside it, but for how long its log is
state() {
    {
        cat "$1" "$1.key" "$1.identity" "$1.identity.key"
        sed '/^log /d; /^manifest /d' "$1.digest"
    } 2>/dev/null | cksum
}

# a study that so small a borough can carry, on standard output
small_study() {
    cat <<'END'
format: 1
study: { name: small, title: Entry at five or over within twelve months, purpose: a test }
cohort: { age_from: 5, age_to: 17, known_to: [referral, cin, missing, exclusion] }
landmarks: { every: 3 months, from: 2018-04-01, to: all }
outcome: { history: care, first_entry: true, age_floor: 5, uasc: false, remand: true,
  short_breaks: false, horizon: 12 months }
competing: [death, moved, permanence, other_entry]
predictors:
  - { name: age, kind: age, label: age }
  - { name: referrals, kind: count, history: referral, window: 24 months, label: referrals }
  - { name: cin_open, kind: open_now, history: cin, label: child in need now }
  - { name: exclusions, kind: count, history: exclusion, window: 12 months, label: exclusions }
models:
  - { name: logistic, family: logistic, formula: age + log1p(referrals) + cin_open + exclusions }
  - { name: cox, family: cox, formula: age + log1p(referrals) + cin_open + exclusions }
validation: { test_last: 24 months, label_delay: 1 month, bootstrap: 20 }
panel: { capacity: 10 }
END
}
# the same without what separates the outcome of a few hundred children
smaller_study() { small_study | sed 's/ + exclusions//; s/ + cin_open//'; }
