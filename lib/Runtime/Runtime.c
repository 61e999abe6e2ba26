/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/**
 * \file
 * Permission for AMX tiles: Linux gives the large registers only to processes
 * that ask (Documentation/arch/x86/xstate.rst), and kills others.
 */
#include "dsa/Execution/Runtime.h"

#if defined(__linux__) && defined(__x86_64__)
#include <sys/syscall.h>
#include <unistd.h>

enum { kArchReqXcompPerm = 0x1023, kXFeatureTileData = 18 };

static int request(void) {
  return syscall(SYS_arch_prctl, kArchReqXcompPerm, kXFeatureTileData) == 0
             ? DSA_OK
             : DSA_TILES_REFUSED;
}
#else
static int request(void) { return DSA_TILES_REFUSED; }
#endif

/* -1: not asked yet. Asking twice, from two threads, does no harm. */
static int answer = -1;

int dsa_request_tiles(void) {
  int known = __atomic_load_n(&answer, __ATOMIC_RELAXED);
  if (known < 0) {
    known = request();
    __atomic_store_n(&answer, known, __ATOMIC_RELAXED);
  }
  return known;
}

/* Early, so that threads that start later inherit the permission. */
__attribute__((constructor)) static void requestEarly(void) {
  dsa_request_tiles();
}

const char *dsa_status_message(int status) {
  switch (status) {
  case DSA_OK:
    return "no error";
  case DSA_TILES_REFUSED:
    return "the system does not let this process use AMX tiles";
  default:
    return "not a status of a compiled program";
  }
}
