#!/bin/sh
# One name, one thing: all headers compile together in one translation unit, and each
# alone, so that it includes what it needs. Left out: *_body.h, which a kernel includes
# once for each width of vector.
set -eu
cd "$(dirname "$0")/.."
headers=$(ls engine/*/*.h models/*/*.h datasets/borough/*.h | grep -v '_body\.h$')
compile() {
    ${CC:-gcc} -x c -std=c11 -Wall -Wextra -Werror -fsyntax-only -Iengine -I. \
        -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
        $(pkg-config --cflags hdf5 openblas jansson libsodium libcyaml) -
}
bad=0
for header in $headers; do
    echo "#include \"$header\"" | compile || { echo "$header: not alone"; bad=1; }
done
for header in $headers; do echo "#include \"$header\""; done | compile || bad=1
exit $bad
