"""walk.py PROGRAM SAMPLES SCHEMAS KILLER WORK all|some: nothing of a child is outside the encrypted identity file.

Every column of every schema gets a canary of five kinds (a name, a number of letters and figures, one of figures, one of figures
in three groups, a birth date) in each of these forms: typed in place of the value; behind it; the row shifted by one, two and three
cells; the file in UTF-16; in the header in place of the column's name. Each canary is its own, so a hit says whose it
is. What is written or said by import (text and JSON), link, describe, timeline, subject-report without its key, verify,
doctor, retain, plan and train, and what an import that was killed or aborted leaves behind (no core), is then searched, byte by byte, in
either case and in UTF-16, and numbers as HDF5 stores them.

`some` (make test): all columns at once, a file a schema, and every ninth header; `all` (make canaries): each alone too.
A day under a column of days is an event's day, and there by right; so is no number of more than three figures."""
import csv, datetime, glob, os, re, resource, shutil, signal, struct, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

program, samples, schemas, killer, work, how = sys.argv[1:]
KINDS = ("name", "number", "figures", "parted", "date")
FORMS = ("typed", "behind", "shift1", "shift2", "shift3", "utf16")
STUDY = "study.yaml"


class Column:
    def __init__(self, schema, name, text):
        self.schema, self.name = schema, name
        self.day = "type: day" in text and "who: born" not in text


def columns_of(path):
    """The columns of a schema file, a line each."""
    text = open(path, encoding="utf-8").read()
    schema = re.search(r"^name: *(\S+)", text, re.M).group(1)
    lines = re.search(r"^columns:\n((?: .*\n|\n|#.*\n)*)", text, re.M).group(1)
    found = [(m.group(1), m.group(0)) for m in re.finditer(r"^  - \{ name: ([^,}]+?)(?:,.*)? \}.*$", lines, re.M)]
    assert len(found) == len(re.findall(r"^  - ", lines, re.M)), path
    return [Column(schema, name.strip().strip('"'), line) for name, line in found]


def canary(n, kind):
    letters = "".join("bcdfghjklmnpqrstvwxz"[n // 20**k % 20] for k in range(3))
    if kind == "name":
        return "Quy%szo" % letters
    if kind == "number":
        return "QX%05dZV" % n
    if kind == "figures":
        return "8812%05d" % n
    if kind == "parted":  # as an NHS number is written
        return "881 2%02d %04d" % (n // 10000, n % 10000)
    return "%04d-%02d-%02d" % (2006 + n // 336 % 6, 1 + n // 28 % 12, 1 + n % 28)


table = {}  # schema: its columns
for path in sorted(glob.glob(schemas + "/*.yaml")):
    if not path.endswith("/codes.yaml"):
        found = columns_of(path)
        table[found[0].schema] = found
every = [c for one in table.values() for c in one]
sample = {}  # schema: a good row by column
for schema, columns in table.items():
    with open("%s/%s.csv" % (samples, schema), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sample[schema] = [{c.name: row.get(c.name) or "" for c in columns} for row in rows[:3]]


def dates_in(value):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y-%b-%d"):
        try:
            yield datetime.datetime.strptime(value.split(" ")[0], form)
        except ValueError:
            pass


# days of a sample, and those on which they become known
delays = {0} | {int(d) for path in glob.glob(schemas + "/*.yaml") for d in re.findall(r"delay: *(\d+)", open(path, encoding="utf-8").read())}
days = {(day + datetime.timedelta(delay)).strftime("%Y-%m-%d") for rows in sample.values() for row in rows
        for v in row.values() if v for day in dates_in(v) for delay in delays}


free = []  # the days that can be canaries, a column's each


def token(place, kind):
    """The canary of a column (its place in `every`): no day of a sample is one."""
    if kind == "date":
        return free[place]
    return canary(place * len(KINDS) + KINDS.index(kind), kind)


class Case:
    """One canary in one column in one form: a row, and whether what it shows is there by right."""

    def __init__(self, place, kind, form):
        self.column, self.kind, self.form, self.token = every[place], kind, form, token(place, kind)
        columns = table[self.column.schema]
        at = [c.name for c in columns].index(self.column.name)
        cells = [sample[self.column.schema][0][c.name] for c in columns]
        cells[at] = (cells[at] + " " if form == "behind" and cells[at] else "") + self.token
        by = int(form[5]) if form.startswith("shift") else 0
        if by:
            cells = [""] * by + cells[: len(cells) - by] if at + by < len(cells) else cells[by:] + [""] * by
            at = at + by if at + by < len(cells) else at - by
        self.cells = cells
        # a day under a column of days, of a row that was taken: an event's day
        self.right = kind == "date" and 0 <= at < len(columns) and columns[at].day and cells[at].strip() == self.token

    def __str__(self):
        return "%s.%s %s %s" % (self.column.schema, self.column.name, self.kind, self.form)


def write(path, schema, rows, encoding="utf-8"):
    with open(path, "w", encoding=encoding, newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([c.name for c in table[schema]])
        out.writerows(rows)


def good(schema):
    return [[row[c.name] for c in table[schema]] for row in sample[schema]]


def run(folder, *args, **env):
    done = subprocess.run([program, *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **env},
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2))
    with open(folder + "/said", "ab") as said:
        said.write(done.stdout)
    return done.returncode


def verbs(folder, store, deep):
    run(folder, "link", store, "--review", "review.csv")
    run(folder, "describe", store)
    for child in range(12 if deep else 3):
        run(folder, "timeline", store, str(child), "--reason", "test")
    if deep:
        os.rename(folder + "/%s.identity.key" % store, folder + "/away")
        run(folder, "subject-report", store, "0", "--reason", "test")
        os.rename(folder + "/away", folder + "/%s.identity.key" % store)
        for args in (["describe", store, "--json"], ["verify", store], ["doctor", store], ["retain", store, "--due"],
                     ["plan", STUDY, store], ["train", STUDY, store, "m.json"], ["timeline", store, "1", "--reason", "test", "--json"]):
            run(folder, *args)


def forms_of(text):
    """Bytes by which a canary may be met."""
    ways = {w.encode(code) for w in (text, text.lower(), text.upper()) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    if text.isdigit():
        ways |= {struct.pack("<i", int(text)), struct.pack("<q", int(text))}
    return ways


def open_files(folder, inputs):
    """Each file that is not an input nor encrypted: its name and bytes."""
    for path in sorted(glob.glob(folder + "/**", recursive=True)):
        name = os.path.basename(path)
        if os.path.isfile(path) and name not in inputs and name != STUDY and not re.search(r"\.identity(\.[0-9a-f]{8}\.tmp|\.next)?$", name):
            yield name, open(path, "rb").read()


def searched(folder, cases, inputs):
    hits, files = [], 0
    for name, data in open_files(folder, inputs):
        files += 1
        if name.startswith("core"):
            hits.append("a core was left: " + name)
        if not cases:  # without a canary: what days there are anyhow
            days.update(day.decode() for day in re.findall(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}", data))
        for case in cases:
            if any(way in data for way in forms_of(case.token)):
                hits.append("%s: %s in %s" % (case, case.token, name))
    return hits, files


def within(name, cases, deep):
    """A store of the cases' rows, all schemas' good rows before them; what was found, and in how many files looked."""
    folder = "%s/%s" % (work, name)
    os.mkdir(folder)
    shutil.copy(work + "/" + STUDY, folder)
    of = {}
    for case in cases:
        of.setdefault(case.column.schema, []).append(case)
    encoding = "utf-16" if cases and cases[0].form == "utf16" else "utf-8"
    inputs = []
    for schema in table if deep else of:
        inputs.append(schema + ".csv")
        write("%s/%s.csv" % (folder, schema), schema, good(schema) + [c.cells for c in of.get(schema, [])], encoding)
    common = [*inputs, "--received", "2025-05-01", "--year", "2025", "--findings"]
    run(folder, "import", "s.h5", *common, "findings.csv")
    taken = os.path.exists(folder + "/s.h5")  # nothing of UTF-16 is
    if taken:
        verbs(folder, "s.h5", deep)
    if deep:
        run(folder, "import", "s.h5", *common, "again.csv", "--json")
        for at in ("1", "2", "3"):  # killed before its first renamings: what it leaves
            run(folder, "import", "k%s.h5" % at, *common, "k%s.csv" % at, KILL_AT=at, LD_PRELOAD=killer)
        run(folder, "import", "a.h5", *common, "a.csv", KILL_AT="2", KILL_BY=str(int(signal.SIGABRT)), LD_PRELOAD=killer)
    hits, files = searched(folder, cases, inputs)
    shutil.rmtree(folder)
    return hits, files, taken


def header(place, kind):
    """A file whose header has the canary in place of the column's name; one more import whose files are told apart."""
    case = Case(place, kind, "typed")
    case.form = "header"
    columns = table[case.column.schema]
    folder = "%s/header%d%s" % (work, place, kind)
    os.mkdir(folder)
    write(folder + "/x.csv", case.column.schema, good(case.column.schema))
    text = open(folder + "/x.csv", encoding="utf-8").read().split("\n", 1)
    names = [c.name for c in columns]
    names[names.index(case.column.name)] = case.token
    with open(folder + "/x.csv", "w", encoding="utf-8") as file:
        file.write(",".join(names) + "\n" + text[1])
    run(folder, "import", "s.h5", "x.csv", "--received", "2025-05-01", "--year", "2025")
    run(folder, "import", "s.h5", "x.csv", "--received", "2025-05-01", "--year", "2025", "--json")
    hits, files = searched(folder, [case], ["x.csv"])
    shutil.rmtree(folder)
    return hits, files, True


places = range(len(every))
within("none", [], True)
free += [d for d in (canary(n, "date") for n in range(6 * 336)) if d not in days and not d.endswith("-01")]
whole = [Case(p, kind, form) for form in FORMS for kind in KINDS for p in places]
cases = [c for c in whole if not c.right]  # nor is a day by right among the others: with a delay it would be one of them
jobs = [("%s-%s" % (form, kind), [c for c in cases if (c.form, c.kind) == (form, kind)], True) for form in FORMS for kind in KINDS]
heads = [(p, kind) for p in places for kind in KINDS if kind in ("name", "figures") or how == "all"]
if how == "all":
    jobs += [("one%d" % i, [c], False) for i, c in enumerate(cases)]
else:
    heads = heads[::9]
hits, files, imports, stores = [], 0, 0, 0
with ThreadPoolExecutor(os.cpu_count()) as pool:
    done = [pool.submit(within, *job) for job in jobs] + [pool.submit(header, *head) for head in heads]
    for one in done:
        found, looked, taken = one.result()
        hits, files, imports, stores = hits + found, files + looked, imports + 1, stores + taken
canaries = sum(len(job[1]) for job in jobs) + len(heads)
for hit in hits[:40]:
    print(hit)
# a test of the test: the canaries are met where they are
for kind in KINDS:
    case = Case(7, kind, "typed")
    assert any(way in ",".join(case.cells).encode() for way in forms_of(case.token))
assert len(table) >= 39 and len(every) > 300 and len({token(p, k) for p in places for k in KINDS}) == len(KINDS) * len(every)
print("%d schemas, %d columns: %d canaries (and %d days by right) in %d imports, %d files searched: %d found"
      % (len(table), len(every), canaries, len(whole) - len(cases), imports, files, len(hits)))
assert stores >= (len(FORMS) - 1) * len(KINDS), stores
sys.exit(bool(hits))
