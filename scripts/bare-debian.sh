#!/bin/sh
# Tries README's commands on a bare Debian 12: debootstrap into a folder, chroot, a fresh
# clone of the committed tree, each command, and each a second time (which must set
# nothing up). As root.
#   scripts/bare-debian.sh FOLDER [COMMAND...]     the folder is kept for a look afterwards
# Without COMMANDs they are "make demo" and "make test"; for the page "make browser" and
# "make browser-test". BARE_CLONE names another folder in it than home/latecare; BARE_KEEP=1
# takes into the clone that is there what was committed since, to go on where one failed.
set -eu
[ $# -ge 1 ] || { echo "it is: $0 FOLDER [COMMAND...]" >&2; exit 2; }
here=$(cd "$(dirname "$0")/.." && pwd)
root=$1
shift
[ $# -gt 0 ] || set -- 'make demo' 'make test'
if [ ! -e "$root/bin/sh" ]; then
    debootstrap --variant=minbase --include=make bookworm "$root"
fi
cleanup() { umount "$root/proc" "$root/dev" 2>/dev/null || true; }
trap cleanup EXIT
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
# What this machine's network is: its names, and whom it trusts where something on the way reads
# along (npm has a list of its own, which that is not on).
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
unset NODE_EXTRA_CA_CERTS
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/trusted-here.crt"
    export NODE_EXTRA_CA_CERTS=/etc/trusted-here.crt
fi
clone=${BARE_CLONE:-home/latecare}
if [ -n "${BARE_KEEP-}" ]; then
    git -C "$root/$clone" pull -q --ff-only "$here" HEAD
else
    rm -rf "${root:?}/$clone"
    git clone -q "$here" "$root/$clone"
fi
run() {
    echo "== $1"
    start=$(date +%s)
    chroot "$root" sh -c "cd '/$clone' && $1"
    echo "== $1 took $(($(date +%s) - start)) s"
}
for command; do run "$command"; done
for command; do
    run "$command" >"$root/second" 2>&1 || { cat "$root/second"; exit 1; }
    cat "$root/second"
    if grep -E '^(setup: installing|  SOURCE |  EMCC )' "$root/second"; then
        echo "bare-debian: a second '$command' sets up again" >&2
        exit 1
    fi
done
