// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Arm Neoverse N1: dot products of bytes, no matrix products.

dsa.machine @"aarch64-neoverse-n1" isas [@neon, @aarch64_dotprod] features ["neon", "dotprod"]
    plain {latency = 4, interval = 1, source = "a conservative estimate"} triple "aarch64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 65536 bandwidth 32 shared_by 1 line 64
      source "Arm Neoverse N1 Core Technical Reference Manual: 64 KiB, two loads of 16 bytes a cycle"
  dsa.memory @l2 cache bytes 524288 bandwidth 32 shared_by 1 line 64
      source "Arm Neoverse N1 Core Technical Reference Manual; bandwidth a conservative estimate"
  dsa.memory @dram bytes 17179869184 bandwidth 5 shared_by 64 line 64
      source "a conservative estimate"
}
