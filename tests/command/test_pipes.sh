#!/bin/sh
# Input that comes through a pipe: read as a file would be; Ctrl-C while it is waited for
# ends the program; what never ends is not read for ever.
. tests/command/common.sh
cd "$work" || exit 1

printf 'y,a\n0,1\n1,2\n0,3\n1,1\n0,2\n1,3\n' >t.csv
mkfifo pipe
status 0 fit t.csv --family logistic --formula 'y ~ a' --output m.json
status 0 fit t.csv --family logistic --formula 'y ~ a'
cp out by_file
cat t.csv >pipe &
status 0 fit pipe --family logistic --formula 'y ~ a'
same out by_file "another fit from a FIFO"
"$latecare" fit - --family logistic --formula 'y ~ a' <t.csv >out 2>err || fail "from -: $(cat err)"
same out by_file "another fit from -"
# shellcheck disable=SC2002
cat t.csv | "$latecare" fit /dev/stdin --family logistic --formula 'y ~ a' >out 2>err || fail "from /dev/stdin: $(cat err)"
same out by_file "another fit from /dev/stdin"
status 0 predict m.json t.csv
cp out by_file
cat t.csv >pipe &
status 0 predict m.json pipe
same out by_file "another prediction from a FIFO"
cat m.json >pipe &
status 0 predict pipe t.csv
same out by_file "another prediction from a model in a FIFO"
wait

# a store and an extract are files
status 3 describe pipe
status 3 import s.h5 pipe
says 'read more than once'

# interrupted ARGS...: waits for a pipe that says nothing, is told to stop, and stops
interrupted() {
    timeout -k 1 10 sleep 20 >pipe & # holds the pipe open, and says nothing
    holder=$!
    (trap - INT; exec "$latecare" "$@" <pipe >out 2>err) &
    pid=$!
    sleep 0.3
    kill -TERM $pid
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 $pid 2>/dev/null || break
        sleep 0.2
    done
    kill -KILL $pid 2>/dev/null && fail "still waiting: $*"
    wait $pid
    got=$?
    [ $got = 143 ] || fail "exit $got, not 143: $*: $(cat err)"
    kill $holder 2>/dev/null
    wait $holder 2>/dev/null
}
interrupted fit - --family logistic --formula 'y ~ a'
interrupted fit pipe --family logistic --formula 'y ~ a'
interrupted predict m.json -
interrupted predict pipe t.csv
interrupted plan pipe s.h5

# a header that never ends
for device in /dev/zero /dev/full; do
    status 3 fit $device --family logistic --formula 'y ~ a'
    says $device
done
yes ',' | tr -d '\n' | head -c 3000000 >wide.csv
status 3 predict m.json wide.csv
says 'wide.csv:1: the header has a field or a line that is too long'
exit $bad
