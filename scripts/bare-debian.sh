#!/bin/sh
# Tries README's two commands on a bare Debian 12: debootstrap into a folder, chroot,
# a fresh clone of the committed tree, make demo, make test, and each a second time
# (which must set nothing up). As root.
#   scripts/bare-debian.sh FOLDER      the folder is kept for a look afterwards
set -eu
[ $# = 1 ] || { echo "it is: $0 FOLDER" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
root=$1
if [ ! -e "$root/bin/sh" ]; then
    debootstrap --variant=minbase --include=make bookworm "$root"
fi
cleanup() { umount "$root/proc" "$root/dev" 2>/dev/null || true; }
trap cleanup EXIT
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
rm -rf "$root/home/latecare"
git clone -q "$here" "$root/home/latecare"
run() {
    echo "== $*"
    start=$(date +%s)
    chroot "$root" sh -c "cd /home/latecare && $*"
    echo "== $* took $(($(date +%s) - start)) s"
}
run make demo
run make test
run make demo
run make test
