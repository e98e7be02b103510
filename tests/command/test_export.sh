# export: what the page of arithmetic and the PMML say, worked out by another program
# (python3, no library but its own), is the risk that the engine gives to every row.
latecare=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() { echo "$*"; bad=1; }
command -v python3 >/dev/null || { echo "SKIP: no python3"; exit 0; }

cat >"$work/rescore.py" <<'EOF'
import csv, math, re, sys
import xml.etree.ElementTree as ET

page, pmml, table, predicted, horizon = sys.argv[1:6]

class Names(dict):
    """Columns of a row: a number where it is one."""
    def __missing__(self, name):
        raise KeyError(name)

def cell(text):
    try:
        return float(text)
    except ValueError:
        return None if text in ("", "NA") else text

def rows():
    with open(table) as file:
        for row in csv.DictReader(file):
            yield {name: cell(text) for name, text in row.items()}

# --- the page
def page_risk():
    text = open(page).read()
    constant = float(re.search(r"Begin with (\S+)", text).group(1))
    lines = re.findall(r"^  ([+-]\S+) \* \[(.*)\]$", text, re.M)
    formula = re.search(r"^  risk = (.*)$", text, re.M).group(1)
    hazard = dict(re.findall(r"^  H\((\S+)\) = (\S+)$", text, re.M))
    tools = {"ifelse": lambda q, a, b: a if q else b, "pmax": max, "log": math.log,
             "log1p": math.log1p, "exp": math.exp, "sqrt": math.sqrt}
    def of(row):
        total = constant
        for number, term in lines:
            total += float(number) * eval(term.replace("^", "**"), tools, row)
        known = dict(tools, L=total, H=float(hazard.get(horizon, 0)))
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
}

def value(element, row):
    kind = tag(element)
    if kind == "Constant":
        real = element.get("dataType") == "double"
        return float(element.text) if real else element.text
    if kind == "FieldRef":
        return row[element.get("field")]
    assert kind == "Apply", kind
    return FUNCTIONS[element.get("function")](*[value(e, row) for e in element])

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
                 "cloglog": lambda eta: 1 - math.exp(-math.exp(eta))}
        link = links[regression.get("normalizationMethod")]
    else:
        start = 0
        numbers = {c.get("parameterName"): float(c.get("beta")) for c in find("PCell")}
        beta = {c.get("predictorName"): numbers[c.get("parameterName")] for c in find("PPCell")}
        cells = {c.get("time"): float(c.get("cumHazard")) for c in find("BaselineCell")}
        link = lambda eta: 1 - math.exp(-cells[horizon] * math.exp(eta))
    return lambda row: link(start + sum(b * value(derived[n], row) for n, b in beta.items()))

by_page, by_pmml, count = page_risk(), pmml_risk(), 0
with open(predicted) as file:
    for row, said in zip(rows(), csv.DictReader(file)):
        if not said["risk"]:
            continue
        want = float(said["risk"])
        for name, risk in (("page", by_page), ("PMML", by_pmml)):
            if abs(risk(row) - want) > 1e-9:
                sys.exit("%s: row %s has %.12g, the engine says %.12g"
                         % (name, said["row"], risk(row), want))
        count += 1
print(count)
EOF

# rescored ROWS FAMILY FORMULA TABLE TIME
rescored() {
    rows=$1 family=$2 formula=$3 table=$4 time=$5
    "$latecare" fit "$table" --family "$family" --formula "$formula" \
        --output "$work/m.json" --force >/dev/null &&
        "$latecare" predict "$work/m.json" "$table" --horizon "$time" >"$work/p.csv" &&
        "$latecare" export "$work/m.json" "$work/page.txt" --times "$time" --force &&
        "$latecare" export "$work/m.json" "$work/m.pmml" --to pmml --times "$time" --force ||
        fail "$family: $formula"
    python3 "$work/rescore.py" "$work/page.txt" "$work/m.pmml" "$table" "$work/p.csv" "$time" >"$work/count" 2>&1
    [ "$(cat "$work/count")" = "$rows" ] || { fail "$family: $formula"; cat "$work/count"; }
}

birth=tests/golden/logit_birthwt/data.csv
pbc=tests/golden/cox_pbc/data.csv
rescored 189 logistic 'low ~ race + log1p(ptl) + smoke:ht + I(age > 25)' "$birth" 1
rescored 189 logistic 'low ~ factor(ht) + rcs(lwt, 4) * smoke + poly(age, 2)' "$birth" 1
rescored 189 cloglog 'low ~ ns(lwt, 3) + ui' "$birth" 1
rescored 189 scorecard 'low ~ .' "$birth" 1
rescored 312 cox 'Surv(time, death) ~ rcs(age, 4) + sex * log(bili) + factor(edema)' "$pbc" 1826
rescored 312 cox 'Surv(time, death) ~ I(albumin^2) + sqrt(ast) + stage' "$pbc" 365

refused() {
    "$latecare" "$@" >/dev/null 2>"$work/err"
    [ $? = 2 ] || { fail "not refused: $*"; cat "$work/err"; }
}
"$latecare" fit "$pbc" --family cox --formula 'Surv(time, death) ~ age + strata(sex)' --output "$work/s.json" >/dev/null
refused export "$work/s.json" - --to pmml --times 365
refused export "$work/s.json" -
"$latecare" export "$work/s.json" - --times 365 | grep -c '^  H(365) = ' | grep -qx 2 ||
    fail "the page has not a baseline a stratum"
"$latecare" fit "$pbc" --family aft --formula 'Surv(time, death) ~ age' --output "$work/a.json" >/dev/null
refused export "$work/a.json" - --times 365
"$latecare" export "$work/s.json" "$work/page.txt" --times 365 2>/dev/null && fail "overwrote a file"
exit $bad
