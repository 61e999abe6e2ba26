/* The function that the emission of @dot2::@dot2 calls. */
#include <stdint.h>
typedef int32_t v4i32 __attribute__((vector_size(16)));
typedef int16_t v8i16 __attribute__((vector_size(16)));
v4i32 dsa_test_dot2(v4i32 p, v8i16 x, v8i16 y) {
  for (int n = 0; n < 4; ++n)
    p[n] = (int32_t)((uint32_t)p[n] + (uint32_t)(x[2 * n] * y[2 * n]) +
                     (uint32_t)(x[2 * n + 1] * y[2 * n + 1]));
  return p;
}
