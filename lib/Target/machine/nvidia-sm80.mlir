// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// NVIDIA A100 (sm_80): for proofs and simulation, one warp at a time. A core is a
// multiprocessor.

dsa.machine @"nvidia-sm80" isas [@nvidia_mma_f16, @nvidia_mma] features ["sm_80"] cores 108
    triple "nvptx64-nvidia-cuda" {
  dsa.memory @shared cache bytes 167936 bandwidth 128 shared_by 1
      source "NVIDIA A100 Tensor Core GPU Architecture white paper: combined L1 and shared memory, 128 bytes a clock"
  dsa.memory @l2 cache bytes 41943040 bandwidth 48 shared_by 108
      source "NVIDIA A100 Tensor Core GPU Architecture white paper; bandwidth a conservative estimate"
  dsa.memory @dram bytes 42949672960 bandwidth 10 shared_by 108
      source "NVIDIA A100 Tensor Core GPU Architecture white paper: memory bandwidth over clock and multiprocessors"
}
