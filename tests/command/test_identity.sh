#!/bin/sh
# test_identity.sh PROGRAM: a store and its identity file belong together. Another's, an
# older or newer one, or none beside it is refused by whoever reads it; a writer that is
# killed between the two leaves a store that has its own.
. tests/command/common.sh
kill_c=$(realpath tests/command/identity/kill.c)
cd "$work" || exit 1
borough b --children 600 --years 6 --seed 7
first=b/extracts/2025-03-01
[ -d $first ] || first=$(find b/extracts -mindepth 1 -maxdepth 1 | LC_ALL=C sort | head -n 1)
last=$(find b/extracts -mindepth 1 -maxdepth 1 | LC_ALL=C sort | tail -n 1)
load() { # STORE EXTRACT
    # shellcheck disable=SC2046
    "$latecare" import "$1" $(find "$2" -name '*.csv' | LC_ALL=C sort) --received "$(basename "$2")" >out 2>err ||
        [ $? = 1 ] || fail "import: $(cat err)"
}
load a.h5 "$first"
runs link a.h5
mkdir older
cp a.h5 a.h5.* older/
load a.h5 "$last"
load other.h5 "$first"
status 0 verify a.h5
grep -q "identity file .* rows, decrypted and authentic, this store's" out || fail "verify: $(cat out)"
mkdir good
cp a.h5 a.h5.* good/

# every verb that reads identities, with what is wrong beside the store; nothing changes
refused() {
    before=$(state a.h5)
    for verb in 'verify a.h5' 'link a.h5' 'link a.h5 --review r.csv' 'erase a.h5 3 --force' \
        "import a.h5 $(find "$last" -name 'people.csv' | head -n 1) --received $(basename "$last")"; do
        # shellcheck disable=SC2086
        status 3 $verb
        says 'a.h5.identity' "$1"
        [ -s out ] && fail "$verb printed: $(head -c 200 out)"
    done
    [ "$before" = "$(state a.h5)" ] || fail "$1: something was written"
    [ -e r.csv ] && fail "$1: a review list was written"
    cp good/a.h5* .
}
runs link a.h5 # erase asks that first
cp a.h5 a.h5.* good/
cp other.h5.identity a.h5.identity
cp other.h5.identity.key a.h5.identity.key
refused "another store's"
cp other.h5.identity a.h5.identity
refused "another store's"
cp older/a.h5.identity a.h5.identity
refused 'of an earlier or later day'
rm a.h5.identity
refused 'a.h5.identity is not there'
rm a.h5.identity a.h5.identity.key
refused 'a.h5.identity is not there'
cp other.h5.identity.key a.h5.identity.key
refused 'another key'
# an older store with its own seal, and the newer identities: what a half restored backup is
cp older/a.h5 older/a.h5.digest older/a.h5.log .
refused 'of an earlier or later day'
# the store gone, its names there: record numbers begin anew and would be others'
rm a.h5
status 3 import a.h5 "$first"/police/people.csv --received 2025-03-01
says 'a.h5.identity is there and a.h5 is not'
cp good/a.h5* .
# those that read no identities go on: the analyst's copy has no names
mkdir analyst
cp a.h5 a.h5.digest a.h5.key a.h5.log analyst/
status 0 describe analyst/a.h5
status 3 verify analyst/a.h5

# --- killed before each rename in turn: the store has its own identities, old or new
if ! ${CC:-cc} -shared -fPIC -o kill.so "$kill_c" 2>err; then
    echo "SKIP: no compiler for the killer"
    exit $bad
fi
if "$latecare" --version | LD_PRELOAD=$work/kill.so cat >out 2>err && [ -s err ]; then
    echo "SKIP: nothing can be preloaded here"
    exit $bad
fi
killed=0
struck() { # FOLDER N ARGS...: a copy of the folder, killed before its Nth rename
    rm -rf now
    cp -r "$1" now
    at=$2
    shift 2
    KILL_AT=$at LD_PRELOAD=$work/kill.so "$latecare" "$@" >out 2>err
    got=$?
    [ $got = 137 ] && killed=$((killed + 1))
}
files=$(find "$last" -name '*.csv' | LC_ALL=C sort)
mkdir empty
for from in older empty; do
    for at in 1 2 3 4 5 6 7; do
        # shellcheck disable=SC2086
        struck $from $at import now/a.h5 $files --received "$(basename "$last")"
        case $got in 137 | 0 | 1) ;; *) fail "$from, rename $at: exit $got: $(cat err)" ;; esac
        [ ! -e now/a.h5 ] || status 0 verify now/a.h5
        # again: done whole, by whatever was left
        # shellcheck disable=SC2086
        "$latecare" import now/a.h5 $files --received "$(basename "$last")" >out 2>err ||
            [ $? = 1 ] || fail "$from, rename $at, again: $(cat err)"
        status 0 verify now/a.h5
        "$latecare" link now/a.h5 >out 2>err || [ $? = 1 ] || fail "$from, rename $at, link: $(cat err)"
        head -n 1 out >linked
        [ -e "linked.$from" ] || cp linked "linked.$from"
        cmp -s linked "linked.$from" || fail "$from, rename $at: $(cat linked), not $(cat "linked.$from")"
    done
done
for at in 1 2 3 4 5; do
    struck good $at erase now/a.h5 3 --force
    status 0 verify now/a.h5
    "$latecare" erase now/a.h5 3 --force >out 2>err
    # by this one or by the one that was killed: the names are gone, and none waits
    status 0 verify now/a.h5
    grep -q "authentic, this store's" out || fail "erase, rename $at: $(cat out)"
    cmp -s now/a.h5.identity good/a.h5.identity && fail "erase, rename $at: the old identity file is left"
done
[ $killed -ge 8 ] || fail "only $killed were struck"
exit $bad
