#!/bin/sh
# What was known when, worked out a second time from the files themselves: for every row of the extracts below, what
# the store says as of some days is what the row had told by then, column by column, and nothing of it is missing.
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
"$program" simulate borough --children 3000 --years 6 --seed 5 --dirt 0 --no-hazards >/dev/null
find borough/extracts -name '*.csv' | sort | sed 's,/[^/]*$,,' | head -n 1 | cut -d/ -f3 >day
find "borough/extracts/$(cat day)" -name '*.csv' | sort >files
# shellcheck disable=SC2046
"$program" import s.h5 $(cat files) --received "$(cat day)" >/dev/null || [ $? = 1 ]
"$python" - <<'END'
import csv, datetime, h5py

OPEN, CARE = 2147483647, 7
received = open("day").read().strip()
paths = {p.rsplit("/", 1)[1][:-5]: p for p in open("files") if "/ssda903/" not in p}

def day(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days if text else None

# extract: its key (None: a row a thing), its recorded column, days until social care knows, and per history: start, end,
# condition, and what it says: the code first; a column, the day it was learnt on, and days more
SAYS = {
    "ssd_cin_episodes": (None, None, CARE, {
        "referral": ("cine_referral_date", None, lambda r: True, {
            "code": ("cine_referral_source_code", "cine_referral_date", 0),
            "need": ("cine_cin_primary_need_code", "cine_referral_date", 0),
            "nfa": ("cine_referral_nfa", "cine_referral_date", 0)}),
        "cin": ("cine_referral_date", "cine_close_date", lambda r: r["cine_referral_nfa"] in ("N", ""), {
            "code": ("cine_cin_primary_need_code", "cine_referral_date", 0),
            "source": ("cine_referral_source_code", "cine_referral_date", 0),
            "close_reason": ("cine_close_reason", "cine_close_date", 0)})}),
    "ssd_cp_plans": (None, None, CARE, {
        "cpp": ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date", lambda r: True, {
            "code": ("cppl_cp_plan_initial_category", "cppl_cp_plan_start_date", 0),
            "latest_category": ("cppl_cp_plan_latest_category", "cppl_cp_plan_end_date", 0)})}),
    "ssd_s47_enquiry": (None, None, CARE, {
        "s47": ("s47e_s47_start_date", "s47e_s47_end_date", lambda r: True, {
            "nfa": ("s47e_s47_nfa", "s47e_s47_end_date", 0)})}),
    "ssd_cin_assessments": (None, None, CARE, {
        "assessment": ("cina_assessment_start_date", "cina_assessment_auth_date", lambda r: True, {
            "nfa": ("cina_assessment_outcome_nfa", "cina_assessment_auth_date", 0)})}),
    "ssd_initial_cp_conference": (None, None, CARE, {
        "icpc": ("icpc_icpc_date", None, lambda r: r["icpc_icpc_date"], {
            "plan": ("icpc_icpc_outcome_cp_flag", "icpc_icpc_date", 0)})}),
    "missing": (("person_id", "start"), "recorded", 0, {
        "missing": ("start", "end", lambda r: True, {
            "code": ("type", "start", 0), "context": ("context", "start", 0),
            "rhi_offered": ("rhi_offered", "end", 3), "rhi_accepted": ("rhi_accepted", "end", 3)})}),
    "offence": (("person_id", "offence_date", "category"), "recorded", 0, {
        "offence": ("offence_date", None, lambda r: True, {
            "code": ("category", "offence_date", 0), "outcome_tier": ("outcome_tier", "outcome_date", 0)})}),
}

def read(extract, key, recorded):
    rows = list(csv.DictReader(open(paths[extract].strip())))
    for line, r in enumerate(rows, 2):
        r["line"], r["until"] = line, OPEN
    if key:  # the same thing, recorded on several days: each until the next
        things = {}
        for r in rows:
            things.setdefault(tuple(r[k] for k in key), []).append(r)
        for versions in things.values():
            versions.sort(key=lambda r: day(r[recorded]))
            for a, b in zip(versions, versions[1:]):
                a["until"] = day(b[recorded])
    return rows

def known(r, column, more, recorded, delay, first):
    if not r[column]:
        return max(day(received), first)
    if recorded and r[recorded]:
        return max(day(r[column]) + more, first)
    return max(day(r[column]) + (more or delay), first)

def told(r, t, recorded, delay, start, end, says):
    first = day(r[recorded]) if recorded and r[recorded] else day(r[start]) + delay
    if not (first < t <= r["until"]):
        return None
    over = end and r[end] and known(r, end, 0, recorded, delay, first) < t
    said = {name: r[column] if known(r, by, more, recorded, delay, first) < t else ""
            for name, (column, by, more) in says.items()}
    return day(r[start]), day(r[end]) if over else OPEN, tuple(sorted(said.items()))

f = h5py.File("s.h5", "r")
schema = [s.decode() for s in f["sources/schema"][:]]

def names(column):
    return {number: name for name, number in (h5py.check_enum_dtype(column.dtype) or {}).items()}

def seen(extract, history, t, says):
    h = f["histories"][history]
    where = {n: h["code"] if n == "code" else h["attributes"][n] for n in says}
    texts = {n: names(c) for n, c in where.items()}
    values = {n: c[:] for n, c in where.items()}
    start, end, file, line = (h[c][:] for c in ("start", "end", "file", "line"))
    at = ((h["known_from"][:] < t) & (t <= h["known_to"][:])).nonzero()[0]
    return sorted((int(line[i]), int(start[i]), int(end[i]),
                   tuple(sorted((n, texts[n].get(values[n][i], "")) for n in says)))
                  for i in at if schema[file[i]] == extract)

compared = later = 0
for extract, (key, recorded, delay, feeds) in SAYS.items():
    rows = read(extract, key, recorded)
    for history, (start, end, when, says) in feeds.items():
        for back in (0, 1, 8, 40, 200, 500, 900, 1400):
            t = day(received) - back
            want = sorted((r["line"], *w) for r in rows if r[start] and when(r)
                          for w in [told(r, t, recorded, delay, start, end, says)] if w)
            have = seen(extract, history, t, says)
            assert want == have, (history, t, [w for w in want if w not in have][:2], [w for w in have if w not in want][:2])
            compared += len(want)
            later += sum(1 for w in want if any(v == "" for _, v in w[3]))
assert compared > 5000 and later > 200, (compared, later)
END
