// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Any processor with vectors of 128 bits or more.

dsa.machine @"riscv64-v128" isas [@riscv_v] features ["m", "a", "f", "d", "c", "v"]
    length 8 plain {latency = 4, interval = 1, source = "a conservative estimate"} triple "riscv64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 32768 bandwidth 8 shared_by 1 line 64
      source "SpacemiT X60: 32 KiB; bandwidth of vle8 by LLVM's model of it"
  dsa.memory @l2 cache bytes 524288 bandwidth 8 shared_by 4 line 64
      source "SpacemiT X60: 512 KiB a cluster of four; bandwidth a conservative estimate"
  dsa.memory @dram bytes 4294967296 bandwidth 2 shared_by 8 line 64
      source "a conservative estimate"
}
