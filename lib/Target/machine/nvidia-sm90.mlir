// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// NVIDIA H100 (sm_90), by the instructions it shares with sm_80: for proofs and simulation, one warp at a time. A core is a
// multiprocessor.

dsa.machine @"nvidia-sm90" isas [@nvidia_mma_f16, @nvidia_mma] features ["sm_80", "sm_90"] cores 132
    triple "nvptx64-nvidia-cuda" {
  dsa.memory @shared cache bytes 233472 bandwidth 128 shared_by 1
      source "NVIDIA H100 Tensor Core GPU Architecture white paper: combined L1 and shared memory, 128 bytes a clock"
  dsa.memory @l2 cache bytes 52428800 bandwidth 48 shared_by 132
      source "NVIDIA H100 Tensor Core GPU Architecture white paper; bandwidth a conservative estimate"
  dsa.memory @dram bytes 85899345920 bandwidth 14 shared_by 132
      source "NVIDIA H100 Tensor Core GPU Architecture white paper: memory bandwidth over clock and multiprocessors"
}
