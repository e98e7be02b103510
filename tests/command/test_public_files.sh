#!/bin/sh
# Every CSV file and workbook that others published (data/README.md of the shared folder; XML: test_nested.sh) gets in, its rows add up to those that another
# program counts, and what is said of it is what is there to say; tests/README.md has the table. Files that are no
# extracts (two for linkage and for models, two for rules) are refused as such.
. tests/command/common.sh
data=${LATECARE_SHARED:-../shared}/data
[ -r "$data/school-census/2024_autumn_pupilonroll.csv" ] || { echo "SKIP: $data is not here"; exit 0; }
data=$(realpath "$data")
table=$(realpath tests/command/public/files.csv)
reader=$(realpath tests/command/public/reconcile.py)
cd "$work" || exit 1

# load STORE YEAR FILE...: imported, and kept as NAME.json
load() {
    store=$1 year=$2
    shift 2
    # shellcheck disable=SC2086
    "$latecare" import "$store" "$@" --received "${year:-2024}-12-31" ${year:+--year $year} --json >"$store.$year.json" 2>err
    case $? in 0 | 1) ;; *) fail "$store $year: $(head -c 400 err)" ;; esac
}
load one.h5 2018 "$data"/ssda903/one-return/*.csv
for year in 2017 2018 2019; do load "years.h5" $year "$data"/ssda903/annual-returns/$year-*.csv; done
load regional.h5 '' "$data"/ssda903/regional/*.csv
load school.h5 '' "$data"/school-census/*.csv
python3 "$reader" "$table" "$data" ./*.json >said || fail "$(cat said)"

# the workbook: a list a sheet, its rows counted in its XML
runs import annex.h5 "$data/annex-a/Annex_A.xlsx" --received 2021-04-01 --json
python3 - "$data/annex-a/Annex_A.xlsx" <<'END' || fail "the workbook: other counts"
import json, re, sys, zipfile, xml.etree.ElementTree as ET
book, space = zipfile.ZipFile(sys.argv[1]), "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
at = {r.get("Id"): r.get("Target") for r in ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
want = {}
for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(space + "sheet"):
    part = at[next(v for k, v in sheet.attrib.items() if k.endswith("}id"))].lstrip("/").removeprefix("xl/")
    rows = ET.fromstring(book.read("xl/" + part)).iter(space + "row")
    said = sum(any((v.text or "").strip() for v in row.iter(space + "v")) for row in rows)
    want[re.sub(r"\D", "", sheet.get("name"))] = said - 1
said = json.load(open("out"))["files"]
got = {f["schema"].removeprefix("annex_a_list_"): f["rows"] for f in said}
assert len(want) == 11 and got == want, (want, got)
for f in said:
    assert f["rows"] == f["taken"] + f["unchanged"], f
END

# every table of the safeguarding dataset, as specified and as live, is known by its columns, and none is unknown
python3 - "$data/ssd/tables.csv" <<'END'
import collections, csv, sys
tables = collections.OrderedDict()
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    tables.setdefault((row["source"].split()[0], row["table"]), []).append(row["column"])
for (source, table), columns in tables.items():
    with open("%s.%s.csv" % (table, source), "w") as file:
        file.write(",".join(columns) + "\n")
END
for file in ssd_*.csv; do
    status 0 import --explain "$file" --json
    python3 - "${file%%.*}" <<'END' || fail "$file is not known: $(head -c 300 out)"
import json, sys
said = json.load(open("out"))
assert said["schema"] == sys.argv[1] and not said["unread"], said
END
done
[ "$(ls ssd_*.csv | wc -l)" = 97 ] || fail "there are 48 tables specified and 49 live"

# no extract, and said to be none
for file in febrl/dataset3.csv compas/two-years.csv ssda903/rules-2024-25.csv ssd/tables.csv; do
    status 3 import no.h5 "$data/$file"
    says 'no schema has these columns'
done
exit $bad
