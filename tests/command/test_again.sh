#!/bin/sh
# test_again.sh PROGRAM: a command that is given again is answered from the store: counts and exit status are those of
# a reading, no byte of the store moves, and what was not taken is named where it lies. It is read anew where anything that
# its rows hang on is another: a file's bytes, the day, an option, a schema, a mapping, a confirmed word; where somebody asks for a
# file of findings; where rules were broken; after an import that changed something or an erasure; and where the rows not taken are no longer there.
. tests/command/common.sh
cd "$work" || exit 1
awk 'BEGIN { print "person_id,offence_date,outcome_date,category,seriousness,outcome_tier,recorded"
             for (i = 0; i < 400; i++) printf "P%d,2024-%02d-%02d,,theft,%d,,\n", i % 90, 1 + i % 3, 1 + i % 28, 1 + i % 8
             print "P1,,,theft,1,,"; print "P2,2024-01-09,,theft,1,,"; print "P2,2024-01-09,,theft,2,," }' >offence.csv
read_again='not read: its bytes, of this day, were imported before'
# given NAME STATUS ARGS...: import as $work/NAME; whether the files were read is in $read
given() {
    name=$1 wanted=$2
    shift 2
    status "$wanted" import s.h5 "$@"
    cp out "$name"
    tr '\n' ' ' <out | tr -s ' ' | grep -q "$read_again" && read=no || read=yes
}
was() { [ $read = "$1" ] || fail "$2: read: $read"; }
total() { sed -n 's/^all  *//p' "$1" | tr -s ' ' | cut -d' ' -f1-6; }
contents() { cat s.h5 s.h5.identity | cksum; }

given first 1 offence.csv --received 2024-06-01
was yes "the first time"
before=$(contents)
given again 1 offence.csv --received 2024-06-01
was no "the second"
set -- $(total first)
[ "$(total again)" = "$1 0 $(($1 - $5)) 0 $5 0" ] || fail "counts: $(total first), then $(total again)"
holds again 's.h5.rejects.csv' || fail "where are the rows that were not taken?"
[ -e s.h5.rejects.2.csv ] && fail "the rows not taken were written again"
[ "$before" = "$(contents)" ] || fail "the store moved"
status 0 verify s.h5

# the answer of a reading is the same, and it writes the rows again
given asked 1 offence.csv --received 2024-06-01 --findings f.csv
was yes "somebody asks for findings"
[ "$(total asked)" = "$(total again)" ] || fail "a reading counts $(total asked), the store $(total again)"
cmp -s s.h5.rejects.csv s.h5.rejects.2.csv || fail "other rows were not taken"
given third 1 offence.csv --received 2024-06-01
was no "the third time"
holds third 's.h5.rejects.2.csv' || fail "the last file of rows not taken is not named"
rm s.h5.rejects.2.csv
given gone 1 offence.csv --received 2024-06-01
was yes "the rows that were not taken are gone"

# whatever its rows hang on
given later 1 offence.csv --received 2024-06-02
was yes "another day"
given later 1 offence.csv --received 2024-06-02 --covers 2024-01-01:2024-06-01
was yes "another span"
given later 1 offence.csv --received 2024-06-02
was no "that day again"
printf 'schema,column,code\nexploit,source,MASH\n' >s.h5.codes.csv
given words 1 offence.csv --received 2024-06-02
was yes "a word was confirmed"
given words 1 offence.csv --received 2024-06-02
was no "no other word was"
cp -r "$(dirname "$studies")/schema" schemas
given own 1 offence.csv --received 2024-06-02 --schemas schemas
was no "the same schemas elsewhere"
echo '# another' >>schemas/offence.yaml
given own 1 offence.csv --received 2024-06-02 --schemas schemas
was yes "another schema"
# a mapping, wherever it is named
{
    printf 'mapping: Offences of a supplier\nschema: offence\ncolumns:\n'
    for field in person_id offence_date outcome_date category seriousness outcome_tier recorded; do
        echo "  - { heading: its $field, field: $field }"
    done
} >map.yaml
given own 1 offence.csv --received 2024-06-02 --map map.yaml
was yes "a mapping was named"
given own 1 offence.csv --received 2024-06-02 --map map.yaml
was no "the same mapping"
mkdir s.h5.maps
given own 1 offence.csv --received 2024-06-02
was no "no mapping in the folder"
cp map.yaml s.h5.maps/
given own 1 offence.csv --received 2024-06-02
was yes "a mapping in the folder"
rm -r s.h5.maps
sed 's/P3,/P4,/' offence.csv >other.csv
given other 1 other.csv --received 2024-06-02
was yes "other bytes"
given both 1 offence.csv other.csv --received 2024-06-02
was yes "both together"
given both 1 other.csv offence.csv --received 2024-06-02
was no "both, the other way round"

# what found something broken is asked for its findings
given broken 1 "$samples/ssda903_episodes.csv" --received 2024-06-02
given broken 1 "$samples/ssda903_episodes.csv" --received 2024-06-02
was yes "rules were broken"

# an erasure takes rows away that a reading would bring back: nobody may say that they are there
given before 1 other.csv offence.csv --received 2024-06-02
was yes "another import changed the store meanwhile"
given before 1 other.csv offence.csv --received 2024-06-02
was no "before the erasure"
status 0 link s.h5
given linked 1 other.csv offence.csv --received 2024-06-02
was no "linked"
status 0 erase s.h5 0 --force
given erased 1 other.csv offence.csv --received 2024-06-02
was yes "after an erasure"
exit $bad
