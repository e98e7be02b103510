#!/bin/sh
# A program that was installed and moved finds its data files beside it, with no checkout.
. tests/command/common.sh

mkdir -p "$work/usr/bin" "$work/usr/share/latecare" "$work/elsewhere" "$work/alone"
cp "$latecare" "$work/usr/bin/latecare"
cp -r datasets/schema datasets/studies "$work/usr/share/latecare/"
printf 'person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\nP2,2023-01-01,2023-01-02,M,home,Y,N,2023-01-01\n' >"$work/missing.csv"
unset LATECARE_SHARE
cd "$work/elsewhere" || exit 1
latecare=$work/usr/bin/latecare
status 0 import s.h5 ../missing.csv --received 2024-04-01
# through a link in another folder too; LATECARE_SHARE is asked first
ln -s ../usr/bin/latecare "$work/alone/latecare"
latecare=$work/alone/latecare
status 0 import s2.h5 ../missing.csv --received 2024-04-01
LATECARE_SHARE=$work/alone
export LATECARE_SHARE
status 3 import s3.h5 ../missing.csv --received 2024-04-01
says "$work/alone/schema"
exit $bad
