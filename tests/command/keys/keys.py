"""keys.py PROGRAM STORE BASE HELP [names]: every key of the study grammar changes something.

HELP is `latecare help study`, made from the table that the program reads: the keys are
taken from there, so that one without an example here is a failure. An example is two
studies that differ in the key alone, and the part of an output that must differ; what
merely repeats the study (its digest, the key's own words) is not looked at, unless to be
shown is what the key is for. A key that can be but one thing refuses any other. With `names`
no study is run: only the names are held together."""

import json, os, re, subprocess, sys

program, store, base, manual = sys.argv[1:5]
names = sys.argv[5:] == ["names"]
text = open(base).read()
bad = []


def run(*args):
    done = subprocess.run([program, *args], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def edited(edits):
    out = text
    for old, new in edits:
        if old not in out:
            bad.append(f"the base study has no '{old}'")
        out = out.replace(old, new, 1)
    return out


def write(edits):
    with open("study.yaml", "w") as f:
        f.write(edited(edits))


def plan(*path):
    def look(edits):
        write(edits)
        code, out, err = run("plan", "study.yaml", store, "--json")
        return at(json.loads(out), path) if code in (0, 1) else f"exit {code}: {err}"

    return look


def trained(edits):
    write(edits)
    code, out, err = run("train", "study.yaml", store, "m.json", "--force")
    return json.load(open("m.json"))["model"] if code in (0, 1) else f"exit {code}: {err}"


def train(*path):
    return lambda edits: at(trained(edits), path)


def score(edits):
    """What becomes of a list by it: the exit status."""
    trained(edits)
    return run("score", "m.json", store, "--asof", "2025-03-01", "--json")[0]


def at(value, path):
    for step in path:
        if not isinstance(value, (dict, list)):
            return value
        value = value[step] if isinstance(step, int) else value.get(step)
    return value


def add(predictor):
    return [("models:", f"  - {{ name: x, {predictor}, label: x }}\nmodels:")]


def into(section, line):
    return [(f"{section}:\n", f"{section}:\n  {line}\n")]


def more(line):
    return [("format: 1\n", f"format: 1\n{line}\n")]


def asks(what):
    return more("acceptance: { " + what + " }")


def breaks(row):
    return more("breaks: [{ from: 2020-01-01, " + row + " }]")


def group(row):
    return more("groups: [{ " + row + " }]")


NONE = []
LAST = ("predictors", -1)
MISSING = "kind: count, history: missing"
FLOW, ALL, FOUND = plan("flow"), plan("causes"), plan("findings")
THRESHOLDS, VERDICT = train("verdict", "thresholds"), train("verdict", "status")
GROUPS = train("metrics", "groups")
HELD = train("metrics", "performance", "measures")
WORST = "auc_at_least: 1, judge_by: estimate"

# key: what is looked at, one study, another
EXAMPLES = {
    "uncertain_links": (FLOW, NONE, more("uncertain_links: leave_out")),
    "study.name": (plan("study", "name"), NONE, [("name: keys", "name: other")]),
    "study.title": (plan("study", "title"), NONE, [("title: Entry", "title: An entry")]),
    "study.purpose": (train("metrics", "purpose"), NONE, into("study", "purpose: a test")),
    "study.review_by": (train("metrics", "review_by"), NONE, into("study", "review_by: 2026-01-01")),
    "study.seed": (HELD, NONE, [("seed: 1", "seed: 2")]),
    "cohort.age_from": (FLOW, NONE, [("age_from: 5", "age_from: 8")]),
    "cohort.age_to": (FLOW, NONE, [("age_to: 17", "age_to: 15")]),
    "cohort.known_to": (FLOW, NONE, [(", missing, exclusion]", "]")]),
    "cohort.known_within": (FLOW, NONE, into("cohort", "known_within: 6 months")),
    "landmarks.every": (plan("all"), NONE, [("every: 3 months", "every: 2 months")]),
    "landmarks.from": (plan("all"), NONE, [("from: 2016-04-01", "from: 2017-04-01")]),
    "landmarks.to": (plan("all"), NONE, [("to: all", "to: 2024-01-01")]),
    "outcome.first_entry": (FLOW, NONE, [("first_entry: true", "first_entry: false")]),
    "outcome.age_floor": (ALL, NONE, [("age_floor: 5", "age_floor: 14")]),
    "outcome.uasc": (FLOW, NONE, [("uasc: false", "uasc: true")]),
    "outcome.remand": (ALL, NONE, [("remand: true", "remand: false")]),
    "outcome.short_breaks": (ALL, NONE, into("outcome", "short_breaks: true")),
    "outcome.shortest_stay": (ALL, NONE, into("outcome", "shortest_stay: 200")),
    "outcome.horizon": (ALL, NONE, [("horizon: 12", "horizon: 6")]),
    "competing": (ALL, NONE, [("[death, moved, permanence]", "[death]")]),
    "sources.lag": (plan(*LAST, "not_observed"), add(f"{MISSING}, window: 60 months"),
                    add(f"{MISSING}, window: 60 months") + more("sources: { lag: 24 months }")),
    "sources.refit_without": (plan("without"), NONE, more("sources: { refit_without: [referral] }")),
    "breaks.history": (FOUND, breaks("history: missing"), breaks("history: cin")),
    "breaks.attribute": (FOUND, add(f"{MISSING}, where: [{{ attribute: context, values: [home] }}]")
                         + breaks("history: missing, code: home"),
                         add(f"{MISSING}, where: [{{ attribute: context, values: [home] }}]")
                         + breaks("history: missing, attribute: context, code: home")),
    "breaks.code": (FOUND, add(f"{MISSING}, codes: [A]") + breaks("history: missing, code: M"),
                    add(f"{MISSING}, codes: [A]") + breaks("history: missing, code: A")),
    "breaks.from": (FOUND, breaks("history: missing"), more("breaks: [{ history: missing, from: 2021-01-01 }]")),
    "breaks.what": (FOUND, breaks("history: missing"), breaks("history: missing, what: a new form")),
    "breaks.accept": (FOUND, breaks("history: missing"), breaks("history: missing, accept: a test")),
    "predictors.name": (plan(*LAST, "name"), add("kind: age"), add("kind: age") + [("name: x", "name: z")]),
    "predictors.kind": (plan(*LAST, "mean"), add(MISSING), add("kind: ever, history: missing")),
    "predictors.history": (plan(*LAST, "mean"), add(MISSING), add("kind: count, history: cin")),
    "predictors.other": (plan(*LAST, "mean"), add("kind: first_before, history: missing, other: cin"),
                         add("kind: first_before, history: missing, other: offence")),
    "predictors.window": (plan(*LAST, "mean"), add(MISSING), add(f"{MISSING}, window: 90 days")),
    "predictors.codes": (plan(*LAST, "mean"), add(MISSING), add(f"{MISSING}, codes: [A]")),
    "predictors.where": (plan(*LAST, "mean"), add(MISSING),
                         add(f"{MISSING}, where: [{{ attribute: context, values: [home] }}]")),
    "predictors.where.attribute": (plan("findings"),
                                   add(f"{MISSING}, where: [{{ attribute: context, values: [home] }}]"),
                                   add(f"{MISSING}, where: [{{ attribute: contexts, values: [home] }}]")),
    "predictors.where.values": (plan(*LAST, "mean"),
                                add(f"{MISSING}, where: [{{ attribute: context, values: [home] }}]"),
                                add(f"{MISSING}, where: [{{ attribute: context, values: [care] }}]")),
    "predictors.level_from": (plan(*LAST, "mean"), add("kind: count, history: offence"),
                              add("kind: count, history: offence, level_from: 4")),
    "predictors.observed_from": (plan(*LAST, "not_observed"), add(f"{MISSING}, window: 90 days"),
                                 add(f"{MISSING}, window: 90 days, observed_from: 2022-01-01")),
    "predictors.label": (plan(*LAST, "label"), add("kind: age"), add("kind: age") + [("label: x", "label: z")]),
    "models": (plan("models"), NONE, [("formula: age + ", "formula: ")]),
    "validation.test_from": (plan("splits", "test"), [("test_last: 24 months", "test_from: 2022-01-01")],
                             [("test_last: 24 months", "test_from: 2023-01-01")]),
    "validation.test_last": (plan("splits", "test"), NONE, [("test_last: 24", "test_last: 12")]),
    "validation.label_delay": (plan("splits", "train"), NONE, into("validation", "label_delay: 6 months")),
    "validation.rolling": (plan("splits", "origins"), NONE, into("validation", "rolling: 1")),
    "validation.bootstrap": (HELD, NONE, [("bootstrap: 20", "bootstrap: 30")]),
    "groups.label": (GROUPS, group("label: a, attribute: ethnicity, values: [WBRI]"), group("label: b, attribute: ethnicity, values: [WBRI]")),
    "groups.attribute": (GROUPS, group("label: a, attribute: ethnicity, values: [WBRI]"), group("label: a, attribute: language, values: [WBRI]")),
    "groups.values": (GROUPS, group("label: a, attribute: ethnicity, values: [WBRI]"), group("label: a, attribute: ethnicity, values: [WBRI, BCRB]")),
    "panel.capacity": (HELD, NONE, [("capacity: 10", "capacity: 40")]),
    "acceptance.events_at_least": (THRESHOLDS, NONE, asks("events_at_least: 3")),
    "acceptance.precision_at_least": (THRESHOLDS, NONE, asks("precision_at_least: 0.5")),
    "acceptance.auc_at_least": (THRESHOLDS, NONE, asks("auc_at_least: 0.5")),
    "acceptance.slope_from": (THRESHOLDS, NONE, asks("slope_from: 0.8")),
    "acceptance.slope_to": (THRESHOLDS, NONE, asks("slope_to: 1.2")),
    "acceptance.ratio_from": (THRESHOLDS, NONE, asks("ratio_from: 0.8")),
    "acceptance.ratio_to": (THRESHOLDS, NONE, asks("ratio_to: 1.2")),
    "acceptance.beats_baselines": (THRESHOLDS, NONE, asks("beats_baselines: true")),
    "acceptance.judge_by": (train("verdict", "judged_by"), asks("auc_at_least: 0.5"),
                            asks("auc_at_least: 0.5, judge_by: estimate")),
    "acceptance.when_not_good_enough": (score, asks(WORST), asks(f"{WORST}, when_not_good_enough: refuse")),
}

# can be but one thing: any other is refused with its place
ONE = {
    "format": [("format: 1", "format: 2")],
    "outcome.history": [("history: care", "history: cin")],
}


def keys():
    """Of the tables: section.key, but for sections, whose keys are meant."""
    section = ""
    for line in open(manual):
        head = re.match(r"## (.*)", line)
        row = re.match(r"\| `(\w+)` \| ([^|]*) \|", line)
        if head:
            title = head[1].strip()
            section = "" if title == "The file" else title + "."
            if title == "Kinds of predictor":
                return
        elif row and row[2].strip() not in ("section", "list of sections"):
            yield section + row[1]
        elif row and row[1] in ("models", "where"):
            yield section + row[1]


found = list(keys())
if len(found) < 40:
    bad.append(f"only {len(found)} keys were read of the help")
for key in found:
    if names and (key in ONE or key in EXAMPLES):
        continue
    if key in ONE:
        write(ONE[key])
        code, _, err = run("plan", "study.yaml", store)
        if code != 3 or not re.search(r"study\.yaml:\d+:\d+: ", err):
            bad.append(f"{key}: another value is not refused: exit {code}: {err}")
    elif key in EXAMPLES:
        look, one, other = EXAMPLES[key]
        a, b = look(one), look(other)
        if a is None and b is None or isinstance(a, str) and a.startswith("exit") or \
                isinstance(b, str) and b.startswith("exit"):
            bad.append(f"{key}: there is nothing to look at: {a} {b}")
        elif a == b:
            bad.append(f"{key} changes nothing: {json.dumps(a)[:200]}")
    else:
        bad.append(f"{key} has no example in {os.path.basename(__file__)}")
for key in list(EXAMPLES) + list(ONE):
    if key not in found:
        bad.append(f"{key} has an example and is no key of the grammar")
print(*bad, sep="\n")
sys.exit(bool(bad))
