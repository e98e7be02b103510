#!/bin/sh
# What the verbs over a store print and leave behind: simulate, import, link, describe,
# timeline, erase, verify; and every wrong thing with its exit status and words.
set -eu
. tests/command/words.sh
program=$(realpath "$1")
here=$(mktemp -d)
trap 'umount "$here/small" 2>/dev/null || true; rm -rf "$here"' EXIT
cd "$here"

fail() {
    echo "FAIL: $*" >&2
    exit 1
}
# expect STATUS WORDS COMMAND...: the exit status, and the words on standard error
expect() {
    wanted=$1 words=$2
    shift 2
    status=0
    "$@" >out 2>err || status=$?
    [ $status = "$wanted" ] || fail "$*: status $status, not $wanted: $(cat err)"
    holds err "$words" || fail "$*: '$words' is not in: $(cat err)"
}
json() { # json FILE EXPRESSION: python's value of the expression on the document d
    python3 -c "import json, sys; d = json.load(open(sys.argv[1])); print(($2))" "$1"
}

cat >people.csv <<'END'
system,person_id,forename,surname,dob,sex,postcode,recorded
police,POL0000001,Zoë,O'Neil,2008-03-14,F,E8 1EA,2020-01-01
police,POL0000002,Max,Braun,2009-05-01,M,E8 2AA,2020-01-01
youth_justice,YJS0000001,ZOE,ONEIL,2008-03-14,F,e81ea,2021-01-01
youth_justice,YJS0000002,Maxi,Brown,2009-05-02,M,,2021-01-01
END
cat >offence.csv <<'END'
person_id,offence_date,outcome_date,category,seriousness,outcome_tier,recorded
YJS0000001,2021-02-03,2021-03-01,theft,3,caution,2021-03-02
YJS0000002,2021-02-04,2021-03-01,theft,5,caution,2021-03-02
END
cat >missing.csv <<'END'
person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded
POL0000001,2020-06-01,2020-06-03,M,home,Y,N,2020-06-01
END

"$program" import s.h5 people.csv offence.csv missing.csv --received 2021-06-01 >import.txt ||
    [ $? = 1 ] || fail "import"
"$program" describe s.h5 --json --unsuppressed --reason test >d.json
[ "$(json d.json "d['records'], d['children'], d['linked']")" = "(4, None, False)" ] || fail "describe before link: $(cat import.txt d.json)"
"$program" link s.h5 --json >l.json || [ $? = 1 ] || fail "link"
[ "$(json l.json "d['children_before'], d['children'], d['passes'][1]['merges']")" = "(4, 3, 1)" ] || fail "link: $(cat l.json)"
"$program" describe s.h5 --json --unsuppressed --reason test >d.json
[ "$(json d.json "d['children'], d['linked'], all(s['adds_up'] for s in d['sources'])")" = "(3, True, True)" ] || fail "describe after link"
[ "$(json d.json "[h['levels'] for h in d['histories'] if h['name'] == 'offence']")" = "[{'3': 1, '5': 1}]" ] || fail "levels"
"$program" verify s.h5 >verify.txt || fail "verify"
grep -q 'every checksum right' verify.txt || fail "verify's words"

# a reviewer keeps them apart, and again says they are one
"$program" link s.h5 --review review.csv >/dev/null || fail "link --review"
[ "$(cat review.csv)" = "record_a,record_b,pass,why,joined,weight,probability,forename,surname,birth date,sex,postcode,youth justice number,police number,same" ] || fail "reviews: $(cat review.csv)"
pair=$("$program" timeline s.h5 0 --reason test --json >t.json && json t.json "','.join(str(r['record']) for r in d['records'])")
printf 'record_a,record_b,same\n%s,0\n' "$pair" >apart.csv
"$program" link s.h5 --accept apart.csv --json >l.json || fail "link --accept"
[ "$(json l.json "d['children'], d['kept_apart'], d['decisions_taken']")" = "(4, 1, 1)" ] || fail "kept apart: $(cat l.json)"
expect 5 'is already there' "$program" link s.h5 --review review.csv
expect 2 '--undo goes alone' "$program" link s.h5 --undo --review r.csv
sed 's/0$/1/' apart.csv >same.csv
"$program" link s.h5 --accept same.csv --json >l.json || fail "link --accept"
[ "$(json l.json "d['children'], d['accepted'], d['kept_apart']")" = "(3, 1, 0)" ] || fail "accepted: $(cat l.json)"
"$program" link s.h5 --undo --json >u.json
[ "$(json u.json "d['merges_taken_back'], d['decisions']")" = "(0, 1)" ] || fail "undo: $(cat u.json)"
"$program" link s.h5 >/dev/null || fail "link after undo"
# what each linkage rested on is read back, and nothing is linked
expect 2 '--parameters goes alone' "$program" link s.h5 --parameters p.json --undo
before=$(cksum <s.h5)
"$program" link s.h5 --parameters p.json || fail "link --parameters"
# of so few children no m: it is of their own pairs
[ "$(json p.json "sorted({k for b in d['linkages'][0]['parameters']['between'] for k in b if k != 'u'})")" = "['one_child', 'other', 'pairs', 'system']" ] || fail "parameters: $(cat p.json)"
[ "$before" = "$(cksum <s.h5)" ] || fail "link --parameters wrote the store"
expect 5 'is already there' "$program" link s.h5 --parameters p.json
# a writer waits for nobody
exec 9>>s.h5.lock
flock 9
expect 6 's.h5 is in use' "$program" link s.h5
"$program" describe s.h5 >/dev/null || fail "readers need no lock"
exec 9>&-

# a disk too small for a new generation: said before any work, the old one kept
mkdir small
if mount -t tmpfs -o size=160k none small 2>/dev/null; then
    cp s.h5 s.h5.* small/
    cksum <small/s.h5 >sum
    expect 6 'what was there is kept; make room' "$program" link small/s.h5
    cksum <small/s.h5 | cmp -s - sum || fail "a full disk has changed the store"
    [ -z "$(find small -name '*.tmp')" ] || fail "temporary files on the full disk"
    # a disk that cannot be written: said, and the store can be read all the same
    mount -o remount,ro small
    expect 6 'able to write in its folder' "$program" link small/s.h5
    expect 6 'able to write in its folder' "$program" rotate small/s.h5 --reason test
    "$program" verify small/s.h5 >/dev/null || fail "a store on a disk that cannot be written is not read"
    umount small
else
    echo "SKIP: a small disk cannot be mounted here"
fi

# Zoë is police record 0 and youth justice's first: her offence and her missing episode
# are one child's; the end of the latter was known from 3 June 2020
"$program" timeline s.h5 0 --reason test --json >t.json
child=$(json t.json "d['child']")
[ "$(json t.json "sorted({e['history'] for e in d['events']})")" = "['missing', 'offence', 'person']" ] || fail "timeline: $(cat t.json)"
"$program" timeline s.h5 "$child" --reason test --asof 2021-01-15 --json >t.json
[ "$(json t.json "sorted({e['history'] for e in d['events']})")" = "['missing', 'person']" ] || fail "timeline --asof"
"$program" timeline s.h5 "$child" --reason test --asof 2020-06-01 --json >t.json
[ "$(json t.json "[e['history'] for e in d['events'] if e['history'] != 'person']")" = "[]" ] || fail "known on the day is not known before it"

# no name, number or birth date is in the store; the pseudonyms go with the child
for secret in Zoë ZOE Neil NEIL Braun POL000 YJS000; do
    ! grep -a -q "$secret" s.h5 s.h5.identity || fail "$secret is legible"
done
cp s.h5 before.h5
expect 5 'give --force' "$program" erase s.h5 "$child"
cmp -s s.h5 before.h5 || fail "refusing has changed the store"
"$program" erase s.h5 "$child" --force --json >e.json
[ "$(json e.json "d['records'], d['identities'] >= 2, d['events'] >= 4")" = "(2, True, True)" ] || fail "erase: $(cat e.json)"
"$program" verify s.h5 >/dev/null || fail "verify after erase"
"$program" describe s.h5 --json --unsuppressed --reason test >d.json
[ "$(json d.json "d['children'], d['records'], d['systems']['erased']")" = "(2, 4, 2)" ] || fail "describe after erase"
expect 3 'there is no child' "$program" erase s.h5 "$child" --force
expect 3 'there is no child 99' "$program" timeline s.h5 99 --reason test
expect 2 'is not the number of a child' "$program" timeline s.h5 Zoe --reason test
expect 2 '--asof takes a day' "$program" timeline s.h5 1 --reason test --asof yesterday

# wrong things
mkdir folder
head -c 2000 s.h5 >cut.h5
cp s.h5.key cut.h5.key
cp s.h5.digest cut.h5.digest
cp s.h5 foreign.h5
printf 'x' >plain.h5
for verb in describe verify link; do
    expect 3 'no such file' "$program" $verb absent.h5
    expect 3 'is a folder' "$program" $verb folder
    expect 3 'import takes CSV' "$program" $verb foreign.h5
    expect 3 'import takes CSV' "$program" $verb plain.h5
    expect 3 'cut.h5 is damaged: it has 2000 bytes' "$program" $verb cut.h5
done
was=$(od -An -tu1 -j5000 -N1 s.h5)
printf "\\$(printf '%03o' $((was ^ 1)))" | dd of=s.h5 bs=1 seek=5000 conv=notrunc 2>/dev/null
expect 3 'its bytes are not those that were written' "$program" verify s.h5
sed -i 's/^latecare store digest 4/latecare store digest 5/' s.h5.digest
expect 5 'a newer latecare is needed' "$program" describe s.h5
ls ./*.tmp 2>/dev/null && fail "temporary files are left"
[ "$(stat -c %a before.h5 s.h5.key s.h5.identity s.h5.identity.key | sort -u)" = 600 ] || fail "modes"
echo fine
