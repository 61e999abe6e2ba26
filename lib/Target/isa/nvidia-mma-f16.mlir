// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Products of matrices by a warp of 32 lanes: mma.sync of sm_80 and later. Each
// class has the map from a lane, and the number of an element in it, to the
// element of the matrix. PTX ISA, "Warp Level Matrix Multiply-Accumulate
// Instructions", matrix fragments of mma.m16n8k16.
//
// Products are exact. PTX leaves open the order of sums, the rounding of
// intermediate ones and what becomes of subnormals; those were found to be kept
// (Fasi, Higham, Mikaitis and Pranesh, "Numerical behavior of NVIDIA tensor
// cores", PeerJ Computer Science 7, 2021).

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#a16 = affine_map<(lane, i) -> (lane floordiv 4 + 8 * ((i floordiv 2) mod 2), 2 * (lane mod 4) + i mod 2 + 8 * (i floordiv 4))>
#a16_row = affine_map<(lane, i) -> (lane floordiv 4 + 8 * ((i floordiv 2) mod 2))>
#a16_column = affine_map<(lane, i) -> (2 * (lane mod 4) + i mod 2 + 8 * (i floordiv 4))>
#b16 = affine_map<(lane, i) -> (2 * (lane mod 4) + i mod 2 + 8 * (i floordiv 2), lane floordiv 4)>
#b16_row = affine_map<(lane, i) -> (2 * (lane mod 4) + i mod 2 + 8 * (i floordiv 2))>
#b16_column = affine_map<(lane, i) -> (lane floordiv 4)>
#c16 = affine_map<(lane, i) -> (lane floordiv 4 + 8 * (i floordiv 2), 2 * (lane mod 4) + i mod 2)>
#c16_row = affine_map<(lane, i) -> (lane floordiv 4 + 8 * (i floordiv 2))>
#c16_column = affine_map<(lane, i) -> (2 * (lane mod 4) + i mod 2)>
!a_bf16 = !dsa.reg<@nvidia_mma_f16::@a_bf16>
!b_bf16 = !dsa.reg<@nvidia_mma_f16::@b_bf16>
!a_f16 = !dsa.reg<@nvidia_mma_f16::@a_f16>
!b_f16 = !dsa.reg<@nvidia_mma_f16::@b_f16>
!c_f32 = !dsa.reg<@nvidia_mma_f16::@c_f32>
!c_f16 = !dsa.reg<@nvidia_mma_f16::@c_f16>
!memory_a_bf16 = memref<16x16xbf16, strided<[?, 1], offset: ?>>
!memory_b_bf16 = memref<16x8xbf16, strided<[?, 1], offset: ?>>
!memory_a_f16 = memref<16x16xf16, strided<[?, 1], offset: ?>>
!memory_b_f16 = memref<16x8xf16, strided<[?, 1], offset: ?>>
!memory_c_f32 = memref<16x8xf32, strided<[?, 1], offset: ?>>
!memory_c_f16 = memref<16x8xf16, strided<[?, 1], offset: ?>>

dsa.isa @nvidia_mma_f16 features ["sm_80"] {
  // Of the 255 registers of a lane, 64 for first operands, 32 for second ones and
  // 128 for sums.
  dsa.registers @a_bf16 count 16 means tensor<16x16xbf16>
      issues_as vector<4x2xbf16> layout <lanes = 32, map = #a16>
  dsa.registers @b_bf16 count 16 means tensor<16x8xbf16>
      issues_as vector<2x2xbf16> layout <lanes = 32, map = #b16>
  dsa.registers @a_f16 shares @a_bf16 means tensor<16x16xf16>
      issues_as vector<4x2xf16> layout <lanes = 32, map = #a16>
  dsa.registers @b_f16 shares @b_bf16 means tensor<16x8xf16>
      issues_as vector<2x2xf16> layout <lanes = 32, map = #b16>
  dsa.registers @c_f32 count 32 means tensor<16x8xf32>
      issues_as vector<2x2xf32> layout <lanes = 32, map = #c16>
  dsa.registers @c_f16 shares @c_f32 means tensor<16x8xf16>
      issues_as vector<2x2xf16> layout <lanes = 32, map = #c16>

  // bfloat16, sums of single precision.
  dsa.instruction @mma_m16n8k16_bf16(!c_f32 tied, !a_bf16, !b_bf16) -> !c_f32
      cost {latency = 33, interval = 8, source = "interval: NVIDIA A100 Tensor Core GPU Architecture white paper, operations a clock and SM, of which each has four tensor cores; latency: an estimate"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%p: tensor<16x8xf32>, %x: tensor<16x16xbf16>, %y: tensor<16x8xbf16>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<16x16xbf16>, tensor<16x8xbf16>) outs(%p : tensor<16x8xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16x8xf32>
    dsa.yield %r : tensor<16x8xf32>
  } emission {
  ^bb0(%p: vector<2x2xf32>, %x: vector<4x2xbf16>, %y: vector<2x2xbf16>):
    %xw = vector.bitcast %x : vector<4x2xbf16> to vector<4x1xi32>
    %yw = vector.bitcast %y : vector<2x2xbf16> to vector<2x1xi32>
    %x0, %x1, %x2, %x3 = vector.to_elements %xw : vector<4x1xi32>
    %y0, %y1 = vector.to_elements %yw : vector<2x1xi32>
    %p0, %p1, %p2, %p3 = vector.to_elements %p : vector<2x2xf32>
    %s = nvvm.mma.sync A[%x0, %x1, %x2, %x3] B[%y0, %y1] C[%p0, %p1, %p2, %p3] {layoutA = #nvvm.mma_layout<row>, layoutB = #nvvm.mma_layout<col>, multiplicandAPtxType = #nvvm.mma_type<bf16>, multiplicandBPtxType = #nvvm.mma_type<bf16>, shape = #nvvm.shape<m = 16, n = 8, k = 16>} : (i32, i32, f32) -> !llvm.struct<(f32, f32, f32, f32)>
    %r0 = llvm.extractvalue %s[0] : !llvm.struct<(f32, f32, f32, f32)>
    %r1 = llvm.extractvalue %s[1] : !llvm.struct<(f32, f32, f32, f32)>
    %r2 = llvm.extractvalue %s[2] : !llvm.struct<(f32, f32, f32, f32)>
    %r3 = llvm.extractvalue %s[3] : !llvm.struct<(f32, f32, f32, f32)>
    %r = vector.from_elements %r0, %r1, %r2, %r3 : vector<2x2xf32>
    dsa.yield %r : vector<2x2xf32>
  }

  // Half precision, sums of single precision.
  dsa.instruction @mma_m16n8k16_f16(!c_f32 tied, !a_f16, !b_f16) -> !c_f32
      cost {latency = 33, interval = 8, source = "interval: NVIDIA A100 Tensor Core GPU Architecture white paper, operations a clock and SM, of which each has four tensor cores; latency: an estimate"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%p: tensor<16x8xf32>, %x: tensor<16x16xf16>, %y: tensor<16x8xf16>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<16x16xf16>, tensor<16x8xf16>) outs(%p : tensor<16x8xf32>) {
    ^bb0(%xi: f16, %yi: f16, %pi: f32):
      %xe = arith.extf %xi : f16 to f32
      %ye = arith.extf %yi : f16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16x8xf32>
    dsa.yield %r : tensor<16x8xf32>
  } emission {
  ^bb0(%p: vector<2x2xf32>, %x: vector<4x2xf16>, %y: vector<2x2xf16>):
    %r = nvgpu.mma.sync(%x, %y, %p) {mmaShape = [16, 8, 16]} : (vector<4x2xf16>, vector<2x2xf16>, vector<2x2xf32>) -> vector<2x2xf32>
    dsa.yield %r : vector<2x2xf32>
  }

  // Half precision, sums of half precision.
  dsa.instruction @mma_m16n8k16_f16_f16(!c_f16 tied, !a_f16, !b_f16) -> !c_f16
      cost {latency = 33, interval = 8, source = "interval: NVIDIA A100 Tensor Core GPU Architecture white paper, operations a clock and SM, of which each has four tensor cores; latency: an estimate"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%p: tensor<16x8xf16>, %x: tensor<16x16xf16>, %y: tensor<16x8xf16>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<16x16xf16>, tensor<16x8xf16>) outs(%p : tensor<16x8xf16>) {
    ^bb0(%xi: f16, %yi: f16, %pi: f16):
      %m = arith.mulf %xi, %yi : f16
      %s = arith.addf %pi, %m : f16
      linalg.yield %s : f16
    } -> tensor<16x8xf16>
    dsa.yield %r : tensor<16x8xf16>
  } emission {
  ^bb0(%p: vector<2x2xf16>, %x: vector<4x2xf16>, %y: vector<2x2xf16>):
    %r = nvgpu.mma.sync(%x, %y, %p) {mmaShape = [16, 8, 16]} : (vector<4x2xf16>, vector<2x2xf16>, vector<2x2xf16>) -> vector<2x2xf16>
    dsa.yield %r : vector<2x2xf16>
  }

  dsa.instruction @zero_c_f32() -> !c_f32
      cost {latency = 2, interval = 2, source = "a move to each register, an estimate"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<16x8xf32>
    dsa.yield %z : tensor<16x8xf32>
  } emission {
    %z = arith.constant dense<0.0> : vector<2x2xf32>
    dsa.yield %z : vector<2x2xf32>
  }

  dsa.instruction @zero_c_f16() -> !c_f16
      cost {latency = 2, interval = 2, source = "a move to each register, an estimate"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<16x8xf16>
    dsa.yield %z : tensor<16x8xf16>
  } emission {
    %z = arith.constant dense<0.0> : vector<2x2xf16>
    dsa.yield %z : vector<2x2xf16>
  }

  // Each lane loads and stores what is its own.
  dsa.instruction @load_a_bf16(!memory_a_bf16 read) -> !a_bf16
      cost {latency = 30, interval = 4, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_bf16):
    %r = bufferization.to_tensor %m : !memory_a_bf16 to tensor<16x16xbf16>
    dsa.yield %r : tensor<16x16xbf16>
  } emission {
  ^bb0(%m: !memory_a_bf16):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 8 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<8xbf16>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<8xbf16>) {
      %row = affine.apply #a16_row(%lane, %i)
      %column = affine.apply #a16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_a_bf16
      %w = vector.insert %e, %v [%i] : bf16 into vector<8xbf16>
      scf.yield %w : vector<8xbf16>
    }
    %r = vector.shape_cast %flat : vector<8xbf16> to vector<4x2xbf16>
    dsa.yield %r : vector<4x2xbf16>
  }

  dsa.instruction @store_a_bf16(!memory_a_bf16 write, !a_bf16) -> ()
      cost {latency = 30, interval = 4, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_bf16, %t: tensor<16x16xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x16xbf16>, !memory_a_bf16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_a_bf16, %t: vector<4x2xbf16>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 8 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<4x2xbf16> to vector<8xbf16>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #a16_row(%lane, %i)
      %column = affine.apply #a16_column(%lane, %i)
      %e = vector.extract %flat[%i] : bf16 from vector<8xbf16>
      memref.store %e, %m[%row, %column] : !memory_a_bf16
    }
    dsa.yield
  }

  dsa.instruction @load_b_bf16(!memory_b_bf16 read) -> !b_bf16
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_bf16):
    %r = bufferization.to_tensor %m : !memory_b_bf16 to tensor<16x8xbf16>
    dsa.yield %r : tensor<16x8xbf16>
  } emission {
  ^bb0(%m: !memory_b_bf16):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<4xbf16>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<4xbf16>) {
      %row = affine.apply #b16_row(%lane, %i)
      %column = affine.apply #b16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_b_bf16
      %w = vector.insert %e, %v [%i] : bf16 into vector<4xbf16>
      scf.yield %w : vector<4xbf16>
    }
    %r = vector.shape_cast %flat : vector<4xbf16> to vector<2x2xbf16>
    dsa.yield %r : vector<2x2xbf16>
  }

  dsa.instruction @store_b_bf16(!memory_b_bf16 write, !b_bf16) -> ()
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_bf16, %t: tensor<16x8xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x8xbf16>, !memory_b_bf16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_b_bf16, %t: vector<2x2xbf16>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x2xbf16> to vector<4xbf16>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #b16_row(%lane, %i)
      %column = affine.apply #b16_column(%lane, %i)
      %e = vector.extract %flat[%i] : bf16 from vector<4xbf16>
      memref.store %e, %m[%row, %column] : !memory_b_bf16
    }
    dsa.yield
  }

  dsa.instruction @load_a_f16(!memory_a_f16 read) -> !a_f16
      cost {latency = 30, interval = 4, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_f16):
    %r = bufferization.to_tensor %m : !memory_a_f16 to tensor<16x16xf16>
    dsa.yield %r : tensor<16x16xf16>
  } emission {
  ^bb0(%m: !memory_a_f16):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 8 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<8xf16>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<8xf16>) {
      %row = affine.apply #a16_row(%lane, %i)
      %column = affine.apply #a16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_a_f16
      %w = vector.insert %e, %v [%i] : f16 into vector<8xf16>
      scf.yield %w : vector<8xf16>
    }
    %r = vector.shape_cast %flat : vector<8xf16> to vector<4x2xf16>
    dsa.yield %r : vector<4x2xf16>
  }

  dsa.instruction @store_a_f16(!memory_a_f16 write, !a_f16) -> ()
      cost {latency = 30, interval = 4, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_a_f16, %t: tensor<16x16xf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x16xf16>, !memory_a_f16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_a_f16, %t: vector<4x2xf16>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 8 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<4x2xf16> to vector<8xf16>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #a16_row(%lane, %i)
      %column = affine.apply #a16_column(%lane, %i)
      %e = vector.extract %flat[%i] : f16 from vector<8xf16>
      memref.store %e, %m[%row, %column] : !memory_a_f16
    }
    dsa.yield
  }

  dsa.instruction @load_b_f16(!memory_b_f16 read) -> !b_f16
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_f16):
    %r = bufferization.to_tensor %m : !memory_b_f16 to tensor<16x8xf16>
    dsa.yield %r : tensor<16x8xf16>
  } emission {
  ^bb0(%m: !memory_b_f16):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<4xf16>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<4xf16>) {
      %row = affine.apply #b16_row(%lane, %i)
      %column = affine.apply #b16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_b_f16
      %w = vector.insert %e, %v [%i] : f16 into vector<4xf16>
      scf.yield %w : vector<4xf16>
    }
    %r = vector.shape_cast %flat : vector<4xf16> to vector<2x2xf16>
    dsa.yield %r : vector<2x2xf16>
  }

  dsa.instruction @store_b_f16(!memory_b_f16 write, !b_f16) -> ()
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_b_f16, %t: tensor<16x8xf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x8xf16>, !memory_b_f16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_b_f16, %t: vector<2x2xf16>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x2xf16> to vector<4xf16>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #b16_row(%lane, %i)
      %column = affine.apply #b16_column(%lane, %i)
      %e = vector.extract %flat[%i] : f16 from vector<4xf16>
      memref.store %e, %m[%row, %column] : !memory_b_f16
    }
    dsa.yield
  }

  dsa.instruction @load_c_f32(!memory_c_f32 read) -> !c_f32
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_f32):
    %r = bufferization.to_tensor %m : !memory_c_f32 to tensor<16x8xf32>
    dsa.yield %r : tensor<16x8xf32>
  } emission {
  ^bb0(%m: !memory_c_f32):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<4xf32>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<4xf32>) {
      %row = affine.apply #c16_row(%lane, %i)
      %column = affine.apply #c16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_c_f32
      %w = vector.insert %e, %v [%i] : f32 into vector<4xf32>
      scf.yield %w : vector<4xf32>
    }
    %r = vector.shape_cast %flat : vector<4xf32> to vector<2x2xf32>
    dsa.yield %r : vector<2x2xf32>
  }

  dsa.instruction @store_c_f32(!memory_c_f32 write, !c_f32) -> ()
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_f32, %t: tensor<16x8xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x8xf32>, !memory_c_f32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_c_f32, %t: vector<2x2xf32>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x2xf32> to vector<4xf32>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #c16_row(%lane, %i)
      %column = affine.apply #c16_column(%lane, %i)
      %e = vector.extract %flat[%i] : f32 from vector<4xf32>
      memref.store %e, %m[%row, %column] : !memory_c_f32
    }
    dsa.yield
  }

  dsa.instruction @load_c_f16(!memory_c_f16 read) -> !c_f16
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_f16):
    %r = bufferization.to_tensor %m : !memory_c_f16 to tensor<16x8xf16>
    dsa.yield %r : tensor<16x8xf16>
  } emission {
  ^bb0(%m: !memory_c_f16):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %none = arith.constant dense<0.0> : vector<4xf16>
    %flat = scf.for %i = %c0 to %end step %c1 iter_args(%v = %none) -> (vector<4xf16>) {
      %row = affine.apply #c16_row(%lane, %i)
      %column = affine.apply #c16_column(%lane, %i)
      %e = memref.load %m[%row, %column] : !memory_c_f16
      %w = vector.insert %e, %v [%i] : f16 into vector<4xf16>
      scf.yield %w : vector<4xf16>
    }
    %r = vector.shape_cast %flat : vector<4xf16> to vector<2x2xf16>
    dsa.yield %r : vector<2x2xf16>
  }

  dsa.instruction @store_c_f16(!memory_c_f16 write, !c_f16) -> ()
      cost {latency = 30, interval = 2, source = "an estimate"}
  semantics {
  ^bb0(%m: !memory_c_f16, %t: tensor<16x8xf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x8xf16>, !memory_c_f16) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_c_f16, %t: vector<2x2xf16>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %end = arith.constant 4 : index
    %lane = gpu.lane_id
    %flat = vector.shape_cast %t : vector<2x2xf16> to vector<4xf16>
    scf.for %i = %c0 to %end step %c1 {
      %row = affine.apply #c16_row(%lane, %i)
      %column = affine.apply #c16_column(%lane, %i)
      %e = vector.extract %flat[%i] : f16 from vector<4xf16>
      memref.store %e, %m[%row, %column] : !memory_c_f16
    }
    dsa.yield
  }
}
