#!/bin/sh
# The picture of the README, of a pack that is made of synthetic children:
#   scripts/picture.sh PROGRAM [FOLDER]      FOLDER is what `make demo` left (demo/)
# It is the first screen of the list's page as Chromium shows it, 1366 by 768.
set -eu
cd "$(dirname "$0")/.."
program=$1
demo=${2:-demo}
[ -f "$demo/pack/list.html" ] || scripts/demo.sh "$program" "$demo"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars \
    --user-data-dir="$profile" --window-size=1366,768 --screenshot=docs/panel.png \
    "file://$(realpath "$demo")/pack/list.html" 2>/dev/null
ls -l docs/panel.png
