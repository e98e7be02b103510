#!/bin/sh
# test_hostile.sh PROGRAM: texts that attack, in every field that can reach a page, a table, a workbook or a terminal (names,
# addresses, numbers, workers, codes, words, titles, labels, headings, names of files, what panels decided): pages keep their
# own elements and say the texts, no cell begins a formula, nothing has a letter that somebody's terminal obeys.
# scripts/hostile-test does the same with a hundred thousand of them, and opens the pages in a browser.
. tests/command/common.sh
python3 tests/hostile/hostile.py "$latecare" "$work/hostile" 1 700 12 >"$work/out" || fail "$(cat "$work/out")"
grep -q '^[1-9][0-9][0-9][0-9]* texts; .*\.html.*\.xlsx' "$work/out" || fail "too little was judged: $(cat "$work/out")"
# the name of a file begins no line of its own, on a terminal, in a message or on a page
(
    cd "$work" && printf 'x\n' >held && mkdir odd named || exit 1
    name=$(printf 'odd/a\nALL IS WELL\r\t.csv')
    "$latecare" simulate named --children 100 --years 1 --dirt 0 --force >/dev/null 2>&1
    cp "$(find named -name gang.csv | sort | tail -n 1)" "$name" || exit 1
    for verb in 'import s.h5' 'import --explain' 'verify' 'fit' 'import s.h5 --received 2031-02-31'; do
        # shellcheck disable=SC2086
        "$latecare" $verb "$name" </dev/null
    done >said 2>&1
    "$latecare" check odd --page odd.html >>said 2>&1
    printf 'person_id;nothing\n' >"$name"
    "$latecare" import s.h5 "$name" >>said 2>&1
    "$latecare" import --explain "$name" >>said 2>&1
    grep -q 'a\\nALL IS WELL\\r\\t.csv' said || { echo "not said at all: $(cat said)"; exit 1; }
    ! grep -n '^[[:space:]]*ALL IS WELL' said
) || fail "the name of a file begins a line"
# what judges says so of what is wrong: a page, a table, a terminal of each kind
mkdir "$work/bad"
printf '<!DOCTYPE html><html><body><img src=x onerror=alert(1)></body></html>' >"$work/bad/a.html"
printf 'a,b\n=1+1,"x"\n' >"$work/bad/b.csv"
printf 'red \033[31m\n' >"$work/bad/c.out"
printf '\342\200\256' >"$work/bad/d.err"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/hostile python3 -c '
import judge, sys
count, wrong = judge.judge(sys.argv[1])
said = "; ".join(wrong)
for words in ("a.html: an element <img>", "b.csv: a formula", "c.out: the letter U+001B", "d.err: the letter U+202E"):
    assert words in said, said' "$work/bad" || fail "what judges the files overlooks what is wrong"
exit $bad
