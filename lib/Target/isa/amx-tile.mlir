// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Intel AMX: eight tile registers of 16 rows of 64 bytes, which the matrix
// sets share. The compiler back end configures the shapes (LDTILECFG); the
// process must have asked the system for permission, which the runtime does.
// Intel SDM volume 1, chapter 18 "Programming with Intel AMX".

dsa.isa @amx_tile features ["amx-tile"] {
  dsa.registers @tile count 8 means tensor<16x64xi8>
      issues_as !amx.tile<16x64xi8> no_copy
}
