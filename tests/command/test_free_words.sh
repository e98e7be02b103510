#!/bin/sh
# A word typed into a column of codes may be a name: what no list has is kept as "other", is
# counted, is never shown and never in the store, unless the user confirms it as a code.
. "$(dirname "$0")/common.sh"
cd "$work" || exit 1

# the files, # where a word may be typed
exploit='person_id,date,kind,level,source,end_date,recorded
P1,2024-05-01,CSE,2,#,,2024-05-01'
gang='person_id,date,role,source,review_date,end_date,recorded
P1,2024-05-01,victim,#,,,2024-05-01'
category='person_id,offence_date,outcome_date,category,seriousness,outcome_tier,recorded
Y1,2024-05-01,2024-05-02,#,3,community,2024-05-01'
tier='person_id,offence_date,outcome_date,category,seriousness,outcome_tier,recorded
Y1,2024-05-01,2024-05-02,theft,3,#,2024-05-01'
exclude='person_id,start,category,sessions,reason,recorded
E1,2024-05-01,SUSP,3,#,2024-05-01'

# typed WORDS FILE-TEXT: a store s.h5 of it
typed() {
    rm -f s.h5 s.h5.[dkli]* s.h5.rejects*
    printf '%s\n' "$2" | sed "s/#/$1/" >x.csv
    "$latecare" import s.h5 x.csv --received 2025-05-01 --findings findings.csv --force >out 2>err || [ $? = 1 ] ||
        fail "import: $(cat err)"
    "$latecare" timeline s.h5 0 --reason test >line 2>>err
    "$latecare" describe s.h5 --json >document 2>>err
    cat out err line document findings.csv s.h5.log s.h5.rejects* 2>/dev/null >said
}

for file in "$exploit" "$gang" "$category" "$tier" "$exclude"; do
    for words in 'Zaphod Quuxley' 'Zaphod, aged 14' 'Police Zaphod' 'a) Zaphod'; do
        [ "$words" = 'Zaphod Quuxley' ] || [ "$file" = "$exploit" ] || continue
        case $words in *,*) cell="\"$words\"" ;; *) cell=$words ;; esac
        typed "$cell" "$file"
        strings -a s.h5 | grep -q Zaphod && fail "'$words' stands in the store: $file"
        grep -q 'Zaphod\|Quuxley' said && fail "'$words' is shown: $(grep 'Zaphod\|Quuxley' said | head -n 1)"
        [ "$words" = 'Police Zaphod' ] || {
            grep -q other line || fail "'$words' is not kept as other: $(cat line)"
            grep -q 'x.csv: 1 rows have a word in .* that is in no code list' out ||
                fail "'$words' is not said: $(cat out)"
            grep -q 'in STORE.codes.csv makes' out || fail "nothing says how a code is confirmed"
        }
    done
done

# two words of one day are two offences, though both are other
printf '%s\nY1,2024-05-01,2024-05-02,Quuxley,3,community,2024-05-01\n' "$category" | sed 's/#/Zaphod/' >x.csv
rm -f s.h5 s.h5.*
status 0 import s.h5 x.csv --received 2025-05-01
[ "$("$latecare" timeline s.h5 0 --reason test | grep ' other level 3' | grep -o 'line [23]' | sort -u | wc -l)" = 2 ] || fail "two offences became one: $("$latecare" timeline s.h5 0 --reason test)"

# the lists' codes are what they were, however they are written
typed 'POLICE' "$exploit"
grep -q ' police level 2' line || fail "police is no code: $(cat line)"
grep -q 'no code list' out && fail "police is said to be in no list"

# a word that the user confirms is a code, of its column alone; also where it was pasted
# with a no-break space
for hub in 'Hub 12' 'Hub 12\302\240'; do
    rm -f s.h5 s.h5.*
    printf "schema,column,code\nexploit,source,$hub\n" >s.h5.codes.csv
    typed 'hub 12' "$exploit"
    grep -q ' Hub 12 level 2' line || fail "the confirmed code is not kept: $(cat line)"
    grep -q 'no code list' out && fail "a confirmed code is said to be in no list"
done
typed 'Hub 12' "$gang"
grep -q 'source=other' line || fail "a code of one column is one of another: $(cat line)"

# refused LINE WORDS
refused() {
    printf 'schema,column,code\n%s\n' "$1" >s.h5.codes.csv
    rm -f s.h5 s.h5.[dkli]*
    status 3 import s.h5 x.csv --received 2025-05-01
    says "s.h5.codes.csv:2: $2"
    [ ! -e s.h5 ] || fail "imported all the same: $1"
    grep -q Quuxley err && fail "the code is shown: $(cat err)"
}
refused 'exploit,sauce,Quuxley' 'no schema has such a column'
refused 'exploit,kind,Quuxley' .*'takes the codes of its schema alone'
refused 'people,forename,Quuxley' .*'takes the codes of its schema alone'
refused 'exploit,source,' '.*is not a word'
printf 'schema,column\nexploit,source\n' >s.h5.codes.csv
status 3 import s.h5 x.csv --received 2025-05-01
says "s.h5.codes.csv: there is no column 'code'"
rm -f s.h5.codes.csv

# --- a schema of one's own: a column without a list is no way in, nor is a text
mkdir own
cat >own/visit.yaml <<'END'
name: visit
title: Visits
system: police
dates: iso
delay: 0
coverage: span
columns:
  - { name: person_id, type: id, who: person, needed: true }
  - { name: day, type: day, needed: true }
  - { name: place, type: code, known: day }
  - { name: by, type: code, known: day }
key: [person_id, day]
feeds:
  - history: visit
    start: day
    code: place
    attributes:
      - { name: by, column: by }
END
printf 'person_id,day,place,by\nP1,2024-05-01,Zaphod,Quuxley\n' >visit.csv
rm -f s.h5 s.h5.*
status 0 import s.h5 visit.csv --received 2025-05-01 --schemas own
strings -a s.h5 | grep -q 'Zaphod\|Quuxley' && fail "a column without a list keeps names"
"$latecare" timeline s.h5 0 --reason test | grep -q 'other by=other' || fail "visit: $("$latecare" timeline s.h5 0 --reason test)"
sed -i 's/name: by, type: code/name: by, type: text/' own/visit.yaml
rm -f s.h5 s.h5.*
status 3 import s.h5 visit.csv --received 2025-05-01 --schemas own
says "the column 'by' is no code, flag or number, and may hold a name"
exit $bad
