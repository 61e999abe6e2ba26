// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// The vector extension of RISC-V, for any length of vectors. `?` is the number of
// lanes: of words in one register (LMUL 1), so VLEN / 16; wider elements take
// groups of registers. A machine states the length that code is generated for,
// proofs hold for all. RISC-V Instruction Set Manual, volume I, V 1.0.
//
// The reductions take lane after lane in order (vfredosum), or in any (vredsum,
// vfredusum).

#scalar = affine_map<(n) -> ()>
#lanes = affine_map<(n) -> (n)>
!bytes = !dsa.reg<@riscv_v::@bytes>
!words = !dsa.reg<@riscv_v::@words>
!sums = !dsa.reg<@riscv_v::@sums>
!floats = !dsa.reg<@riscv_v::@floats>
!scalar_i8 = !dsa.reg<@riscv_v::@scalar_i8>
!scalar_i16 = !dsa.reg<@riscv_v::@scalar_i16>
!scalar_i32 = !dsa.reg<@riscv_v::@scalar_i32>
!scalar_f32 = !dsa.reg<@riscv_v::@scalar_f32>
!memory_i8 = memref<?xi8, strided<[1], offset: ?>>
!memory_i16 = memref<?xi16, strided<[1], offset: ?>>
!memory_i32 = memref<?xi32, strided<[1], offset: ?>>
!memory_f32 = memref<?xf32, strided<[1], offset: ?>>
!element_i8 = memref<i8, strided<[], offset: ?>>
!element_i16 = memref<i16, strided<[], offset: ?>>
!element_i32 = memref<i32, strided<[], offset: ?>>
!element_f32 = memref<f32, strided<[], offset: ?>>

dsa.isa @riscv_v features ["v"] {
  // Of the 32 registers, 8 as such and 24 as groups of two.
  dsa.registers @words count 8 means tensor<?xi16> issues_as vector<[4]xi16>
  dsa.registers @bytes shares @words means tensor<?xi8>
      issues_as vector<[4]xi8>
  dsa.registers @sums count 12 means tensor<?xi32> issues_as vector<[4]xi32>
  dsa.registers @floats shares @sums means tensor<?xf32>
      issues_as vector<[4]xf32>
  // The integer and floating-point registers that addresses and calls leave.
  dsa.registers @scalar_i16 count 12 means tensor<i16> issues_as i16
  dsa.registers @scalar_i8 shares @scalar_i16 means tensor<i8> issues_as i8
  dsa.registers @scalar_i32 shares @scalar_i16 means tensor<i32> issues_as i32
  dsa.registers @scalar_f32 count 24 means tensor<f32> issues_as f32

  dsa.instruction @vwmacc_vx(!sums tied, !scalar_i16, !words) -> !sums
      cost {latency = 4, interval = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<?xi32>, %x: tensor<i16>, %y: tensor<?xi16>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<i16>, tensor<?xi16>) outs(%p : tensor<?xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<?xi32>
    dsa.yield %r : tensor<?xi32>
  } emission {
  ^bb0(%p: vector<[4]xi32>, %x: i16, %y: vector<[4]xi16>):
    %b = vector.broadcast %x : i16 to vector<[4]xi16>
    %xe = arith.extsi %b : vector<[4]xi16> to vector<[4]xi32>
    %ye = arith.extsi %y : vector<[4]xi16> to vector<[4]xi32>
    %m = arith.muli %xe, %ye : vector<[4]xi32>
    %r = arith.addi %p, %m : vector<[4]xi32>
    dsa.yield %r : vector<[4]xi32>
  }

  // Lane by lane.
  dsa.instruction @vwmacc_vv(!sums tied, !words, !words) -> !sums
      cost {latency = 4, interval = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<?xi32>, %x: tensor<?xi16>, %y: tensor<?xi16>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<?xi16>, tensor<?xi16>) outs(%p : tensor<?xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<?xi32>
    dsa.yield %r : tensor<?xi32>
  } emission {
  ^bb0(%p: vector<[4]xi32>, %x: vector<[4]xi16>, %y: vector<[4]xi16>):
    %xe = arith.extsi %x : vector<[4]xi16> to vector<[4]xi32>
    %ye = arith.extsi %y : vector<[4]xi16> to vector<[4]xi32>
    %m = arith.muli %xe, %ye : vector<[4]xi32>
    %r = arith.addi %p, %m : vector<[4]xi32>
    dsa.yield %r : vector<[4]xi32>
  }

  // Bytes are extended to words first.
  dsa.instruction @vsext_vwmacc_vx(!sums tied, !scalar_i8, !bytes) -> !sums
      cost {latency = 6, interval = 3, source = "sum of its two: LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<?xi32>, %x: tensor<i8>, %y: tensor<?xi8>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<i8>, tensor<?xi8>) outs(%p : tensor<?xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<?xi32>
    dsa.yield %r : tensor<?xi32>
  } emission {
  ^bb0(%p: vector<[4]xi32>, %x: i8, %y: vector<[4]xi8>):
    %b = vector.broadcast %x : i8 to vector<[4]xi8>
    %xe = arith.extsi %b : vector<[4]xi8> to vector<[4]xi32>
    %ye = arith.extsi %y : vector<[4]xi8> to vector<[4]xi32>
    %m = arith.muli %xe, %ye : vector<[4]xi32>
    %r = arith.addi %p, %m : vector<[4]xi32>
    dsa.yield %r : vector<[4]xi32>
  }

  dsa.instruction @vfmacc_vf(!floats tied, !scalar_f32, !floats) -> !floats
      cost {latency = 5, interval = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<?xf32>, %x: tensor<f32>, %y: tensor<?xf32>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f32>, tensor<?xf32>) outs(%p : tensor<?xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<?xf32>
    dsa.yield %r : tensor<?xf32>
  } refined {
  ^bb0(%p: tensor<?xf32>, %x: tensor<f32>, %y: tensor<?xf32>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f32>, tensor<?xf32>) outs(%p : tensor<?xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %s = math.fma %xi, %yi, %pi : f32
      linalg.yield %s : f32
    } -> tensor<?xf32>
    dsa.yield %r : tensor<?xf32>
  } emission {
  ^bb0(%p: vector<[4]xf32>, %x: f32, %y: vector<[4]xf32>):
    %b = vector.broadcast %x : f32 to vector<[4]xf32>
    %r = vector.fma %b, %y, %p : vector<[4]xf32>
    dsa.yield %r : vector<[4]xf32>
  }

  dsa.instruction @vredsum_vs(!scalar_i32 tied, !sums) -> !scalar_i32
      cost {latency = 11, interval = 4, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<i32>, %x: tensor<?xi32>):
    %r = linalg.generic {indexing_maps = [#lanes, #scalar], iterator_types = ["reduction"]}
        ins(%x : tensor<?xi32>) outs(%p : tensor<i32>) {
    ^bb0(%xi: i32, %pi: i32):
      %s = arith.addi %pi, %xi : i32
      linalg.yield %s : i32
    } -> tensor<i32>
    dsa.yield %r : tensor<i32>
  } emission {
  ^bb0(%p: i32, %x: vector<[4]xi32>):
    %r = vector.reduction <add>, %x, %p : vector<[4]xi32> into i32
    dsa.yield %r : i32
  }

  // In the order of the lanes.
  dsa.instruction @vfredosum_vs(!scalar_f32 tied, !floats) -> !scalar_f32
      cost {latency = 48, interval = 24, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<f32>, %x: tensor<?xf32>):
    %r = linalg.generic {indexing_maps = [#lanes, #scalar], iterator_types = ["reduction"]}
        ins(%x : tensor<?xf32>) outs(%p : tensor<f32>) {
    ^bb0(%xi: f32, %pi: f32):
      %s = arith.addf %pi, %xi : f32
      linalg.yield %s : f32
    } -> tensor<f32>
    dsa.yield %r : tensor<f32>
  } emission {
  ^bb0(%p: f32, %x: vector<[4]xf32>):
    %r = vector.reduction <add>, %x, %p : vector<[4]xf32> into f32
    dsa.yield %r : f32
  }

  // In any order.
  dsa.instruction @vfredusum_vs(!scalar_f32 tied, !floats) -> !scalar_f32
      cost {latency = 21, interval = 14, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
      numerics <reassoc>
  semantics {
  ^bb0(%p: tensor<f32>, %x: tensor<?xf32>):
    %r = linalg.generic {indexing_maps = [#lanes, #scalar], iterator_types = ["reduction"]}
        ins(%x : tensor<?xf32>) outs(%p : tensor<f32>) {
    ^bb0(%xi: f32, %pi: f32):
      %s = arith.addf %pi, %xi : f32
      linalg.yield %s : f32
    } -> tensor<f32>
    dsa.yield %r : tensor<f32>
  } emission {
  ^bb0(%p: f32, %x: vector<[4]xf32>):
    %r = vector.reduction <add>, %x, %p fastmath<reassoc> : vector<[4]xf32> into f32
    dsa.yield %r : f32
  }

  dsa.instruction @li() -> !scalar_i32
      cost {latency = 1, interval = 1, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
    %z = arith.constant dense<0> : tensor<i32>
    dsa.yield %z : tensor<i32>
  } emission {
    %z = arith.constant 0 : i32
    dsa.yield %z : i32
  }

  dsa.instruction @fmv_w_x() -> !scalar_f32
      cost {latency = 1, interval = 1, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<f32>
    dsa.yield %z : tensor<f32>
  } emission {
    %z = arith.constant 0.0 : f32
    dsa.yield %z : f32
  }

  dsa.instruction @vle8(!memory_i8 read) -> !bytes
      cost {latency = 3, interval = 3, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i8):
    %r = bufferization.to_tensor %m : !memory_i8 to tensor<?xi8>
    dsa.yield %r : tensor<?xi8>
  } emission {
  ^bb0(%m: !memory_i8):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_i8, vector<[4]xi8>
    dsa.yield %r : vector<[4]xi8>
  }

  dsa.instruction @vse8(!memory_i8 write, !bytes) -> ()
      cost {latency = 3, interval = 3, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i8, %t: tensor<?xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<?xi8>, !memory_i8) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i8, %t: vector<[4]xi8>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_i8, vector<[4]xi8>
    dsa.yield
  }

  dsa.instruction @vle16(!memory_i16 read) -> !words
      cost {latency = 3, interval = 3, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i16):
    %r = bufferization.to_tensor %m : !memory_i16 to tensor<?xi16>
    dsa.yield %r : tensor<?xi16>
  } emission {
  ^bb0(%m: !memory_i16):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_i16, vector<[4]xi16>
    dsa.yield %r : vector<[4]xi16>
  }

  dsa.instruction @vse16(!memory_i16 write, !words) -> ()
      cost {latency = 3, interval = 3, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i16, %t: tensor<?xi16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<?xi16>, !memory_i16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i16, %t: vector<[4]xi16>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_i16, vector<[4]xi16>
    dsa.yield
  }

  dsa.instruction @vle32(!memory_i32 read) -> !sums
      cost {latency = 4, interval = 4, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i32):
    %r = bufferization.to_tensor %m : !memory_i32 to tensor<?xi32>
    dsa.yield %r : tensor<?xi32>
  } emission {
  ^bb0(%m: !memory_i32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_i32, vector<[4]xi32>
    dsa.yield %r : vector<[4]xi32>
  }

  dsa.instruction @vse32(!memory_i32 write, !sums) -> ()
      cost {latency = 4, interval = 4, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i32, %t: tensor<?xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<?xi32>, !memory_i32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i32, %t: vector<[4]xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_i32, vector<[4]xi32>
    dsa.yield
  }

  dsa.instruction @vle32_f32(!memory_f32 read) -> !floats
      cost {latency = 4, interval = 4, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_f32):
    %r = bufferization.to_tensor %m : !memory_f32 to tensor<?xf32>
    dsa.yield %r : tensor<?xf32>
  } emission {
  ^bb0(%m: !memory_f32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_f32, vector<[4]xf32>
    dsa.yield %r : vector<[4]xf32>
  }

  dsa.instruction @vse32_f32(!memory_f32 write, !floats) -> ()
      cost {latency = 4, interval = 4, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_f32, %t: tensor<?xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<?xf32>, !memory_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_f32, %t: vector<[4]xf32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_f32, vector<[4]xf32>
    dsa.yield
  }

  dsa.instruction @lb(!element_i8 read) -> !scalar_i8
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_i8):
    %r = bufferization.to_tensor %m : !element_i8 to tensor<i8>
    dsa.yield %r : tensor<i8>
  } emission {
  ^bb0(%m: !element_i8):
    %r = memref.load %m[] : !element_i8
    dsa.yield %r : i8
  }

  dsa.instruction @sb(!element_i8 write, !scalar_i8) -> ()
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_i8, %t: tensor<i8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<i8>, !element_i8) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_i8, %t: i8):
    memref.store %t, %m[] : !element_i8
    dsa.yield
  }

  dsa.instruction @lh(!element_i16 read) -> !scalar_i16
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_i16):
    %r = bufferization.to_tensor %m : !element_i16 to tensor<i16>
    dsa.yield %r : tensor<i16>
  } emission {
  ^bb0(%m: !element_i16):
    %r = memref.load %m[] : !element_i16
    dsa.yield %r : i16
  }

  dsa.instruction @sh(!element_i16 write, !scalar_i16) -> ()
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_i16, %t: tensor<i16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<i16>, !element_i16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_i16, %t: i16):
    memref.store %t, %m[] : !element_i16
    dsa.yield
  }

  dsa.instruction @lw(!element_i32 read) -> !scalar_i32
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_i32):
    %r = bufferization.to_tensor %m : !element_i32 to tensor<i32>
    dsa.yield %r : tensor<i32>
  } emission {
  ^bb0(%m: !element_i32):
    %r = memref.load %m[] : !element_i32
    dsa.yield %r : i32
  }

  dsa.instruction @sw(!element_i32 write, !scalar_i32) -> ()
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_i32, %t: tensor<i32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<i32>, !element_i32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_i32, %t: i32):
    memref.store %t, %m[] : !element_i32
    dsa.yield
  }

  dsa.instruction @flw(!element_f32 read) -> !scalar_f32
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_f32):
    %r = bufferization.to_tensor %m : !element_f32 to tensor<f32>
    dsa.yield %r : tensor<f32>
  } emission {
  ^bb0(%m: !element_f32):
    %r = memref.load %m[] : !element_f32
    dsa.yield %r : f32
  }

  dsa.instruction @fsw(!element_f32 write, !scalar_f32) -> ()
      cost {latency = 4, interval = 1, units = 2, source = "LLVM's model of the SpacemiT X60 (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_f32, %t: tensor<f32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<f32>, !element_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_f32, %t: f32):
    memref.store %t, %m[] : !element_f32
    dsa.yield
  }
}
