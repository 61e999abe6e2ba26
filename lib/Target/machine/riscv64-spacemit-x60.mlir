// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// SpacemiT X60: vectors of 256 bits.

dsa.machine @"riscv64-spacemit-x60" isas [@riscv_v] features ["m", "a", "f", "d", "c", "v", "zvl256b"]
    length 16 plain {latency = 4, interval = 1, source = "a conservative estimate"} triple "riscv64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 32768 bandwidth 16 shared_by 1 line 64
      source "SpacemiT X60: 32 KiB; bandwidth of vle8 by LLVM's model of it"
  dsa.memory @l2 cache bytes 524288 bandwidth 8 shared_by 4 line 64
      source "SpacemiT X60: 512 KiB a cluster of four; bandwidth a conservative estimate"
  dsa.memory @dram bytes 4294967296 bandwidth 2 shared_by 8 line 64
      source "a conservative estimate"
}
