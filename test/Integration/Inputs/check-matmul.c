/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The program beside this against three plain loops. */
#include "libmm.h"
#include <stdio.h>
#include <stdlib.h>

static int8_t a[64][128], w[128][64], packed[32][64][4];
static int32_t c[64][64];

int main(void) {
  for (int i = 0; i < 64 * 128; ++i) {
    (&a[0][0])[i] = (int8_t)rand();
    (&w[0][0])[i] = (int8_t)rand();
  }
  for (int k = 0; k < 128; ++k)
    for (int j = 0; j < 64; ++j)
      packed[k / 4][j][k % 4] = w[k][j];
  int status = mm(&a[0][0], &packed[0][0][0], &c[0][0]);
  int wrong = 0;
  for (int i = 0; i < 64; ++i)
    for (int j = 0; j < 64; ++j) {
      int32_t sum = 0;
      for (int k = 0; k < 128; ++k)
        sum += a[i][k] * w[k][j];
      wrong += sum != c[i][j];
    }
  printf("returned %d, %d of 4096 elements differ\n", status, wrong);
  return 0;
}
