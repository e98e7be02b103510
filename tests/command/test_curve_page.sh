#!/bin/sh
# test_curve_page.sh PROGRAM: the page of curves says what `curve --json` says of the same times, and is written whole
# or not at all.
. tests/command/common.sh
golden=$(realpath tests/golden)
cd "$work" || exit 1
status 2 curve "$golden/km_lung/data.csv" --formula 'Surv(time, status) ~ sex' --times 100 --page p.html
says '--page is not read with --times'
[ -e p.html ] && fail 'a page that was refused is there'
held() {
    table=$1
    shift
    rm -f p.html
    runs curve "$table" "$@" --page p.html
    cp p.html first.html
    status 5 curve "$table" "$@" --page p.html
    runs curve "$table" "$@" --page p.html --force
    cmp -s p.html first.html || fail 'the same table gives another page'
    times=$(python3 - p.html <<'PY'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
rows = re.findall(r'numeric"><data value="([\d.]+)">[^<]*</data></td><td[^>]*><data value="([\d.e-]+)">', page.split('id="numbers"')[1])
print(",".join(sorted({time for time, _ in rows}, key=float)))
PY
)
    "$latecare" curve "$table" "$@" --times "$times" --json >all.json || fail "$table: $times"
    "$latecare" curve "$table" "$@" --json >whole.json || fail "$table: as a whole"
    python3 - p.html all.json "$times" <<'PY' || fail "$table: $*"
import json, re, sys
page, document = open(sys.argv[1], encoding="utf-8").read(), json.load(open(sys.argv[2]))
wanted, found = {}, {}
ends = {g["group"] or "All rows": max(p["time"] for p in g["points"]) for g in json.load(open("whole.json"))["groups"]}
asked = {float(time) for time in sys.argv[3].split(",")}
for group in document["groups"]:
    for p in group["points"]:
        key = p.get("cause", p.get("state", 1))
        if key:
            wanted[key, group["group"] or "All rows", p["time"]] = p
for key, table in enumerate(re.findall(r'<table.*?</table>', page.split('id="numbers"')[1], re.S), 1):
    group = None
    for row in re.findall(r"<tr.*?</tr>", table, re.S):
        name = re.search(r'lc-group">([^<]*)<', row)
        numbers = re.findall(r'<data value="([^"]*)">', row)
        if name:
            group = name[1]
        elif numbers:
            limits = re.search(r">([\d.]+)% to ([\d.]+)%<", row)
            found[key, group, float(numbers[0])] = float(numbers[1]), [float(n) / 100 for n in limits.groups()] if limits else []
print(len(found), "shares")
wanted = {(key, group, time): p for (key, group, time), p in wanted.items() if time in asked and time <= ends[group]}
if len(found) < 6 or set(found) != set(wanted):
    sys.exit(f"{len(found)} shares: {set(found) ^ set(wanted)}")
for key, (share, limits) in found.items():
    p = wanted[key]
    says = [p[limit] for limit in ("low", "high") if p.get(limit) is not None]
    if abs(share - p.get("survival", p.get("probability"))) > 1e-12 or len(says) != len(limits) or any(abs(n - w) > 0.00501 for n, w in zip(limits, says)):
        sys.exit(f"{key}: {share} {limits}, and --json says {p}")
PY
}
held "$golden/cox_pbc/data.csv" --formula 'Surv(time, death) ~ sex' --test logrank
grep -q 'By the test called logrank' p.html || fail 'a test that was asked for is not told'
held "$golden/cif_mgus2/data.csv" --formula 'Surv(etime, event) ~ sex'
held "$golden/aj_myeloid_multistate/data.csv" --id id --formula 'Surv(tstart, tstop, event) ~ trt'
exit $bad
