# Puts texts that attack into every field that can reach a page, a table, a workbook or a terminal, runs the program on a
# small borough, and judges all that it writes:
#   python3 tests/hostile/hostile.py PROGRAM FOLDER [SEED [CHILDREN [PAGES]]]
# FOLDER is new; what was written stays in FOLDER/out. The names that were put in must be on the children's pages, letter for
# letter but for what may not stand there (words.py: shown).
import csv, glob, json, os, shutil, subprocess, sys, time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import judge
from words import flat, shown, words

program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
children = int(sys.argv[4]) if len(sys.argv) > 4 else 700
capacity = int(sys.argv[5]) if len(sys.argv) > 5 else 12
source = os.path.realpath("datasets")
os.makedirs(folder + "/out")
os.chdir(folder)
attack, wrong, steps, used = words(seed), [], 0, 0


def next_word(most=1 << 20):
    global used
    used += 1
    word = next(attack)
    while len(word) > most:
        word = next(attack)
    return word


def run(*args, good=(0, 1)):
    """Keeps what a terminal would have got in out/NUMBER-VERB.out and .err."""
    global steps
    steps += 1
    base = "out/%03d-%s" % (steps, args[0] if args[0].isalpha() else "verb")
    with open(base + ".out", "wb") as out, open(base + ".err", "wb") as err:
        got = subprocess.run([program, *args], stdout=out, stderr=err, env=dict(os.environ, LATECARE_SHARE=folder + "/share"))
    if got.returncode not in good:
        wrong.append("%s: exit %d: %s" % (" ".join(args)[:120], got.returncode, open(base + ".err", errors="replace").read()[:300]))
    if "--json" in args:
        os.rename(base + ".out", base + ".json" if got.returncode < 2 else base + ".txt")
    return base + ".json" if "--json" in args else base + ".out"


def refused(*args):
    return run(*args, good=(2, 3, 4, 5))


def may_refuse(*args):
    """A reason of letters that do not print is refused; of others the log tells, and who reads the log."""
    run(*args, "--reason", next_word(60), good=(0, 1, 2))
    run(*args, "--reason", "x")


# --- the fields ---------------------------------------------------------------------

TEXTS = """forename surname postcode pers_forename pers_surname addr_address_postcode reason pers_ethnicity pers_gender addr_address_type
earl_episode_reason earl_episode_end_reason earl_episode_organisation earl_episode_worker_id cine_referral_team cine_referral_worker_id
cine_referral_source_desc cina_assessment_team cina_assessment_worker_id cinp_cin_plan_team cinp_cin_plan_worker_id cont_contact_source_desc
cont_contact_outcome_json clap_cla_placement_provider clap_cla_placement_change_reason icpc_icpc_team icpc_icpc_worker_id
s47e_s47_completed_by_team s47e_s47_completed_by_worker_id pers_nationality fami_family_id context""".split()
AT_TIMES = {"category": 40, "role": 40, "kind": 40, "type": 60, "miss_missing_episode_type": 60, "cine_referral_source_code": 40,
            "cine_cin_primary_need_code": 60, "clae_cla_episode_start_reason": 200, "link_identifier_type": 30, "identifier_type": 30}
numbers = {}  # an agency's number, and what stands for it everywhere


def number_of(text):
    """Every third of police, schools and youth justice is a text that attacks, the same wherever it stands."""
    if len(text) > 6 and text[0] in "PUY" and text[1:].isdigit() and int(text[1:]) % 3 == 0:
        if text not in numbers:
            numbers[text] = next_word(120).strip() + text
        return numbers[text]
    return text


def spoil(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    head = rows[0] if rows else []
    for line, row in enumerate(rows[1:]):
        for k, name in enumerate(head):
            if name == "addr_address_json":
                row[k] = json.dumps({"STREET": next_word(), "POSTCODE": next_word(60)})
            elif name in TEXTS or (name in AT_TIMES and (line + k) % AT_TIMES[name] == 7):
                row[k] = next_word()
            else:
                row[k] = number_of(row[k])
    if rows:
        head.append(next_word(60))  # a column that no schema has
        for row in rows[1:]:
            row.append(next_word(60))
    name = next_word(60).replace("/", "").replace("\0", "")
    with open(os.path.join(os.path.dirname(path), name + ".csv"), "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    os.remove(path)


def quoted(text):
    """In a YAML file; beyond the first plane YAML and JSON differ."""
    return json.dumps("".join(one for one in text if ord(one) < 0x10000))


def spoil_words(text):
    """Every word of words.yaml that is not a sentence with braces, and those behind their sentence."""
    import re

    def change(match):
        held = match.group(2)
        return match.group(1) + (quoted(held + next_word(60).replace("{", "(").replace("}", ")")))
    return re.sub(r'((?:one|many|none|level|means|says): )"([^"]*)"', change, text)


STUDY = """format: 1
study: { name: small, title: %s, purpose: %s }
cohort: { age_from: 5, age_to: 17, known_to: [referral, cin, missing, exclusion] }
landmarks: { every: 3 months, from: 2018-04-01, to: all }
outcome: { history: care, first_entry: true, age_floor: 5, uasc: false, remand: true, short_breaks: false, horizon: 12 months }
competing: [death, moved, permanence, other_entry]
predictors:
  - { name: age, kind: age, label: %s }
  - { name: referrals, kind: count, history: referral, window: 24 months, label: %s }
  - { name: gone, kind: count, history: missing, window: 12 months, label: %s }
  - { name: exclusions, kind: count, history: exclusion, window: 12 months, label: %s }
models:
  - { name: ridge, family: logistic, formula: age + log1p(referrals) + log1p(gone) + exclusions, ridge: 1 }
validation: { test_last: 24 months, label_delay: 1 month, bootstrap: 5 }
panel: { capacity: 10 }
"""


def prepare():
    shutil.copytree(source, "share")
    path = "share/words.yaml"
    text = open(path, encoding="utf-8").read()
    open(path, "w", encoding="utf-8").write(spoil_words(text))
    for path in glob.glob("share/schema/*.yaml"):
        text = open(path, encoding="utf-8").read().split("\n")
        text = ["title: " + quoted(next_word(60)) if line.startswith("title: ") else line for line in text]
        open(path, "w", encoding="utf-8").write("\n".join(text))
    open("study.yaml", "w", encoding="utf-8").write(STUDY % tuple(quoted(next_word(150)) for _ in range(6)))
    run("simulate", "b", "--children", str(children), "--years", "10", "--seed", "5", "--dirt", "0")
    for path in sorted(glob.glob("b/extracts/*/*/**/*.csv", recursive=True)):
        if "ssda903" not in path:
            spoil(path)


# --- the verbs ----------------------------------------------------------------------

def load():
    for day in sorted(os.listdir("b/extracts")):
        files = sorted(glob.glob("b/extracts/%s/**/*.csv" % glob.escape(day), recursive=True))
        run("import", "s.h5", *files, "--received", day)
        run("import", "--explain", files[0])
        run("check", "b/extracts/" + day, "--received", day, "--page", "out/check-%s.html" % day, "--lines", "out/lines-%s.csv" % day)
    run("link", "s.h5", "--review", "out/review.csv")
    run("describe", "s.h5")
    run("describe", "s.h5", "--json")
    run("verify", "s.h5")
    run("plan", "study.yaml", "s.h5")
    run("train", "study.yaml", "s.h5", "m.json")
    for path in glob.glob("s.h5.rejects*.csv"):
        shutil.copy(path, "out")


def decide(pack):
    path = pack + "/decisions.csv"
    rows = list(csv.DictReader(open(path, newline="", encoding="utf-8")))
    for k, row in enumerate(rows):
        row.update(discussed="yes", agree="no", action="other", by=next_word(), reason=next_word())
    with open("sheet.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
    run("decide", "s.h5", "sheet.csv", "--on", "2025-03-03", "--received", "2025-03-10")
    for column in ("action", "until", "agree", "child"):
        rows[0][column], kept = next_word(), rows[0][column]
        with open("bad.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, rows[0].keys())
            out.writeheader()
            out.writerows(rows)
        refused("decide", "s.h5", "bad.csv", "--on", "2025-03-03")
        rows[0][column] = kept


def names_are_whole(pack, listed):
    """A child's page has who the child is as the file has it, letter for letter but for those that may not stand."""
    said = json.load(open(run("who", "s.h5", *[str(c) for c in listed], "--reason", "x", "--json"), encoding="utf-8"))
    seen = 0
    for child in said["children"]:
        path = "%s/child-%d.html" % (pack, child["child"])
        if not os.path.exists(path):
            continue
        page = judge.Page()
        page.feed(open(path, encoding="utf-8").read())
        cells = {flat(cell) for cell in page.cells}
        for kind, rows in child.items():
            for row in rows if isinstance(rows, list) else []:
                seen += 1
                if flat(shown(row["text"])) not in cells and kind != "born":
                    wrong.append("%s lacks what is said: %r" % (path, row["text"][:60]))
    if seen < 5 * min(len(listed), 10):
        wrong.append("only %d things are said of those on the list" % seen)
    return {row["text"] for child in said["children"] for row in child["names"]}


def show():
    meeting, later = "2025-03-03", "2025-04-01"
    run("panel", "m.json", "s.h5", "--asof", meeting, "--output", "out/first", "--names", "--capacity", str(capacity), "--reason", "x")
    decide("out/first")
    run("panel", "m.json", "s.h5", "--asof", later, "--since", meeting, "--output", "out/second", "--names", "--capacity", str(capacity),
        "--reason", "x")
    listed = [row["child"] for row in json.load(open("out/second/list.json", encoding="utf-8"))["listed"]]
    names = names_are_whole("out/second", listed)
    run("who", "s.h5", *[str(c) for c in listed], "--reason", "x")
    run("report", "m.json", "--output", "out/model.html")
    run("score", "m.json", "s.h5", "--asof", later, "--output", "out/list.csv")
    run("score", "m.json", "s.h5", "--asof", later, "--capacity", str(capacity))
    for child in listed[:4]:
        for more in ((), ("--json",)):
            may_refuse("explain", "m.json", "s.h5", str(child), "--asof", later, *more)
            may_refuse("timeline", "s.h5", str(child), *more)
            run("subject-report", "s.h5", str(child), "--reason", "x", *more)
        run("subject-report", "s.h5", str(child), "--reason", "x", "--output", "out/subject-%d.txt" % child)
    span = ("--from", "2024-04-01", "--to", "2025-04-01")
    run("dashboard", "m.json", "s.h5", *span, "--csv", "out/dashboard.csv", "--page", "out/dashboard.html")
    run("trends", "s.h5", *span, "--csv", "out/trends.csv", "--page", "out/trends.html")
    run("missed", "m.json", "s.h5", *span, "--reason", "x")
    run("help", "schemas")
    return names


def mistakes():
    """What is wrong is said, and said in letters that may stand."""
    for verb in ("describe", "verify", "who", "panel", "train"):
        refused(verb, next_word(100), next_word(100), "--reason", "x")
    refused("score", "m.json", "s.h5", "--asof", next_word(60))
    refused(next_word(60))
    refused("panel", "m.json", "s.h5", "--" + next_word(40).strip())
    bad = "out/" + next_word(40).replace("/", "").replace("\0", "")
    for data in (b"\xff\xfe\x00\xd8", next_word().encode(), b"a,b\n1,2\n"):
        open(bad, "wb").write(data)
        run("import", "t.h5", bad, good=(0, 1, 2, 3, 5))
    open("bad.yaml", "w", encoding="utf-8").write("format: 1\n%s: %s\n" % (quoted(next_word(60)), quoted(next_word(60))))
    refused("plan", "bad.yaml", "s.h5")


began = time.time()
prepare()
load()
names = set()
try:
    names = show()
except FileNotFoundError as fault:
    wrong.append("not written: %s" % fault)
mistakes()
count, found = judge.judge("out")
wrong += found
if not any("<script>" in name for name in names) and capacity > 100:
    wrong.append("no name of markup reached the list")
print("%d texts; %s; %d s" % (used, ", ".join("%d %s" % (n, kind) for kind, n in sorted(count.items())), time.time() - began))
for one in wrong[:60]:
    print("FAIL: " + one.encode("ascii", "backslashreplace").decode()[:400])
sys.exit(1 if wrong else 0)
