#!/bin/sh
# Adds one thing of each kind to a scratch copy, to the letter of CONTRIBUTING.md, and drives it through
# every verb that can meet it; then takes each member out of its row and sees that the build or the test
# that walks the table says which.
#   scripts/strangers.sh [NAME...]
# tests/strangers/NAME/ holds
#   change.patch    a new file, and a row in a table
#   drive.sh        PROGRAM SCRATCH: fails if a value is wrong or a message untrue
#   holes           a line a member: its name, the test that finds it missing (or "build"), and the sed
#                   expression that takes it out of the new file
set -eu
cd "$(dirname "$0")/.."
here=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT INT TERM
passed=0 failed=0
export OPENBLAS_NUM_THREADS=1 LC_ALL=C.UTF-8

say() { printf '%-12s %s\n' "$name" "$1"; }
right() { passed=$((passed + 1)) && say "$1"; }
wrong() {
    failed=$((failed + 1))
    say "WRONG: $1"
    tail -n 12 "$copy/log"
}
# The checkout as it is, with what is built of it.
lay() {
    rm -rf "$copy/tree"
    mkdir -p "$copy/tree/build"
    git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -C "$copy/tree" -xf -
    cp -a build/web "$copy/tree/build/"
    cp -a build/release "$copy/tree/build/"
}
build() { make -C "$copy/tree" -s -j"$(nproc)" "$@" >"$copy/log" 2>&1; }

# A new file (and for what has one, its test) and one changed line elsewhere: nothing more.
count() {
    git apply --numstat "$1" | awk '$2 > 0 { old++ } $2 == 0 && $1 > 1 { new++ } $2 == 0 && $1 == 1 { row++ }
        END { if (new + 0 > 1 || row + 0 > 1 || old + 0 > 0) exit 1 }'
}

try_holes() {
    added=$(git apply --numstat "$folder/change.patch" | awk '$2 == 0 && $1 > 1 { print $3 }')
    cp "$copy/tree/$added" "$copy/whole"
    while IFS='	' read -r member finder expression; do
        [ -n "$member" ] || continue
        sed "$expression" "$copy/whole" >"$copy/tree/$added"
        if cmp -s "$copy/whole" "$copy/tree/$added"; then
            wrong "the hole of $member changes nothing"
        elif [ "$finder" = build ]; then
            if build; then wrong "built without its $member"; elif grep -q "$member" "$copy/log"; then
                right "without its $member: the build says so"
            else wrong "the build fails without naming $member"; fi
        elif ! build "build/release/$finder"; then
            if grep -q "$member" "$copy/log"; then right "without its $member: the build says so"; else
                wrong "the build fails without naming $member"; fi
        elif (cd "$copy/tree" && "./build/release/$finder") >"$copy/log" 2>&1; then
            wrong "$finder passes without its $member"
        elif grep -q "$member" "$copy/log"; then
            right "without its $member: $finder says so"
        else wrong "$finder does not name $member"; fi
    done <"$folder/holes"
    cp "$copy/whole" "$copy/tree/$added"
}

make -s -j"$(nproc)" all >/dev/null
[ $# -gt 0 ] || set -- $(cd tests/strangers && ls -d */ | tr -d /)
for name; do
    folder=$here/tests/strangers/$name
    lay
    : >"$copy/log"
    if ! (cd "$copy/tree" && git apply "$folder/change.patch") >"$copy/log" 2>&1; then
        wrong "the patch does not apply"
        continue
    fi
    if count "$folder/change.patch"; then right "one file and one row"; else wrong "more than a file and a row"; fi
    if ! build; then
        wrong "it does not build"
        continue
    fi
    if grep -q warning "$copy/log"; then wrong "the build warns"; fi
    if (cd "$copy/tree" && sh "$folder/drive.sh" "$copy/tree/build/release/latecare" "$copy/tree") >"$copy/log" 2>&1; then
        right "driven through the verbs"
    else wrong "driven through the verbs"; fi
    [ ! -e "$folder/holes" ] || try_holes
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
