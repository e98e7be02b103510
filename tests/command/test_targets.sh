#!/bin/sh
# No verb writes over what it reads, whatever --force says and by whatever name: a table, a
# study, a model, a list, a store or what lies beside it. Nor over a device.
. tests/command/common.sh
cd "$work" || exit 1

borough b --children 1000 --years 8 --seed 5
fill s.h5
extract=$(find b/extracts/2025-03-01 -name 'people.csv' | head -n 1)
cp "$extract" people.csv
printf 'y,a\n0,1\n1,2\n0,3\n1,1\n0,2\n1,3\n' >t.csv
status 0 fit t.csv --family logistic --formula 'y ~ a' --output m.json
small_study >study.yaml
cp t.csv list.json
ln s.h5 hard.h5
ln -s t.csv soft.csv
all() { cat s.h5 s.h5.* t.csv m.json study.yaml list.json people.csv | cksum; }
before=$(all)

refused() {
    status 5 "$@" --force
    says 'is read here, or belongs to what is; write to another file'
    [ "$before" = "$(all)" ] || fail "written over: $*"
}
for kept in s.h5 ./s.h5 hard.h5 study.yaml s.h5.key s.h5.digest s.h5.identity s.h5.identity.key s.h5.log; do
    refused train study.yaml s.h5 $kept
    refused design study.yaml s.h5 $kept
    case $kept in study.yaml) continue ;; esac
    refused recalibrate m.json s.h5 $kept
    refused link s.h5 --review $kept
    refused score m.json s.h5 --asof 2025-04-01 --output $kept
done
refused fit t.csv --family logistic --formula 'y ~ a' --output t.csv
refused fit soft.csv --family logistic --formula 'y ~ a' --output t.csv
refused fit t.csv --family cox --formula 'Surv(a, y) ~ a' --output m.json --residuals deviance --output-residuals m.json
refused predict m.json t.csv --output m.json
refused predict m.json t.csv --output ./t.csv
refused recalibrate m.json t.csv t.csv
refused recalibrate m.json t.csv m.json
refused export m.json m.json
refused report m.json --output m.json
refused report m.json --list list.json --output list.json
refused curve t.csv --formula 'Surv(a, y) ~ 1' --output t.csv
refused import s.h5 people.csv --rejects people.csv
refused import s.h5 people.csv --findings s.h5
refused import s.h5 people.csv --rejects s.h5.identity.key

# what is there and is no file stays what it is
mkfifo fifo
for device in fifo; do
    status 3 fit t.csv --family logistic --formula 'y ~ a' --output $device --force
    says 'not a regular file'
    status 3 export m.json $device --force
    [ -p fifo ] || fail "a FIFO was replaced"
done
# and with other names all of it goes
status 0 fit soft.csv --family logistic --formula 'y ~ a' --output m2.json
status 0 fit t.csv --family logistic --formula 'y ~ a' --output m2.json --force
status 0 export m.json -
[ "$before" = "$(all)" ] || fail "something was changed"

# a store named by a symbolic link is the store: read, written in its own place, under its
# own lock and log; the link stays a link, and an output is not the store by that name either
ln -s s.h5 link.h5
status 0 describe link.h5
refused design study.yaml link.h5 s.h5
refused design study.yaml s.h5 link.h5
status 0 link link.h5 --undo
[ -L link.h5 ] || fail "a new store has taken the link's place"
[ "$before" != "$(all)" ] || fail "the store behind the link was not written"
[ -z "$(find . -name 'link.h5.*')" ] || fail "files beside the link: $(ls link.h5.*)"
status 0 verify s.h5
exit $bad
