#!/bin/sh
# A store is plain HDF5: h5py opens it without us and finds the histories, units, meanings
# and the names of codes, and what it reads is what `describe` says.
set -eu
docs=$(realpath docs/store.md)
program=$(realpath "$1")
python=/usr/bin/python3
"$python" -c 'import h5py' 2>/dev/null || {
    echo "SKIP: python3-h5py is not installed"
    exit 0
}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
"$program" simulate borough --children 400 --years 3 --seed 4 >/dev/null
for extract in borough/extracts/*/; do
    find "$extract" -name '*.csv' | sort >files
    # shellcheck disable=SC2046
    "$program" import s.h5 $(cat files) --received "$(basename "$extract")" >/dev/null || [ $? = 1 ]
done
"$program" link s.h5 >/dev/null || [ $? = 1 ]
"$program" describe s.h5 --json --unsuppressed --reason test >d.json
"$python" - <<'END'
import h5py, json, numpy as np

f = h5py.File("s.h5", "r")
d = json.load(open("d.json"))
assert f.attrs["program"] == b"latecare" and f.attrs["format"] == d["format"] == 4
assert b"Days count from 1970-01-01" in f.attrs["meaning"]

child = f["records/child"][:]
assert len(child) == d["records"]
assert (child == np.arange(len(child))).sum() == d["children"]
systems = h5py.check_enum_dtype(f["records/system"].dtype)
assert set(systems) == set(d["systems"]) >= {"social_care", "police"}
counts = np.bincount(f["records/system"][:])
assert all(counts[number] == d["systems"][name] for name, number in systems.items())
assert f["records/pseudonym"].dtype == np.dtype("V16")

assert sorted(f["histories"]) == [h["name"] for h in d["histories"]]
for h in d["histories"]:
    g = f["histories"][h["name"]]
    column = {name: g[name][:] for name in ("child", "start", "end", "known_from", "known_to")}
    current = column["known_to"] == 2147483647
    assert current.sum() == h["events"] and (~current).sum() == h["superseded"]
    assert len(np.unique(column["child"][current])) == h["children"]
    if h["events"]:
        first = np.datetime64("1970-01-01") + column["start"][current].min()
        assert str(first) == h["first_start"]
    offset = g["offset"][:]
    assert (np.diff(offset) == np.bincount(column["child"], minlength=len(child))).all()
    assert g.attrs["children"] == len(child)
    for name in ("start", "end", "known_from", "known_to"):
        assert g[name].attrs["unit"] == b"days since 1970-01-01"
    for name, data in g.items():
        if isinstance(data, h5py.Dataset):
            assert len(data.attrs["meaning"]) > 5, name
            assert data.fletcher32 or data.shape == (0,), name
    for data in [g["code"], *g["attributes"].values()]:
        names = h5py.check_enum_dtype(data.dtype) or {}
        values = data[:]
        assert values.size == 0 or values.max() <= len(names)
        assert sorted(names.values()) == list(range(1, len(names) + 1))
factor = h5py.check_enum_dtype(f["histories/factor/code"].dtype)
assert factor and all(name[0].isdigit() for name in factor), factor
assert [s.decode() for s in f["sources/schema"][:]] == [s["schema"] for s in d["sources"]]
assert [int(n) for n in f["sources/rows"][:]] == [s["rows"] for s in d["sources"]]
assert [bytes(b).hex() for b in f["sources/digest"][:]] == [s["digest"] for s in d["sources"]]
print("fine")
END

# --- the lines that docs/store.md gives, as they stand there -----------------------
cp s.h5 store.h5
lines() { awk -v from="\`\`\`$1" '$0 == from { on = 1; next } /^```/ { on = 0 } on' "$docs"; }
lines python >read.py
[ "$(wc -l <read.py)" -gt 5 ] || { echo "FAIL: docs/store.md has no lines for h5py"; exit 1; }
"$python" read.py | sort >python.out
# timeline says the same of each child: its rows of that history, as of the day
cut -d' ' -f1 python.out | sort -u | head -n 40 >children
while read -r child; do
    "$program" timeline s.h5 "$child" --asof 2024-06-01 --reason test |
        awk -v c="$child" '$5 == "missing" { print c, $1, $2, $6 }'
done <children | sort >timeline.out
while read -r child; do grep "^$child " python.out; done <children | sort >some.out
[ -s timeline.out ] || { echo "FAIL: nobody was missing"; exit 1; }
cmp some.out timeline.out || { diff some.out timeline.out | head -n 6; echo "FAIL: h5py reads another history"; exit 1; }
if Rscript -e 'library(rhdf5)' >/dev/null 2>&1; then
    lines r >read.R
    Rscript read.R 2>/dev/null | sed 's/ NA$/ /' | sort >r.out
    cmp python.out r.out || { diff python.out r.out | head -n 6; echo "FAIL: rhdf5 reads another history"; exit 1; }
else
    echo "SKIP: no rhdf5 to read the store with"
fi
