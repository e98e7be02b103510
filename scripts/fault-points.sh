#!/bin/sh
# Every verb that writes, with one of its calls failing or itself killed there, at POINTS points in all:
#   scripts/fault-points.sh PROGRAM POINTS [SEED]
# At each: is what is there one generation, told of in the log, nothing half; does the exit status say whether the result
# is whole; does the next run of the same command mend it, or say how? scripts/fault-points.py has the questions,
# tests/faults/shim.c makes the faults. Ends with a line that counts; exit 1 if any is wrong.
set -eu
program=$(realpath "$1")
points=$2
seed=${3:-1}
work=$(TMPDIR=$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}") mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -O1 -shared -fPIC -o "$work/shim.so" "$(dirname "$0")/../tests/faults/shim.c"
python3 "$(dirname "$0")/fault-points.py" "$program" "$work" "$points" "$seed"
