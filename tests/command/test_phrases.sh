#!/bin/sh
# test_phrases.sh PROGRAM: what reasons say is in the words of words.yaml: every history that a schema feeds has its own,
# they are plain and label nobody, another language's are taken, and what is missing there is refused before anything is written.
. tests/command/common.sh
share=$(realpath datasets)
cat >"$work/plain.py" <<'END'
import glob, json, re, sys
share = sys.argv[1]
words = open(share + "/words.yaml", encoding="utf-8").read()
said = re.findall(r'^  - history: (\w+)\n    one: "([^"]+)"\n    many: "([^"]+)"', words, re.M)
fed = set()
for path in glob.glob(share + "/schema/*.yaml"):
    for line in open(path, encoding="utf-8"):
        fed |= set(re.findall(r"\bhistory: ([a-z_]+)\b", line.split("#")[0]))
without = fed - {h for h, _, _ in said} - {"person", "family", "address"}
assert fed and not without, "no words: %s" % sorted(without)
# Words that call a child something, where somebody said or saw something. The DfE's term of the code N6 and the offences' own are no labels.
LABEL = re.compile(r"\b(victims?|offenders?|criminals|perpetrators?|gang members?|runaways?|abscond\w*|promiscu\w*|prostitut\w*|"
                   r"delinquents?|truants?|troubled|problem child|vulnerable|risky|dangerous|violent (boy|girl|child)|neets?|"
                   r"addicts?|abusers?|attention.seeking|manipulative|streetwise)\b", re.I)
texts = re.findall(r'"([^"]*)"', words)
assert len(texts) > 200
for text in texts:
    assert not LABEL.search(text), text
# Flesch and Kincaid's grade (1975): age about 11 is a grade of 6. Names of the law and of services count as one easy word, for
# whoever reads the list says them every day; what is added around them must be as plain.
def syllables(word):
    word = re.sub(r"(?<=[^l])e$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))
def grade(sentences):
    counted = [re.findall(r"[A-Za-z]+|\d+", s) for s in sentences]
    n = sum(map(len, counted))
    return 0.39 * n / len(counted) + 11.8 * sum(syllables(w) if w.isalpha() else 1 for c in counted for w in c) / n - 15.59
lists = json.load(open(sys.argv[2]))
reasons = [p["text"] for r in lists["listed"] for p in r["contributions"] if p.get("text")]
assert len(reasons) > 20
assert 12 < grade(["The authority's multidisciplinary representatives deliberated regarding inadequate parental supervision."])
assert grade(["The cat sat on the mat."]) < 2
print("reading grade %.1f of %d reasons" % (grade(reasons), len(reasons)))
assert grade(reasons) < 6.5, grade(reasons)
assert max(len(r.split()) for r in reasons) <= 40
END
cd "$work" || exit 1
borough b --children 1500 --years 10 --seed 5
fill s.h5
smaller_study >study.yaml
status 1 train study.yaml s.h5 m.json
status 1 score m.json s.h5 --asof 2025-04-01 --capacity 30 --output all.json
python3 plain.py "$share" all.json >told || fail "words that are not plain, or none: $(cat told)"
# another language
cp -r "$share" other
chmod -R u+w other
sed -i 's/^  many: .*/  many: "seit {day} {count} {what}"/; s/"referral"/"Meldung"/; s/"referrals"/"Meldungen"/
    s/\[January, February, March/[Januar, Februar, Maerz/; s/^  none: .*/  none: "keine {what}"/' other/words.yaml
LATECARE_SHARE=$work/other status 1 score m.json s.h5 --asof 2025-04-01 --output other.json
python3 - <<'END' || fail "another language"
import json, re
a, b = (json.load(open(f)) for f in ("all.json", "other.json"))
seen = 0
for x, y in zip(a["listed"], b["listed"]):
    assert x["child"] == y["child"] and x["risk"] == y["risk"]
    for p, q in zip(x["contributions"], y["contributions"]):
        found = re.fullmatch(r"(\d+) referrals since (.*)", p.get("text", ""))
        if found:
            day = found[2].replace("January", "Januar").replace("February", "Februar").replace("March", "Maerz")
            assert q["text"] == "seit %s %s Meldungen" % (day, found[1]), q["text"]
            seen += 1
assert seen
END
# what is missing is refused by its name, and nothing is there
for gone in many day none aged_male months; do
    sed "/^  $gone: /d" "$share/words.yaml" >other/words.yaml
    for verb in "score m.json s.h5 --asof 2025-04-01 --output none.json" "panel m.json s.h5 --asof 2025-04-01 --reason x --output none"; do
        # shellcheck disable=SC2086
        LATECARE_SHARE=$work/other status 3 $verb
        says "$gone"
        [ -e none ] || [ -e none.json ] && fail "$gone is missing, and something is written"
    done
done
rm other/words.yaml
LATECARE_SHARE=$work/other "$latecare" explain m.json s.h5 1 --asof 2025-04-01 --reason x >out 2>err && fail "no words, and it explains"
[ -s out ] && fail "shows something without words"
exit $bad
