// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Any x86-64 processor with AVX2 and FMA (since Haswell and Zen): sizes are those
// of the smallest of them, so that blocks fit every one.

dsa.machine @"x86-avx2" isas [@avx_fma, @avx2] features ["avx", "avx2", "fma"]
    plain {latency = 4, interval = 1, source = "as measured on Sapphire Rapids"} triple "x86_64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 32768 bandwidth 64 shared_by 1 line 64
      source "Intel Optimization Reference Manual, Haswell: 32 KiB, two loads of 32 bytes a cycle"
  dsa.memory @l2 cache bytes 262144 bandwidth 32 shared_by 1 line 64
      source "Intel Optimization Reference Manual, Haswell: 256 KiB; bandwidth a conservative estimate"
  dsa.memory @l3 cache bytes 2097152 bandwidth 10 shared_by 4 line 64
      source "a conservative estimate; bandwidth as measured on Sapphire Rapids"
  dsa.memory @dram bytes 4294967296 bandwidth 5 shared_by 4 line 64
      source "a conservative estimate; bandwidth as measured on Sapphire Rapids"
}
