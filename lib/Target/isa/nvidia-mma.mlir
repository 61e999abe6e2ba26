// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Products of matrices by a warp of 32 lanes: mma.sync of sm_80 and later. Each
// class has the map from a lane, and the number of an element in it, to the
// element of the matrix. PTX ISA, "Warp Level Matrix Multiply-Accumulate
// Instructions", matrix fragments of mma.m16n8k8, m8n8k4, m16n8k32.
//
// Operands of tf32 lose the last 13 bits of their significand. PTX leaves open
// the order of sums and the rounding of intermediate ones.

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#a_tf32 = affine_map<(lane, i) -> (lane floordiv 4 + 8 * (i mod 2), lane mod 4 + 4 * (i floordiv 2))>
#a_tf32_row = affine_map<(lane, i) -> (lane floordiv 4 + 8 * (i mod 2))>
#a_tf32_column = affine_map<(lane, i) -> (lane mod 4 + 4 * (i floordiv 2))>
#b_tf32 = affine_map<(lane, i) -> (lane mod 4 + 4 * i, lane floordiv 4)>
#b_tf32_row = affine_map<(lane, i) -> (lane mod 4 + 4 * i)>
#b_tf32_column = affine_map<(lane, i) -> (lane floordiv 4)>
#a_f64 = affine_map<(lane, i) -> (lane floordiv 4 + i, lane mod 4)>
#a_f64_row = affine_map<(lane, i) -> (lane floordiv 4 + i)>
#a_f64_column = affine_map<(lane, i) -> (lane mod 4)>
#b_f64 = affine_map<(lane, i) -> (lane mod 4 + i, lane floordiv 4)>
#b_f64_row = affine_map<(lane, i) -> (lane mod 4 + i)>
#b_f64_column = affine_map<(lane, i) -> (lane floordiv 4)>
#a_s8 = affine_map<(lane, i) -> (lane floordiv 4 + 8 * ((i floordiv 4) mod 2), 4 * (lane mod 4) + i mod 4 + 16 * (i floordiv 8))>
#a_s8_row = affine_map<(lane, i) -> (lane floordiv 4 + 8 * ((i floordiv 4) mod 2))>
#a_s8_column = affine_map<(lane, i) -> (4 * (lane mod 4) + i mod 4 + 16 * (i floordiv 8))>
#b_s8 = affine_map<(lane, i) -> (4 * (lane mod 4) + i mod 4 + 16 * (i floordiv 4), lane floordiv 4)>
#b_s8_row = affine_map<(lane, i) -> (4 * (lane mod 4) + i mod 4 + 16 * (i floordiv 4))>
#b_s8_column = affine_map<(lane, i) -> (lane floordiv 4)>
#c16 = affine_map<(lane, i) -> (lane floordiv 4 + 8 * (i floordiv 2), 2 * (lane mod 4) + i mod 2)>
#c16_row = affine_map<(lane, i) -> (lane floordiv 4 + 8 * (i floordiv 2))>
#c16_column = affine_map<(lane, i) -> (2 * (lane mod 4) + i mod 2)>
#c_f64 = affine_map<(lane, i) -> (lane floordiv 4, 2 * (lane mod 4) + i)>
#c_f64_row = affine_map<(lane, i) -> (lane floordiv 4)>
#c_f64_column = affine_map<(lane, i) -> (2 * (lane mod 4) + i)>
!a_tf32 = !dsa.reg<@nvidia_mma::@a_tf32>
!b_tf32 = !dsa.reg<@nvidia_mma::@b_tf32>
!a_f64 = !dsa.reg<@nvidia_mma::@a_f64>
!b_f64 = !dsa.reg<@nvidia_mma::@b_f64>
!a_s8 = !dsa.reg<@nvidia_mma::@a_s8>
!b_s8 = !dsa.reg<@nvidia_mma::@b_s8>
!c_s32 = !dsa.reg<@nvidia_mma::@c_s32>
!c_f64 = !dsa.reg<@nvidia_mma::@c_f64>
!c_f32 = !dsa.reg<@nvidia_mma_f16::@c_f32>
!memory_a_tf32 = memref<16x8xf32, strided<[?, 1], offset: ?>>
!memory_b_tf32 = memref<8x8xf32, strided<[?, 1], offset: ?>>
!memory_a_f64 = memref<8x4xf64, strided<[?, 1], offset: ?>>
!memory_b_f64 = memref<4x8xf64, strided<[?, 1], offset: ?>>
!memory_a_s8 = memref<16x32xi8, strided<[?, 1], offset: ?>>
!memory_b_s8 = memref<32x8xi8, strided<[?, 1], offset: ?>>
!memory_c_s32 = memref<16x8xi32, strided<[?, 1], offset: ?>>
!memory_c_f64 = memref<8x8xf64, strided<[?, 1], offset: ?>>

dsa.isa @nvidia_mma features ["sm_80"] requires [@nvidia_mma_f16] {
  dsa.registers @a_tf32 shares @nvidia_mma_f16::@a_bf16 means tensor<16x8xf32>
      issues_as vector<4x1xf32> layout <lanes = 32, map = #a_tf32>
  dsa.registers @b_tf32 shares @nvidia_mma_f16::@b_bf16 means tensor<8x8xf32>
      issues_as vector<2x1xf32> layout <lanes = 32, map = #b_tf32>
  dsa.registers @a_f64 shares @nvidia_mma_f16::@a_bf16 means tensor<8x4xf64>
      issues_as vector<1x1xf64> layout <lanes = 32, map = #a_f64>
  dsa.registers @b_f64 shares @nvidia_mma_f16::@b_bf16 means tensor<4x8xf64>
      issues_as vector<1x1xf64> layout <lanes = 32, map = #b_f64>
  dsa.registers @a_s8 shares @nvidia_mma_f16::@a_bf16 means tensor<16x32xi8>
      issues_as vector<4x4xi8> layout <lanes = 32, map = #a_s8>
  dsa.registers @b_s8 shares @nvidia_mma_f16::@b_bf16 means tensor<32x8xi8>
      issues_as vector<2x4xi8> layout <lanes = 32, map = #b_s8>
  dsa.registers @c_s32 shares @nvidia_mma_f16::@c_f32 means tensor<16x8xi32>
      issues_as vector<2x2xi32> layout <lanes = 32, map = #c16>
  dsa.registers @c_f64 shares @nvidia_mma_f16::@c_f32 means tensor<8x8xf64>
      issues_as vector<1x2xf64> layout <lanes = 32, map = #c_f64>

  // Single precision whose operands are cut to tf32.
  dsa.instruction @mma_m16n8k8_tf32(!c_f32 tied, !a_tf32, !b_tf32) -> !c_f32
      cost {latency = 33, interval = 8, source = "interval: NVIDIA A100 Tensor Core GPU Architecture white paper, operations a clock and SM, of which each has four tensor cores; latency: an estimate"}
      numerics <reassoc, contract, narrow>
  semantics {
  ^bb0(%p: tensor<16x8xf32>, %x: tensor<16x8xf32>, %y: tensor<8x8xf32>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<16x8xf32>, tensor<8x8xf32>) outs(%p : tensor<16x8xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16x8xf32>
    dsa.yield %r : tensor<16x8xf32>
  } refined {
  ^bb0(%p: tensor<16x8xf32>, %x: tensor<16x8xf32>, %y: tensor<8x8xf32>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<16x8xf32>, tensor<8x8xf32>) outs(%p : tensor<16x8xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %mask = arith.constant -8192 : i32
      %xb = arith.bitcast %xi : f32 to i32
      %xm = arith.andi %xb, %mask : i32
      %xt = arith.bitcast %xm : i32 to f32
      %yb = arith.bitcast %yi : f32 to i32
      %ym = arith.andi %yb, %mask : i32
      %yt = arith.bitcast %ym : i32 to f32
      %m = arith.mulf %xt, %yt : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16x8xf32>
    dsa.yield %r : tensor<16x8xf32>
  } emission {
  ^bb0(%p: vector<2x2xf32>, %x: vector<4x1xf32>, %y: vector<2x1xf32>):
    %r = nvgpu.mma.sync(%x, %y, %p) {mmaShape = [16, 8, 8], tf32Enabled} : (vector<4x1xf32>, vector<2x1xf32>, vector<2x2xf32>) -> vector<2x2xf32>
    dsa.yield %r : vector<2x2xf32>
  }

  // Double precision.
  dsa.instruction @mma_m8n8k4_f64(!c_f64 tied, !a_f64, !b_f64) -> !c_f64
      cost {latency = 33, interval = 16, source = "interval: NVIDIA A100 Tensor Core GPU Architecture white paper, operations a clock and SM, of which each has four tensor cores; latency: an estimate"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%p: tensor<8x8xf64>, %x: tensor<8x4xf64>, %y: tensor<4x8xf64>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<8x4xf64>, tensor<4x8xf64>) outs(%p : tensor<8x8xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<8x8xf64>
    dsa.yield %r : tensor<8x8xf64>
  } emission {
  ^bb0(%p: vector<1x2xf64>, %x: vector<1x1xf64>, %y: vector<1x1xf64>):
    %r = nvgpu.mma.sync(%x, %y, %p) {mmaShape = [8, 8, 4]} : (vector<1x1xf64>, vector<1x1xf64>, vector<1x2xf64>) -> vector<1x2xf64>
    dsa.yield %r : vector<1x2xf64>
  }

  // Signed bytes; sums wrap.
  dsa.instruction @mma_m16n8k32_s8(!c_s32 tied, !a_s8, !b_s8) -> !c_s32
      cost {latency = 33, interval = 8, source = "interval: NVIDIA A100 Tensor Core GPU Architecture white paper, operations a clock and SM, of which each has four tensor cores; latency: an estimate"}
  semantics {
  ^bb0(%p: tensor<16x8xi32>, %x: tensor<16x32xi8>, %y: tensor<32x8xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<16x32xi8>, tensor<32x8xi8>) outs(%p : tensor<16x8xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16x8xi32>
    dsa.yield %r : tensor<16x8xi32>
  } emission {
  ^bb0(%p: vector<2x2xi32>, %x: vector<4x4xi8>, %y: vector<2x4xi8>):
    %xw = vector.bitcast %x : vector<4x4xi8> to vector<4x1xi32>
    %yw = vector.bitcast %y : vector<2x4xi8> to vector<2x1xi32>
    %x0, %x1, %x2, %x3 = vector.to_elements %xw : vector<4x1xi32>
    %y0, %y1 = vector.to_elements %yw : vector<2x1xi32>
    %p0, %p1, %p2, %p3 = vector.to_elements %p : vector<2x2xi32>
    %s = nvvm.mma.sync A[%x0, %x1, %x2, %x3] B[%y0, %y1] C[%p0, %p1, %p2, %p3] {intOverflowBehavior = #nvvm.mma_int_overflow<wrapped>, layoutA = #nvvm.mma_layout<row>, layoutB = #nvvm.mma_layout<col>, multiplicandAPtxType = #nvvm.mma_type<s8>, multiplicandBPtxType = #nvvm.mma_type<s8>, shape = #nvvm.shape<m = 16, n = 8, k = 32>} : (i32, i32, i32) -> !llvm.struct<(i32, i32, i32, i32)>
    %r0 = llvm.extractvalue %s[0] : !llvm.struct<(i32, i32, i32, i32)>
    %r1 = llvm.extractvalue %s[1] : !llvm.struct<(i32, i32, i32, i32)>
    %r2 = llvm.extractvalue %s[2] : !llvm.struct<(i32, i32, i32, i32)>
    %r3 = llvm.extractvalue %s[3] : !llvm.struct<(i32, i32, i32, i32)>
    %r = vector.from_elements %r0, %r1, %r2, %r3 : vector<2x2xi32>
    dsa.yield %r : vector<2x2xi32>
  }

  dsa.instruction @zero_c_s32() -> !c_s32
      cost {latency = 2, interval = 2, source = "a move to each register, an estimate"}
  semantics {
    %z = arith.constant dense<0> : tensor<16x8xi32>
    dsa.yield %z : tensor<16x8xi32>
  } emission {
    %z = arith.constant dense<0> : vector<2x2xi32>
    dsa.yield %z : vector<2x2xi32>
  }

  dsa.instruction @zero_c_f64() -> !c_f64
      cost {latency = 2, interval = 2, source = "a move to each register, an estimate"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<8x8xf64>
    dsa.yield %z : tensor<8x8xf64>
  } emission {
    %z = arith.constant dense<0.0> : vector<1x2xf64>
    dsa.yield %z : vector<1x2xf64>
  }

  // Each lane loads and stores what is its own.
  dsa.instruction @load_a_tf32(!memory_a_tf32 read) -> !a_tf32
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_tf32):
    %r = bufferization.to_tensor %m : !memory_a_tf32 to tensor<16x8xf32>
    dsa.yield %r : tensor<16x8xf32>
  } emission {
  ^bb0(%m: !memory_a_tf32):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<4xf32>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<4xf32>) {
      %row = affine.apply #a_tf32_row(%lane, %i)
      %column = affine.apply #a_tf32_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_a_tf32
      %w = vector.insert %e, %v [%i] : f32 into vector<4xf32>
      scf.yield %w : vector<4xf32>
    }
    %r = vector.shape_cast %flat : vector<4xf32> to vector<4x1xf32>
    dsa.yield %r : vector<4x1xf32>
  }

  dsa.instruction @store_a_tf32(!memory_a_tf32 write, !a_tf32) -> ()
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_tf32, %t: tensor<16x8xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x8xf32>, !memory_a_tf32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_a_tf32, %t: vector<4x1xf32>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<4x1xf32> to vector<4xf32>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #a_tf32_row(%lane, %i)
      %column = affine.apply #a_tf32_column(%lane, %i)
      %e = vector.extract %flat[%i] : f32 from vector<4xf32>
      memref.store %e, %m[%row, %column] : !memory_a_tf32
    }
    dsa.yield
  }

  dsa.instruction @load_b_tf32(!memory_b_tf32 read) -> !b_tf32
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_tf32):
    %r = bufferization.to_tensor %m : !memory_b_tf32 to tensor<8x8xf32>
    dsa.yield %r : tensor<8x8xf32>
  } emission {
  ^bb0(%m: !memory_b_tf32):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 2 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<2xf32>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<2xf32>) {
      %row = affine.apply #b_tf32_row(%lane, %i)
      %column = affine.apply #b_tf32_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_b_tf32
      %w = vector.insert %e, %v [%i] : f32 into vector<2xf32>
      scf.yield %w : vector<2xf32>
    }
    %r = vector.shape_cast %flat : vector<2xf32> to vector<2x1xf32>
    dsa.yield %r : vector<2x1xf32>
  }

  dsa.instruction @store_b_tf32(!memory_b_tf32 write, !b_tf32) -> ()
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_tf32, %t: tensor<8x8xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x8xf32>, !memory_b_tf32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_b_tf32, %t: vector<2x1xf32>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 2 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x1xf32> to vector<2xf32>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #b_tf32_row(%lane, %i)
      %column = affine.apply #b_tf32_column(%lane, %i)
      %e = vector.extract %flat[%i] : f32 from vector<2xf32>
      memref.store %e, %m[%row, %column] : !memory_b_tf32
    }
    dsa.yield
  }

  dsa.instruction @load_a_f64(!memory_a_f64 read) -> !a_f64
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_f64):
    %r = bufferization.to_tensor %m : !memory_a_f64 to tensor<8x4xf64>
    dsa.yield %r : tensor<8x4xf64>
  } emission {
  ^bb0(%m: !memory_a_f64):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 1 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<1xf64>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<1xf64>) {
      %row = affine.apply #a_f64_row(%lane, %i)
      %column = affine.apply #a_f64_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_a_f64
      %w = vector.insert %e, %v [%i] : f64 into vector<1xf64>
      scf.yield %w : vector<1xf64>
    }
    %r = vector.shape_cast %flat : vector<1xf64> to vector<1x1xf64>
    dsa.yield %r : vector<1x1xf64>
  }

  dsa.instruction @store_a_f64(!memory_a_f64 write, !a_f64) -> ()
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_f64, %t: tensor<8x4xf64>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x4xf64>, !memory_a_f64) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_a_f64, %t: vector<1x1xf64>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 1 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<1x1xf64> to vector<1xf64>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #a_f64_row(%lane, %i)
      %column = affine.apply #a_f64_column(%lane, %i)
      %e = vector.extract %flat[%i] : f64 from vector<1xf64>
      memref.store %e, %m[%row, %column] : !memory_a_f64
    }
    dsa.yield
  }

  dsa.instruction @load_b_f64(!memory_b_f64 read) -> !b_f64
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_f64):
    %r = bufferization.to_tensor %m : !memory_b_f64 to tensor<4x8xf64>
    dsa.yield %r : tensor<4x8xf64>
  } emission {
  ^bb0(%m: !memory_b_f64):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 1 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<1xf64>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<1xf64>) {
      %row = affine.apply #b_f64_row(%lane, %i)
      %column = affine.apply #b_f64_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_b_f64
      %w = vector.insert %e, %v [%i] : f64 into vector<1xf64>
      scf.yield %w : vector<1xf64>
    }
    %r = vector.shape_cast %flat : vector<1xf64> to vector<1x1xf64>
    dsa.yield %r : vector<1x1xf64>
  }

  dsa.instruction @store_b_f64(!memory_b_f64 write, !b_f64) -> ()
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_f64, %t: tensor<4x8xf64>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4x8xf64>, !memory_b_f64) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_b_f64, %t: vector<1x1xf64>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 1 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<1x1xf64> to vector<1xf64>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #b_f64_row(%lane, %i)
      %column = affine.apply #b_f64_column(%lane, %i)
      %e = vector.extract %flat[%i] : f64 from vector<1xf64>
      memref.store %e, %m[%row, %column] : !memory_b_f64
    }
    dsa.yield
  }

  dsa.instruction @load_a_s8(!memory_a_s8 read) -> !a_s8
      cost {latency = 30, interval = 8, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_s8):
    %r = bufferization.to_tensor %m : !memory_a_s8 to tensor<16x32xi8>
    dsa.yield %r : tensor<16x32xi8>
  } emission {
  ^bb0(%m: !memory_a_s8):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 16 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0> : vector<16xi8>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<16xi8>) {
      %row = affine.apply #a_s8_row(%lane, %i)
      %column = affine.apply #a_s8_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_a_s8
      %w = vector.insert %e, %v [%i] : i8 into vector<16xi8>
      scf.yield %w : vector<16xi8>
    }
    %r = vector.shape_cast %flat : vector<16xi8> to vector<4x4xi8>
    dsa.yield %r : vector<4x4xi8>
  }

  dsa.instruction @store_a_s8(!memory_a_s8 write, !a_s8) -> ()
      cost {latency = 30, interval = 8, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_s8, %t: tensor<16x32xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x32xi8>, !memory_a_s8) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_a_s8, %t: vector<4x4xi8>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 16 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<4x4xi8> to vector<16xi8>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #a_s8_row(%lane, %i)
      %column = affine.apply #a_s8_column(%lane, %i)
      %e = vector.extract %flat[%i] : i8 from vector<16xi8>
      memref.store %e, %m[%row, %column] : !memory_a_s8
    }
    dsa.yield
  }

  dsa.instruction @load_b_s8(!memory_b_s8 read) -> !b_s8
      cost {latency = 30, interval = 4, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_s8):
    %r = bufferization.to_tensor %m : !memory_b_s8 to tensor<32x8xi8>
    dsa.yield %r : tensor<32x8xi8>
  } emission {
  ^bb0(%m: !memory_b_s8):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 8 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0> : vector<8xi8>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<8xi8>) {
      %row = affine.apply #b_s8_row(%lane, %i)
      %column = affine.apply #b_s8_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_b_s8
      %w = vector.insert %e, %v [%i] : i8 into vector<8xi8>
      scf.yield %w : vector<8xi8>
    }
    %r = vector.shape_cast %flat : vector<8xi8> to vector<2x4xi8>
    dsa.yield %r : vector<2x4xi8>
  }

  dsa.instruction @store_b_s8(!memory_b_s8 write, !b_s8) -> ()
      cost {latency = 30, interval = 4, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_s8, %t: tensor<32x8xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<32x8xi8>, !memory_b_s8) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_b_s8, %t: vector<2x4xi8>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 8 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x4xi8> to vector<8xi8>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #b_s8_row(%lane, %i)
      %column = affine.apply #b_s8_column(%lane, %i)
      %e = vector.extract %flat[%i] : i8 from vector<8xi8>
      memref.store %e, %m[%row, %column] : !memory_b_s8
    }
    dsa.yield
  }

  dsa.instruction @load_c_s32(!memory_c_s32 read) -> !c_s32
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_s32):
    %r = bufferization.to_tensor %m : !memory_c_s32 to tensor<16x8xi32>
    dsa.yield %r : tensor<16x8xi32>
  } emission {
  ^bb0(%m: !memory_c_s32):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0> : vector<4xi32>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<4xi32>) {
      %row = affine.apply #c16_row(%lane, %i)
      %column = affine.apply #c16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_c_s32
      %w = vector.insert %e, %v [%i] : i32 into vector<4xi32>
      scf.yield %w : vector<4xi32>
    }
    %r = vector.shape_cast %flat : vector<4xi32> to vector<2x2xi32>
    dsa.yield %r : vector<2x2xi32>
  }

  dsa.instruction @store_c_s32(!memory_c_s32 write, !c_s32) -> ()
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_s32, %t: tensor<16x8xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x8xi32>, !memory_c_s32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_c_s32, %t: vector<2x2xi32>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x2xi32> to vector<4xi32>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #c16_row(%lane, %i)
      %column = affine.apply #c16_column(%lane, %i)
      %e = vector.extract %flat[%i] : i32 from vector<4xi32>
      memref.store %e, %m[%row, %column] : !memory_c_s32
    }
    dsa.yield
  }

  dsa.instruction @load_c_f64(!memory_c_f64 read) -> !c_f64
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_f64):
    %r = bufferization.to_tensor %m : !memory_c_f64 to tensor<8x8xf64>
    dsa.yield %r : tensor<8x8xf64>
  } emission {
  ^bb0(%m: !memory_c_f64):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 2 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<2xf64>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<2xf64>) {
      %row = affine.apply #c_f64_row(%lane, %i)
      %column = affine.apply #c_f64_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_c_f64
      %w = vector.insert %e, %v [%i] : f64 into vector<2xf64>
      scf.yield %w : vector<2xf64>
    }
    %r = vector.shape_cast %flat : vector<2xf64> to vector<1x2xf64>
    dsa.yield %r : vector<1x2xf64>
  }

  dsa.instruction @store_c_f64(!memory_c_f64 write, !c_f64) -> ()
      cost {latency = 30, interval = 1, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_f64, %t: tensor<8x8xf64>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x8xf64>, !memory_c_f64) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_c_f64, %t: vector<1x2xf64>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 2 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<1x2xf64> to vector<2xf64>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #c_f64_row(%lane, %i)
      %column = affine.apply #c_f64_column(%lane, %i)
      %e = vector.extract %flat[%i] : f64 from vector<2xf64>
      memref.store %e, %m[%row, %column] : !memory_c_f64
    }
    dsa.yield
  }
}
