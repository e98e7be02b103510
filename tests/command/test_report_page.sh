#!/bin/sh
# The report's page: same bytes twice, refusals, nothing of a child in an aggregate, and
# in Chromium: charts drawn, a silent console, and no hold for hostile text.
set -eu
latecare=$1
here=tests/command/report
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*"; exit 1; }

# status WANTED COMMAND...: the exit status and no page left behind
refuses() {
    wanted=$1; shift
    got=0; "$latecare" report "$@" --output "$work/refused.html" 2>"$work/said" || got=$?
    [ "$got" = "$wanted" ] || fail "exit $got, wanted $wanted: $* ($(cat "$work/said"))"
    [ ! -e "$work/refused.html" ] || fail "a refused page was written"
}

"$latecare" report $here/results.json --output "$work/page.html"
"$latecare" report $here/results.json --output "$work/again.html"
cmp "$work/page.html" "$work/again.html" || fail "the same results gave other bytes"
"$latecare" report $here/results.json --list $here/list.json --output "$work/panel.html"

# never over a file that is there, unless told to
before=$(cksum <"$work/page.html")
got=0; "$latecare" report $here/results.json --list $here/list.json --output "$work/page.html" 2>/dev/null || got=$?
[ "$got" = 5 ] && [ "$before" = "$(cksum <"$work/page.html")" ] || fail "overwrote without --force"
"$latecare" report $here/results.json --output "$work/again.html" --force

# a child-level key in the results: refused by policy, wherever it stands
sed 's/"limits": \[/"extra": [{"child": 7}],\n "limits": [/' $here/results.json >"$work/child.json"
refuses 5 "$work/child.json"
refuses 5 $here/list.json
# what is wrong with a document is named
sed 's/"status": "exploratory"/"status": "splendid"/' $here/results.json >"$work/status.json"
refuses 3 "$work/status.json"
grep -q status "$work/said" || fail "the wrong key was not named"
echo '{"title": 3}' >"$work/title.json"
refuses 3 "$work/title.json"
echo '[]' >"$work/list.json"
refuses 3 $here/results.json --list "$work/list.json"
head -c 900 $here/results.json >"$work/short.json"
refuses 3 "$work/short.json"

grep -q 'Child 1041' "$work/panel.html" || fail "the panel's page lacks its list"
! grep -q 'Child 1041' "$work/page.html" || fail "a child in an aggregate page"
grep -q "default-src 'none'" "$work/page.html" || fail "no content security policy"
# the words that the sample's numbers must become (results.json, list.json)
for words in 'about <strong>5</strong> entered care within 12 months (95% interval 4 to 6)' \
    '<strong>4 of every 10</strong> children who did' '1 in 120 of these children' \
    'Decision support, not a decision' '75,210' '29 February 2024'; do
    grep -qF "$words" "$work/page.html" || fail "the page does not say: $words"
done
for words in 'about 1 in 9<' '11%; 95% interval 8.0% to 16%' 'Do not choose children by this list: its model was judged exploratory' 'about 3 in 10<'; do
    grep -qF "$words" "$work/panel.html" || fail "the list does not say: $words"
done

command -v node >/dev/null || { echo "SKIP: no node to make the hostile page with"; exit 0; }
node $here/hostile.js $here/results.json "$work/hostile.json"
node $here/hostile.js $here/list.json "$work/hostile-list.json"
"$latecare" report "$work/hostile.json" --list "$work/hostile-list.json" --output "$work/hostile.html"

command -v chromium >/dev/null || { echo "SKIP: no chromium to open the page in"; exit 0; }
# opens PAGE WIDTH: the document as it then stands, and what was said meanwhile
opens() {
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$work/$1.profile" --enable-logging=stderr --virtual-time-budget=20000 \
        --window-size="$2,2000" --dump-dom "file://$work/$1.html" >"$work/$1.dom" 2>"$work/$1.log" ||
        fail "chromium could not open $1"
}
for page in page panel hostile; do
    opens $page 1280
    node $here/check.js "$work/$page.dom" "$work/$page.log" || fail "$page, as listed above"
done

# the tables can be read on a wide screen and on a narrow one
for page in page panel; do
    sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$work/$page.html" >"$work/$page-laid.html"
    { echo '<script>'; cat $here/layout.js; echo '</script>'; } >>"$work/$page-laid.html"
    for width in 1280 500; do
        opens $page-laid $width
        grep -q 'data-layout="good"' "$work/$page-laid.dom" ||
            fail "$page at $width: $(grep -o 'data-layout="[^"]*"' "$work/$page-laid.dom" || echo 'not judged')"
    done
done

# on a phone: every word whole, and nothing that axe finds; wide too
axe=web/node_modules/axe-core/axe.min.js
[ -e $axe ] || { echo "SKIP: no axe to judge the page by"; exit 0; }
for page in page panel; do
    sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$work/$page.html" >"$work/$page-narrow.html"
    { echo '<script>'; cat $axe; echo '</script><script>'; cat $here/narrow.js; echo '</script>'; } >>"$work/$page-narrow.html"
    for width in 320 360 500 1280; do
        frame=$page-$width
        cat >"$work/$frame.html" <<END
<!doctype html><title>$width</title><iframe src="$page-narrow.html" style="width:${width}px;height:3000px;border:0"></iframe>
<script>addEventListener("message", (said) => { document.documentElement.dataset.narrow = said.data; });</script>
END
        opens "$frame" 1400
        grep -q 'data-narrow="good"' "$work/$frame.dom" ||
            fail "$page at $width: $(grep -o 'data-narrow="[^"]*"' "$work/$frame.dom" || echo 'not judged')"
    done
done
