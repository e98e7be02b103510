#!/bin/sh
# The order of folders is the list below: a folder may include itself and those before
# it, never those after. What a folder shares with itself (x_inside.h) no other includes,
# but for the tests of the same folder, what tests share, and bench. Also refuses a cycle
# of modules (x.c with x.h), and a header of the machine anywhere but in engine/system:
# what is neither C11's own nor a library's.
set -eu
cd "$(dirname "$0")/.."
order="engine/system engine/base engine/numeric engine/parallel engine/formula engine/table engine/store
engine/import engine/link engine/kind engine/study engine/design engine/command datasets/borough
models/family models/climb models/curve models/rank models/binary models/cox models/subhazard
models/discrete models/aft models/boosted models/families models/penalty models/fit
models/recalibrate models/export models/assess models/panel models/report models/answer
models/command"
rank() { n=0; for f in $order; do n=$((n + 1)); [ "$f" = "$1" ] && echo $n && return; done; echo 0; }
bad=0
for file in engine/*/*.[ch] models/*/*.[ch] datasets/borough/*.[ch]; do
    [ -e "$file" ] || continue
    here=$(dirname "$file")
    mine=$(rank "$here")
    [ "$mine" = 0 ] && { echo "$file: folder $here is not in the order"; bad=1; continue; }
    for target in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
        if [ -e "engine/$target" ]; then folder=$(dirname "engine/$target")
        elif [ -e "$target" ]; then folder=$(dirname "$target")
        else echo "$file: includes $target, which is nowhere"; bad=1; continue; fi
        theirs=$(rank "$folder")
        if [ "$theirs" = 0 ] || [ "$theirs" -gt "$mine" ]; then
            echo "$file: includes $target, which comes later"; bad=1
        fi
        case "$target" in *inside.h) [ "$folder" = "$here" ] ||
            { echo "$file: includes $target, which is the inside of $folder"; bad=1; } ;; esac
        case "$here" in datasets/*) ;; *) case "$folder" in datasets/*)
            echo "$file: includes $target; nothing includes the borough"; bad=1 ;; esac ;; esac
    done
done
ours="assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|math|setjmp|stdalign|\
stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|tgmath|time|uchar|wchar|wctype|\
cblas|csv|cyaml/cyaml|gsl/[a-z_]*|hdf5|jansson|mpi|sodium|yaml"
grep -E '^ *# *include *<' engine/*/*.[ch] models/*/*.[ch] datasets/borough/*.[ch] |
    grep -vE "^engine/system/|<($ours)\.h>" | sed 's/:.*\(<.*>\).*/: \1 is for engine\/system alone/' | grep . && bad=1
for file in tests/*/*/*.[ch]; do
    here=$(dirname "${file#tests/}")
    for target in $(sed -n 's/^#include "\([^"]*inside\.h\)".*/\1/p' "$file"); do
        folder=$(dirname "$target")
        case "$here" in "$folder" | "engine/$folder") ;;
        *) echo "$file: includes $target, which is the inside of $folder"; bad=1 ;; esac
    done
done
grep -lE '#include <mpi.h>' engine/*/*.[ch] models/*/*.[ch] 2>/dev/null | grep -v '^engine/parallel/' && bad=1
# modules: file a.c or a.h is the module a; an include is an edge, but of a's own inside
for file in engine/*/*.[ch] models/*/*.[ch] datasets/borough/*.[ch]; do
    [ -e "$file" ] || continue
    module=${file%.[ch]}
    sed -n 's/^#include "\([^"]*\)\.h".*/\1/p' "$file" | while read -r target; do
        [ -e "engine/$target.h" ] && target=engine/$target
        case "$target" in "$module" | "${module}_inside") ;; *) echo "$module $target" ;; esac
    done
done | sort -u | tsort >/dev/null || { echo "a cycle of modules (above)"; bad=1; }
exit $bad
