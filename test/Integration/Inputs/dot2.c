// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the instruction @dot2::@dot2 of a machine outside this tree calls, and
// how often it was called.
#include <stdint.h>

typedef int16_t pairs __attribute__((vector_size(16)));
typedef int32_t sums __attribute__((vector_size(16)));

int32_t dsa_test_dot2_calls;

sums dsa_test_dot2(sums acc, pairs x, pairs y) {
  ++dsa_test_dot2_calls;
  for (int n = 0; n < 4; ++n)
    acc[n] += x[2 * n] * y[2 * n] + x[2 * n + 1] * y[2 * n + 1];
  return acc;
}
