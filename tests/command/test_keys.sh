#!/bin/sh
# test_keys.sh PROGRAM: every key of the study grammar changes something. The keys come from
# the program's own table; a new one without an example fails (tests/command/keys/keys.py).
keys=$(realpath tests/command/keys)
. tests/command/common.sh
cd "$work" || exit 1
borough b --children 7000 --years 10 --seed 5
fill s.h5
status 0 help study
mv out manual
python3 "$keys/keys.py" "$latecare" s.h5 "$keys/base.yaml" manual || fail "keys"
# an example that was taken away is found
sed '/"study.seed": /d' "$keys/keys.py" >less.py
python3 less.py "$latecare" s.h5 "$keys/base.yaml" manual names >said && fail "a key without an example passes"
grep -q 'study.seed has no example' said || fail "$(cat said)"
exit $bad
