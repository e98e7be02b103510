#!/bin/sh
# Keys under a passphrase, and a recovery key: every verb asks, at the terminal or of an open file, says what it does
# without one, and writes nothing where the answer is wrong; the key file is as docs/store.md says (libsodium alone).
. tests/command/common.sh
typing=$(realpath tests/command/passphrase/type.py) opening=$(realpath tests/command/passphrase/open.py)
study=$work/study.yaml keys=$work/keys
small_study | sed 's, + exclusions,,; s, + cin_open,,' >"$study"
borough "$work/b" --children 1500 --years 10 --seed 5
last=$(find "$work/b/extracts" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | tail -n 1)
day=$(basename "$last") people=$(find "$last" -name "*.csv" | LC_ALL=C sort | head -n 1)
mkdir -m 700 "$work/s" "$keys" "$work/plain"
fill "$work/s/s.h5" --keys "$keys"
cd "$work/s" || exit 1
export LATECARE_KEYS="$keys"
one='correct horse battery' two='überall ist Licht, nur hier'
# whoever runs this at a terminal is not asked
at_terminal=$latecare
printf '#!/bin/sh\nexec setsid -w %s "$@"\n' "$latecare" >"$work/alone"
chmod 700 "$work/alone"
latecare=$work/alone
with() { # PHRASE STATUS ARGS...: the phrase on descriptor 3
    printf '%s\n' "$1" >"$work/phrase"
    shift
    status "$@" --passphrase-fd 3 3<"$work/phrase"
}
now() { cat s.h5 s.h5.[dil]*[!k] "$keys"/* | cksum; } # all but the lock
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }

runs train "$study" s.h5 model.json
runs describe s.h5
cp "$work/out" "$work/described"
secret=$(hex "$keys/s.h5.key") secret_of_names=$(hex "$keys/s.h5.identity.key")
cp -p "$keys"/* "$work/plain/"
status 0 keys s.h5
[ "$(grep -c 'under no passphrase' "$work/out")" = 2 ] || fail "$(cat "$work/out")"

# set: nothing without a reason, a short one, a recovery key as one, or where nothing is to be had
before=$(now)
status 2 keys s.h5 --set-passphrase
says 'the log says why'
status 5 keys s.h5 --set-passphrase --reason test
says 'no terminal' 'new-passphrase-fd N'
echo short | status 5 keys s.h5 --set-passphrase --reason test --new-passphrase-fd 0
says '5 letters is found by trying'
printf '' | status 5 keys s.h5 --set-passphrase --reason test --new-passphrase-fd 0
head -c 3000 /dev/zero | tr '\0' x | status 5 keys s.h5 --set-passphrase --reason test --new-passphrase-fd 0
says 'fewer than 1024 bytes'
status 5 keys s.h5 --remove-passphrase --reason test
says 'under no passphrase'
status 5 keys s.h5 --recovery-key --reason test
says 'give --set-passphrase too'
[ -s "$work/out" ] && fail "a recovery key was printed that opens nothing"
status 2 keys s.h5 --set-passphrase --remove-passphrase --reason test
status 2 keys s.h5 --recovery-key --set-passphrase --json --reason test
status 2 keys s.h5 --reason test
for fd in 57 -1 x "$one"; do
    status 2 verify s.h5 --passphrase-fd "$fd"
    says 'takes the number of an open file'
    grep -q horse "$work/err" && fail "a passphrase that came as an argument is shown"
    status 2 keys s.h5 --set-passphrase --reason test --new-passphrase-fd "$fd"
done
[ "$before" = "$(now)" ] || fail "something was written"
echo "$one" | status 0 keys s.h5 --set-passphrase --recovery-key --cost interactive --reason first --new-passphrase-fd 0
paper=$(grep -x '[0-9A-Z-]\{69\}' "$work/out")
[ "$(grep -c 'under a passphrase.*64 MB' "$work/out")" = 2 ] || fail "$(cat "$work/out")"
[ "$(stat -c %a "$keys"/s.h5*key | sort -u)" = 600 ] || fail "the keys' modes"
ls "$keys" | grep -v 'key$' && fail "left over"

# the file is as it is written down, and the secrets are what they were, and legible nowhere
[ "$(echo "$one" | python3 "$opening" "$keys/s.h5.key" phrase)" = "$secret" ] || fail "not opened by its passphrase"
[ "$(echo "$paper" | python3 "$opening" "$keys/s.h5.key" recovery)" = "$secret" ] || fail "not opened by its recovery key"
[ "$(echo "$one" | python3 "$opening" "$keys/s.h5.identity.key" phrase)" = "$secret_of_names" ] || fail "the identity file's"
for file in s.h5.log s.h5.digest "$keys"/*; do
    for word in "$one" "$paper" "$(echo "$paper" | tr -d -)"; do
        grep -aqF -- "$word" "$file" && fail "$file has a secret"
    done
    hex "$file" | grep -q "$secret" && fail "$file has the key"
done
grep -q '	keys	passphrase set recovery key drawn reason first	' s.h5.log || fail "the log: $(cut -f4,5 s.h5.log)"

# every verb: refused without an answer or by a wrong one, with nothing written; the same with it
before=$(now)
for verb in 'verify s.h5' 'describe s.h5' 'link s.h5' 'erase s.h5 3 --force' "import s.h5 $people --received $day" \
    "design $study s.h5 never.csv" "score model.json s.h5 --asof $day" 'timeline s.h5 3 --reason test' \
    'rotate s.h5 --reason test' 'keys s.h5' 'keys s.h5 --remove-passphrase --reason test' "train $study s.h5 never.json"; do
    # shellcheck disable=SC2086
    status 5 $verb
    says 's.h5.key is under a passphrase' 'passphrase-fd N' 'no terminal'
    # shellcheck disable=SC2086
    with "$two" 5 $verb
    says 's.h5.key: that is not its passphrase' 'answer with the recovery key'
    [ -s "$work/out" ] && fail "$verb printed: $(head -c 200 "$work/out")"
done
with '' 5 verify s.h5
says 'none was given: the line was empty'
with "$(echo "$paper" | sed 's/^\(.\)\(.\)/\2\1/; s/^00/01/; s/^\(.\)\1/\1Z/')" 5 verify s.h5
says 'a letter is mistyped if it was the recovery key'
with 000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTH 5 verify s.h5
says 'no letter of it is mistyped'
[ "$before" = "$(now)" ] || fail "something was written"
ls never* 2>/dev/null && fail "something was made"
with "$one" 0 describe s.h5
same "$work/described" "$work/out" "describe says otherwise under a passphrase"
with "$(echo "$paper" | tr 'A-Z0-' 'a-zo ')" 0 verify s.h5
printf '%s\r\nnot read' "$one" >"$work/phrase"
status 0 verify s.h5 --passphrase-fd 0 <"$work/phrase"
status 2 compare "$study" 'logistic: y ~ x' --passphrase-fd 0
says 'only for a STORE'
status 2 simulate "$work/none" --passphrase-fd 0

# writers, a rotation with it: the same passphrase and the same recovery key open the new keys
printf '%s\n' "$one" >"$work/phrase"
runs link s.h5 --passphrase-fd 3 3<"$work/phrase"
runs import s.h5 "$people" --received "$day" --passphrase-fd 3 3<"$work/phrase"
with "$one" 0 rotate s.h5 --reason test
[ "$(echo "$one" | python3 "$opening" "$keys/s.h5.key" phrase)" != "$secret" ] || fail "the key was to be another"
with "$paper" 0 verify s.h5
with "$paper" 5 rotate s.h5 --reason test
says 'set a new one first'
with "$one" 0 verify s.h5

# at a terminal: asked once, not shown; a new one twice; Ctrl-C
types() { # STATUS WANTED-ON-THE-TERMINAL ANSWERS ARGS...
    wanted=$1 shows=$2
    printf '%s\n' "$3" >"$work/answers"
    shift 3
    python3 "$typing" "$work/answers" "$work/out" "$work/err" "$at_terminal" "$@" >"$work/shown" 2>&1
    got=$?
    [ $got = "$wanted" ] || fail "exit $got, not $wanted, at a terminal: $*: $(head -c 400 "$work/err")"
    printf '%s' "$(tr -d '\r\n' <"$work/shown")" | grep -qx "$shows" || fail "the terminal showed $(cat "$work/shown")"
}
asked="Passphrase of $keys/s.h5.key, or its recovery key: "
types 0 "$asked" "$one" verify s.h5
types 5 "$asked" "$two" verify s.h5
types 0 "$asked" "$paper" verify s.h5
types 130 "$asked" '^C' verify s.h5
types 5 "${asked}New passphrase of the keys of s.h5: The same again: " "$one
$two
something else" keys s.h5 --set-passphrase --reason test
grep -q 'second passphrase is not the first' "$work/err" || fail "$(cat "$work/err")"
with "$one" 0 verify s.h5
types 0 "${asked}New passphrase of the keys of s.h5: The same again: " "$paper
$two
$two" keys s.h5 --set-passphrase --cost interactive --reason 'it was lost'
with "$one" 5 verify s.h5
with "$paper" 0 verify s.h5
# both of one descriptor, a line each
printf '%s\n%s\n' "$two" "$one" |
    status 0 keys s.h5 --set-passphrase --cost interactive --reason back --passphrase-fd 0 --new-passphrase-fd 0
with "$one" 0 keys s.h5 --recovery-key --reason 'another paper'
again=$(grep -x '[0-9A-Z-]\{69\}' "$work/out")
with "$paper" 5 verify s.h5
with "$again" 0 verify s.h5

# doctor, and the document
with "$one" 1 doctor s.h5
tr -s '\n ' '  ' <"$work/out" | grep -q 'good passphrase the keys are under one; there is a recovery key' || fail "$(cat "$work/out")"
with "$one" 0 keys s.h5 --json
python3 - "$work/out" <<'END' || fail "the document"
import json, sys
d = json.load(open(sys.argv[1]))
assert d["store_key"] == d["identity_key"] == {
    "passphrase": True, "recovery_key": True, "passes": 2, "megabytes": 64, "unfinished": False}, d
END
cp -p "$keys/s.h5.identity.key" "$work/kept"
cp -p "$work/plain/s.h5.identity.key" "$keys/"
with "$one" 1 doctor s.h5
tr -s '\n ' '  ' <"$work/out" | grep -q 'FINDING passphrase the key of the store is under a passphrase, and' || fail "$(cat "$work/out")"
cp -p "$work/kept" "$keys/s.h5.identity.key"

# damaged, and one that asks for too much: before the passphrase is tried
cp -p "$keys/s.h5.key" "$work/kept"
printf '\001' | dd of="$keys/s.h5.key" bs=1 seek=100 conv=notrunc 2>/dev/null
with "$one" 3 verify s.h5
says 'neither a key of 32 bytes nor one under a passphrase'
cp -p "$work/kept" "$keys/s.h5.key"
python3 - "$keys/s.h5.key" <<'END'
import hashlib, struct, sys
d = bytearray(open(sys.argv[1], "rb").read())
d[36:44] = struct.pack("<II", 4, 64 << 20)
d[-32:] = hashlib.blake2b(d[:-32], digest_size=32).digest()
open(sys.argv[1], "wb").write(d)
END
with "$one" 3 verify s.h5
says 'asks for 4 passes over 67108864 KiB'
cp -p "$work/kept" "$keys/s.h5.key"

# beside the data they keep it, if it is encrypted; a second copy there is in the way of a change
cp -p "$keys"/s.h5*key .
with "$one" 5 keys s.h5 --remove-passphrase --reason test
says 'lies beside the store as well'
unset LATECARE_KEYS
with "$one" 1 doctor s.h5
tr -s '\n ' '  ' <"$work/out" | grep -q 'good keys s.h5.key, s.h5.identity.key beside the data' || fail "$(cat "$work/out")"
rm s.h5*key
export LATECARE_KEYS="$keys"

# taken away: no answer is asked for, and the store is what it was
with "$one" 0 keys s.h5 --remove-passphrase --reason 'no more'
[ "$(stat -c %s "$keys"/s.h5*key | sort -u)" = 32 ] || fail "not plain"
status 0 verify s.h5
status 0 describe s.h5
same "$work/described" "$work/out" "describe says otherwise afterwards"
exit $bad
