# The section stands on the page of a study's model, with the figures of the model file, in the contents
# too; and not on a page of a model without a study.
. tests/command/common.sh
borough "$work/b" --children 6000 --years 6 --seed 7
fill "$work/s.h5"
small_study >"$work/study.yaml"
"$latecare" train "$work/study.yaml" "$work/s.h5" "$work/m.json" >/dev/null 2>"$work/err" || [ $? = 1 ] || fail "train"
status 0 report "$work/m.json" --output "$work/page.html"
python3 - "$work/m.json" "$work/page.html" <<'END' || fail "the section's figures"
import json, re, sys
p = json.load(open(sys.argv[1]))["model"]["metrics"]["performance"]
page = open(sys.argv[2]).read()
assert page.count('href="#size"') == 1, "contents"
m = re.search(r"Held-out days looked at: ([\d.]+); children on each, at the mean: ([\d.]+)", page)
assert m and float(m[1]) == p["landmarks"] and abs(float(m[2]) - p["children"]) < 1, (m, p)
END
exit $bad
