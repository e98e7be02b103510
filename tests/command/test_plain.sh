#!/bin/sh
# --kernels plain: the same answer whatever the C library would choose for this machine,
# and nothing but 'plain' is taken. The page's bytes are held to it by make browser-test.
. tests/command/common.sh
cd "$work" || exit 1

awk -v OFS=, 'BEGIN { srand(3); print "y,x,z"
    for (i = 0; i < 400; i++) { x = rand(); z = rand() * 50; print (rand() < 0.2 + x / 2), x, z } }' >t.csv
fitted() {
    "$latecare" --kernels plain fit t.csv --family logistic --formula 'y ~ log1p(z) + exp(x)' --json >"$1" 2>err || fail "$1: $(cat err)"
}
fitted one
(export GLIBC_TUNABLES=glibc.malloc.check=0 && fitted two) || exit 1
cmp -s one two || fail "another tuning of the C library, another answer"
grep -q '"estimate"' one || fail "no estimate in the answer"

status 2 --kernels avx2 fit t.csv
grep -q "takes 'plain' alone" err || fail "avx2: $(cat err)"
status 2 --kernels
status 0 --kernels plain --version
status 2 --kernels plain nonsense
grep -q "no verb 'nonsense'" err || fail "a verb behind it: $(cat err)"
