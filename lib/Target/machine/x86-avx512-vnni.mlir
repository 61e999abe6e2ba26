// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Intel Xeon with AVX512-VNNI and without AMX (Cascade Lake, Ice Lake): sizes are
// those of the smallest of them, so that blocks fit every one.

dsa.machine @"x86-avx512-vnni" isas [@avx512_f, @avx512_vnni]
    features ["avx512f", "avx512bw", "avx512vl", "avx512vnni"]
    plain {latency = 4, interval = 1, source = "as measured on Sapphire Rapids"} triple "x86_64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 32768 bandwidth 100 shared_by 1 line 64
      source "Intel Optimization Reference Manual, chapter 2, Ice Lake; bandwidth as measured on Sapphire Rapids"
  dsa.memory @l2 cache bytes 1048576 bandwidth 48 shared_by 1 line 64
      source "Intel Optimization Reference Manual, chapter 2, Ice Lake Server"
  dsa.memory @l3 cache bytes 33554432 bandwidth 10 shared_by 32 line 64
      source "bandwidth as measured on Sapphire Rapids"
  dsa.memory @dram bytes 17179869184 bandwidth 5 shared_by 32 line 64
      source "bandwidth as measured on Sapphire Rapids"
}
