// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The program of outside-instruction.mlir in plain C, and the proof that the
// instruction ran. Compiled with the header of the compiled library.
#include <stdint.h>
#include <stdio.h>

enum { I = 7, J = 5, K = 9 };
extern int32_t dsa_test_dot2_calls;

int main(void) {
  static int16_t x[I * K * J], w[K * I];
  static int32_t got[I * J];
  uint32_t state = 4711;
  for (int i = 0; i < I * K * J; ++i)
    x[i] = (int16_t)((state = state * 1664525u + 1013904223u) >> 16);
  for (int i = 0; i < K * I; ++i)
    w[i] = (int16_t)((state = state * 1664525u + 1013904223u) >> 16);
  outside(x, w, got);
  int differs = 0;
  for (int i = 0; i < I; ++i)
    for (int j = 0; j < J; ++j) {
      uint32_t sum = 0;
      for (int k = 0; k < K; ++k)
        sum += (uint32_t)(x[(i * K + k) * J + j] * w[k * I + i]);
      differs += (int32_t)sum != got[i * J + j];
    }
  printf("%d differ, %d calls\n", differs, dsa_test_dot2_calls);
  return differs != 0;
}
