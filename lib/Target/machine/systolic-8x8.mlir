// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// A made-up accelerator: a systolic array and a scratchpad.

dsa.machine @"systolic-8x8" isas [@systolic8] features ["systolic8"]
    plain {latency = 8, interval = 8, source = "made up: a small scalar core"} {
  dsa.memory @scratchpad cache bytes 131072 bandwidth 16 shared_by 1
      source "made up"
  dsa.memory @dram bytes 1073741824 bandwidth 4 shared_by 1
      source "made up"
}
