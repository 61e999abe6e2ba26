/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "libmatmul.h"
#include <stdio.h>

int main(void) {
  const float x[2][3] = {{1, 0, -1}, {0, 2, 0}};
  const uint8_t bytes[3] = {200, 1, 200};
  int32_t counters[2] = {7, 9};
  float sums[2];
  int32_t answer;
  int status = dsa_main(&x[0][0], bytes, counters, 0.5F, sums, &answer);
  printf("dsa_main returned %d\n", status);
  sums[1] += 1.0F;
  printf("%g %g | %d %d | %d\n", sums[0], sums[1], counters[0], counters[1],
         answer);
  return scale_2();
}
