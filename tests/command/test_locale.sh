#!/bin/sh
# Another time zone, another language, another day on the clock: the same bytes. Only a
# default of "today" may follow the clock.
. tests/command/common.sh
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1767225600 # links are dated: midnight may pass meanwhile

smaller_study | sed 's/ + log1p(referrals)//' >study.yaml
# run NAME: the pipeline with the environment as it is
run() {
    borough "$1.b" --children 1500 --years 10 --seed 5
    for key in key identity.key; do
        [ "$1" = plain ] || cp plain.h5.$key "$1.h5.$key"
    done
    fill "$1.h5"
    status 0 describe "$1.h5" --json
    cp out "$1.describe"
    "$latecare" plan study.yaml "$1.h5" --json >"$1.plan" 2>err || [ $? = 1 ] || fail "plan: $(cat err)"
    runs train study.yaml "$1.h5" "$1.json"
    flat out | sed "s/$1\\./plain./g" >"$1.train"
    status 1 score "$1.json" "$1.h5" --asof 2025-04-01 --output "$1.csv" --json
    cp out "$1.list"
    status 0 report "$1.json" --list "$1.list" --output "$1.panel.html"
    printf 'y,x\n1,0.5\n0,1.25\n1,2.5\n0,-1.5\n1,0.75\n0,0.625\n' >t.csv
    status 0 fit t.csv --family logistic --formula 'y ~ x' --json
    cp out "$1.fit"
    "$latecare" help >"$1.help"
}
run plain
zones=plain
for zone in Pacific/Kiritimati; do
    name=zone${#zone}
    (export TZ=$zone && run "$name" && exit $bad) || bad=1
    zones="$zones $name"
done
# decimal commas and dotless i, made here where the sources of locales are installed
mkdir locales
for language in de_DE tr_TR; do
    localedef -i $language -f UTF-8 "$work/locales/$language.UTF-8" >out 2>&1 ||
        echo "SKIP: no $language.UTF-8 can be made here; only its name is tried"
done
export LOCPATH="$work/locales"
for language in de_DE.UTF-8 tr_TR.UTF-8 C; do
    (export LC_ALL=$language LANG=$language LANGUAGE=$language && run "$language" && exit $bad) || bad=1
    zones="$zones $language"
done
for name in $zones; do
    diff -r plain.b "$name.b" >out || fail "$name: another borough: $(head -n 2 out)"
    for file in h5 describe plan train json html csv list panel.html fit help; do
        cmp "plain.$file" "$name.$file" || fail "$name: another $file"
    done
done
exit $bad
