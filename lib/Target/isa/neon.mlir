// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Advanced SIMD (Neon): fused multiply-add of 4 single precision lanes, with an
// operand broadcast from one element. Arm Architecture Reference Manual, FMLA.

#scalar = affine_map<(n) -> ()>
#lanes = affine_map<(n) -> (n)>
!v_f32 = !dsa.reg<@neon::@v_f32>
!broadcast_f32 = !dsa.reg<@neon::@broadcast_f32>
!sums = !dsa.reg<@neon::@sums>
!memory_f32 = memref<4xf32, strided<[1], offset: ?>>
!element_f32 = memref<f32, strided<[], offset: ?>>
!memory_i32 = memref<4xi32, strided<[1], offset: ?>>

dsa.isa @neon features ["neon"] {
  dsa.registers @v_f32 count 32 means tensor<4xf32> issues_as vector<4xf32>
  // One element in every lane.
  dsa.registers @broadcast_f32 shares @v_f32 means tensor<f32>
      issues_as vector<4xf32>
  dsa.registers @sums shares @v_f32 means tensor<4xi32> issues_as vector<4xi32>

  dsa.instruction @fmla(!v_f32 tied, !broadcast_f32, !v_f32) -> !v_f32
      cost {latency = 4, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<4xf32>, %x: tensor<f32>, %y: tensor<4xf32>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f32>, tensor<4xf32>) outs(%p : tensor<4xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } refined {
  ^bb0(%p: tensor<4xf32>, %x: tensor<f32>, %y: tensor<4xf32>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f32>, tensor<4xf32>) outs(%p : tensor<4xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %s = math.fma %xi, %yi, %pi : f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } emission {
  ^bb0(%p: vector<4xf32>, %x: vector<4xf32>, %y: vector<4xf32>):
    %r = vector.fma %x, %y, %p : vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  // Lane by lane.
  dsa.instruction @fmla_lanes(!v_f32 tied, !v_f32, !v_f32) -> !v_f32
      cost {latency = 4, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<4xf32>, %x: tensor<4xf32>, %y: tensor<4xf32>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<4xf32>, tensor<4xf32>) outs(%p : tensor<4xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } refined {
  ^bb0(%p: tensor<4xf32>, %x: tensor<4xf32>, %y: tensor<4xf32>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<4xf32>, tensor<4xf32>) outs(%p : tensor<4xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %s = math.fma %xi, %yi, %pi : f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } emission {
  ^bb0(%p: vector<4xf32>, %x: vector<4xf32>, %y: vector<4xf32>):
    %r = vector.fma %x, %y, %p : vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  dsa.instruction @movi_f32() -> !v_f32
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Arm Neoverse N2 Software Optimization Guide, section 4"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<4xf32>
    dsa.yield %z : tensor<4xf32>
  } emission {
    %z = arith.constant dense<0.0> : vector<4xf32>
    dsa.yield %z : vector<4xf32>
  }

  dsa.instruction @movi_i32() -> !sums
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Arm Neoverse N2 Software Optimization Guide, section 4"}
  semantics {
    %z = arith.constant dense<0> : tensor<4xi32>
    dsa.yield %z : tensor<4xi32>
  } emission {
    %z = arith.constant dense<0> : vector<4xi32>
    dsa.yield %z : vector<4xi32>
  }

  dsa.instruction @ldr_f32(!memory_f32 read) -> !v_f32
      cost {latency = 6, interval = 1, units = 3, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_f32):
    %r = bufferization.to_tensor %m : !memory_f32 to tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } emission {
  ^bb0(%m: !memory_f32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_f32, vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  dsa.instruction @str_f32(!memory_f32 write, !v_f32) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_f32, %t: tensor<4xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xf32>, !memory_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_f32, %t: vector<4xf32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_f32, vector<4xf32>
    dsa.yield
  }

  dsa.instruction @ldr_i32(!memory_i32 read) -> !sums
      cost {latency = 6, interval = 1, units = 3, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i32):
    %r = bufferization.to_tensor %m : !memory_i32 to tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%m: !memory_i32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_i32, vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  dsa.instruction @str_i32(!memory_i32 write, !sums) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_i32, %t: tensor<4xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xi32>, !memory_i32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i32, %t: vector<4xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_i32, vector<4xi32>
    dsa.yield
  }

  dsa.instruction @ld1r_f32(!element_f32 read) -> !broadcast_f32
      cost {latency = 8, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_f32):
    %r = bufferization.to_tensor %m : !element_f32 to tensor<f32>
    dsa.yield %r : tensor<f32>
  } emission {
  ^bb0(%m: !element_f32):
    %e = memref.load %m[] : !element_f32
    %r = vector.broadcast %e : f32 to vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @str_s(!element_f32 write, !broadcast_f32) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !element_f32, %t: tensor<f32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<f32>, !element_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_f32, %t: vector<4xf32>):
    %e = vector.extract %t[0] : f32 from vector<4xf32>
    memref.store %e, %m[] : !element_f32
    dsa.yield
  }
}
