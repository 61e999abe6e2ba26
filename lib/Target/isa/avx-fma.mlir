// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// AVX with FMA: fused multiply-add of 8 single or 4 double precision lanes, with
// an operand broadcast from one element. Intel SDM volume 2, VFMADD231PS.
// utils/benchmarks/instructions measures the costs that say "measured".

#scalar = affine_map<(n) -> ()>
#lanes = affine_map<(n) -> (n)>
!ymm_f32 = !dsa.reg<@avx_fma::@ymm_f32>
!broadcast_f32 = !dsa.reg<@avx_fma::@broadcast_f32>
!ymm_f64 = !dsa.reg<@avx_fma::@ymm_f64>
!broadcast_f64 = !dsa.reg<@avx_fma::@broadcast_f64>
!memory_f32 = memref<8xf32, strided<[1], offset: ?>>
!element_f32 = memref<f32, strided<[], offset: ?>>
!memory_f64 = memref<4xf64, strided<[1], offset: ?>>
!element_f64 = memref<f64, strided<[], offset: ?>>

dsa.isa @avx_fma features ["avx", "fma"] {
  dsa.registers @ymm_f32 count 16 means tensor<8xf32> issues_as vector<8xf32>
  dsa.registers @ymm_f64 shares @ymm_f32 means tensor<4xf64>
      issues_as vector<4xf64>
  // One element in every lane.
  dsa.registers @broadcast_f32 shares @ymm_f32 means tensor<f32>
      issues_as vector<8xf32>
  dsa.registers @broadcast_f64 shares @ymm_f32 means tensor<f64>
      issues_as vector<4xf64>

  dsa.instruction @vfmadd231ps(!ymm_f32 tied, !broadcast_f32, !ymm_f32) -> !ymm_f32
      cost {latency = 4, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<8xf32>, %x: tensor<f32>, %y: tensor<8xf32>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f32>, tensor<8xf32>) outs(%p : tensor<8xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<8xf32>
    dsa.yield %r : tensor<8xf32>
  } refined {
  ^bb0(%p: tensor<8xf32>, %x: tensor<f32>, %y: tensor<8xf32>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f32>, tensor<8xf32>) outs(%p : tensor<8xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %s = math.fma %xi, %yi, %pi : f32
      linalg.yield %s : f32
    } -> tensor<8xf32>
    dsa.yield %r : tensor<8xf32>
  } emission {
  ^bb0(%p: vector<8xf32>, %x: vector<8xf32>, %y: vector<8xf32>):
    %r = vector.fma %x, %y, %p : vector<8xf32>
    dsa.yield %r : vector<8xf32>
  }

  // Lane by lane.
  dsa.instruction @vfmadd231ps_lanes(!ymm_f32 tied, !ymm_f32, !ymm_f32) -> !ymm_f32
      cost {latency = 4, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<8xf32>, %x: tensor<8xf32>, %y: tensor<8xf32>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<8xf32>, tensor<8xf32>) outs(%p : tensor<8xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<8xf32>
    dsa.yield %r : tensor<8xf32>
  } refined {
  ^bb0(%p: tensor<8xf32>, %x: tensor<8xf32>, %y: tensor<8xf32>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<8xf32>, tensor<8xf32>) outs(%p : tensor<8xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %s = math.fma %xi, %yi, %pi : f32
      linalg.yield %s : f32
    } -> tensor<8xf32>
    dsa.yield %r : tensor<8xf32>
  } emission {
  ^bb0(%p: vector<8xf32>, %x: vector<8xf32>, %y: vector<8xf32>):
    %r = vector.fma %x, %y, %p : vector<8xf32>
    dsa.yield %r : vector<8xf32>
  }

  dsa.instruction @vfmadd231pd(!ymm_f64 tied, !broadcast_f64, !ymm_f64) -> !ymm_f64
      cost {latency = 4, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<4xf64>, %x: tensor<f64>, %y: tensor<4xf64>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f64>, tensor<4xf64>) outs(%p : tensor<4xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<4xf64>
    dsa.yield %r : tensor<4xf64>
  } refined {
  ^bb0(%p: tensor<4xf64>, %x: tensor<f64>, %y: tensor<4xf64>):
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<f64>, tensor<4xf64>) outs(%p : tensor<4xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %s = math.fma %xi, %yi, %pi : f64
      linalg.yield %s : f64
    } -> tensor<4xf64>
    dsa.yield %r : tensor<4xf64>
  } emission {
  ^bb0(%p: vector<4xf64>, %x: vector<4xf64>, %y: vector<4xf64>):
    %r = vector.fma %x, %y, %p : vector<4xf64>
    dsa.yield %r : vector<4xf64>
  }

  // Lane by lane.
  dsa.instruction @vfmadd231pd_lanes(!ymm_f64 tied, !ymm_f64, !ymm_f64) -> !ymm_f64
      cost {latency = 4, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
      numerics <contract>
  semantics {
  ^bb0(%p: tensor<4xf64>, %x: tensor<4xf64>, %y: tensor<4xf64>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<4xf64>, tensor<4xf64>) outs(%p : tensor<4xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<4xf64>
    dsa.yield %r : tensor<4xf64>
  } refined {
  ^bb0(%p: tensor<4xf64>, %x: tensor<4xf64>, %y: tensor<4xf64>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<4xf64>, tensor<4xf64>) outs(%p : tensor<4xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %s = math.fma %xi, %yi, %pi : f64
      linalg.yield %s : f64
    } -> tensor<4xf64>
    dsa.yield %r : tensor<4xf64>
  } emission {
  ^bb0(%p: vector<4xf64>, %x: vector<4xf64>, %y: vector<4xf64>):
    %r = vector.fma %x, %y, %p : vector<4xf64>
    dsa.yield %r : vector<4xf64>
  }

  dsa.instruction @vxorps() -> !ymm_f32
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Intel Optimization Reference Manual, section 3.5.1.7"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<8xf32>
    dsa.yield %z : tensor<8xf32>
  } emission {
    %z = arith.constant dense<0.0> : vector<8xf32>
    dsa.yield %z : vector<8xf32>
  }

  dsa.instruction @vxorpd() -> !ymm_f64
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Intel Optimization Reference Manual, section 3.5.1.7"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<4xf64>
    dsa.yield %z : tensor<4xf64>
  } emission {
    %z = arith.constant dense<0.0> : vector<4xf64>
    dsa.yield %z : vector<4xf64>
  }

  dsa.instruction @vmovups(!memory_f32 read) -> !ymm_f32
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_f32):
    %r = bufferization.to_tensor %m : !memory_f32 to tensor<8xf32>
    dsa.yield %r : tensor<8xf32>
  } emission {
  ^bb0(%m: !memory_f32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_f32, vector<8xf32>
    dsa.yield %r : vector<8xf32>
  }

  dsa.instruction @vmovups_store(!memory_f32 write, !ymm_f32) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_f32, %t: tensor<8xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8xf32>, !memory_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_f32, %t: vector<8xf32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_f32, vector<8xf32>
    dsa.yield
  }

  dsa.instruction @vmovupd(!memory_f64 read) -> !ymm_f64
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_f64):
    %r = bufferization.to_tensor %m : !memory_f64 to tensor<4xf64>
    dsa.yield %r : tensor<4xf64>
  } emission {
  ^bb0(%m: !memory_f64):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_f64, vector<4xf64>
    dsa.yield %r : vector<4xf64>
  }

  dsa.instruction @vmovupd_store(!memory_f64 write, !ymm_f64) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_f64, %t: tensor<4xf64>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xf64>, !memory_f64) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_f64, %t: vector<4xf64>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_f64, vector<4xf64>
    dsa.yield
  }

  dsa.instruction @vbroadcastss(!element_f32 read) -> !broadcast_f32
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !element_f32):
    %r = bufferization.to_tensor %m : !element_f32 to tensor<f32>
    dsa.yield %r : tensor<f32>
  } emission {
  ^bb0(%m: !element_f32):
    %e = memref.load %m[] : !element_f32
    %r = vector.broadcast %e : f32 to vector<8xf32>
    dsa.yield %r : vector<8xf32>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovss_store(!element_f32 write, !broadcast_f32) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !element_f32, %t: tensor<f32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<f32>, !element_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_f32, %t: vector<8xf32>):
    %e = vector.extract %t[0] : f32 from vector<8xf32>
    memref.store %e, %m[] : !element_f32
    dsa.yield
  }

  dsa.instruction @vbroadcastsd(!element_f64 read) -> !broadcast_f64
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !element_f64):
    %r = bufferization.to_tensor %m : !element_f64 to tensor<f64>
    dsa.yield %r : tensor<f64>
  } emission {
  ^bb0(%m: !element_f64):
    %e = memref.load %m[] : !element_f64
    %r = vector.broadcast %e : f64 to vector<4xf64>
    dsa.yield %r : vector<4xf64>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovsd_store(!element_f64 write, !broadcast_f64) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !element_f64, %t: tensor<f64>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<f64>, !element_f64) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !element_f64, %t: vector<4xf64>):
    %e = vector.extract %t[0] : f64 from vector<4xf64>
    memref.store %e, %m[] : !element_f64
    dsa.yield
  }
}
