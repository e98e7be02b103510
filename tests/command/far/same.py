# same.py A B [TOLERANCE]: two answers of the program, as JSON or CSV, are the same but for
# rounding. Linear predictors are told at covariates zero, so they may differ.
import csv
import io
import json
import sys


def leaves(x, path=""):
    if isinstance(x, dict):
        for k in x:
            yield from leaves(x[k], f"{path}.{k}")
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from leaves(v, f"{path}[{i}]")
    else:
        yield path, x


def read(name):
    text = open(name).read()
    return json.loads(text) if text[:1] in "{[" else list(csv.DictReader(io.StringIO(text)))


def number(x):
    try:
        return float(x)
    except (TypeError, ValueError):
        return None


tolerance = float(sys.argv[3]) if len(sys.argv) > 3 else 1e-9
a, b = (dict(leaves(read(name))) for name in sys.argv[1:3])
if a.keys() != b.keys() or not a:
    sys.exit(f"not the same keys: {len(a)}, {len(b)}")
for key, one in a.items():
    if key.endswith(("linear_predictor", "model", "digest")):
        continue
    x, y = number(one), number(b[key])
    if one != b[key] and (x is None or y is None or abs(x - y) > tolerance * max(1, abs(x))):
        sys.exit(f"{key}: {one} and {b[key]}")
