// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// FEAT_BF16: products of bfloat16, two at a time, summed in single precision. Arm
// Architecture Reference Manual, BFDOT, BFMMLA, shared pseudocode BFDotAdd.
//
// Without FEAT_EBF16 the two products are rounded and added, and that is added
// to the accumulator, all rounded to odd: an inexact result has its last bit set,
// which is one bit less than rounding to nearest keeps (`narrow`). Denormals are
// taken as zero and flushed to zero. `refined` says exactly this.

#group = affine_map<(n, q) -> (q)>
#groups = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (j, k)>
#c = affine_map<(i, j, k) -> (i, j)>
#lanes = affine_map<(n) -> (n)>
#scalar = affine_map<(n) -> ()>
#square = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
#column = affine_map<(i, j) -> (j)>
!v_f32 = !dsa.reg<@neon::@v_f32>
!pairs = !dsa.reg<@aarch64_bf16::@pairs>
!broadcast_pairs = !dsa.reg<@aarch64_bf16::@broadcast_pairs>
!rows = !dsa.reg<@aarch64_bf16::@rows>
!square = !dsa.reg<@aarch64_bf16::@square>
!memory_pairs = memref<4x2xbf16, strided<[2, 1], offset: ?>>
!group_pairs = memref<2xbf16, strided<[1], offset: ?>>
!memory_rows = memref<2x4xbf16, strided<[?, 1], offset: ?>>
!memory_square = memref<2x2xf32, strided<[?, 1], offset: ?>>

dsa.isa @aarch64_bf16 features ["neon", "bf16"] requires [@neon] {
  dsa.registers @pairs shares @neon::@v_f32 means tensor<4x2xbf16>
      issues_as vector<8xbf16>
  // One pair in every lane.
  dsa.registers @broadcast_pairs shares @neon::@v_f32 means tensor<2xbf16>
      issues_as vector<8xbf16>
  dsa.registers @rows shares @neon::@v_f32 means tensor<2x4xbf16>
      issues_as vector<8xbf16>
  dsa.registers @square shares @neon::@v_f32 means tensor<2x2xf32>
      issues_as vector<4xf32>

  // A product: exact, unless it is too small.
  func.func private @aarch64_bf16_multiply(%x: bf16, %y: bf16) -> f32 {
    %f0 = arith.constant 0.0 : f32
    %normal = arith.constant 0x00800000 : f32
    %r_x = arith.extf %x : bf16 to f32
    %r_xs = math.absf %r_x : f32
    %r_xt = arith.cmpf olt, %r_xs, %normal : f32
    %r_xz = math.copysign %f0, %r_x : f32
    %r_xn = arith.select %r_xt, %r_xz, %r_x : f32
    %r_y = arith.extf %y : bf16 to f32
    %r_ys = math.absf %r_y : f32
    %r_yt = arith.cmpf olt, %r_ys, %normal : f32
    %r_yz = math.copysign %f0, %r_y : f32
    %r_yn = arith.select %r_yt, %r_yz, %r_y : f32
    %r_m = arith.mulf %r_xn, %r_yn : f32
    %r_ms = math.absf %r_m : f32
    %r_mt = arith.cmpf olt, %r_ms, %normal : f32
    %r_mz = math.copysign %f0, %r_m : f32
    %r = arith.select %r_mt, %r_mz, %r_m : f32
    return %r : f32
  }
  // A sum, rounded to odd: that of doubles, made odd where it is not exact (the
  // error is found as TwoSum does), and cut to single precision.
  func.func private @aarch64_bf16_add(%a: f32, %b: f32) -> f32 {
    %f0 = arith.constant 0.0 : f32
    %finf = arith.constant 0x7F800000 : f32
    %normal = arith.constant 0x00800000 : f32
    %d0 = arith.constant 0.0 : f64
    // 2^-126 and 2^128
    %dnormal = arith.constant 0x3810000000000000 : f64
    %dlimit = arith.constant 0x47F0000000000000 : f64
    %i0 = arith.constant 0 : i64
    %i1 = arith.constant 1 : i64
    %minus = arith.constant -1 : i64
    // The bits of a double that single precision lacks, the others, and the last of these.
    %low = arith.constant 0x1FFFFFFF : i64
    %high = arith.constant -536870912 : i64
    %unit = arith.constant 0x20000000 : i64
    %an_s = math.absf %a : f32
    %an_t = arith.cmpf olt, %an_s, %normal : f32
    %an_z = math.copysign %f0, %a : f32
    %an = arith.select %an_t, %an_z, %a : f32
    %bn_s = math.absf %b : f32
    %bn_t = arith.cmpf olt, %bn_s, %normal : f32
    %bn_z = math.copysign %f0, %b : f32
    %bn = arith.select %bn_t, %bn_z, %b : f32
    %r_ad = arith.extf %an : f32 to f64
    %r_bd = arith.extf %bn : f32 to f64
    %r_d = arith.addf %r_ad, %r_bd : f64
    %r_b1 = arith.subf %r_d, %r_ad : f64
    %r_a1 = arith.subf %r_d, %r_b1 : f64
    %r_be = arith.subf %r_bd, %r_b1 : f64
    %r_ae = arith.subf %r_ad, %r_a1 : f64
    %r_err = arith.addf %r_ae, %r_be : f64
    %r_bits = arith.bitcast %r_d : f64 to i64
    %r_ebits = arith.bitcast %r_err : f64 to i64
    %r_signs = arith.xori %r_bits, %r_ebits : i64
    %r_away = arith.cmpi slt, %r_signs, %i0 : i64
    %r_step = arith.select %r_away, %minus, %i1 : i64
    %r_next = arith.addi %r_bits, %r_step : i64
    %r_last = arith.andi %r_bits, %i1 : i64
    %r_even = arith.cmpi eq, %r_last, %i0 : i64
    %r_inexact = arith.cmpf one, %r_err, %d0 : f64
    %r_moves = arith.andi %r_even, %r_inexact : i1
    %r_odd = arith.select %r_moves, %r_next, %r_bits : i64
    %r_kept = arith.andi %r_odd, %high : i64
    %r_rest = arith.andi %r_odd, %low : i64
    %r_sticky = arith.cmpi ne, %r_rest, %i0 : i64
    %r_stick = arith.select %r_sticky, %unit, %i0 : i64
    %r_whole = arith.ori %r_kept, %r_stick : i64
    %r_wd = arith.bitcast %r_whole : i64 to f64
    %r_f = arith.truncf %r_wd : f64 to f32
    %r_size = math.absf %r_d : f64
    %r_tiny = arith.cmpf olt, %r_size, %dnormal : f64
    %r_none = math.copysign %f0, %r_f : f32
    %r_flushed = arith.select %r_tiny, %r_none, %r_f : f32
    %r_finite = arith.cmpf olt, %r_size, %dlimit : f64
    %r_plain = arith.addf %an, %bn : f32
    %r_wide = arith.cmpf oge, %r_size, %dlimit : f64
    %r_inf = math.copysign %finf, %r_plain : f32
    %r_other = arith.select %r_wide, %r_inf, %r_plain : f32
    %r = arith.select %r_finite, %r_flushed, %r_other : f32
    return %r : f32
  }

  dsa.instruction @bfdot(!v_f32 tied, !broadcast_pairs, !pairs) -> !v_f32
      cost {latency = 4, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
      numerics <reassoc, contract, flush, narrow>
  semantics {
  ^bb0(%p: tensor<4xf32>, %x: tensor<2xbf16>, %y: tensor<4x2xbf16>):
    %r = linalg.generic {indexing_maps = [#group, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<2xbf16>, tensor<4x2xbf16>) outs(%p : tensor<4xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } refined {
  ^bb0(%p: tensor<4xf32>, %x: tensor<2xbf16>, %y: tensor<4x2xbf16>):
    %x_0 = tensor.extract_slice %x[0] [1] [1] : tensor<2xbf16> to tensor<bf16>
    %y_0 = tensor.extract_slice %y[0, 0] [4, 1] [1, 1] : tensor<4x2xbf16> to tensor<4xbf16>
    %x_1 = tensor.extract_slice %x[1] [1] [1] : tensor<2xbf16> to tensor<bf16>
    %y_1 = tensor.extract_slice %y[0, 1] [4, 1] [1, 1] : tensor<4x2xbf16> to tensor<4xbf16>
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x_0, %y_0, %x_1, %y_1 : tensor<bf16>, tensor<4xbf16>, tensor<bf16>, tensor<4xbf16>) outs(%p : tensor<4xf32>) {
    ^bb0(%x0: bf16, %y0: bf16, %x1: bf16, %y1: bf16, %pi: f32):
      %m0 = func.call @aarch64_bf16_multiply(%x0, %y0) : (bf16, bf16) -> f32
      %m1 = func.call @aarch64_bf16_multiply(%x1, %y1) : (bf16, bf16) -> f32
      %m = func.call @aarch64_bf16_add(%m0, %m1) : (f32, f32) -> f32
      %s = func.call @aarch64_bf16_add(%pi, %m) : (f32, f32) -> f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } emission {
  ^bb0(%p: vector<4xf32>, %x: vector<8xbf16>, %y: vector<8xbf16>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.bfdot.v4f32.v8bf16"(%p, %x, %y) : (vector<4xf32>, vector<8xbf16>, vector<8xbf16>) -> vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  // Lane by lane.
  dsa.instruction @bfdot_lanes(!v_f32 tied, !pairs, !pairs) -> !v_f32
      cost {latency = 4, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
      numerics <reassoc, contract, flush, narrow>
  semantics {
  ^bb0(%p: tensor<4xf32>, %x: tensor<4x2xbf16>, %y: tensor<4x2xbf16>):
    %r = linalg.generic {indexing_maps = [#groups, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4x2xbf16>, tensor<4x2xbf16>) outs(%p : tensor<4xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } refined {
  ^bb0(%p: tensor<4xf32>, %x: tensor<4x2xbf16>, %y: tensor<4x2xbf16>):
    %x_0 = tensor.extract_slice %x[0, 0] [4, 1] [1, 1] : tensor<4x2xbf16> to tensor<4xbf16>
    %y_0 = tensor.extract_slice %y[0, 0] [4, 1] [1, 1] : tensor<4x2xbf16> to tensor<4xbf16>
    %x_1 = tensor.extract_slice %x[0, 1] [4, 1] [1, 1] : tensor<4x2xbf16> to tensor<4xbf16>
    %y_1 = tensor.extract_slice %y[0, 1] [4, 1] [1, 1] : tensor<4x2xbf16> to tensor<4xbf16>
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x_0, %y_0, %x_1, %y_1 : tensor<4xbf16>, tensor<4xbf16>, tensor<4xbf16>, tensor<4xbf16>) outs(%p : tensor<4xf32>) {
    ^bb0(%x0: bf16, %y0: bf16, %x1: bf16, %y1: bf16, %pi: f32):
      %m0 = func.call @aarch64_bf16_multiply(%x0, %y0) : (bf16, bf16) -> f32
      %m1 = func.call @aarch64_bf16_multiply(%x1, %y1) : (bf16, bf16) -> f32
      %m = func.call @aarch64_bf16_add(%m0, %m1) : (f32, f32) -> f32
      %s = func.call @aarch64_bf16_add(%pi, %m) : (f32, f32) -> f32
      linalg.yield %s : f32
    } -> tensor<4xf32>
    dsa.yield %r : tensor<4xf32>
  } emission {
  ^bb0(%p: vector<4xf32>, %x: vector<8xbf16>, %y: vector<8xbf16>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.bfdot.v4f32.v8bf16"(%p, %x, %y) : (vector<4xf32>, vector<8xbf16>, vector<8xbf16>) -> vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  // Of 2 by 4 and 4 by 2; the second operand has its columns as rows.
  dsa.instruction @bfmmla(!square tied, !rows, !rows) -> !square
      cost {latency = 5, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
      numerics <reassoc, contract, flush, narrow>
  semantics {
  ^bb0(%p: tensor<2x2xf32>, %x: tensor<2x4xbf16>, %y: tensor<2x4xbf16>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x4xbf16>, tensor<2x4xbf16>) outs(%p : tensor<2x2xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    dsa.yield %r : tensor<2x2xf32>
  } refined {
  ^bb0(%p: tensor<2x2xf32>, %x: tensor<2x4xbf16>, %y: tensor<2x4xbf16>):
    %x_0 = tensor.extract_slice %x[0, 0] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %y_0 = tensor.extract_slice %y[0, 0] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %x_1 = tensor.extract_slice %x[0, 1] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %y_1 = tensor.extract_slice %y[0, 1] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %x_2 = tensor.extract_slice %x[0, 2] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %y_2 = tensor.extract_slice %y[0, 2] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %x_3 = tensor.extract_slice %x[0, 3] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %y_3 = tensor.extract_slice %y[0, 3] [2, 1] [1, 1] : tensor<2x4xbf16> to tensor<2xbf16>
    %half = linalg.generic {indexing_maps = [#row, #column, #row, #column, #square], iterator_types = ["parallel", "parallel"]}
        ins(%x_0, %y_0, %x_1, %y_1 : tensor<2xbf16>, tensor<2xbf16>, tensor<2xbf16>, tensor<2xbf16>) outs(%p : tensor<2x2xf32>) {
    ^bb0(%x0: bf16, %y0: bf16, %x1: bf16, %y1: bf16, %pi: f32):
      %m0 = func.call @aarch64_bf16_multiply(%x0, %y0) : (bf16, bf16) -> f32
      %m1 = func.call @aarch64_bf16_multiply(%x1, %y1) : (bf16, bf16) -> f32
      %m = func.call @aarch64_bf16_add(%m0, %m1) : (f32, f32) -> f32
      %s = func.call @aarch64_bf16_add(%pi, %m) : (f32, f32) -> f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    %r = linalg.generic {indexing_maps = [#row, #column, #row, #column, #square], iterator_types = ["parallel", "parallel"]}
        ins(%x_2, %y_2, %x_3, %y_3 : tensor<2xbf16>, tensor<2xbf16>, tensor<2xbf16>, tensor<2xbf16>) outs(%half : tensor<2x2xf32>) {
    ^bb0(%x0: bf16, %y0: bf16, %x1: bf16, %y1: bf16, %pi: f32):
      %m0 = func.call @aarch64_bf16_multiply(%x0, %y0) : (bf16, bf16) -> f32
      %m1 = func.call @aarch64_bf16_multiply(%x1, %y1) : (bf16, bf16) -> f32
      %m = func.call @aarch64_bf16_add(%m0, %m1) : (f32, f32) -> f32
      %s = func.call @aarch64_bf16_add(%pi, %m) : (f32, f32) -> f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    dsa.yield %r : tensor<2x2xf32>
  } emission {
  ^bb0(%p: vector<4xf32>, %x: vector<8xbf16>, %y: vector<8xbf16>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.bfmmla"(%p, %x, %y) : (vector<4xf32>, vector<8xbf16>, vector<8xbf16>) -> vector<4xf32>
    dsa.yield %r : vector<4xf32>
  }

  dsa.instruction @movi_square() -> !square
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Arm Neoverse N2 Software Optimization Guide, section 4"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<2x2xf32>
    dsa.yield %z : tensor<2x2xf32>
  } emission {
    %z = arith.constant dense<0.0> : vector<4xf32>
    dsa.yield %z : vector<4xf32>
  }

  dsa.instruction @ldr_pairs(!memory_pairs read) -> !pairs
      cost {latency = 6, interval = 1, units = 3, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_pairs):
    %r = bufferization.to_tensor %m : !memory_pairs to tensor<4x2xbf16>
    dsa.yield %r : tensor<4x2xbf16>
  } emission {
  ^bb0(%m: !memory_pairs):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_pairs into memref<8xbf16, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<8xbf16, strided<[1], offset: ?>>, vector<8xbf16>
    dsa.yield %r : vector<8xbf16>
  }

  dsa.instruction @str_pairs(!memory_pairs write, !pairs) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_pairs, %t: tensor<4x2xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4x2xbf16>, !memory_pairs) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_pairs, %t: vector<8xbf16>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_pairs into memref<8xbf16, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<8xbf16, strided<[1], offset: ?>>, vector<8xbf16>
    dsa.yield
  }

  dsa.instruction @ld1r_pairs(!group_pairs read) -> !broadcast_pairs
      cost {latency = 8, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !group_pairs):
    %r = bufferization.to_tensor %m : !group_pairs to tensor<2xbf16>
    dsa.yield %r : tensor<2xbf16>
  } emission {
  ^bb0(%m: !group_pairs):
    %c0 = arith.constant 0 : index
    %g = vector.load %m[%c0] : !group_pairs, vector<2xbf16>
    %e = vector.bitcast %g : vector<2xbf16> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<4xi32>
    %r = vector.bitcast %w : vector<4xi32> to vector<8xbf16>
    dsa.yield %r : vector<8xbf16>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @str_group(!group_pairs write, !broadcast_pairs) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !group_pairs, %t: tensor<2xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2xbf16>, !group_pairs) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_pairs, %t: vector<8xbf16>):
    %c0 = arith.constant 0 : index
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [2], strides = [1]} : vector<8xbf16> to vector<2xbf16>
    vector.store %g, %m[%c0] : !group_pairs, vector<2xbf16>
    dsa.yield
  }

  dsa.instruction @ldr_rows(!memory_rows read) -> !rows
      cost {latency = 8, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_rows):
    %r = bufferization.to_tensor %m : !memory_rows to tensor<2x4xbf16>
    dsa.yield %r : tensor<2x4xbf16>
  } emission {
  ^bb0(%m: !memory_rows):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.load %m[%c0, %c0] : !memory_rows, vector<4xbf16>
    %high = vector.load %m[%c1, %c0] : !memory_rows, vector<4xbf16>
    %r = vector.shuffle %low, %high [0, 1, 2, 3, 4, 5, 6, 7] : vector<4xbf16>, vector<4xbf16>
    dsa.yield %r : vector<8xbf16>
  }

  dsa.instruction @str_rows(!memory_rows write, !rows) -> ()
      cost {latency = 4, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_rows, %t: tensor<2x4xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2x4xbf16>, !memory_rows) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_rows, %t: vector<8xbf16>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.extract_strided_slice %t {offsets = [0], sizes = [4], strides = [1]} : vector<8xbf16> to vector<4xbf16>
    %high = vector.extract_strided_slice %t {offsets = [4], sizes = [4], strides = [1]} : vector<8xbf16> to vector<4xbf16>
    vector.store %low, %m[%c0, %c0] : !memory_rows, vector<4xbf16>
    vector.store %high, %m[%c1, %c0] : !memory_rows, vector<4xbf16>
    dsa.yield
  }

  dsa.instruction @ldr_square(!memory_square read) -> !square
      cost {latency = 8, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_square):
    %r = bufferization.to_tensor %m : !memory_square to tensor<2x2xf32>
    dsa.yield %r : tensor<2x2xf32>
  } emission {
  ^bb0(%m: !memory_square):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.load %m[%c0, %c0] : !memory_square, vector<2xf32>
    %high = vector.load %m[%c1, %c0] : !memory_square, vector<2xf32>
    %r = vector.shuffle %low, %high [0, 1, 2, 3] : vector<2xf32>, vector<2xf32>
    dsa.yield %r : vector<4xf32>
  }

  dsa.instruction @str_square(!memory_square write, !square) -> ()
      cost {latency = 4, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_square, %t: tensor<2x2xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2x2xf32>, !memory_square) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_square, %t: vector<4xf32>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.extract_strided_slice %t {offsets = [0], sizes = [2], strides = [1]} : vector<4xf32> to vector<2xf32>
    %high = vector.extract_strided_slice %t {offsets = [2], sizes = [2], strides = [1]} : vector<4xf32> to vector<2xf32>
    vector.store %low, %m[%c0, %c0] : !memory_square, vector<2xf32>
    vector.store %high, %m[%c1, %c0] : !memory_square, vector<2xf32>
    dsa.yield
  }
}
