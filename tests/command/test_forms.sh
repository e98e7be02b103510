#!/bin/sh
# The borough in other containers: its yearly returns in XML give, event by event, the histories that its CSVs do.
# (Annex A and the daily payload, which `export` makes of its store: test_outward.sh.)
. tests/command/common.sh
python=/usr/bin/python3
"$python" -c 'import h5py' 2>/dev/null || { echo "SKIP: python3-h5py is not installed"; exit 0; }
compare=$(realpath tests/command/outward/compare.py)
cd "$work" || exit 1
status 2 simulate x --form xml
says 'is no form' 'help export'
day=extracts/2025-04-01

# gives FORM HISTORIES XML.. : the XML beside the CSVs gives the events that the store s.h5 of the CSVs has
gives() {
    form=$1
    held=$2
    shift 2
    rm -f r.h5*
    cp s.h5.key r.h5.key
    for file; do "$python" -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$file" || fail "$file is no XML"; done
    runs import r.h5 "$@" --received 2025-04-01
    awk '$1 == "all" && NF > 6 && $6 > 0 { exit 1 }' out || fail "$form: rows were rejected: $(grep '^all' out)"
    runs link r.h5
    "$python" "$compare" s.h5 r.h5 "$held" >differ || { cat differ; fail "$form gives other histories"; }
    awk -v least="$(wc -l <"$held")" '$2 > 0 { kinds++ } END { exit kinds < least - 1 }' differ || { cat differ; fail "$form: little to compare"; }
}

status 0 simulate c --children 3000 --seed 4 --dirt 0 --form cin-xml
# shellcheck disable=SC2046
runs import s.h5 $(ls c/$day/social_care/ssd_*.csv | grep -E 'ssd_(person|cin_|s47|assess|initial|cp_)') --received 2025-04-01
runs link s.h5
cat >census <<'HELD'
referral start code need nfa
cin start end code source close_reason
assessment start end
factor start code
s47 start
icpc start
cpp start end code latest_category
cin_plan start end
moved start code
permanence start code
HELD
gives cin-xml census c/$day/cin_census/*/census.xml

rm -f s.h5*
status 0 simulate r --children 3000 --seed 4 --dirt 0 --form ssda903-xml
runs import s.h5 r/$day/ssda903/*/*.csv --received 2025-04-01
runs link s.h5
cat >return <<'HELD'
person start code ethnicity
care start end code need reason_new placement provider ceased
missing_care start end code
uasc start end code
moved start code
permanence start code
HELD
gives ssda903-xml return r/$day/ssda903/*/ssda903.xml

# beside the CSVs, which are the same without; a year's return comes with the extract made after it
status 0 simulate d --children 1000 --form ssda903-xml
status 0 simulate e --children 1000
[ -s d/$day/ssda903/2025/ssda903.xml ] && [ -s d/extracts/2025-03-01/ssda903/2024/ssda903.xml ] || fail "a return is not with its extract"
find d -name '*.xml' -delete
diff -r d e >differ || fail "with --form the CSVs are others: $(head -n 3 differ)"
exit $bad
