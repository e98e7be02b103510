#!/usr/bin/env python3
"""The synthetic borough's figures beside what is published.

    scripts/figures.py PROGRAM [SEEDS [CHILDREN [MORE...]]]     1 75000 by default

Simulates clean boroughs (seeds 1 on; MORE goes to `simulate`) and counts, year by year from
the second of the ten on, what datasets/borough/README.md's table shows: the least and the
most of all years and seeds, and their mean. Needs python3 and nothing else.
"""
import csv
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

LATER = "extracts/2025-04-01/"
YEARS = list(range(2016, 2026))
PUBLISHED = {
    "starts of being looked after": "138-228",
    "starts, under 1": "15-30", "starts, 1 to 4": "12-19", "starts, 5 to 9": "15-20",
    "starts, 10 to 15": "39-62", "starts, 16 and over": "45-92",
    "starts, unaccompanied": "21-75",
    "starts, police protection": "23-52", "starts, remand": "about 11",
    "starts, section 20 (V2)": "71-133", "starts, interim care order": "20-31",
    "starts at 10 and over, not unaccompanied": "66-81",
    "of them with an open case before": "most",
    "of them with a sibling within 30 days": "",
    "looked after, 31 March": "289-341",
    "looked after and missing, %": "14-22", "of them more than once, %": "65 (England)",
    "children in need, 31 March": "2729-2852", "of them aged 10 and over": "1400-1600",
    "protection plans, 31 March": "325-361", "second or later plans, %": "10.7-14.8",
    "referrals": "3777-5346", "referrals within 12 months of one, %": "15-22",
    "assessments": "2615-4176", "finding 11A": "38-92", "finding 13A": "59-134",
    "finding 24A": "20-37 (from 2022)", "finding 10A": "39-69",
    "first-time entrants": "43-146",
    "children in need with a suspension, %": "5.9-12.0",
    "permanent exclusions": "10-40",
    "suspensions in August": "0",
    "assessments within 45 working days, %": "82-84 (England)",
    "conferences within 15 working days, %": "78-81 (England)",
    "offence to outcome, mean days": "",
    # DfE, children in need and looked after, 31 March 2020, over children in the census of 2011
    "in need, White, over all children": "0.9 (England)",
    "in need, Asian, over all children": "0.7 (England)",
    "in need, Black, over all children": "1.7 (England)",
    "looked after, White, over all children": "0.9 (England)",
    "looked after, Asian, over all children": "0.4 (England)",
    "looked after, Black, over all children": "1.4 (England)",
    "starts at 10 and over, White, over all children": "",
    "starts at 10 and over, Asian, over all children": "",
    "starts at 10 and over, Black, over all children": "above 1 (ONS)",
    "starts at 10 and over, Mixed, over all children": "above 1 (ONS)",
}
GROUPS = {"W": "White", "A": "Asian", "C": "Asian", "B": "Black", "M": "Mixed", "O": "Other"}


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f)


def ending(d):
    return d.year + (d.month >= 4)


def age(born, d):
    return d.year - born.year - ((d.month, d.day) < (born.month, born.day))


def working_days(a, b):
    """Mondays to Fridays from the day after a to b."""
    return sum((a + datetime.timedelta(d)).weekday() < 5 for d in range(1, (b - a).days + 1))


def population(stated):
    """The share of each ethnic group among the children who live in the borough."""
    shares = Counter()
    for code, share in re.findall(r"- \{ code: (\w+), .*share: ([0-9.]+), origin",
                                  stated.split("\npeoples:")[1].split("\n#")[0]):
        shares[GROUPS[code[0]]] += float(share)
    return shares


def compare_groups(by, name, of, shares):
    """What part of `of` (year, child's group) a group is, over its part of all children."""
    total = Counter(y for y, _ in of.elements())
    for group, share in shares.items():
        for y in YEARS:
            by["%s, %s, over all children" % (name, group)][y] = of[y, group] / max(1, total[y]) / share


def count(folder, shares):
    by = defaultdict(Counter)
    born, social, group, alone = {}, {}, {}, set()
    need, care_of, late_of = Counter(), Counter(), Counter()
    for r in rows(folder, "truth/who.csv"):
        if r["system"] == "social_care":
            social[r["person_id"]] = r["child"]
    family = {}
    for r in rows(folder, "truth/children.csv"):
        born[r["child"]] = day(r["born"])
        family[r["child"]] = r["family"]
        group[r["child"]] = GROUPS[r["ethnicity"][0]]
        if r["unaccompanied"] == "1":
            alone.add(r["child"])

    cin = defaultdict(list)
    last = {}
    for r in sorted(rows(folder, LATER + "social_care/ssd_cin_episodes.csv"),
                    key=lambda r: r["cine_referral_date"]):
        child, d, end = social[r["cine_person_id"]], day(r["cine_referral_date"]), day(r["cine_close_date"])
        cin[child].append((d, end))
        y = ending(d)
        by["referrals"][y] += 1
        if child in last and (d - last[child]).days < 365:
            by["again"][y] += 1
        last[child] = d
        for y in YEARS:
            if d <= datetime.date(y, 3, 31) and (not end or end > datetime.date(y, 3, 31)):
                by["children in need, 31 March"][y] += 1
                need[y, group[child]] += child not in alone
                by["of them aged 10 and over"][y] += age(born[child], datetime.date(y, 3, 31)) >= 10

    entered = defaultdict(list)
    late = []
    for r in rows(folder, "truth/entries.csv"):
        d, a, y = day(r["day"]), int(r["age"]), ending(day(r["day"]))
        entered[family[r["child"]]].append((d, r["child"]))
        by["starts of being looked after"][y] += 1
        band = ("under 1" if a < 1 else "1 to 4" if a < 5 else "5 to 9" if a < 10
                else "10 to 15" if a < 16 else "16 and over")
        by["starts, " + band][y] += 1
        by["starts, unaccompanied"][y] += r["unaccompanied"] == "1"
        by["starts, police protection"][y] += r["legal_status"] == "L1"
        by["starts, remand"][y] += r["legal_status"] == "J1"
        by["starts, section 20 (V2)"][y] += r["legal_status"] == "V2"
        by["starts, interim care order"][y] += r["legal_status"] == "C1"
        if a >= 10 and r["unaccompanied"] == "0":
            by["starts at 10 and over, not unaccompanied"][y] += 1
            by["first of them"][y] += r["first"] == "1"
            late.append((r["child"], d, y, r["route"]))
            late_of[y, group[r["child"]]] += 1
            by["route " + r["route"]][y] += 1
    for child, d, y, _ in late:
        by["of them with an open case before"][y] += any(
            s < d and (not e or e >= d) for s, e in cin[child])
        by["of them with a sibling within 30 days"][y] += any(
            c != child and abs((e - d).days) <= 30 for e, c in entered[family[child]])

    care = defaultdict(list)
    for r in rows(folder, LATER + "social_care/ssd_cla_episodes.csv"):
        s, e = day(r["clae_cla_episode_start_date"]), day(r["clae_cla_episode_ceased_date"])
        child = social[r["clae_person_id"]]
        care[child].append((s, e))
        for y in YEARS:
            at = datetime.date(y, 3, 31)
            inside = s <= at and (not e or e > at)
            by["looked after, 31 March"][y] += inside
            care_of[y, group[child]] += inside and child not in alone
    for y in YEARS:
        a, b = datetime.date(y - 1, 4, 1), datetime.date(y, 3, 31)
        by["looked after in the year"][y] = sum(
            any(s <= b and (not e or e >= a) for s, e in spells) for spells in care.values())
    missing = defaultdict(Counter)
    for r in rows(folder, LATER + "social_care/ssd_missing.csv"):
        missing[ending(day(r["miss_missing_episode_start_date"]))][r["miss_person_id"]] += r["miss_missing_episode_type"] == "M"
    for y in YEARS:
        n = sum(v > 0 for v in missing[y].values())
        by["missing in care"][y] = n
        by["repeat"][y] = sum(v > 1 for v in missing[y].values())

    plans = Counter()
    for r in sorted(rows(folder, LATER + "social_care/ssd_cp_plans.csv"),
                    key=lambda r: r["cppl_cp_plan_start_date"]):
        s, e = day(r["cppl_cp_plan_start_date"]), day(r["cppl_cp_plan_end_date"])
        plans[r["cppl_person_id"]] += 1
        by["plans"][ending(s)] += 1
        by["again a plan"][ending(s)] += plans[r["cppl_person_id"]] > 1
        for y in YEARS:
            at = datetime.date(y, 3, 31)
            by["protection plans, 31 March"][y] += s <= at and (not e or e > at)

    done = {}
    for r in rows(folder, LATER + "social_care/ssd_cin_assessments.csv"):
        d = day(r["cina_assessment_auth_date"])
        if d:
            done[r["cina_assessment_id"]] = ending(d)
            by["assessments"][ending(d)] += 1
            by["in time"][ending(d)] += working_days(day(r["cina_assessment_start_date"]), d) <= 45
    enquiry = {r["s47e_s47_enquiry_id"]: day(r["s47e_s47_start_date"])
               for r in rows(folder, LATER + "social_care/ssd_s47_enquiry.csv")}
    for r in rows(folder, LATER + "social_care/ssd_initial_cp_conference.csv"):
        d = day(r["icpc_icpc_date"])
        by["conferences"][ending(d)] += 1
        by["conferences in time"][ending(d)] += working_days(enquiry[r["icpc_s47_enquiry_id"]], d) <= 15
    for r in rows(folder, LATER + "social_care/ssd_assessment_factors.csv"):
        for code in ("10A", "11A", "13A", "24A"):
            by["finding " + code][done[r["cinf_assessment_id"]]] += (
                '"%s"' % code) in r["cinf_assessment_factors_json"]

    seen = set()
    for r in sorted(rows(folder, LATER + "youth_justice/offence.csv"), key=lambda r: r["offence_date"]):
        if r["outcome_date"]:
            by["outcomes"][ending(day(r["offence_date"]))] += 1
            by["days to outcomes"][ending(day(r["offence_date"]))] += (
                day(r["outcome_date"]) - day(r["offence_date"])).days
        if r["person_id"] not in seen:
            seen.add(r["person_id"])
            by["first-time entrants"][ending(day(r["offence_date"]))] += 1
    pupils = {r["person_id"]: r["child"] for r in rows(folder, "truth/who.csv") if r["system"] == "education"}
    suspended = defaultdict(set)
    for r in rows(folder, LATER + "education/exclude.csv"):
        d = day(r["start"])
        if r["category"] == "SUSP":
            suspended[ending(d)].add(pupils.get(r["person_id"]))
            by["suspensions in August"][ending(d)] += d.month == 8
        else:
            by["permanent exclusions"][ending(d)] += 1
    for y in YEARS:
        at, open_now = datetime.date(y, 3, 31), []
        for child, spells in cin.items():
            if any(s <= at and (not e or e > at) for s, e in spells) and age(born[child], at) >= 5:
                open_now.append(child)
        by["children in need with a suspension, %"][y] = 100 * sum(
            c in suspended[y] for c in open_now) / max(1, len(open_now))
        by["looked after and missing, %"][y] = 100 * by["missing in care"][y] / max(1, by["looked after in the year"][y])
        by["of them more than once, %"][y] = 100 * by["repeat"][y] / max(1, by["missing in care"][y])
        for name, part, whole, times in (
                ("assessments within 45 working days, %", "in time", "assessments", 100),
                ("conferences within 15 working days, %", "conferences in time", "conferences", 100),
                ("offence to outcome, mean days", "days to outcomes", "outcomes", 1)):
            by[name][y] = times * by[part][y] / max(1, by[whole][y])
        by["second or later plans, %"][y] = 100 * by["again a plan"][y] / max(1, by["plans"][y])
        by["referrals within 12 months of one, %"][y] = 100 * by["again"][y] / max(1, by["referrals"][y])
    compare_groups(by, "in need", need, shares)
    compare_groups(by, "looked after", care_of, shares)
    compare_groups(by, "starts at 10 and over", late_of, shares)
    return by


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    children = sys.argv[3] if len(sys.argv) > 3 else "75000"
    values = defaultdict(list)
    shares = population(subprocess.run([program, "simulate", "--list"], check=True, text=True,
                                       stdout=subprocess.PIPE).stdout)
    for seed in range(1, seeds + 1):
        folder = tempfile.mkdtemp(prefix="latecare-figures-")
        try:
            subprocess.run([program, "simulate", folder + "/b", "--seed", str(seed), "--dirt", "0",
                            "--children", children, "--no-hazards", *sys.argv[4:]],
                           check=True, stdout=subprocess.DEVNULL)
            for name, years in count(folder + "/b", shares).items():
                values[name] += [years[y] for y in YEARS[1:]]
        finally:
            shutil.rmtree(folder)
    extra = sorted(n for n in values if n.startswith("route ") or n == "first of them")
    for name in list(PUBLISHED) + extra:
        v = values[name] or [0]
        places = 2 if "over all" in name else 0
        print("%-48s %7.*f  %6.*f-%-6.*f %s" % (name, max(1, places), sum(v) / len(v), places, min(v),
                                                places, max(v), PUBLISHED.get(name, "")))


if __name__ == "__main__":
    main()
