// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Arm Neoverse N2: dot and matrix products of bytes and of bfloat16.

dsa.machine @"aarch64-neoverse-n2" isas [@neon, @aarch64_dotprod, @aarch64_i8mm, @aarch64_bf16]
    features ["neon", "dotprod", "i8mm", "bf16"]
    plain {latency = 4, interval = 1, source = "a conservative estimate"} triple "aarch64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 65536 bandwidth 48 shared_by 1 line 64
      source "Arm Neoverse N2 Core Technical Reference Manual: 64 KiB, three loads of 16 bytes a cycle"
  dsa.memory @l2 cache bytes 524288 bandwidth 32 shared_by 1 line 64
      source "Arm Neoverse N2 Core Technical Reference Manual; bandwidth a conservative estimate"
  dsa.memory @dram bytes 17179869184 bandwidth 5 shared_by 64 line 64
      source "a conservative estimate"
}
