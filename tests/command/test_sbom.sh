#!/bin/sh
# What the program says it is made of (build/latecare.spdx.json): every library that binutils and the loader see,
# every archive of which it has code, every package in the page, each with the version that dpkg and npm have; in the
# shape of SPDX 2.3, and the same bytes each time.
. tests/command/common.sh
mode=$(basename "$(dirname "$latecare")")
if [ "$mode" != release ]; then
    echo "SKIP: a build for debugging brings libraries of its own"
    exit 0
fi
sbom() { make -s --no-print-directory MODE=release SBOM="$1" "$1" >"$work/said" 2>&1 || fail "make sbom: $(cat "$work/said")"; }
SOURCE_DATE_EPOCH=1767225599 # 31 December 2025, a second before midnight
export SOURCE_DATE_EPOCH
sbom "$work/one.json"
sbom "$work/two.json"
same "$work/one.json" "$work/two.json" "not the same bytes twice"
readelf -d "$latecare" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' >"$work/needed"
ldd "$latecare" | sed -n 's/.*\(\/[^ ]*\) (0x.*/\1/p' >"$work/loaded"
# names of archives whose code is in the program, by what that code says of itself
for known in 'libhdf5.a:HDF5 library version information'; do
    LC_ALL=C grep -qa "${known#*:}" "$latecare" && echo "${known%%:*}"
done >"$work/within"
LC_ALL=C grep -a -A 400 'This page carries parts of' "$latecare" | head -n 400 | tr -d '\000' |
    sed -n 's/^\([a-z@][^ ]*\) \([0-9][0-9.]*\) (\(.*\))$/\1 \2 \3/p' | sort >"$work/bundled"
for path in $(cat "$work/loaded"); do
    echo "$(basename "$path") $({ dpkg-query -S "$path" || dpkg-query -S "$(realpath "$path")" || dpkg-query -S "/usr$path"; } 2>/dev/null | head -n 1 | cut -d: -f1)"
done >"$work/owners"
dpkg-query -W -f='${Package} ${Version}\n' >"$work/versions" 2>/dev/null
make -n install DESTDIR="$work" 2>/dev/null | grep -q 'install -m644 .*latecare.spdx.json' || fail "install leaves it behind"
python3 - "$work" "$latecare" <<'END' || fail "what it says"
import hashlib, json, re, sys
work, program = sys.argv[1:]
read = lambda name: open(work + "/" + name).read().split("\n")[:-1]
d = json.load(open(work + "/one.json"))
# the shape: SPDX 2.3, what it demands of a document, a package and a relationship
assert (d["spdxVersion"], d["dataLicense"], d["SPDXID"]) == ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT")
assert d["creationInfo"]["created"] == "2025-12-31T00:00:00Z" and d["creationInfo"]["creators"], d["creationInfo"]
assert re.fullmatch(r"https://\S+", d["documentNamespace"]) and "#" not in d["documentNamespace"]
ids = [p["SPDXID"] for p in d["packages"]]
assert len(ids) == len(set(ids)) and all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", i) for i in ids), ids
licences = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "Apache-2.0", "CC0-1.0", "GPL-2.0-or-later",
            "GPL-3.0-or-later", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "NOASSERTION"}
for p in d["packages"]:
    assert p["name"] and p["downloadLocation"] and p["licenseDeclared"] in licences, p
    assert p["filesAnalyzed"] is False and not {"licenseInfoFromFiles", "packageVerificationCode"} & set(p)
how = {}
for r in d["relationships"]:
    assert {r["spdxElementId"], r["relatedSpdxElement"]} <= set(ids) | {"SPDXRef-DOCUMENT"}, r
    other = r["spdxElementId"] if r["relatedSpdxElement"] == "SPDXRef-latecare" else r["relatedSpdxElement"]
    how[other if r["relationshipType"] != "DESCRIBES" else "SPDXRef-latecare"] = r["relationshipType"]
assert set(how) == set(ids), set(ids) ^ set(how)
def of(kind):
    return {p["name"]: p for p in d["packages"] if how[p["SPDXID"]] == kind}
def files(kind):
    return {f: p for p in of(kind).values() for f in re.split(r", |: ", p.get("comment", ""))}
# what is loaded, and by whom it is
shared, version, owner = files("DYNAMIC_LINK"), dict(l.split() for l in read("versions")), dict(l.split(" ", 1) for l in read("owners"))
assert len(read("needed")) > 5 and set(read("needed")) <= set(shared), set(read("needed")) - set(shared)
for path in read("loaded"):
    name = path.split("/")[-1]
    assert name in shared, name
    if owner[name]:
        assert shared[name]["name"] == owner[name] and shared[name]["versionInfo"] == version[owner[name]], shared[name]
assert len(shared) >= len(read("loaded"))
# what is in it
static = files("STATIC_LINK")
assert set(read("within")) <= set(static) and not any(f.startswith("libhdf5") for f in shared), sorted(static)
assert "libgcc.a" in static
assert [p["name"] for p in d["packages"] if how[p["SPDXID"]] == "OPTIONAL_DEPENDENCY_OF"] == ["libxgboost"]
# the page, with the digests of what was fetched
lock = json.load(open("web/package-lock.json"))["packages"]
page = of("CONTAINS")
bundled = [l.split(" ", 2) for l in read("bundled")]
assert bundled and {b[0] for b in bundled} == set(page), {b[0] for b in bundled} ^ set(page)
for name, v, licence in bundled:
    assert (page[name]["versionInfo"], page[name]["licenseDeclared"]) == (v, licence) and lock["node_modules/" + name]["version"] == v
assert set(lock[""]["dependencies"]) <= set(page)
assert all(len(p["checksums"][0]["checksumValue"]) == 128 for p in page.values())
(program_is,) = of("DESCRIBES").values()
assert program_is["checksums"][0]["checksumValue"] == hashlib.sha256(open(program, "rb").read()).hexdigest()
# nothing of the machine
text = json.dumps(d)
assert "/usr/" not in text and "/tmp" not in text and "/home" not in text and "/root" not in text
END
exit $bad
