"""What a page of arithmetic and a PMML file say, worked out without the engine:

    rescore.py PAGE PMML TABLE PREDICTED TIME

Every risk in PREDICTED (of `predict`) must be the page's and the PMML's to 1e-9; prints
how many rows were compared. PMML "-": the page alone."""
import csv, math, re, sys
import xml.etree.ElementTree as ET

page, pmml, table, predicted, horizon = sys.argv[1:6]
by = float(horizon)


def cell(text):
    try:
        return float(text)
    except ValueError:
        return None if text in ("", "NA") else text


def rows():
    with open(table) as file:
        for row in csv.DictReader(file):
            yield {name: cell(text) for name, text in row.items()}


def phi(z):
    return math.erfc(-z / math.sqrt(2)) / 2


# --- the page
TOOLS = dict(vars(math), ifelse=lambda q, a, b: a if q else b, pmax=max, Phi=phi)


def page_sums(text):
    """[(begin, [(number, term)])], a sum a cause"""
    for part in re.split(r"^The sum ", text, flags=re.M)[1:]:
        begin = float(re.search(r"Begin with (\S+)", part).group(1))
        yield begin, re.findall(r"^  ([+-]\S+) \* \[(.*)\]$", part, re.M)


def worked_out(sums, row):
    for begin, lines in sums:
        yield begin + sum(float(number) * eval(term.replace("^", "**"), TOOLS, row)
                          for number, term in lines)


def line(text, name):
    found = re.search(r"^  %s = (.*)$" % name, text, re.M)
    return found and found.group(1)


def named(text, name):
    return {float(t): float(v) for t, v in re.findall(r"^  %s\((\S+)\) = (\S+)$" % name, text, re.M)}


def causes_risk(text, sums):
    cause = int(re.search(r"exp\(-D\) \* \(1 - exp\(-d\)\) \* h(\d+)", text).group(1)) - 1
    head = re.search(r"^  time h1.*$", text, re.M)
    steps = [[float(x) for x in l.split()] for l in text[head.end():].split("\n") if l.strip()]
    def of(row):
        grow = [math.exp(total) for total in worked_out(sums, row)]
        risk = gone = 0
        for time, *rise in steps:
            if time > by:
                break
            d = sum(h * g for h, g in zip(rise, grow))
            risk += math.exp(-gone) * -math.expm1(-d) * rise[cause] * grow[cause] / d
            gone += d
        return risk
    return of


def page_risk():
    text = open(page).read()
    sums = list(page_sums(text))
    if line(text, "  exp\\(-D\\)") or "exp(-D)" in text:
        return causes_risk(text, sums)
    hazard, levels, formula = named(text, "H"), named(text, "A"), line(text, "risk")
    def of(row):
        (total,) = worked_out(sums, row)
        known = dict(TOOLS, L=total, T=by, H=hazard.get(by, 0))
        if line(text, "s"):
            known["s"] = float(line(text, "s"))
            known["Z"] = eval(line(text, "Z"), known)
        if line(text, "stay"):
            left = 1
            for time, level in levels.items():
                if time <= by:
                    left *= eval(line(text, "stay"), dict(known, A=level))
            return 1 - left
        return eval(formula, known)
    return of


# --- PMML
def tag(element):
    return element.tag.split("}")[1]


FUNCTIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "pow": pow, "max": max, "min": min, "ln": math.log,
    "exp": math.exp, "sqrt": math.sqrt, "if": lambda q, a, b: a if q else b,
    "equal": lambda a, b: a == b, "greaterThan": lambda a, b: a > b,
    "greaterOrEqual": lambda a, b: a >= b, "sum": lambda *all: math.fsum(all),
    "stdNormalCDF": phi,
}


def value(element, known):
    kind = tag(element)
    if kind == "Constant":
        real = element.get("dataType") == "double"
        return float(element.text) if real else element.text
    if kind == "FieldRef":
        return known(element.get("field"))
    assert kind == "Apply", kind
    return FUNCTIONS[element.get("function")](*[value(e, known) for e in element])


def pmml_risk():
    root = ET.parse(pmml).getroot()
    assert root.get("version") == "4.4"
    space = root.tag.split("}")[0] + "}"
    find = lambda name: root.iter(space + name)
    derived = {d.get("name"): d[0] for d in find("DerivedField")}
    declared = {d.get("name") for d in find("DataField")}
    assert {m.get("name") for m in find("MiningField")} == declared
    regression = root.find(space + "RegressionModel")
    if regression is not None:
        start = float(next(find("RegressionTable")).get("intercept"))
        beta = {n.get("name"): float(n.get("coefficient")) for n in find("NumericPredictor")}
        links = {"logit": lambda eta: 1 / (1 + math.exp(-eta)),
                 "cloglog": lambda eta: 1 - math.exp(-math.exp(eta)),
                 "probit": phi, "loglog": lambda eta: math.exp(-math.exp(-eta)),
                 "cauchit": lambda eta: 0.5 + math.atan(eta) / math.pi, "none": lambda eta: eta}
        link = links[regression.get("normalizationMethod")]
    else:
        start = 0
        numbers = {c.get("parameterName"): float(c.get("beta")) for c in find("PCell")}
        beta = {c.get("predictorName"): numbers[c.get("parameterName")] for c in find("PPCell")}
        cells = {float(c.get("time")): float(c.get("cumHazard")) for c in find("BaselineCell")}
        link = lambda eta: 1 - math.exp(-cells[by] * math.exp(eta))
    def of(row):
        seen = dict(row, follow_up_time=by)
        def known(name):
            if name in derived and name not in seen:
                seen[name] = value(derived[name], known)
            return seen[name]
        return link(start + sum(b * known(n) for n, b in beta.items()))
    return of


ways = [("page", page_risk())] + ([] if pmml == "-" else [("PMML", pmml_risk())])
count = 0
with open(predicted) as file:
    for row, said in zip(rows(), csv.DictReader(file)):
        if not said["risk"]:
            continue
        want = float(said["risk"])
        for name, risk in ways:
            if not abs(risk(row) - want) <= 1e-9:
                sys.exit("%s: row %s has %.12g, the engine says %.12g"
                         % (name, said["row"], risk(row), want))
        count += 1
print(count)
