"""Two hundred differences between sources, planted one a child, and whether check finds each.

    plants.py make DIR SEED     DIR/extracts is a borough's day: writes DIR/clean and DIR/planted, both
                                with a CIN census made of the social care system's own tables and the
                                return as it came, and DIR/plants.csv: what stands where
    plants.py judge PLANTS CLEAN LINES      lines of check before planting and after: every plant has one of
                                its own, and no child that nothing was planted on has a new one
"""
import csv, datetime, os, random, shutil, sys

YEAR = (datetime.date(2024, 4, 1), datetime.date(2025, 3, 31))


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write(path, head, body):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, head, extrasaction="ignore", lineterminator="\n")
        w.writeheader()
        w.writerows(body)


def day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


CENSUS = {
    "census_children": ["LAchildID", "UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex",
                        "PersonDeathDate", "Ethnicity"],
    "census_details": ["LAchildID", "CINdetailsID", "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate",
                       "ReasonForClosure", "DateOfInitialCPC", "ReferralNFA", "ReferenceDate"],
    "census_plans": ["LAchildID", "CINdetailsID", "CPPID", "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse",
                     "LatestCategoryOfAbuse", "NumberOfPreviousCPP", "ReferenceDate"],
}


def census(care):
    """The census that the system's own tables give: episodes and plans of the year, and their children."""
    last = YEAR[1].isoformat()
    of_year = lambda start, end: day(start) and day(start) <= YEAR[1] and (not day(end) or day(end) >= YEAR[0])
    upn = {r["link_person_id"]: r["link_identifier_value"] for r in rows(f"{care}/ssd_linked_identifiers.csv")
           if r["link_identifier_type"] == "Unique Pupil Number"}
    details = [{"LAchildID": r["cine_person_id"], "CINreferralDate": r["cine_referral_date"],
                "ReferralSource": r["cine_referral_source_code"], "PrimaryNeedCode": r["cine_cin_primary_need_code"],
                "CINclosureDate": r["cine_close_date"], "ReasonForClosure": r["cine_close_reason"],
                "ReferralNFA": "1" if r["cine_referral_nfa"] == "Y" else "0", "ReferenceDate": last}
               for r in rows(f"{care}/ssd_cin_episodes.csv") if of_year(r["cine_referral_date"], r["cine_close_date"])]
    plans = [{"LAchildID": r["cppl_person_id"], "CPPstartDate": r["cppl_cp_plan_start_date"],
              "CPPendDate": r["cppl_cp_plan_end_date"], "InitialCategoryOfAbuse": r["cppl_cp_plan_initial_category"],
              "LatestCategoryOfAbuse": r["cppl_cp_plan_latest_category"], "ReferenceDate": last}
             for r in rows(f"{care}/ssd_cp_plans.csv") if of_year(r["cppl_cp_plan_start_date"], r["cppl_cp_plan_end_date"])]
    known = {r["LAchildID"] for r in details + plans}
    children = [{"LAchildID": r["pers_person_id"], "UPN": upn.get(r["pers_person_id"], ""), "PersonBirthDate": r["pers_dob"],
                 "Sex": r["pers_sex"], "Ethnicity": r["pers_ethnicity"]}
                for r in rows(f"{care}/ssd_person.csv") if r["pers_person_id"] in known]
    return {"census_children": children, "census_details": details, "census_plans": plans}


def shift(text, days, british=False):
    form = "%d/%m/%Y" if british else "%Y-%m-%d"
    return (datetime.datetime.strptime(text, form) + datetime.timedelta(days=days)).strftime(form)


def other(value, of):
    return of[(of.index(value) + 1) % len(of)] if value in of else of[0]


def pupil(digits):
    """A pupil number: the letter that checks it, by the sum of 2 to 13 times its digits, modulo 23."""
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum(w * int(d) for w, d in zip(range(2, 14), digits)) % 23] + digits


# name: table, what makes a row fit for it, what is done to the row (None: it goes), the rule that should find it
ETHNIC = ["WBRI", "BAFR", "AIND", "OOTH"]
KINDS = [
    ("start", "census_details", lambda r: not r["CINclosureDate"] or r["CINclosureDate"] > shift(r["CINreferralDate"], 5), lambda r: r.update(CINreferralDate=shift(r["CINreferralDate"], 4))),
    ("end", "census_details", lambda r: r["CINclosureDate"] and r["ReferralNFA"] == "0" and day(r["CINclosureDate"]) <= YEAR[1],
     lambda r: r.update(CINclosureDate=shift(r["CINclosureDate"], -1 if r["CINclosureDate"] > r["CINreferralDate"] else 2))),
    ("code", "census_details", lambda r: r["PrimaryNeedCode"] and r["ReferralNFA"] == "0",
     lambda r: r.update(PrimaryNeedCode=other(r["PrimaryNeedCode"], ["N1", "N2", "N4", "N5"]))),
    ("only here", "census_details", lambda r: True, None),
    ("start", "census_plans", lambda r: not r["CPPendDate"] or r["CPPendDate"] > shift(r["CPPstartDate"], 5), lambda r: r.update(CPPstartDate=shift(r["CPPstartDate"], 3))),
    ("end", "census_plans", lambda r: r["CPPendDate"] and day(r["CPPendDate"]) <= YEAR[1],
     lambda r: r.update(CPPendDate=shift(r["CPPendDate"], 5) if day(r["CPPendDate"]) < YEAR[1] - datetime.timedelta(6)
                        else shift(r["CPPendDate"], -1))),
    ("born", "census_children", lambda r: r["PersonBirthDate"], lambda r: r.update(PersonBirthDate=shift(r["PersonBirthDate"], 9))),
    ("sex", "census_children", lambda r: r["Sex"] in ("M", "F"), lambda r: r.update(Sex=other(r["Sex"], ["M", "F"]))),
    ("ethnicity", "census_children", lambda r: r["Ethnicity"], lambda r: r.update(Ethnicity=other(r["Ethnicity"], ETHNIC))),
    ("number", "census_children", lambda r: len(r["UPN"]) == 13 and r["UPN"][1:].isdigit(),
     lambda r: r.update(UPN=pupil(f"{(int(r['UPN'][1:]) + 7) % 10 ** 12:012d}"))),
    ("start", "episodes", lambda r: True, lambda r: r.update(DECOM=shift(r["DECOM"], 2, True))),
    ("only here", "episodes", lambda r: True, None),
    ("born", "header", lambda r: r["DOB"], lambda r: r.update(DOB=shift(r["DOB"], -8, True))),
    ("sex", "header", lambda r: r["SEX"] in ("M", "F"), lambda r: r.update(SEX=other(r["SEX"], ["M", "F"]))),
    ("ethnicity", "header", lambda r: r["ETHNIC"], lambda r: r.update(ETHNIC=other(r["ETHNIC"], ETHNIC))),
]
CHILD = {"census_children": "LAchildID", "census_details": "LAchildID", "census_plans": "LAchildID", "episodes": "CHILD",
         "header": "CHILD"}
STARTS = {"census_details": "CINreferralDate", "census_plans": "CPPstartDate", "episodes": "DECOM"}


def in_year(table, r):
    start = r.get(STARTS.get(table), "")
    if not start:
        return table not in STARTS
    when = day(start) or datetime.datetime.strptime(start, "%d/%m/%Y").date()
    return YEAR[0] + datetime.timedelta(40) <= when <= YEAR[1] - datetime.timedelta(40)


def make(folder, seed):
    random.seed(seed)
    care = f"{folder}/extracts/social_care"
    tables = census(care)
    heads = dict(CENSUS)
    for name in ("episodes", "header"):
        tables[name] = rows(f"{folder}/extracts/ssda903/2025/{name}.csv")
        heads[name] = list(tables[name][0])
    single = {}
    for name, body in tables.items():
        for r in body:
            single.setdefault(name, {}).setdefault(r[CHILD[name]], []).append(r)
    for kind in ("clean", "planted"):
        shutil.copytree(f"{folder}/extracts/social_care", f"{folder}/{kind}/social_care")
        if kind == "planted":
            planted = plant(tables, single)
        for name, body in tables.items():
            write(f"{folder}/{kind}/{name}.csv", heads[name], body)
    with open(f"{folder}/plants.csv", "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["rule", "table", "line"])
        for rule, name, row, line in planted:
            # a row that went is looked for where the other source has it
            w.writerow([rule, name, tables[name].index(row) + 2 if line is None else line])


def plant(tables, single):
    done, used = [], set()
    while len(done) < 200:
        before = len(done)
        for rule, name, fits, change in KINDS:
            able = [r for r in tables[name] if r[CHILD[name]] not in used and fits(r) and in_year(name, r)
                    and len(single[name][r[CHILD[name]]]) == 1]
            if not able or len(done) == 200:
                continue
            row = random.choice(able)
            used.add(row[CHILD[name]])
            if change:
                change(row)
                done.append((rule, name, row, None))
            else:
                tables[name].remove(row)
                start = row[STARTS[name]]
                done.append((rule, name, row, f"gone {row[CHILD[name]]} {start}"))
        if len(done) == before:
            raise SystemExit(f"only {before} could be planted: a larger borough is wanted")
    return done


def judge(plants, clean, lines, care):
    """A plant is found by its file, line and rule; one that took a row out by the line of the row that is left, in a
    file or in what the store keeps of it (there by the name of its schema)."""
    left = {}
    for name, child, start in (("ssd_cin_episodes", "cine_person_id", "cine_referral_date"),
                               ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_date")):
        for i, r in enumerate(rows(f"{care}/{name}.csv")):
            left[(r[child], r[start])] = (name, i + 2)
    said, missed = set(), []
    for r in rows(lines):
        for file, line in ((r["file"], r["line"]), (r["other file"], r["other line"])):
            said.add((os.path.basename(file).removesuffix(".csv"), line, r["rule"]))
    for p in rows(plants):
        if p["line"].startswith("gone "):
            _, child, start = p["line"].split()
            start = start if "-" in start else datetime.datetime.strptime(start, "%d/%m/%Y").date().isoformat()
            file, line = left.get((child, start), ("", ""))
            found = any((file, str(line), rule) in said for rule in (p["rule"], "child"))
        else:
            found = (p["table"], p["line"], p["rule"]) in said
        if not found:
            missed.append(p)
    print(f"planted {len(rows(plants))}, found {len(rows(plants)) - len(missed)}; said before {len(rows(clean))}, after {len(rows(lines))}")
    for p in missed:
        print("missed:", p["rule"], p["table"], p["line"].split()[0])
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]))
    else:
        judge(*sys.argv[2:6])
