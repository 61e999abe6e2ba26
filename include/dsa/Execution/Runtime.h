/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/**
 * \file
 * What compiled programs link: asks the system for what they need. Plain C.
 */
#ifndef DSA_EXECUTION_RUNTIME_H
#define DSA_EXECUTION_RUNTIME_H

/** The function below, as compiled programs call it. */
#define kRequestTilesSymbol "dsa_request_tiles"

#ifdef __cplusplus
extern "C" {
#endif

/** What a compiled function returns. */
enum dsa_status {
  DSA_OK = 0,
  /** The system does not let this process use AMX tiles. */
  DSA_TILES_REFUSED = 1
};

/**
 * Asks the system, once a process, to let it use AMX tiles; without, the first
 * tile instruction ends the process. Returns a dsa_status.
 */
int dsa_request_tiles(void);

/** A sentence that says what `status` means. */
const char *dsa_status_message(int status);

#ifdef __cplusplus
}
#endif

#endif /* DSA_EXECUTION_RUNTIME_H */
