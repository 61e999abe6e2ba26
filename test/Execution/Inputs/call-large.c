/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "large.h"
#include <stdio.h>

int main(void) {
  const int64_t places[3] = {0, 1, 524287};
  float values[3];
  int status = x_pick(places, values);
  printf("%d: %g %g %.0f\n", status, values[0], values[1], values[2]);
  return 0;
}
