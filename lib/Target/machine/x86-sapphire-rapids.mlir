// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Intel Xeon, 4th generation (Sapphire Rapids). Bandwidths are bytes a cycle that
// one core reads, measured on a virtual machine (Xeon model 143 stepping 8).

dsa.machine @"x86-sapphire-rapids" isas [@avx512_f, @avx512_vnni, @amx_int8, @amx_bf16, @avx512_bf16]
    features ["avx512f", "avx512bw", "avx512vl", "avx512vnni", "avx512bf16", "amx-tile", "amx-int8", "amx-bf16"] cores 56
    plain {latency = 4, interval = 1, source = "measured, 0.4 to 0.7 ns an iteration of f32 and s8 matrix products compiled by clang -O3, at 2.2 GHz"}
    triple "x86_64-unknown-linux-gnu" {
  dsa.memory @l1 cache bytes 49152 bandwidth 100 shared_by 1 line 64
      source "CPUID leaf 4; bandwidth measured, 207 to 235 GB/s at 2.2 GHz"
  dsa.memory @l2 cache bytes 2097152 bandwidth 52 shared_by 1 line 64
      source "CPUID leaf 4; bandwidth measured, 115 GB/s at 2.2 GHz"
  dsa.memory @l3 cache bytes 110100480 bandwidth 10 shared_by 56 line 64
      source "CPUID leaf 4; bandwidth measured, 22 to 24 GB/s at 2.2 GHz"
  dsa.memory @dram bytes 17179869184 bandwidth 5 shared_by 56 line 64
      source "bandwidth measured, 11.8 GB/s at 2.2 GHz"
}
