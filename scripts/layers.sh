#!/bin/sh
# The order of folders is the list below: a folder may include itself and those before
# it, never those after. What a folder shares with itself (x_inside.h) no other includes,
# but for the tests of the same folder, what tests share, and bench. Also refuses a cycle
# of modules (x.c with x.h), and a header of the machine anywhere but in engine/system:
# what is neither C11's own nor a library's.
set -eu
cd "$(dirname "$0")/.."
order="engine/system engine/base engine/disclosure engine/numeric engine/parallel engine/formula engine/table engine/match engine/returns engine/store
engine/import engine/link engine/people engine/decisions engine/kind engine/study engine/checkup engine/outward engine/design engine/command datasets/borough
models/family models/climb models/curve models/rank models/binary models/cox models/subhazard
models/discrete models/aft models/boosted models/families models/penalty models/fit
models/recalibrate models/export models/assess models/panel models/report models/answer
models/command"
bad=0
ours="assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|math|setjmp|stdalign|\
stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|tgmath|time|uchar|wchar|wctype|\
cblas|csv|cyaml/cyaml|expat|gsl/[a-z_]*|hdf5|jansson|mpi|sodium|yaml|zlib"
product=$(ls engine/*/*.[ch] models/*/*.[ch] datasets/borough/*.[ch])
tests=$(ls tests/*/*/*.[ch])
edges=$(mktemp)
trap 'rm -f "$edges"' EXIT
# One reading of all files. there[]: what exists, as an include may name it.
# shellcheck disable=SC2086
awk -v order="$order" -v ours="^<($ours)\\.h>$" -v edges="$edges" '
function folder_of(path) { sub(/\/[^\/]*$/, "", path); return path }
function stem(path) { sub(/\.[ch]$/, "", path); return path }
function wrong(why) { print FILENAME ": " why; bad = 1 }
BEGIN {
    n = split(order, rooms, /[ \n]+/)
    for (i = 1; i <= n; i++) rank[rooms[i]] = i
    for (i = 1; i < ARGC; i++) there[ARGV[i]] = 1
}
FNR == 1 {
    here = folder_of(FILENAME)
    test = FILENAME ~ /^tests\//
    if (!test && !(here in rank)) wrong("folder " here " is not in the order")
}
/^ *# *include *</ && !test {
    match($0, /<[^>]*>/)
    header = substr($0, RSTART, RLENGTH)
    if (here != "engine/system" && header !~ ours) wrong(header " is for engine/system alone")
    if (header == "<mpi.h>" && here != "engine/parallel") wrong(header " is for engine/parallel alone")
}
/^#include "/ {
    split($0, part, "\"")
    target = ("engine/" part[2]) in there ? "engine/" part[2] : part[2]
    folder = folder_of(target)
    if (target ~ /inside\.h$/ && folder != here && !(test && substr(here, 7) == folder))
        wrong("includes " part[2] ", which is the inside of " folder)
    if (test) next
    if (!(target in there)) { wrong("includes " part[2] ", which is nowhere"); next }
    if (!(folder in rank) || rank[folder] > rank[here]) wrong("includes " part[2] ", which comes later")
    if (folder ~ /^datasets/ && here !~ /^datasets/) wrong("includes " part[2] "; nothing includes the borough")
    # a file a.c or a.h is the module a; an include is an edge, but of its own inside
    mine = stem(FILENAME); theirs = stem(target)
    if (theirs != mine && theirs != mine "_inside") print mine, theirs >edges
}
END { exit bad }' $product $tests || bad=1
sort -u "$edges" | tsort >/dev/null || { echo "a cycle of modules (above)"; bad=1; }
exit $bad
