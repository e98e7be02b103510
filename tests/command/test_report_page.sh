#!/bin/sh
# The report's page: same bytes twice, refusals, nothing of a child in an aggregate, and
# in Chromium: charts drawn, a silent console, and no hold for hostile text.
. tests/command/common.sh
here=tests/command/report

# status WANTED COMMAND...: the exit status and no page left behind
refuses() {
    wanted=$1; shift
    got=0; "$latecare" report "$@" --output "$work/refused.html" 2>"$work/said" || got=$?
    [ "$got" = "$wanted" ] || fail "exit $got, wanted $wanted: $* ($(cat "$work/said"))"
    [ ! -e "$work/refused.html" ] || fail "a refused page was written"
}

status 0 report $here/results.json --output "$work/page.html"
status 0 report $here/results.json --output "$work/again.html"
cmp "$work/page.html" "$work/again.html" || fail "the same results gave other bytes"
status 0 report $here/results.json --list $here/list.json --output "$work/panel.html"

# never over a file that is there, unless told to
before=$(cksum <"$work/page.html")
got=0; "$latecare" report $here/results.json --list $here/list.json --output "$work/page.html" 2>/dev/null || got=$?
[ "$got" = 5 ] && [ "$before" = "$(cksum <"$work/page.html")" ] || fail "overwrote without --force"
status 0 report $here/results.json --output "$work/again.html" --force

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

command -v node >/dev/null || { echo "SKIP: no node to make the hostile page with"; exit $bad; }
node $here/hostile.js $here/results.json "$work/hostile.json"
node $here/hostile.js $here/list.json "$work/hostile-list.json"
status 0 report "$work/hostile.json" --list "$work/hostile-list.json" --output "$work/hostile-list.html"
status 0 report "$work/hostile.json" --output "$work/hostile.html"

command -v chromium >/dev/null || { echo "SKIP: no chromium to open the page in"; exit $bad; }
# opens PAGE WIDTH: the document as it then stands, and what was said meanwhile
opens() {
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$work/$1.profile" --enable-logging=stderr --virtual-time-budget=20000 \
        --window-size="$2,2000" --dump-dom "file://$work/$1.html" >"$work/$1.dom" 2>"$work/$1.log" ||
        fail "chromium could not open $1"
}
for page in page panel hostile hostile-list; do
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

# what a study's own training and list say, with all that the sample has not: tests of
# several spans, fits without a source, a verdict that is not met, warnings of the day
(
    mkdir "$work/own" && cd "$work/own" || exit 1
    borough b --children 5000 --years 8 --seed 1
    fill s.h5
    small_study | sed 's/bootstrap: 20/bootstrap: 20, rolling: 1/; /formula:/s/exclusions }/exclusions, ridge: 1 }/
        s/^panel:/sources: { refit_without: [exclusion, cin] }\nacceptance: { precision_at_least: 0.1 }\npanel:/' >study.yaml
    runs train study.yaml s.h5 m.json
    runs report m.json --output ../own-model.html
    runs panel m.json s.h5 --asof 2025-04-01 --since 2025-03-01 --output pack --reason test --names --capacity 30
    runs dashboard m.json s.h5 --from 2024-04-01 --to 2025-04-01 --page ../dashboard.html
    cp pack/list.html ../own.html
    cp pack/daily.html ../daily.html
    cp pack/summary.html ../summary.html
    cp "$(ls -S pack/child-*.html | head -n 1)" ../child.html
)
[ -s "$work/own.html" ] || fail "no page of a study's own"

# on a phone, a tablet, wide, and as printed: every word whole, and nothing that axe finds
axe=web/node_modules/axe-core/axe.min.js
[ -e $axe ] || { echo "SKIP: no axe to judge the page by"; exit $bad; }
for page in panel own own-model summary child daily dashboard; do
    sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$work/$page.html" >"$work/$page-narrow.html"
    { echo '<script>'; cat $axe; echo '</script><script>'; cat $here/narrow.js; echo '</script>'; } >>"$work/$page-narrow.html"
    sed 's/@media print/@media all/g; s/@media screen/@media speech/g' "$work/$page-narrow.html" >"$work/$page-print.html"
    frame=$page-frames
    {
        echo '<!doctype html><title>widths</title>'
        for width in 320 360 500 700 800 1024 1280; do
            echo "<iframe src=\"$page-narrow.html\" title=\"$width\" style=\"width:${width}px;height:3000px;border:0\"></iframe>"
        done
        # A4 between its margins
        echo "<iframe src=\"$page-print.html\" title=\"print\" style=\"width:680px;height:3000px;border:0\"></iframe>"
        echo '<script>'
        cat $here/frames.js
        echo '</script>'
    } >"$work/$frame.html"
    opens "$frame" 1400
    grep -q 'data-narrow="good"' "$work/$frame.dom" ||
        fail "$page: $(grep -o 'data-narrow="[^"]*"' "$work/$frame.dom" || echo 'not judged')"
done
# on paper: a list of 30 in 8 pages, its summary on one
sheets() {
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --user-data-dir="$work/print.profile" \
        --print-to-pdf="$work/$1.pdf" "file://$work/$1.html" >/dev/null 2>&1 || fail "chromium could not print $1"
    python3 - "$work/$1.pdf" <<'END'
import re, sys, zlib
data = open(sys.argv[1], "rb").read()
count = len(re.findall(rb"/Type\s*/Page\b", data))
for stream in re.finditer(rb"stream\r?\n", data):
    try:
        count += len(re.findall(rb"/Type\s*/Page\b", zlib.decompressobj().decompress(data[stream.end():])))
    except zlib.error:
        pass
print(count)
END
}
[ "$(grep -o '<article' "$work/own.html" | wc -l)" = 30 ] || fail "the list is not of 30"
pages=$(sheets own)
[ "$pages" -ge 1 ] && [ "$pages" -le 8 ] || fail "a list of 30 takes $pages pages"
pages=$(sheets summary)
[ "$pages" = 1 ] || fail "the summary takes $pages pages"
exit $bad
