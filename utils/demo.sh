#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# From a bare Debian 12 with nothing but this checkout: installs what is
# missing, builds, and runs models that others exported down the whole ladder on
# the richest described machine that this processor supports. Idempotent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

utils/setup.sh

echo
echo "Machines described in lib/Target/machine:"
build/bin/dsa-opt --list-machines
echo
echo "Models with their expected outputs, through proved instructions"
echo "(preferred wherever one can do the work; by cost alone some of these"
echo "models are too small for it). Columns: the largest error against the"
echo "expected output; time of one run; obligations proved and how long that"
echo "took; what a result may differ by; instructions and how often they ran."
utils/run-models.py --machine=host --prefer=instructions \
  test_Conv2d test_Conv2d_dilated test_Conv2d_strided test_Conv1d \
  test_Conv3d test_Linear test_matmulinteger test_convinteger_with_padding \
  test_qlinearconv test_qlinearmatmul_2D
echo
echo "Every decision has a reason:"
build/bin/dsa-opt --remarks-filter='.*' --remark-policy=all -o /dev/null \
  --dsa-compile="machine=x86-sapphire-rapids prefer=instructions to=linalg" \
  test/Integration/specialize-fragments.mlir 2>&1 |
  sed -n 's/.*Remark="\(.*\)"/  \1/p' | fold -s -w 78
