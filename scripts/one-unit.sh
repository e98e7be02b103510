#!/bin/sh
# One name, one thing: all headers compile together in one translation unit, and each
# alone, so that it includes what it needs. Left out: *_body.h, which a kernel includes
# once for each width of vector.
set -eu
cd "$(dirname "$0")/.."
headers=$(ls engine/*/*.h models/*/*.h datasets/borough/*.h | grep -v '_body\.h$')
CC=${CC:-gcc}
flags="-x c -std=c11 -Wall -Wextra -Werror -fsyntax-only -Iengine -I. -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
$(pkg-config --cflags hdf5 openblas jansson libsodium libcyaml)"
export CC flags
bad=0
# shellcheck disable=SC2016
printf '%s\n' $headers | xargs -P "$(nproc)" -I{} sh -c \
    'echo "#include \"{}\"" | $CC $flags - || { echo "{}: not alone"; exit 1; }' || bad=1
for header in $headers; do echo "#include \"$header\""; done | $CC $flags - || bad=1
exit $bad
