#!/bin/sh
# latecare check: what a load would meet. Small extracts with what is wrong in them counted by hand, and two
# hundred differences between a borough's sources, each to be found.
. "$(dirname "$0")/common.sh"
here=$(realpath "$(dirname "$0")")
cd "$work" || exit 1

# --- by hand ----------------------------------------------------------------------
mkdir day day/deeper
cat >day/ssd_person.csv <<'END'
pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_common_child_id,pers_legacy_id,pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality
1001,Ann,Testone,F,,WBRI,2010-05-06,,,,,,,,
1002,Bob,Testtwo,M,,BAFR,2011-07-08,,,,,,,,
1003,Cat,Testthree,F,,AIND,2009-01-02,,,,,,,,
END
cat >day/ssd_cin_episodes.csv <<'END'
cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id
R1,1001,2024-05-01,N1,6,,,N,RC8,2024-09-01,,
R2,1002,2024-06-01,N2,2A,,,N,,,,
R3,1003,2024-07-01,N1,6,,,N,RC7,2024-08-01,,
R4,1003,2024-10-01,N4,8,,,N,,,,
END
# a census: another birth date and another end for the first child, another sex and need for the second, the third's
# first episode four days later and the second not there; and a child that nobody knows
cat >day/deeper/children.csv <<'END'
LAchildID,UPN,FormerUPN,UPNunknown,PersonBirthDate,ExpectedPersonBirthDate,Sex,PersonDeathDate,Ethnicity
1001,,,,2010-05-16,,F,,WBRI
1002,,,,2011-07-08,,F,,BAFR
1003,,,,2009-01-02,,F,,AOTH
1009,,,,2012-03-04,,M,,WBRI
END
cat >day/deeper/details.csv <<'END'
LAchildID,CINdetailsID,CINreferralDate,ReferralSource,PrimaryNeedCode,CINclosureDate,ReasonForClosure,DateOfInitialCPC,ReferralNFA,ReferenceDate
1001,a,2024-05-01,6,N1,2024-09-02,RC8,,0,2025-03-31
1002,b,2024-06-01,2A,N3,,,,0,2025-03-31
1003,c,2024-07-05,6,N1,2024-08-01,RC7,,0,2025-03-31
1009,d,2024-11-01,6,N1,,,,0,2025-03-31
END
printf 'guidance\nread me first\n' >day/notes.csv
: >"day/~\$open.csv"
status 1 check day --received 2025-04-01 --lines lines.csv --page page.html
for rule in born,,1 sex,,1 ethnicity,,1 end,cin,1 code,cin,1 start,cin,1 'only here,cin,1' child,cin,1 start,referral,1; do
    name=${rule%%,*} rest=${rule#*,}
    found=$(grep -c "^[^,]*,[0-9]*,sources differ,$name,${rest%,*}," lines.csv)
    [ "$found" = "${rest#*,}" ] || fail "$rule: $found"
done
grep 'sources differ,end,cin,' lines.csv | grep -q 'deeper/details.csv,2$' || fail "the end that differs has no line"
grep -q 'notes.csv' out || fail "a file that nobody knows is not said"
grep -q '~' out && fail "an office program's own file is read"
# who may see the lines may not see who the children are
for secret in Ann Bob Testone 2010-05-06 2010-05-16 1001 1009; do
    grep -q "$secret" lines.csv out && fail "$secret is told"
    case $secret in 1???) ;; *) grep -q "$secret" page.html && fail "$secret is on the page" ;; esac
done
[ ! -e day/store.h5 ] && [ -z "$(find . -name '*.key')" ] || fail "something was stored"
status 1 check day --received 2025-04-01 --json
jq -e '.files | map(select(.schema == "cin_census_details")) | .[0].rows == 4' out >/dev/null || fail "no count in the document"
status 5 check day --received 2025-04-01 --lines lines.csv && says 'lines.csv'
status 3 check deep
mkdir none && status 2 check none && says 'no file'

# a file that cannot be read to its end does not take the reader away from those after it
mkdir odd && printf 'x\n\201\n' >odd/a.bin && cp day/ssd_person.csv odd/b.csv
runs check odd --received 2025-04-01
grep -q 'ssd_person  *3  *3 ' out || fail "what comes after an odd file is not read: $(cat out err)"

# --- against the store ------------------------------------------------------------
mkdir first census
cp day/ssd_*.csv first && cp day/deeper/*.csv census
status 0 import store.h5 first/*.csv --received 2025-04-01
status 0 link store.h5
before=$(cksum <store.h5)
status 1 check census store.h5 --received 2025-04-02 --lines against.csv
[ "$before" = "$(cksum <store.h5)" ] || fail "check changed the store"
grep -q 'sources differ,born,' against.csv || fail "the store's birth date is not held against the census"
grep -q 'ssd_cin_episodes' against.csv || fail "it is not said where the store has it from"
# what the store was told last month is no other source than what it is told now
mkdir again
sed 's/^R2,1002,2024-06-01,N2/R2,1002,2024-06-01,N5/' first/ssd_cin_episodes.csv >again/ssd_cin_episodes.csv
runs check again store.h5 --received 2025-05-02 --lines again.csv
grep -q 'sources differ' again.csv && fail "a correction is called a difference between sources"

# --- two hundred ------------------------------------------------------------------
if python3 -c 'import csv' 2>/dev/null; then
    status 0 simulate town --children 20000 --seed 77
    mkdir two
    last=$(ls town/extracts | tail -n 1)
    mv "town/extracts/$last" two/extracts
    python3 "$here/check/plants.py" make two 5 || fail "nothing could be planted"
    for kind in clean planted; do
        runs check two/$kind --received 2025-04-01 --lines two/$kind.csv
    done
    python3 "$here/check/plants.py" judge two/plants.csv two/clean.csv two/planted.csv two/extracts/social_care ||
        fail "not every plant is found"
    # the same, the social care system's own tables told by a store
    runs import town.h5 two/extracts/social_care/*.csv --received 2025-03-31
    runs link town.h5
    for kind in clean planted; do
        rm -r two/$kind/social_care
        runs check two/$kind town.h5 --received 2025-04-01 --lines two/$kind.store.csv
    done
    python3 "$here/check/plants.py" judge two/plants.csv two/clean.store.csv two/planted.store.csv two/extracts/social_care ||
        fail "not every plant is found against a store"
else
    echo "SKIP: no python3 to plant differences with"
fi
exit $bad
