#!/bin/sh
# What a source no longer says, on the command line: counted, refused where it may be a
# fault, and shown.
. "$(dirname "$0")/common.sh"
cd "$work" || exit 1
head='person_id,start,end,type,context,rhi_offered,rhi_accepted'
rows() { to=$1; shift; { echo "$head"; printf '%s\n' "$@"; } >"$to"; }
a=P1,2023-02-01,2023-02-03,M,,,
b=P2,2023-03-01,2023-03-02,M,,,
c=P3,2023-04-01,2023-04-02,M,,,
rows one.csv $a $b $c
rows two.csv $a $c
rows cut.csv $a
status 0 import s.h5 one.csv --received 2024-01-01 --full
status 0 import s.h5 two.csv --received 2024-01-02
grep -q withdrawn out && fail "nobody said that it is full: $(cat out)"
status 0 import s.h5 two.csv --received 2024-01-03 --full
grep -q 'withdrawn' out || fail "no column: $(cat out)"
status 0 describe s.h5 --unsuppressed --reason test --json
grep -q '"withdrawn": *1,' out || fail "describe: $(cat out)"
status 0 timeline s.h5 1 --reason test
grep -q '^2023-03-01  *2023-03-02  *2023-03-02  *2024-01-03  *missing' out || fail "until when: $(cat out)"
status 0 timeline s.h5 1 --reason test --asof 2024-01-03
grep -q '^2023-03-01' out || fail "it was known then: $(cat out)"
# a file that is cut off
status 0 import t.h5 one.csv --received 2024-01-01 --full
status 5 import t.h5 cut.csv --received 2024-01-02 --full
says 'cut.csv: a full extract of missing that says no more 2 of the 3 events' '--withdraw' '--incremental'
status 0 import t.h5 cut.csv --received 2024-01-02 --full --withdraw
status 2 import t.h5 cut.csv --received 2024-01-03 --full --incremental
status 0 verify t.h5
# merged numbers
printf 'system,old_number,new_number,merged_date\npolice,P3,P1,2024-01-02\n' >merged.csv
status 0 import u.h5 one.csv --received 2024-01-01
status 0 import u.h5 merged.csv --received 2024-01-05
status 0 verify u.h5
status 0 timeline u.h5 0 --reason test
grep -q '^2023-04-01  *2023-04-02  *2024-01-05  *open' out || fail "it moved: $(cat out)"
grep -q 'the number of record 2 was merged into that of 0 on 2024-01-05' out || fail "$(cat out)"
# a row before what it belongs to
printf 'cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\nF1,A1,1A\n' >factors.csv
printf '%s\n' cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_child_seen,cina_assessment_auth_date,cina_assessment_outcome_json,cina_assessment_outcome_nfa,cina_assessment_team,cina_assessment_worker_id \
    A1,S1,,2023-01-10,,2023-02-10,,N,, >assessments.csv
status 0 import v.h5 factors.csv --received 2024-01-01
grep -q pending out || fail "no column: $(cat out)"
status 0 verify v.h5
status 0 describe v.h5 --unsuppressed --reason test
grep -q '^1 rows wait (pending)' out || fail "describe: $(cat out)"
status 0 import v.h5 assessments.csv --received 2024-01-01
grep -q '^1 rows had waited, and were taken in' out || fail "$(cat out)"
status 0 describe v.h5 --unsuppressed --reason test
grep -q 'rows wait' out && fail "it waits no more: $(cat out)"
exit $bad
