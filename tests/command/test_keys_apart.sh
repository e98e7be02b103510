#!/bin/sh
# Keys in a folder of their own (--keys, LATECARE_KEYS, systemd's credentials): every verb says and writes what it does
# with the keys beside the store; what is missing, another's, in two places or open to others is refused.
. tests/command/common.sh
study=$work/study.yaml keys=$work/keys
smaller_study >"$study"
borough "$work/b" --children 1500 --years 10 --seed 5
last=$(find "$work/b/extracts" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | tail -n 1)
day=$(basename "$last") people=$(find "$last" -name "*.csv" | LC_ALL=C sort | head -n 1)
mkdir "$work/beside" "$work/apart"
mkdir -m 700 "$keys"
fill "$work/beside/s.h5"
cp -p "$work"/beside/* "$work/apart/"
mv "$work"/apart/*.key "$keys/"

# both ARGS...: here with the keys beside, there with them apart, as $by says
both() {
    cd "$work/beside" || exit 1
    runs "$@"
    cp "$work/out" "$work/out.beside"
    cd "$work/apart" || exit 1
    if [ "$by" = option ]; then runs "$@" --keys "$keys"; else LATECARE_KEYS=$keys runs "$@"; fi
    same "$work/out.beside" "$work/out" "$1 by $by: says other things with the keys elsewhere"
}
# written FILE...: the same in both
written() {
    for file; do
        [ -s "$work/apart/$file" ] || fail "$file: nothing was written"
        same "$work/beside/$file" "$work/apart/$file" "$file: other bytes with the keys elsewhere"
    done
}
child=5
for by in option variable; do
    both describe s.h5
    both timeline s.h5 3 --reason test
    both plan "$study" s.h5
    both design "$study" s.h5 rows.csv --force
    both train "$study" s.h5 model.json --force
    both score model.json s.h5 --asof "$day" --output list.json --force
    both compare "$study" s.h5
    both recalibrate model.json s.h5 again.json --force
    both erase s.h5 $child --force
    child=6
    both import s.h5 "$people" --received "$day"
    both link s.h5
    written rows.csv model.json model.json.seal list.json list.json.seal again.json
    runs verify s.h5 --keys "$keys"
done
ls "$work"/apart/*key* "$work"/apart/*/*key* 2>/dev/null && fail "a key was made beside the data"

# a store is made with its keys there, and none beside; what a killed writer left of a key goes
: >"$keys/new.h5.identity.key.0123abcd.tmp"
runs import new.h5 "$people" --received "$day" --keys "$keys"
[ -s "$keys/new.h5.key" ] && [ -s "$keys/new.h5.identity.key" ] || fail "no keys were made in the folder"
[ "$(stat -c %a "$keys"/new.h5*key | sort -u)" = 600 ] || fail "the keys' modes"
ls new.h5*key* "$keys"/*.tmp 2>/dev/null && fail "left over, or beside the data"
status 0 verify new.h5 --keys="$keys"

# the keys of systemd: where the folder has this store's; a group's right is the list's that lets the service in
mkdir -m 750 "$work/credentials"
echo other >"$work/credentials/other"
CREDENTIALS_DIRECTORY=$work/credentials status 3 describe s.h5
cp "$keys"/s.h5*key "$work/credentials/"
chmod 440 "$work/credentials"/*
CREDENTIALS_DIRECTORY=$work/credentials status 0 verify s.h5
chmod 444 "$work/credentials"/*
CREDENTIALS_DIRECTORY=$work/credentials status 5 verify s.h5
says 's.h5.key is open to others'
chmod 400 "$work/credentials"/*
cp "$keys/new.h5.key" "$work/credentials/s.h5.key" 2>/dev/null || cp -f "$keys/new.h5.key" "$work/credentials/s.h5.key"
CREDENTIALS_DIRECTORY=$work/credentials LATECARE_KEYS=$keys status 0 verify s.h5

# what is missing or wrong, whatever the verb; nothing is written, and nothing shown
now() { cat s.h5 s.h5.[dil]*[!k] "$keys"/* | cksum; } # all but the lock
before=$(now)
refused() { # STATUS WORDS FOLDER
    for verb in 'verify s.h5' 'describe s.h5' 'link s.h5' 'erase s.h5 3 --force' "import s.h5 $people --received $day" \
        "design $study s.h5 never.csv" "score model.json s.h5 --asof $day"; do
        # shellcheck disable=SC2086
        status "$1" $verb --keys "$3"
        says "$2"
        [ -s "$work/out" ] && fail "$verb printed: $(head -c 200 "$work/out")"
    done
}
status 3 describe s.h5
says 's.h5.key is not there' 'say so with --keys'
refused 2 'keys is empty' ''
refused 3 "no such folder; name the one where the store's keys are" "$work/nowhere"
refused 3 'is not a folder; name the folder of the keys' "$study"
mkdir -m 700 "$work/empty" "$work/wrong"
refused 3 'empty/s.h5.key is not there.*name its folder with --keys' "$work/empty"
cp "$keys/new.h5.key" "$work/wrong/s.h5.key"
cp "$keys/new.h5.identity.key" "$work/wrong/s.h5.identity.key"
refused 3 'not what was written' "$work/wrong"
cp "$keys/s.h5.key" "$work/wrong/s.h5.key"
status 3 verify s.h5 --keys "$work/wrong"
says 'identity is damaged or was written under another key'
for mode in 750 705 701; do
    chmod $mode "$keys"
    refused 5 "keys) is open to others .*(mode $mode).*chmod 700" "$keys"
done
chmod 700 "$keys"
for mode in 640 604 620; do
    chmod $mode "$keys/s.h5.key"
    refused 5 "s.h5.key is open to others .*(mode $mode).*chmod 600" "$keys"
done
chmod 600 "$keys/s.h5.key"
LATECARE_KEYS='' status 2 verify s.h5
says 'LATECARE_KEYS is empty'
LATECARE_KEYS=$keys status 3 verify s.h5 --keys "$work/empty"
LATECARE_KEYS=$work/empty status 0 verify s.h5 --keys "$keys"

# in both places: the same is taken, another is not; beside alone it is to be moved, and none is made
cp -p "$keys/s.h5.key" s.h5.key
status 0 verify s.h5 --keys "$keys"
cp "$keys/new.h5.key" s.h5.key
refused 5 'are two keys, and the store has one' "$keys"
cp "$keys/s.h5.key" s.h5.key
refused 5 's.h5.key lies beside the store, and keys are to be in .*: move it there' "$work/empty"
rm s.h5.key
touch third.h5.key
status 5 import third.h5 "$people" --received "$day" --keys "$keys"
ls "$keys"/third* 2>/dev/null && fail "a second key was made"
rm -f third.h5*

# no output takes the place of a key there; the option is not for tables, nor for verbs without a store
status 5 design "$study" s.h5 "$keys/s.h5.identity.key" --force --keys "$keys"
status 5 score model.json s.h5 --asof "$day" --output "$keys/s.h5.key" --force --keys "$keys"
says 'is read here, or belongs to what is'
status 2 compare "$study" 'logistic: y ~ x' --keys "$keys"
says 'keys is only for a STORE'
status 2 simulate "$work/none" --keys "$keys"
status 2 describe s.h5 --key "$keys"
says 'did you mean --keys'
[ "$before" = "$(now)" ] || fail "something was written"
exit $bad
