// Where the system refuses AMX, there is a message and an exit code, and no
// SIGILL; a compiled function returns why it did not run.
// REQUIRES: cpu-amx_int8, !sanitize
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: gcc -shared -fPIC %S/Inputs/refuse-tiles.c -o refuse.so -ldl
// RUN: ( env LD_PRELOAD=./refuse.so dsa-run %s --machine=x86-sapphire-rapids --bench=1; echo status $? ) 2>&1 | FileCheck %s
// RUN: dsa-run %s --machine=x86-sapphire-rapids --bench=1 | FileCheck %s --check-prefix=GRANTED
// RUN: dsa-translate %s --dsa-to-shared-library --machine=x86-sapphire-rapids -o libzero.so
// RUN: echo '#include "libzero.h"' > call.c
// RUN: echo 'int main(void) { static int32_t c[16][16]; return zero(&c[0][0]); }' >> call.c
// RUN: gcc -I. call.c ./libzero.so -o call && ./call
// RUN: env LD_PRELOAD=./refuse.so ./call; test $? = 1

// CHECK: error: expected 'zero' to run, but the system does not let this process use AMX tiles
// CHECK: status 2
// GRANTED: ran zero
!acc = !dsa.reg<@amx_int8::@acc>
!sums = memref<16x16xi32, strided<[?, 1], offset: ?>>
dsa.isa @amx_tile features ["amx-tile"] {
  dsa.registers @tile count 8 means tensor<16x64xi8> issues_as !amx.tile<16x64xi8> no_copy
}
dsa.isa @amx_int8 features ["amx-tile", "amx-int8"] requires [@amx_tile] {
  dsa.registers @acc shares @amx_tile::@tile means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  dsa.instruction @tilezero() -> !acc
  dsa.instruction @tilestored_acc(!sums write, !acc) -> ()
}
func.func @zero(%c: memref<16x16xi32>) {
  %z = dsa.invoke @amx_int8::@tilezero() : () -> !acc
  dsa.invoke @amx_int8::@tilestored_acc(%c, %z) : (memref<16x16xi32>, !acc) -> ()
  return
}
