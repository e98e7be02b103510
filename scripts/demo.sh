#!/bin/sh
# The main job on a synthetic borough: scripts/demo.sh PROGRAM [FOLDER]
set -eu
echo "demo: not yet"
exit 1
