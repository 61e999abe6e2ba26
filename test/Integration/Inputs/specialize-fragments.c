// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The four fragments in plain C, on all byte values. Compiled with the header
// that dsa-translate wrote beside the library.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { M = 33, N = 47, K = 65 };

static int8_t a[M * K], at[K * M], b[K * N];
static int32_t expected[M * N], got[M * N];

#define REFERENCE(TERM)                                                        \
  for (int m = 0; m < M; ++m)                                                  \
    for (int n = 0; n < N; ++n) {                                              \
      int32_t sum = 0;                                                         \
      for (int k = 0; k < K; ++k) {                                            \
        int8_t x = a[m * K + k], y = b[k * N + n];                             \
        sum += TERM;                                                           \
      }                                                                        \
      expected[m * N + n] = sum;                                               \
    }

static int report(const char *name) {
  int equal = memcmp(expected, got, sizeof got) == 0;
  printf("%s: %s\n", name, equal ? "equal" : "differs");
  memset(got, 0x55, sizeof got);
  return !equal;
}

int main(void) {
  uint32_t state = 12345;
  for (int i = 0; i < M * K; ++i)
    a[i] = (int8_t)((state = state * 1664525u + 1013904223u) >> 24);
  for (int i = 0; i < K * N; ++i)
    b[i] = (int8_t)((state = state * 1664525u + 1013904223u) >> 24);
  for (int m = 0; m < M; ++m)
    for (int k = 0; k < K; ++k)
      at[k * M + m] = a[m * K + k];

  int failures = 0;
  REFERENCE((int32_t)x * (int32_t)y)
  transposed(at, b, got);
  failures += report("transposed");
  REFERENCE((int32_t)(uint8_t)x * (int32_t)y)
  unsigned_by_signed((uint8_t *)a, b, got);
  failures += report("unsigned by signed");
  REFERENCE((int32_t)(uint8_t)x * (int32_t)(uint8_t)y)
  unsigned_by_unsigned((uint8_t *)a, (uint8_t *)b, got);
  failures += report("unsigned");
  REFERENCE((int32_t)(int8_t)(x * y))
  wrapping(a, b, got);
  failures += report("wrapping");
  return failures;
}
