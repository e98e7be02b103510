"""compare.py STORE OTHER HISTORIES [ASOF]: the events of social care's records in the one store, as known on the
day (none: today), against those of the other as they are today, record by record. Both stores have one key, so a
record has one pseudonym in both. HISTORIES: a file, a line each: the history, what of an event is compared (start,
end, code, level, or an attribute), and schemas@... of the first store that are looked at, if not all, schemas&... of the
other; >start or >end: only events whose start or end is not before the six months before ASOF, >year: whose start is not
before the twelve; =CODE: only those of the code (which is to be compared); once: as often as they are said; periods: those that follow one another without
a gap are one, from the first start, as the last says; lasts: that, from the last start. Prints a line
a history: events, differences. Exit 1 where anything differs."""
import collections
import sys

import h5py
import numpy as np

OPEN = 2147483647


def joined(rows, first):
    """rows: (record, start, end, what it says); the last of each run, from its first start or its own"""
    out = []
    for record, start, end, said in sorted(rows):
        if out and out[-1][0] == record and out[-1][2] == start:
            begun = out.pop()[1]
        else:
            begun = start
        out.append((record, begun if first else start, end, said))
    return out


def events(path, name, fields, schemas, day, words, since):
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
            if field in ("start", "end"):
                columns.append([int(v) for v in values])
            elif field == "level":
                columns.append([str(v) for v in values])
            else:
                names = {n: s for s, n in (names or {}).items()}
                columns.append([names.get(int(v), "") for v in values])
        rows = []
        for i in np.flatnonzero(seen):
            if not schemas or source[file[i]] in schemas:
                rows.append((pseudonym[record[i]], int(h["start"][i]), int(h["end"][i]),
                             tuple(c[i] if c else "" for c in columns)))
        if "periods" in words or "lasts" in words:
            rows = joined(rows, "periods" in words)
        for one, start, end, said in rows:
            if ">year" in words and start < year or any(w[0] == "=" and w[1:] not in said for w in words):
                continue
            if (">start" not in words or start >= since) and (">end" not in words or end >= since):
                found[(one, start, end if "end" in fields else "", *said)] += 1
    return collections.Counter(found.keys()) if "once" in words else found


day = since = year = None
if len(sys.argv) > 4:
    asof = np.datetime64(sys.argv[4])
    day = int((asof - np.datetime64("1970-01-01")).astype(int))
    month = asof.astype("datetime64[M]")  # the day of the month is one that every month has
    past = (month - 6).astype("datetime64[D]") + (asof - month.astype("datetime64[D]"))
    ago = (month - 12).astype("datetime64[D]") + (asof - month.astype("datetime64[D]"))
    year = int((ago - np.datetime64("1970-01-01")).astype(int))
    since = int((past - np.datetime64("1970-01-01")).astype(int))
differ = 0
for line in open(sys.argv[3]):
    name, *rest = line.split()
    words = {w for w in rest if w[0] in ">=" or w in ("periods", "lasts", "once")}
    fields = [w for w in rest if "@" not in w and "&" not in w and w not in words]
    schemas = [w.rstrip("@") for w in rest if "@" in w]
    if words & {"periods", "lasts"}:
        told = [w for w in fields if w not in ("start", "end")] + ["end"] * ("end" in fields)
    else:
        told = fields
    one = events(sys.argv[1], name, told, schemas, day, words, since)
    two = events(sys.argv[2], name, told, [w.rstrip("&") for w in rest if "&" in w], None, words, since)
    if "start" not in fields:
        one, two = (collections.Counter((k[0], *k[2:]) for k in c.elements()) for c in (one, two))
    wrong = (one - two).total() + (two - one).total()
    differ += wrong
    print(name, one.total(), wrong)
    for event in [*(one - two)][:2] + [*(two - one)][:2]:
        print("  ", event[1:])
sys.exit(differ > 0)
