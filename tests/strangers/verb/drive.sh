# The verb is there wherever verbs are: run, --json, help, manual page, completion, a wrong option, a slip of the pen.
. tests/command/common.sh
borough "$work/b" --children 1000 --years 5 --seed 7
fill "$work/s.h5"
status 0 sources "$work/s.h5"
grep -q '^gang [0-9]' "$work/out" || fail "sources: $(cat "$work/out")"
status 0 sources "$work/s.h5" --json
python3 -c 'import json, sys; assert "gang" in json.load(open(sys.argv[1]))' "$work/out" || fail "--json"
status 2 sources "$work/s.h5" --force
status 2 sources
status 2 souces "$work/s.h5"
says "sources"
status 3 sources "$work/none.h5"
status 0 help
grep -q '^  sources ' "$work/out" || fail "help"
status 0 help sources
status 0 help --man sources
status 0 help --completion bash
grep -q 'sources)' "$work/out" || fail "completion"
exit $bad
