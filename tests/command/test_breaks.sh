# Breaks: what a store shows is said, what is declared is said as such, and a model learns
# across one that is declared only where its study says why. The reform of April 2024 and
# the change of meaning of April 2022 of the simulated borough.
. "$(dirname "$0")/common.sh"
study() {
    small_study | sed 's/horizon: 12 months/horizon: 3 months/; s/every: 3/every: 1/
        s/^models:/  - { name: cce, kind: count, history: cce, window: 6 months, label: concerns }\n&/
        s/^competing/'"$1"'&/'
}
make_hard() {
    borough "$work/$1" --children 20000 --years 10 --seed 2 --no-hazards --truth "$1"
    fill "$work/$1.h5"
}
# what is printed at the width of a screen, as lines
lines() { tr '\n' ' ' <"$1" | tr -s ' '; }
across='read on both sides of it: referrals, cohort.known_to'
make_hard reform
runs describe "$work/reform.h5"
grep -q '^  referral: from 2024-04-01 on' "$work/out" || fail "describe: $(grep referral "$work/out")"
lines "$work/out" | grep -q 'declared: on 2020-04-01, came into use, for a part of 18A (CIN census' || fail "describe, declared"
runs describe "$work/reform.h5" --json
python3 - "$work/out" <<'END' || fail "describe --json"
import json, sys
b = [(h["name"], x["code"], x["declared"]) for h in json.load(open(sys.argv[1]))["histories"] for x in h["breaks"]]
sys.exit(("factor", "18C", True) not in b or ("referral", None, False) not in b)
END
runs check "$work/reform/extracts/2025-04-01" "$work/reform.h5" --received 2025-04-02
lines "$work/out" | grep -q 'break: factor 18C: [^;]*; declared: on 2020-04-01, came into use' || fail "check: $(grep 'break: factor' "$work/out")"

# not declared: said first, on the page and in the model file
study >"$work/plain.yaml"
status 1 plan "$work/plain.yaml" "$work/reform.h5"
lines "$work/out" | grep -q "likely break: referral: from 2024-04-01 on [^;]*; $across" || fail "plan: $(cat "$work/out")"
runs train "$work/plain.yaml" "$work/reform.h5" "$work/plain.json" --model logistic
head -n 1 "$work/out" | grep -q '^Warning: the model learns across breaks' || fail "train: $(head -n 3 "$work/out")"
lines "$work/out" | grep -q "likely break: referral: from 2024-04-01 on [^;]*; $across" || fail "train: $(head -n 9 "$work/out")"
grep -q 'likely break: referral: from 2024-04-01' "$work/plain.html" || fail "the page does not say it"
grep -q 'likely break: referral: from 2024-04-01' "$work/plain.json" || fail "the model file does not say it"

# declared: refused, with what to write; and what was written is taken
study 'breaks: [{ history: referral, from: 2024-04-01, what: Family Help began }]\n' >"$work/declared.yaml"
for verb in train compare; do
    out=; [ $verb = train ] && out=$work/none.json
    status 5 $verb "$work/declared.yaml" "$work/reform.h5" $out
    says 'declared break: referral: on 2024-04-01, Family Help began' 'accept: "your reason"' \
        'learns across 1 declared break that it does not accept'
done
[ -e "$work/none.json" ] && fail "a model of a refused study"
row=$(sed -n 's/^  - \({ history: referral.*}\)$/\1/p' "$work/err")
study "breaks: [$row]\n" >"$work/accepted.yaml"
runs train "$work/accepted.yaml" "$work/reform.h5" "$work/accepted.json" --model logistic
lines "$work/out" | grep -q 'declared and accepted break: referral: on 2024-04-01; [^;]*; accepted: your reason' ||
    fail "train, accepted: $(head -n 9 "$work/out")"
grep -q 'accepted: your reason' "$work/accepted.html" || fail "the page does not say why"
# a day that the study does not reach parts nothing
sed 's/from: 2018-04-01, to: all/from: 2018-04-01, to: 2023-12-01/' "$work/declared.yaml" >"$work/before.yaml"
runs train "$work/before.yaml" "$work/reform.h5" "$work/before.json" --model logistic
grep -q 'referral: from 2024' "$work/out" && fail "a break after the last landmark"
# but a list of a day behind it is told, by this model alone; and nothing is known beforehand
since='since the model learnt, what it reads has changed: declared break: referral: on 2024-04-01'
status 1 score "$work/before.json" "$work/reform.h5" --asof 2025-03-01
lines "$work/out" | grep -q "$since, Family Help began; read on both sides of it: referrals" || fail "score after a break: $(head -n 9 "$work/out")"
status 1 score "$work/accepted.json" "$work/reform.h5" --asof 2025-03-01
lines "$work/out" | grep -q 'since the model learnt' && fail "score, accepted: $(head -n 9 "$work/out")"
status 1 score "$work/before.json" "$work/reform.h5" --asof 2024-03-31
lines "$work/out" | grep -q 'since the model learnt' && fail "score before a break: $(head -n 9 "$work/out")"
status 3 plan "$(sed 's/referral, from/referal, from/' "$work/declared.yaml" >"$work/typo.yaml"; echo "$work/typo.yaml")" "$work/reform.h5"
says 'typo.yaml:7:21: breaks\[0\].history: no history is called .referal.*did you mean .referral'

# A change of meaning that each word's list allows is not seen from six concerns a month; the study knows it.
make_hard meaning
study >"$work/plain.yaml"
runs train "$work/plain.yaml" "$work/meaning.h5" "$work/unknown.json" --model logistic
study 'breaks: [{ history: cce, from: 2022-04-01, what: "sexual exploitation is filed as criminal" }]\n' >"$work/known.yaml"
status 5 train "$work/known.yaml" "$work/meaning.h5" "$work/known.json" --model logistic
says 'cce: on 2022-04-01, sexual exploitation is filed as criminal; read on both sides of it: cce' 'history: cce, from: 2022-04-01'
sed 's/history: cce, window/observed_from: 2022-04-01, &/' "$work/known.yaml" >"$work/since.yaml"
runs train "$work/since.yaml" "$work/meaning.h5" "$work/since.json" --model logistic

# a schema of one's own with a hole in a row
cp -r "$studies/.." "$work/share"
chmod -R u+w "$work/share"
sed -i 's/^  - { history: factor, code: 24A, from: 2021-04-01, /  - { history: factor, code: 24A, /' "$work/share/schema/codes.yaml"
LATECARE_SHARE="$work/share" status 3 describe "$work/meaning.h5"
says 'codes.yaml:[0-9]*:' 'from'
exit $bad
