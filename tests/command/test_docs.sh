# What the tables say of themselves, and what the papers say of the code.
. tests/command/common.sh

# the pages made from tables are as the tables are now
for topic in $("$latecare" help | sed -n '/^To read/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    "$latecare" help "$topic" >"$work/page"
    cmp -s "$work/page" "docs/$topic.md" || fail "docs/$topic.md is not as the tables are; make docs"
done

# every verb has a manual page that roff reads without a word, and completion in three shells
verbs=$("$latecare" help --man | sed -n 's/^\.BR latecare\\-\([a-z]*\) .*/\1/p')
[ "$(echo "$verbs" | wc -w)" -ge 19 ] || fail "the manual's verbs: $verbs"
for verb in $verbs; do
    "$latecare" help --man "$verb" >"$work/$verb.1" || fail "no manual page of $verb"
    "$latecare" help "$verb" | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | while read -r option; do
        sed 's/\\-/-/g' "$work/$verb.1" | grep -q -- "^$option" || echo "$verb $option"
    done >"$work/missing"
    [ ! -s "$work/missing" ] || fail "not in the manual page: $(cat "$work/missing")"
done
if command -v groff >/dev/null; then
    for page in "$work"/*.1; do
        groff -man -Tutf8 -ww "$page" 2>&1 >/dev/null | grep . && fail "roff warns of $page"
    done
else echo "SKIP: no groff"; fi
"$latecare" help --completion bash >"$work/bash" && bash -n "$work/bash" || fail "bash completion"
bash -c '. "$1"; COMP_WORDS=(latecare fit --tie) COMP_CWORD=2; _latecare; echo "${COMPREPLY[@]}"
    COMP_WORDS=(latecare fit --ties b) COMP_CWORD=3; _latecare; echo "${COMPREPLY[@]}"' x "$work/bash" >"$work/out"
printf -- '--ties\nbreslow\n' | cmp -s - "$work/out" || fail "bash completes otherwise: $(cat "$work/out")"
# for other programs: each verb of the overview with each option of its page, and what may be chosen
"$latecare" help --json >"$work/verbs.json" || fail "help --json"
python3 - "$latecare" "$work/verbs.json" <<'PY' || fail "help --json says otherwise than help"
import json, re, subprocess, sys
say = lambda *args: subprocess.run([sys.argv[1], "help", *args], capture_output=True, text=True, check=True).stdout
verbs = json.load(open(sys.argv[2]))["verbs"]
overview = re.findall(r"^  ([a-z-]+) +\S", say().split("To read")[0].split("same bytes", 1)[1], re.M)
assert [verb["name"] for verb in verbs] == overview, overview
for verb in verbs:
    page = say(verb["name"]).rsplit("\nOptions\n", 1)[1]
    shown = re.findall(r"^  --([a-z-]+)", page, re.M)
    assert [option["name"] for option in verb["options"]] == shown, (verb["name"], shown)
    for option in verb["options"]:
        assert ("choices" in option) == (option["kind"] == "choice") and option["help"], option
        if "choices" in option:
            assert "|".join(option["choices"]) in re.sub(r"\s", "", page), option
# what the browser's page asks and writes is there to be asked
views, known = [], {verb["name"]: {option["name"] for option in verb["options"]} for verb in verbs}
for path in ("browser/questions.js", "browser/table.js"):
    views += re.findall(r"verb: '([\w-]+)'(.*?)(?=\n  *\{|\n  *\]|\n\];)", open(path, encoding="utf-8").read(), re.S)
assert len(views) > 10, views
for verb, rest in views:
    named = [name for key in ("first", "without") for found in re.findall(key + r": \[([^\]]*)\]", rest) for name in re.findall(r"'([\w-]+)'", found)]
    named += re.findall(r"(\w+): ", (re.findall(r"writes: \{([^}]*)\}", rest) or [""])[0])
    assert set(named) <= known[verb], (verb, set(named) - known[verb])
PY
status 2 help --completion tcsh
says 'bash, zsh or fish'
for shell in zsh fish; do
    "$latecare" help --completion $shell >"$work/$shell" || fail "$shell completion"
    if command -v $shell >/dev/null; then $shell -n "$work/$shell" || fail "$shell does not read its completion"; fi
done

# every path that the papers name is there, every name of the code is in the code
for page in README.md CONTRIBUTING.md docs/*.md docs/decisions/*.md; do
    grep -oE '\b(engine|models|datasets|scripts|tests|bench|web|docs)/[A-Za-z0-9_./-]*[A-Za-z0-9_]' "$page" | grep -v NAME | sort -u |
        while read -r path; do [ -e "$path" ] || echo "$page: $path"; done
    grep -oE '\blc_[a-z0-9_]*[a-z0-9]\b' "$page" | sort -u | while read -r name; do
        grep -rqw --include="*.[ch]" -e "$name" engine models datasets tests || echo "$page: $name"
    done
done >"$work/gone"
[ ! -s "$work/gone" ] || fail "the papers name what is not there: $(cat "$work/gone")"

# every field of a model file is in docs/model.md
fits=0
fit() {
    status 0 fit "$@" --output "$work/m$fits.json"
    fits=$((fits + 1))
}
cox=tests/golden/cox_pbc/data.csv low=tests/golden/logit_birthwt/data.csv
for family in cox aft cause-specific fine-gray 'discrete-logit --grid 90'; do
    # shellcheck disable=SC2086
    fit $cox --formula 'Surv(time, death) ~ age + edema' --family $family
done
fit $low --family logistic --formula 'low ~ rcs(age, 3) + factor(race)'
fit $low --family scorecard --formula 'low ~ age + lwt'
fit $low --family logistic --formula 'low ~ age + lwt' --path 5 --folds 3
status 0 recalibrate "$work/m0.json" $cox "$work/m$fits.json" --method slope
python3 - docs/model.md "$work"/m*.json <<'END' || fail "fields that docs/model.md does not have"
import json, re, sys
known = set(re.findall(r"[`.]([a-z_]+)(?=[`.])", open(sys.argv[1]).read()))
def walk(value, path):
    if path.endswith((".settings", ".metrics")):
        return set()
    if isinstance(value, list):
        return set().union(*(walk(v, path) for v in value[:2]))
    if isinstance(value, dict):
        return {k for k in value if k not in known}.union(*(walk(v, path + "." + k) for k, v in value.items()))
    return set()
missing = set().union(*(walk(json.load(open(f)), "") for f in sys.argv[2:]))
sys.exit(f"not there: {sorted(missing)}" if missing else 0)
END
exit $bad
