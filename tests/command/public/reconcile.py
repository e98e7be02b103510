"""reconcile.py TABLE DATA REPORT...: what `import --json` said of each public file against the rows that Python's csv counts,
and against the table of what is to be said of each (file, schema, rows, rejected, remarks)."""
import collections, csv, glob, json, os, sys

table, data, reports = sys.argv[1], sys.argv[2], sys.argv[3:]
want = {row["file"]: row for row in csv.DictReader(open(table, encoding="utf-8"))}
bad, seen = 0, set()


def fail(text):
    global bad
    bad = 1
    print(text)


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return sum(1 for row in csv.reader(file) if any(cell.strip() for cell in row)) - 1


for report in reports:
    said = json.load(open(report))
    remarks = collections.defaultdict(list)
    for one in said["remarks"]:
        remarks[one["file"]].append(one["remark"])
    for one in said["files"]:
        name = os.path.relpath(one["file"], data)
        row = want.get(name)
        if not row:
            fail("%s is not in the table" % name)
            continue
        seen.add(name)
        count = rows_of(one["file"])
        parts = one["taken"] + one["unchanged"] + one["corrected"] + one["rejected"]
        if not count == one["rows"] == parts:
            fail("%s: %d rows, %d read, %d accounted for" % (name, count, one["rows"], parts))
        for key in ("schema", "rows", "rejected"):
            if str(one[key]) != row[key]:
                fail("%s: %s is %s, not %s" % (name, key, one[key], row[key]))
        if "; ".join(remarks[one["file"]]) != row["remarks"]:
            fail("%s: said %r, not %r" % (name, "; ".join(remarks[one["file"]]), row["remarks"]))
for name in set(want) - seen:
    fail("%s was not imported" % name)
there = glob.glob(data + "/ssda903/*-return*/*.csv") + glob.glob(data + "/ssda903/regional/*.csv") + glob.glob(data + "/school-census/*.csv")
for path in there:
    if os.path.relpath(path, data) not in want:
        fail("%s is in no table" % path)
sys.exit(bad)
