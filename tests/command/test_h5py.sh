#!/bin/sh
# A store is plain HDF5: h5py opens it without us and finds the histories, units, meanings
# and the names of codes, and what it reads is what `describe` says.
set -eu
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
assert f.attrs["program"] == b"latecare" and f.attrs["format"] == d["format"] == 3
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
