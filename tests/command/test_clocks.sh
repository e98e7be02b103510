# An open spell does not know how it ends: not on a timeline of the day, and not in a design.
. tests/command/common.sh
mkdir "$work/leak"
cat >"$work/leak/ssd_cin_episodes.csv" <<'END'
cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id
R1,A1,2023-01-10,N5,6,,,N,RC5,2023-09-20,,
END
cat >"$work/leak/ssd_person.csv" <<'END'
pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_common_child_id,pers_legacy_id,pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality
A1,Invented,Child,F,,WBRI,2008-05-04,,,,,,,,
END
status 0 import "$work/s.h5" "$work"/leak/*.csv --received 2024-01-15
status 0 timeline "$work/s.h5" 0 --reason test --asof 2023-03-01
flat "$work/out" | grep -q 'cin N5 source=6 (file' || fail "the open spell: $(cat "$work/out")"
grep -q 'RC5\|2023-09\|moved' "$work/out" && fail "the end is known before it came: $(cat "$work/out")"
status 0 timeline "$work/s.h5" 0 --reason test --asof 2023-03-01 --json
grep -q 'RC5\|2023-09\|moved' "$work/out" && fail "the end is known before it came (JSON)"
# closed on 20 September, known seven days later
status 0 timeline "$work/s.h5" 0 --reason test --asof 2023-09-27
grep -q RC5 "$work/out" && fail "the reason is known before the end is"
status 0 timeline "$work/s.h5" 0 --reason test --asof 2023-09-28
grep -q 'close_reason=RC5' "$work/out" || fail "the reason is lost: $(cat "$work/out")"

# a borough: no open spell in need has a reason for its close, no plan its latest category, on any landmark
borough "$work/b" --children 3000 --years 6 --no-hazards
fill "$work/b.h5"
cat >"$work/leak.yaml" <<'END'
format: 1
study: { name: leak, title: A close reason before the close, seed: 1 }
cohort: { age_from: 10, age_to: 17, known_to: [referral, cin, cpp] }
landmarks: { every: 1 month, from: 2020-04-01, to: all }
outcome: { history: care, first_entry: true, age_floor: 10, uasc: false, remand: true, short_breaks: false, horizon: 12 months }
competing: [death, moved]
predictors:
  - { name: open_rc5, kind: open_now, history: cin, where: [{ attribute: close_reason, values: [RC5] }], label: a }
  - { name: open_rc7, kind: open_now, history: cin, where: [{ attribute: close_reason, values: [RC7] }], label: b }
  - { name: open_cin, kind: open_now, history: cin, label: c }
END
status 0 design "$work/leak.yaml" "$work/b.h5" "$work/d.csv"
python3 - "$work/d.csv" <<'END' || fail "a predictor knows the future"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
count = {k: sum(float(r[k] or 0) != 0 for r in rows) for k in ("open_rc5", "open_rc7", "open_cin")}
assert count["open_rc5"] == count["open_rc7"] == 0 and count["open_cin"] > 100, count
END

# a store of an older format is refused by every verb, with what to do
cp tests/engine/store/v2/store.h5* "$work/" && chmod u+w "$work"/store.h5*
for verb in "timeline $work/store.h5 0 --reason test" "import $work/store.h5 $work/leak/*.csv --received 2024-01-15" \
    "import $work/store.h5 $work/leak/*.csv --dry-run" "link $work/store.h5" "plan $work/leak.yaml $work/store.h5" \
    "erase $work/store.h5 0 --force" "verify $work/store.h5"; do
    # shellcheck disable=SC2086
    status 5 $verb
    says 'import the extracts anew, into a new store'
done
exit $bad
