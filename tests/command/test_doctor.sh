#!/bin/sh
# doctor: what the keeper of a store has to know. Each kind of finding is found where it is made, with what to do, and
# goes when that is done; nothing is written, and the identity file is not opened.
. tests/command/common.sh
formats=$(realpath tests/engine/store)
borough "$work/b" --children 300 --years 6 --seed 9
mkdir -m 700 "$work/data" "$work/keys"
cd "$work/data" || exit 1
fill s.h5
chmod 700 .
# every history is kept for so long that nothing is due
"$latecare" describe s.h5 --json | python3 -c '
import json, sys
print("rules:")
for h in json.load(sys.stdin)["histories"]:
    print("  - { history: %s, after: birthday_18, months: 684 }" % h["name"])' >"$work/rules.yaml"
status 0 retain s.h5 --rules "$work/rules.yaml"

# machine: what hangs on the machine, which is not ours to say here
machine='^[^ ]* *\(swap\|memory\|core\|cage\) '
# finding ABOUT WORDS: the one finding, and only that
finding() {
    status 1 doctor s.h5 --keys "$work/keys"
    found=$(grep -v "$machine" "$work/out" | grep '^FINDING' | awk '{ print $2 }' | sort -u | tr '\n' ' ')
    [ "$found" = "$1 " ] || fail "found '$found', not $1: $(cat "$work/out")"
    tr -s '\n ' '  ' <"$work/out" | grep -q "$2" || fail "$1: '$2' is not in: $(cat "$work/out")"
}
good() {
    "$latecare" doctor s.h5 --keys "$work/keys" >"$work/out" 2>"$work/err"
    [ $? -le 1 ] || fail "doctor: $(cat "$work/err")"
    grep -v "$machine" "$work/out" | grep '^FINDING' && fail "$1: a finding where there is none"
}

status 1 doctor s.h5
tr -s '\n ' '  ' <"$work/out" | grep -q 'FINDING keys s.h5.key, s.h5.identity.key beside the data: a backup of \. holds both' ||
    fail "keys beside: $(cat "$work/out")"
mv s.h5.key s.h5.identity.key "$work/keys/"
runs link s.h5 --keys "$work/keys"
before=$(cat s.h5* "$work"/keys/* | cksum)
good 'all well'
for about in folder modes drafts keys passphrase .key .identity.key seal format generation anchor identity log retention due memory core swap cage; do
    grep -q "^[gF][^ ]* *$about " "$work/out" || fail "nothing is said of $about"
done
status 0 verify s.h5 --keys "$work/keys" --json
python3 - "$work/out" >"$work/anchor" <<'END'
import json, sys
print(json.load(open(sys.argv[1]))["anchor"])
END
"$latecare" doctor s.h5 --keys "$work/keys" --json >"$work/doctor.json"
python3 - "$work/doctor.json" "$work/anchor" <<'END' || fail "the document"
import json, sys
d = json.load(open(sys.argv[1]))
said = {line["about"]: line["says"] for line in d["lines"]}
assert said["anchor"] == open(sys.argv[2]).read().strip(), said["anchor"]
assert d["findings"] == sum(not line["good"] for line in d["lines"])
assert d["good"] == (d["findings"] == 0)
assert said["anchor"].split()[2] in said["log"]
END

for file in s.h5 s.h5.log s.h5.rejects.csv; do
    : >>"$file"
    chmod 640 "$file"
    finding modes "may open $file: chmod 600"
    chmod 600 "$file"
done
rm -f s.h5.rejects.csv
for mode in 770 702; do
    chmod $mode .
    finding folder "mode $mode.*chmod go-w"
done
chmod 700 .
: >s.h5.identity.0123abcd.tmp
chmod 600 s.h5.identity.0123abcd.tmp
finding drafts 's.h5.identity.0123abcd.tmp: a writer is at work, or was killed'
rm s.h5.identity.0123abcd.tmp
cp -p "$work/keys/s.h5.key" .
finding keys 's.h5.key beside the data'
rm s.h5.key
mv "$work/keys/s.h5.identity.key" "$work/"
finding .identity.key 's.h5.identity.key is not there'
mv "$work/s.h5.identity.key" "$work/keys/"
chmod 644 "$work/keys/s.h5.identity.key"
finding .identity.key 'open to others.*chmod 600'
chmod 600 "$work/keys/s.h5.identity.key"
cp -p s.h5.identity s.h5.identity.next
finding identity 'a writer was killed'
rm s.h5.identity.next
head -c 32 /dev/urandom >"$work/keys/s.h5.key.next"
chmod 600 "$work/keys/s.h5.key.next"
finding rotation 's.h5.key.next waits: a rotation'
rm "$work/keys/s.h5.key.next"
good 'all is well again'
[ "$before" = "$(cat s.h5* "$work"/keys/* | cksum)" ] || fail "something was written"

# what is due, and what has no rule: a generation each, so the files are others after
sed '/history: gang,/d' "$work/rules.yaml" >"$work/fewer.yaml"
status 1 retain s.h5 --rules "$work/fewer.yaml" --keys "$work/keys"
finding retention 'no rule says how long gang are kept'
sed 's/684/0/' "$work/rules.yaml" >"$work/now.yaml"
status 0 retain s.h5 --rules "$work/now.yaml" --keys "$work/keys"
finding due "children are due to go ('retain --due', 'erase --due')"
status 0 retain s.h5 --rules "$work/rules.yaml" --keys "$work/keys"

# keys within the data's folder are in its backup
mkdir -m 700 in
cp -p "$work"/keys/* in/
status 1 doctor s.h5 --keys in
tr -s '\n ' '  ' <"$work/out" | grep -q 'FINDING keys in lies within' || fail "keys within: $(cat "$work/out")"
rm -r in

# the names' file is not opened: whatever is in it, the same is said
good before
cp "$work/out" "$work/before"
cp -p s.h5.identity "$work/kept"
head -c "$(stat -c %s s.h5.identity)" /dev/zero >s.h5.identity
good after
same "$work/before" "$work/out" "doctor read the identity file"
cp -p "$work/kept" s.h5.identity

# what is not what was written
cp -p s.h5 "$work/kept"
printf '\001' | dd of=s.h5 bs=1 seek=5000 conv=notrunc 2>/dev/null
finding seal 'its bytes are not those that were written'
cp -p "$work/kept" s.h5
cp -p s.h5.log "$work/kept"
sed -i '1s/import/imporT/' s.h5.log
finding seal 's.h5.log:1: this line is not what was written'
cp -p "$work/kept" s.h5.log

status 3 doctor nowhere.h5
says 'nowhere.h5: no such file'
mkdir -m 700 "$work/v2"
cp "$formats"/v2/store.h5* "$work/v2/"
chmod 600 "$work/v2"/*
status 1 doctor "$work/v2/store.h5"
grep -q '^FINDING  seal .*is of format 1, of' "$work/out" || fail "format 2: $(cat "$work/out")"
exit $bad
