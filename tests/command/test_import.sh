#!/bin/sh
# latecare import as a person uses it: exit statuses, files beside the store, what is left
# when it fails. $1 is the program.
set -u
. tests/command/words.sh
program=$1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
store=$folder/store.h5
samples=datasets/samples
failed=0
fail() { echo "FAIL: $*"; failed=1; }
status() { # WANT ARGS...
    want=$1; shift
    "$program" import "$@" >"$folder/out" 2>"$folder/err"
    got=$?
    [ $got = "$want" ] || fail "status $got, not $want: import $*: $(cat "$folder/err")"
}
state() { # but for how long its log is
    { cat "$store" "$store.identity"; sed '/^log /d; /^manifest /d' "$store.digest"; } 2>/dev/null | cksum
}

# a trial run writes nothing
status 1 "$store" $samples/gang.csv $samples/exploit.csv --received 2024-04-01 --dry-run
[ "$(ls "$folder" | grep -c store)" = 0 ] || fail "a trial run wrote a file"

# findings are status 1, a clean file 0; the rejects are beside the store
status 1 "$store" $samples/gang.csv $samples/exploit.csv --received 2024-04-01
grep -q 'exploit.csv,5,kind,(withheld),' "$store.rejects.csv" || fail "no reject"
status 0 "$store" $samples/missing.csv --received 2024-04-01
[ ! -e "$store.rejects.2.csv" ] || fail "an import without rejects wrote a file of them"

# nothing is lost: every import's rejects are kept, said, and in the log
cp "$store.rejects.csv" "$folder/first.csv"
sed 's/GROOMING/GROOMED/' $samples/exploit.csv >"$folder/next.csv"
for round in 2 3; do
    status 1 "$store" "$folder/next.csv" --received 2024-04-0$round
    grep -q "rows were not taken: $store.rejects.$round.csv" "$folder/out" || fail "not said: $(cat "$folder/out")"
    tail -n 1 "$store.log" | grep -q "	import	.* kept rejects.$round.csv	" || fail "not in the log"
    grep -q 'next.csv,5,kind,(withheld),' "$store.rejects.$round.csv" || fail "no reject of round $round"
done
cmp -s "$store.rejects.csv" "$folder/first.csv" || fail "the first import's rejects are not as they were"
# a number is above all that are there, so that none comes twice
rm "$store.rejects.2.csv"
status 1 "$store" "$folder/next.csv" --received 2024-04-04 --json
grep -q "\"rejects_file\": \"$store.rejects.4.csv\"" "$folder/out" || fail "no name of the rejects in the document"
status 1 "$store" "$folder/next.csv" --received 2024-04-05 --rejects "$folder/own.csv"
[ ! -e "$store.rejects.5.csv" ] || fail "rejects in two places"
tail -n 1 "$store.log" | grep -q ' kept elsewhere	' || fail "the log says nothing of rejects kept elsewhere"

# an erasure reaches them: whose a row was that was not taken, nobody knows
erased=$folder/erased.h5
"$program" import "$erased" $samples/exploit.csv --received 2024-04-01 >/dev/null
"$program" import "$erased" "$folder/next.csv" --received 2024-04-02 >/dev/null
"$program" link "$erased" >/dev/null
# what it cannot read so, stops it before anything is erased
echo hello >"$erased.rejects.7.csv"
before=$(cksum <"$erased")
"$program" erase "$erased" 0 --force >/dev/null 2>"$folder/err"
[ $? = 3 ] && holds "$folder/err" 'no import wrote it' || fail "a strange file beside the store: $(cat "$folder/err")"
[ "$before" = "$(cksum <"$erased")" ] || fail "half an erasure"
rm "$erased.rejects.7.csv"
"$program" erase "$erased" 0 --force >"$folder/out" || fail "erase: $(cat "$folder/out")"
grep -q '^2 files of rows that imports did not take' "$folder/out" || fail "erase says nothing of rejects"
for file in "$erased.rejects.csv" "$erased.rejects.2.csv"; do
    grep -q '\.csv,5,kind,(erased),' "$file" || fail "erase left $file: $(cat "$file")"
    grep -q 'GROOM' "$file" && fail "erase left a value in $file"
done

# the same again writes no store
before=$(state)
status 0 "$store" $samples/missing.csv --received 2024-04-01
grep -q '^all  *2  *0  *2  *0  *0' "$folder/out" || fail "not unchanged: $(cat "$folder/out")"
[ "$before" = "$(state)" ] || fail "the same file changed the store"

# whatever fails leaves the store as it was
printf 'alpha,beta\n1,2\n' >"$folder/x.csv"
status 3 "$store" $samples/offence.csv "$folder/x.csv"
status 3 "$store" $samples/offence.csv "$folder/none.csv"
status 3 "$store" "$folder"
status 2 "$store" $samples/offence.csv --received 01/02/2024
status 2 "$store" $samples/offence.csv --covers 2024-01-01
status 2 "$store"
status 5 "$store" $samples/offence.csv --findings $samples/missing.csv
[ "$before" = "$(state)" ] || fail "a failure changed the store"

# one document; findings by line
status 1 "$store" $samples/ssda903_episodes.csv --json --findings "$folder/f.csv" --received 2024-04-01
grep -q '"141": 1' "$folder/out" || fail "no rule in the document"
grep -q 'ssda903_episodes.csv,4,141,' "$folder/f.csv" || fail "no finding by line"

# a pipe cannot be read twice
mkfifo "$folder/pipe"
status 3 "$store" "$folder/pipe"

# interrupted at any point: the store stays
awk 'BEGIN { print "person_id,date,role,source,review_date,end_date"
             for (i = 0; i < 400000; i++) printf "P%d,2024-01-01,victim,police,,\n", i }' >"$folder/big.csv"
before=$(state)
"$program" import "$store" "$folder/big.csv" >/dev/null 2>"$folder/err" &
pid=$!
# before the shell's child is the program, a signal would be the shell's, whose trap tidies up
while [ -e /proc/$pid ] && [ "$(readlink /proc/$pid/exe)" != "$(realpath "$program")" ]; do :; done
while kill -INT $pid 2>/dev/null; do sleep 0.02; done
wait $pid
got=$?
[ $got != 0 ] || fail "interrupted, yet status 0"
[ "$before" = "$(state)" ] || fail "an interrupt changed the store"
ls "$folder" | grep -q tmp && fail "a temporary file stays"
status 0 "$store" $samples/missing.csv --received 2024-04-01

# two files that contradict one another: the second is believed, and neither says anything
# new when both, or the first alone, come again; on a later day the first is an extract of it
header=CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
printf '%s\nC1,1,01/02/2010,WBRI,UN1,,\n' $header >"$folder/one.csv"
printf '%s\nC1,2,01/02/2010,WBRI,UN1,,\n' $header >"$folder/other.csv"
both=$folder/both.h5
status 0 "$both" "$folder/one.csv" "$folder/other.csv" --received 2024-04-01
cp "$both" "$folder/both.before"
for files in "$folder/one.csv $folder/other.csv" "$folder/one.csv"; do
    # shellcheck disable=SC2086
    status 0 "$both" $files --received 2024-04-01 --json
    tr -d ' \n' <"$folder/out" | grep -q '"taken":0,"unchanged":[12],"corrected":0,"rejected":0,"pending":0,"withdrawn":0,"findings":0}$' ||
        fail "files again: $(cat "$folder/out")"
done
cmp "$both" "$folder/both.before" || fail "files imported again changed the store"
status 0 "$both" "$folder/one.csv" --received 2024-05-01
grep -q '^all  *1  *0  *0  *1  *0' "$folder/out" || fail "not corrected on a later day: $(cat "$folder/out")"
# an old file that nobody dates is not taken for today's
cp "$both" "$folder/both.before"
status 5 "$both" "$folder/other.csv"
grep -q 'the same bytes came on' "$folder/err" || fail "an old file: $(cat "$folder/err")"
cmp "$both" "$folder/both.before" || fail "a refused file changed the store"
exit $failed
