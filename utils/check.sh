#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Sets up, builds and runs every test. Closes with
# `N passed, N failed, N skipped`.
#
#   utils/check.sh [--sanitize]
#
# --sanitize runs the same tests on a build with ASan and UBSan.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=release
for argument in "$@"; do
  case $argument in
    --sanitize) preset=sanitize ;;
    *) echo "usage: utils/check.sh [--sanitize]" >&2
       exit 2 ;;
  esac
done
directory=build
[ "$preset" = release ] || directory=build-$preset

utils/setup.sh --preset="$preset"
results=$directory/test/results.json
rm -f "$results"
status=0
/usr/lib/llvm-22/bin/lit -v --output="$results" \
  "$directory/test" || status=$?
python3 utils/summarize.py "$results"
exit $status
