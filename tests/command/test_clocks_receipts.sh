#!/bin/sh
# What was known when, where a row rests on another row or another extract, worked out a second time from the files: two
# receipts of the same extracts, of which the first has statuses and ends that the second corrects.
set -eu
program=$(realpath "$1")
python=/usr/bin/python3
"$python" -c 'import h5py' 2>/dev/null || {
    echo "SKIP: python3-h5py is not installed"
    exit 0
}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
"$program" simulate borough --children 3000 --years 6 --seed 6 --dirt 0 --no-hazards >/dev/null
cat >receipts.py <<'END_OF_PYTHON'
import csv, datetime, glob, os

FIRST, SECOND, DELAY, OPEN = "2023-07-01", glob.glob("borough/extracts/*")[0].rsplit("/", 1)[1], 7, 2147483647

def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days if text else None

def read(path):
    return list(csv.DictReader(open(path)))

def full(extract):
    return read(f"borough/extracts/{SECOND}/social_care/{extract}.csv")

# extract: its key, start, end, and what the first receipt has otherwise
EXTRACTS = {
    "ssd_cin_assessments": ("cina_assessment_id", "cina_assessment_start_date", "cina_assessment_auth_date", None),
    "ssd_legal_status": ("lega_legal_status_id", "lega_legal_status_start_date", "lega_legal_status_end_date", "lega_legal_status"),
    "ssd_cla_episodes": ("clae_cla_episode_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date", None),
}

def write(path, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", newline="") as f:
        out = csv.DictWriter(f, list(rows[0]))
        out.writeheader()
        out.writerows(rows)

if __name__ == "__main__":
    for extract, (key, start, end, code) in EXTRACTS.items():
        rows = [r for r in full(extract) if r[start] < FIRST]
        for n, r in enumerate(rows):
            if r[end] >= FIRST or n % 4 == 0:
                r[end] = ""
                if "clae_cla_episode_ceased_reason" in r:
                    r["clae_cla_episode_ceased_reason"] = ""
            if code and n % 3 == 0:
                r[code] = "E1" if r[code] != "E1" else "C2"
        write(f"first/{extract}.csv", rows)
END_OF_PYTHON
"$python" receipts.py
"$python" -c 'import receipts; print(receipts.SECOND)' >second
new=borough/extracts/$(cat second)
take() {
    "$program" import "$@" >/dev/null 2>err || [ $? = 1 ] || { cat err; exit 1; }
}
# factors and care episodes are first loaded with the second receipt of what they look at
take looked.h5 first/ssd_cin_assessments.csv first/ssd_legal_status.csv --received 2023-07-01
for extract in cin_assessments legal_status assessment_factors cla_episodes; do
    echo "$new/social_care/ssd_$extract.csv"
done >files
# shellcheck disable=SC2046
take looked.h5 $(cat files) --received "$(cat second)"
# episodes, and then the returns that lead; in one command, and in two
take once.h5 first/ssd_cla_episodes.csv --received 2023-07-01
# shellcheck disable=SC2046
take once.h5 $(find "$new" -path '*ssda903*' -name episodes.csv) "$new/social_care/ssd_cla_episodes.csv" --received "$(cat second)"
take twice.h5 first/ssd_cla_episodes.csv --received 2023-07-01
# shellcheck disable=SC2046
take twice.h5 $(find "$new" -path '*ssda903*' -name episodes.csv) --received "$(cat second)"
take twice.h5 "$new/social_care/ssd_cla_episodes.csv" --received "$(cat second)"
"$python" - <<'END_OF_PYTHON'
import collections, h5py
from receipts import *

first, second = day(FIRST), day(SECOND)

def history(store, name):
    h = h5py.File(store, "r")["histories"][name]
    names = {n: c for c, n in (h5py.check_enum_dtype(h["code"].dtype) or {}).items()}
    column = {c: h[c][:] for c in ("start", "end", "known_from", "known_to", "line", "record", "code")}
    for i in range(len(column["start"])):
        yield {c: int(v[i]) for c, v in column.items()} | {"code": names.get(column["code"][i], "")}

def versions(extract):
    """What each row said, and from when to when: (row, end, from, to)."""
    key, start, end, code = EXTRACTS[extract]
    old = {r[key]: r for r in read(f"first/{extract}.csv")}
    for r in full(extract):
        o, starts = old.get(r[key]), day(r[start])
        said = [(o, second)] if o else []
        if not o or o != r:
            said.append((r, OPEN))
        else:
            said[0] = (o, OPEN)
        begins = starts + DELAY
        for row, to in said:
            ends = day(row[end])
            # a correction is known from its receipt, whole
            known = begins if begins >= second or not o or row is o else second
            closed = ends + DELAY if ends is not None and known == begins else known
            if ends is not None and closed > known:
                yield row, None, known, min(closed, to)
            if ends is None or closed < to:
                yield row, ends, max(known, closed) if ends is not None else known, to

# --- factors: by the end of the assessment -----------------------------------------------------------------------
since = {}
for row, ends, known, to in versions("ssd_cin_assessments"):
    if to == OPEN and ends is not None:
        since[row["cina_assessment_id"]] = ends, known
have = collections.defaultdict(set)
for e in history("looked.h5", "factor"):
    assert e["known_to"] == OPEN
    have[e["line"]].add((e["start"], e["known_from"]))
late = compared = 0
for line, r in enumerate(full("ssd_assessment_factors"), 2):
    if r["cinf_assessment_id"] not in since:
        assert line not in have
        continue
    ends, known = since[r["cinf_assessment_id"]]
    if line in have:
        assert have[line] == {(ends, max(ends + DELAY, known))}, (line, have[line], ends, known)
        compared, late = compared + 1, late + (known == second)
assert compared > 500 and late > 100, (compared, late)

# --- care: by the legal status of its first day ------------------------------------------------------------------
statuses = collections.defaultdict(list)
for row, ends, known, to in versions("ssd_legal_status"):
    statuses[row["lega_person_id"]].append(
        (day(row["lega_legal_status_start_date"]), OPEN if ends is None else ends, row["lega_legal_status"], known, to))

def status(person, on, k):
    fit = [v for v in statuses[person] if v[3] <= k < v[4] and v[0] <= on and (v[1] > on or v[0] == on)]
    return max(fit)[2] if fit else ""

coded = late = 0
care = collections.defaultdict(list)
for e in history("looked.h5", "care"):
    care[e["line"]].append(e)
for line, r in enumerate(full("ssd_cla_episodes"), 2):
    person, starts, ends = r["clae_person_id"], day(r["clae_cla_episode_start_date"]), day(r["clae_cla_episode_ceased_date"])
    today = status(person, starts, OPEN - 1)
    changes = sorted({c for v in statuses[person] for c in v[3:5] if c < OPEN} | {0}, reverse=True)
    known = 0
    for c in changes:
        if status(person, starts, c) != today:
            break
        known = c
    for t in {starts + DELAY, starts + DELAY + 1, known, known + 1, second, second + 1, (ends or starts) + DELAY + 1} | {first, first + 1}:
        want = []
        if starts + DELAY < t:
            over = ends is not None and ends + DELAY < t
            want = [(starts, ends if over else OPEN, status(person, starts, t - 1))]
        seen = [(e["start"], e["end"], e["code"]) for e in care[line] if e["known_from"] < t <= e["known_to"]]
        assert seen == want, (line, t, seen, want, known)
    coded, late = coded + (today != ""), late + (known == second)
assert coded > 60 and late > 10, (coded, late)

# --- the returns lead: no episode twice, and what was seen before they came is what the first extract said -------
told = {(r["clae_person_id"], r["clae_cla_episode_start_date"]): r for r in read("first/ssd_cla_episodes.csv")}
for store in ("once.h5", "twice.h5"):
    events = list(history(store, "care"))
    for t in (first - 900, first - 300, first, first + 1, first + 200, second, second + 1, second + 300):
        seen = collections.Counter((e["record"], e["start"]) for e in events if e["known_from"] < t <= e["known_to"])
        assert seen and max(seen.values()) == 1, (store, t, seen.most_common(3))
    ended = sorted(e["end"] for e in events if e["known_from"] < first <= e["known_to"] and e["end"] != OPEN)
    said = sorted(e for e in (day(r["clae_cla_episode_ceased_date"]) for r in told.values()) if e is not None and e + DELAY < first)
    assert ended == said and len(said) > 30, (store, len(ended), len(said))
a, b = ([sorted(tuple(sorted((k, v) for k, v in e.items() if k != "record")) for e in history(s, "care"))] for s in ("once.h5", "twice.h5"))
assert a == b
END_OF_PYTHON
