#!/bin/sh
# A store whose keys are in a folder is encrypted at rest: OpenSSL and Python get from it, with the key and by what
# docs/store.md says, the bytes that a plain store under that key has; every verb reads and writes it as one that is not;
# doctor says which it is; a name of a history or a code is nowhere in its bytes.
. tests/command/common.sh
study=$work/study.yaml keys=$work/keys
smaller_study >"$study"
borough "$work/b" --children 1500 --years 10 --seed 5
last=$(find "$work/b/extracts" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | tail -n 1)
day=$(basename "$last")
mkdir -m 700 "$keys" "$work/plain" "$work/hidden"
cd "$work/plain" || exit 1
fill s.h5
grep -q ' plain ' s.h5.digest || fail "with its keys beside it it is encrypted"
# the same keys, apart: a new store of the same extracts
cp s.h5.key s.h5.identity.key "$keys/"
cd "$work/hidden" || exit 1
fill s.h5 --keys "$keys"
grep -q ' chacha20 ' s.h5.digest || fail "with its keys apart it is not encrypted"
ls ./*.tmp 2>/dev/null && fail "left over"
python3 - "$work/plain/s.h5" "$work/hidden/s.h5" "$keys/s.h5.key" <<'END' || fail "not as docs/store.md says"
import hashlib, subprocess, sys
plain, hidden, key = (open(p, "rb").read() for p in sys.argv[1:])
seal = open(sys.argv[2] + ".digest").read().split("\n")[2].split(" ")
assert seal[3] == "chacha20" and int(seal[4]) == len(hidden), seal
files = hashlib.blake2b(b"", digest_size=32, key=key, salt=(13).to_bytes(16, "little"), person=b"latecare" + bytes(8)).digest()
own = hashlib.blake2b(bytes.fromhex(seal[5]), digest_size=32, key=files).hexdigest()
got = subprocess.run(["openssl", "enc", "-d", "-chacha20", "-K", own, "-iv", "0" * 32], input=hidden, capture_output=True, check=True).stdout
assert got[:8] == b"\x89HDF\r\n\x1a\n", got[:8]
for word in (b"histories", b"known_from", b"social_care", b"missing", b"latecare"):
    assert word in plain and word in got and word not in hidden, word
open("decrypted.h5", "wb").write(got)
END
if /usr/bin/python3 -c 'import h5py' 2>/dev/null; then
    /usr/bin/python3 - "$work/plain/s.h5" decrypted.h5 <<'END' || fail "other contents"
import h5py, sys
a, b = (h5py.File(p, "r") for p in sys.argv[1:])
seen = []
def same(name, one):
    other = b[name]
    if isinstance(one, h5py.Dataset):
        assert (one[()] == other[()]).all(), name
        seen.append(name)
a.visititems(same)
assert len(seen) > 100
END
fi
rm decrypted.h5

# the same results
for verb in "describe s.h5" "timeline s.h5 3 --reason test" "plan $study s.h5" "design $study s.h5 rows.csv" \
    "train $study s.h5 model.json" "score model.json s.h5 --asof $day --output list.json" "verify s.h5 --json"; do
    cd "$work/plain" || exit 1
    # shellcheck disable=SC2086
    runs $verb
    cp "$work/out" "$work/out.plain"
    cd "$work/hidden" || exit 1
    # shellcheck disable=SC2086
    runs $verb --keys "$keys"
    case $verb in verify*) ;; *) same "$work/out.plain" "$work/out" "$verb says other things" ;; esac
done
for file in rows.csv model.json list.json; do
    same "$work/plain/$file" "$work/hidden/$file" "$file: other bytes"
done
# and what is written stays encrypted
runs erase s.h5 5 --force --keys "$keys"
runs rotate s.h5 --reason test --keys "$keys"
runs link s.h5 --keys "$keys"
grep -q ' chacha20 ' s.h5.digest || fail "erase, rotate or link wrote it plain"
status 0 verify s.h5 --keys "$keys"
status 1 doctor s.h5
runs doctor s.h5 --keys "$keys"
grep -q "^good *at rest *the store's file is encrypted" "$work/out" || fail "doctor: $(grep 'at rest' "$work/out")"

# keys that are moved away: a finding until something is written
mkdir -m 700 "$work/later"
cd "$work/plain" || exit 1
runs doctor s.h5
grep -q "^good *at rest *the store's file is not encrypted, as its keys" "$work/out" || fail "doctor: $(grep 'at rest' "$work/out")"
mv s.h5.key s.h5.identity.key "$work/later/"
status 1 doctor s.h5 --keys "$work/later"
grep -q "^FINDING *at rest *the store's file is not encrypted yet" "$work/out" || fail "doctor: $(grep 'at rest' "$work/out")"
runs link s.h5 --keys "$work/later"
grep -q ' chacha20 ' s.h5.digest || fail "it was not encrypted by the next writing"
runs doctor s.h5 --keys "$work/later"
grep -q '^FINDING *at rest' "$work/out" && fail "doctor: $(grep 'at rest' "$work/out")"
# back beside it: it stays so
mv "$work"/later/*key .
runs link s.h5
grep -q ' chacha20 ' s.h5.digest || fail "it is plain again"
status 0 verify s.h5

# a store that is no HDF5 by its bytes is a store all the same, and a foreign file is none
echo 'a,b' >t.csv
status 3 verify t.csv
says 'this is a table'
exit $bad
