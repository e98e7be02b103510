#!/bin/sh
# No name, birth date, number of an agency or postcode of any child leaves the extracts but
# for the identity file, which is not legible: every byte that the pipeline writes or says
# is searched. And whatever is written is its owner's alone, under any umask.
. tests/command/common.sh
# words that a page has of itself are no names there (Sunday)
"$latecare" report tests/command/report/results.json --output "$work/plain.html" >"$work/said" || fail "no page"
cd "$work" || exit 1

borough b --children 2500 --years 10 --seed 11
smaller_study | sed 's/ + log1p(referrals)//' >study.yaml

# what must not be found: from the people of every agency and the identifiers
python3 - b secrets plain.html <<'END' || fail "no secrets"
import csv, glob, sys
own = open(sys.argv[3], encoding="utf-8").read()
out = {"name": set(), "day": set(), "number": set(), "postcode": set()}
kind = {"forename": "name", "surname": "name", "dob": "day", "postcode": "postcode",
        "person_id": "number", "identifier_value": "number", "pers_person_id": "number",
        "CHILD": "number", "UPN": "number", "DOB": "day", "pers_forename": "name",
        "pers_surname": "name", "pers_dob": "day", "pers_upn": "number",
        "pers_expected_dob": "day", "addr_address_postcode": "postcode",
        "link_identifier_value": "number", "pers_common_child_id": "number",
        "link_valid_identifier": "number", "link_link_id": "number"}
for path in glob.glob(sys.argv[1] + "/extracts/*/**/*.csv", recursive=True):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column, value in row.items():
                what = kind.get(column)
                if what and value and len(value) >= (6 if what != "day" else 10) and value not in own:
                    out[what].add(value)
# birth dates only: other days are in reasons and in rejects by right
words = {"name": 300, "day": 300, "number": 4000, "postcode": 300}
for what, values in out.items():
    assert len(values) >= 50, (what, len(values))
    with open(sys.argv[2] + "." + what, "w") as file:
        for value in sorted(values)[:: max(1, len(values) // words[what])]:
            file.write(value + "\n")
END

# a reject and a finding in every column of a person, to see what is said of them
cat >broken.csv <<'END'
system,person_id,forename,surname,dob,sex,postcode,recorded
police,CANARY0001,Canaryname,Canarysurname,31/13/2009,F,E8 1EA,2020-01-01
police,CANARY0002,Canaryname,Canarysurname,2009-02-30,Q,E8 1EA,2020-01-01
police,CANARY0003,Canaryname,Canarysurname,2009-02-03,F,CANARYPOST,2020-01-01
police,CANARY0003,Canaryname,Canarysurname,2009-02-04,M,CANARYPOST,01/01/20
nowhere,CANARY0004,Canaryname,Canarysurname,2009-02-03,F,E8 1EA,2020-01-01
END
cat >broken2.csv <<'END'
person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded
CANARY0005,2023-01-09,2023-01-02,M,home,Y,N,2023-01-01
CANARY0005,2099-01-09,,M,home,Y,N,2023-01-01
CANARY0006,,,M,home,Y,N,
CANARY0006,2023-01-09,,M,home,Y,N,
CANARY0006,2023-01-09,2023-01-10,M,home,Y,N,
END
printf '%s\n' CANARY Canary 31/13/2009 2009-02-30 2009-02-03 2009-02-04 E8\ 1EA >secrets.canary

for mask in 000 022; do
    umask $mask
    rm -rf run
    mkdir run
    {
        for extract in b/extracts/*/; do
            # shellcheck disable=SC2046
            "$latecare" import run/s.h5 $(find "$extract" -name '*.csv' | LC_ALL=C sort) \
                --received "$(basename "$extract")" --findings "run/findings$(basename "$extract").csv"
        done
        "$latecare" import run/s.h5 broken.csv broken2.csv --received 2025-04-01 \
            --findings run/broken.csv --rejects run/broken.rejects.csv
        "$latecare" import run/s.h5 broken.csv broken2.csv --received 2025-04-01 --json \
            --rejects run/again.csv
        "$latecare" link run/s.h5 --review run/review.csv
        "$latecare" link run/s.h5 --json
        "$latecare" describe run/s.h5
        "$latecare" describe run/s.h5 --json
        "$latecare" verify run/s.h5
        "$latecare" timeline run/s.h5 17 --reason test
        "$latecare" timeline run/s.h5 17 --reason test --json
        "$latecare" plan study.yaml run/s.h5
        "$latecare" plan study.yaml run/s.h5 --json
        "$latecare" design study.yaml run/s.h5 run/d.csv
        "$latecare" design study.yaml run/s.h5 run/d.h5
        "$latecare" train study.yaml run/s.h5 run/m.json
        "$latecare" train study.yaml run/s.h5 run/m2.json --json
        "$latecare" score run/m.json run/s.h5 --asof 2025-04-01 --output run/list.csv --json
        "$latecare" score run/m.json run/s.h5 --asof 2025-04-01
        "$latecare" report run/m.json --output run/page.html
        # what goes wrong, says no more
        "$latecare" import run/s.h5 b/extracts/2025-04-01/police/people.csv study.yaml
        "$latecare" fit b/extracts/2025-04-01/police/people.csv --family logistic --formula 'sex ~ dob'
        "$latecare" fit broken.csv --family logistic --formula 'sex == "F" ~ postcode'
        "$latecare" timeline run/s.h5 99999999 --reason test
    } >said 2>&1
    "$latecare" score run/m.json run/s.h5 --asof 2025-04-01 --json >list.json 2>>said
    "$latecare" report run/m.json --list list.json --output run/panel.html >>said 2>&1
    "$latecare" simulate run/b --children 200 >>said 2>&1
    find run -type f ! -perm 600 | grep . && fail "not its owner's alone, under umask $mask"
    find run/b -type d ! -perm 700 | grep . && fail "a folder open to others, under umask $mask"
    rm -rf run/b
    for file in s.h5 s.h5.identity s.h5.rejects.csv broken.csv broken.rejects.csv again.csv review.csv \
        d.csv d.h5 m.json m.html list.csv page.html panel.html; do
        [ -s run/$file ] || fail "no $file was written: $(grep '^latecare' said | head -n 3)"
    done
    mv said list.json run/
    # compressed columns are searched as they are and as h5py reads them
    /usr/bin/python3 - run/s.h5 run/d.h5 >run/columns 2>/dev/null <<'END' || echo "SKIP: no h5py to read columns with"
import h5py, sys
for name in sys.argv[1:]:
    h5py.File(name, "r").visititems(lambda path, item: print(
        path, dict(item.attrs), [str(v) for v in item[()].tolist()] if isinstance(item, h5py.Dataset)
        and item.dtype.kind in "SO" else ""))
END
    for what in name number postcode canary; do
        hits=$(grep -rawlF -f secrets.$what run)
        [ -z "$hits" ] || fail "a $what is in: $hits: $(grep -rawohF -f secrets.$what run | sort | uniq -c | sort -rn | head -n 5)"
    done
    # a birth date may be some other event's day: it must not stand beside its own child,
    # and a model, a page and a plan have no days of single children at all
    hits=$(grep -lawF -f secrets.day run/m.json run/m.html run/page.html)
    [ -z "$hits" ] || fail "a birth date is in: $hits: $(grep -hawoF -f secrets.day $hits | head -n 5)"
done

# the sample does find them where they are: a test of the test
for what in name number postcode day; do
    grep -rqawF -f secrets.$what b/extracts || fail "the sample of $what finds nothing anywhere"
done
exit $bad
