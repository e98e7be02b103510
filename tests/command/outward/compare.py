"""compare.py STORE OTHER HISTORIES [ASOF]: the events of social care's records in the one store, as known on the
day (none: today), against those of the other as they are today, record by record. Both stores have one key, so a
record has one pseudonym in both. HISTORIES: a file, a line each: the history, what of an event is compared (start,
end, code, level, or an attribute), and schemas@... of the first store that are looked at, if not all. Prints a line
a history: events, differences. Exit 1 where anything differs."""
import collections
import sys

import h5py
import numpy as np

OPEN = 2147483647


def events(path, name, fields, schemas, day):
    found = collections.Counter()
    with h5py.File(path, "r") as f:
        if name not in f["histories"]:
            return found
        h = f["histories"][name]
        systems = {n: s for s, n in h5py.check_enum_dtype(f["records/system"].dtype).items()}
        theirs = np.array([systems.get(n) == "social_care" for n in f["records/system"][:]])
        pseudonym = [bytes(p).hex() for p in f["records/pseudonym"][:]]
        source = [s.decode() for s in f["sources/schema"][:]]
        record, file = h["record"][:], h["file"][:]
        first, last = h["known_from"][:], h["known_to"][:]
        seen = last == OPEN if day is None else (first < day) & (day <= last)
        seen &= theirs[record]
        columns = []
        for field in fields:
            if field not in h and field not in h.get("attributes", {}):
                columns.append(None)
                continue
            data = h[field] if field in h else h["attributes"][field]
            names = h5py.check_enum_dtype(data.dtype)
            values = data[:]
            if field in ("start", "end", "level"):
                columns.append([str(v) for v in values])
            else:
                names = {n: s for s, n in (names or {}).items()}
                columns.append([names.get(int(v), "") for v in values])
        for i in np.flatnonzero(seen):
            if not schemas or source[file[i]] in schemas:
                found[(pseudonym[record[i]], *(c[i] if c else "" for c in columns))] += 1
    return found


day = None
if len(sys.argv) > 4:
    day = int((np.datetime64(sys.argv[4]) - np.datetime64("1970-01-01")).astype(int))
differ = 0
for line in open(sys.argv[3]):
    name, *rest = line.split()
    fields = [w for w in rest if "@" not in w]
    schemas = [w.rstrip("@") for w in rest if "@" in w]
    one = events(sys.argv[1], name, fields, schemas, day)
    two = events(sys.argv[2], name, fields, [], None)
    wrong = (one - two).total() + (two - one).total()
    differ += wrong
    print(name, one.total(), wrong)
    for event in [*(one - two)][:2] + [*(two - one)][:2]:
        print("  ", event[1:])
sys.exit(differ > 0)
