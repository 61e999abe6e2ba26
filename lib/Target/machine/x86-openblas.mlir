// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Any x86-64 processor with the library OpenBLAS: its functions are the
// instructions.

dsa.machine @"x86-openblas" isas [@openblas]
    plain {latency = 4, interval = 1, source = "as measured on Sapphire Rapids"} triple "x86_64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 32768 bandwidth 32 shared_by 1 line 64
      source "the smallest L1 of the x86-64 processors of the last ten years; one 32-byte load a cycle"
  dsa.memory @l2 cache bytes 262144 bandwidth 16 shared_by 1 line 64
      source "the smallest L2 of the same; a conservative estimate"
  dsa.memory @dram bytes 4294967296 bandwidth 4 shared_by 4 line 64
      source "a conservative estimate"
}
