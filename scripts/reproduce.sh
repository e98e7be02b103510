#!/bin/sh
# reproduce.sh: the commit that is checked out, cloned into two folders and built in each:
# the programs are the same bytes, and so is what they say they are made of, and name
# neither folder.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in one a-second-with-another-length; do
    git clone -q . "$work/$name"
    [ ! -d web/node_modules ] || cp -r web/node_modules "$work/$name/web/"
    make -s -C "$work/$name" -j"$(nproc)" all sbom >/dev/null
done
for made in release/latecare latecare.spdx.json; do
    cmp "$work/one/build/$made" "$work/a-second-with-another-length/build/$made"
done
if grep -q "$work" "$work/one/build/release/latecare" "$work/one/build/latecare.spdx.json"; then
    echo "the program names the folder that it was built in"
    exit 1
fi
sha256sum "$work/one/build/release/latecare" | sed 's/ .*/  the same from two folders/'
