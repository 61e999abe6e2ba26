// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// AMX-BF16: products of bfloat16, two at a time, summed in single precision. As
// with AMX-INT8, the second operand has its rows in groups (here of two). Intel
// SDM volume 2, TDPBF16PS.
//
// The hardware sums the even and the odd products of a dot product apart, each by
// fused multiply-adds in the order of k, adds the two sums, and adds that to the
// accumulator. It takes denormals as zero and flushes results to zero; rounding
// is to nearest even whatever MXCSR says. `refined` says exactly this. A result
// is flushed if, rounded as if exponents had no bound, it is below the smallest
// normal number (2^-126): of a multiply-add, whose sum is not exact in single
// precision, that is the case below 2^-126 - 2^-151 before it is rounded.

#a = affine_map<(m, n, k, q) -> (m, k, q)>
#b = affine_map<(m, n, k, q) -> (k, n, q)>
#c = affine_map<(m, n, k, q) -> (m, n)>
#partial = affine_map<(m, n, k, q) -> (m, n, q)>
#id = affine_map<(m, n) -> (m, n)>
!tmm = !dsa.reg<@amx_bf16::@tmm>
!acc = !dsa.reg<@amx_bf16::@acc>
!rows = memref<16x16x2xbf16, strided<[?, 2, 1], offset: ?>>
!flat = memref<16x32xbf16, strided<[?, 1], offset: ?>>
!sums = memref<16x16xf32, strided<[?, 1], offset: ?>>

dsa.isa @amx_bf16 features ["amx-tile", "amx-bf16"] requires [@amx_tile] {
  dsa.registers @tmm shares @amx_tile::@tile means tensor<16x16x2xbf16>
      issues_as !amx.tile<16x32xbf16> no_copy
  dsa.registers @acc shares @amx_tile::@tile means tensor<16x16xf32>
      issues_as !amx.tile<16x16xf32> no_copy

  dsa.instruction @tdpbf16ps(!acc tied, !tmm, !tmm) -> !acc
      cost {latency = 52, interval = 16, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
      numerics <reassoc, contract, flush>
  semantics {
  ^bb0(%p: tensor<16x16xf32>, %x: tensor<16x16x2xbf16>, %y: tensor<16x16x2xbf16>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<16x16x2xbf16>, tensor<16x16x2xbf16>) outs(%p : tensor<16x16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16x16xf32>
    dsa.yield %r : tensor<16x16xf32>
  } refined {
  ^bb0(%p: tensor<16x16xf32>, %x: tensor<16x16x2xbf16>, %y: tensor<16x16x2xbf16>):
    %zero = arith.constant 0.0 : f32
    %normal = arith.constant 0x00800000 : f32
    // 2^-126 - 2^-151
    %tiny = arith.constant 0x380FFFFFF0000000 : f64
    %empty = tensor.empty() : tensor<16x16x2xf32>
    %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<16x16x2xf32>) -> tensor<16x16x2xf32>
    // The even products in [m, n, 0], the odd ones in [m, n, 1].
    %sums = linalg.generic {indexing_maps = [#a, #b, #partial], iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
        ins(%x, %y : tensor<16x16x2xbf16>, tensor<16x16x2xbf16>) outs(%zeros : tensor<16x16x2xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %si: f32):
      %xf = arith.extf %xi : bf16 to f32
      %yf = arith.extf %yi : bf16 to f32
      %xa = math.absf %xf : f32
      %ya = math.absf %yf : f32
      %xt = arith.cmpf olt, %xa, %normal : f32
      %yt = arith.cmpf olt, %ya, %normal : f32
      %xz = math.copysign %zero, %xf : f32
      %yz = math.copysign %zero, %yf : f32
      %xn = arith.select %xt, %xz, %xf : f32
      %yn = arith.select %yt, %yz, %yf : f32
      %fused = math.fma %xn, %yn, %si : f32
      // Exact enough to compare: a product has 16 bits.
      %xd = arith.extf %xn : f32 to f64
      %yd = arith.extf %yn : f32 to f64
      %sd = arith.extf %si : f32 to f64
      %product = arith.mulf %xd, %yd : f64
      %sum = arith.addf %product, %sd : f64
      %size = math.absf %sum : f64
      %flush = arith.cmpf olt, %size, %tiny : f64
      %none = math.copysign %zero, %fused : f32
      %t = arith.select %flush, %none, %fused : f32
      linalg.yield %t : f32
    } -> tensor<16x16x2xf32>
    %even = tensor.extract_slice %sums[0, 0, 0] [16, 16, 1] [1, 1, 1] : tensor<16x16x2xf32> to tensor<16x16xf32>
    %odd = tensor.extract_slice %sums[0, 0, 1] [16, 16, 1] [1, 1, 1] : tensor<16x16x2xf32> to tensor<16x16xf32>
    %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
        ins(%even, %odd : tensor<16x16xf32>, tensor<16x16xf32>) outs(%p : tensor<16x16xf32>) {
    ^bb0(%e: f32, %o: f32, %pi: f32):
      %s = arith.addf %e, %o : f32
      %sa = math.absf %s : f32
      %st = arith.cmpf olt, %sa, %normal : f32
      %sz = math.copysign %zero, %s : f32
      %sn = arith.select %st, %sz, %s : f32
      %pa = math.absf %pi : f32
      %pt = arith.cmpf olt, %pa, %normal : f32
      %pz = math.copysign %zero, %pi : f32
      %pn = arith.select %pt, %pz, %pi : f32
      %t = arith.addf %pn, %sn : f32
      %ta = math.absf %t : f32
      %tt = arith.cmpf olt, %ta, %normal : f32
      %tz = math.copysign %zero, %t : f32
      %tn = arith.select %tt, %tz, %t : f32
      linalg.yield %tn : f32
    } -> tensor<16x16xf32>
    dsa.yield %r : tensor<16x16xf32>
  } emission {
  ^bb0(%p: !amx.tile<16x16xf32>, %x: !amx.tile<16x32xbf16>, %y: !amx.tile<16x32xbf16>):
    %r = amx.tile_mulf %x, %y, %p : !amx.tile<16x32xbf16>, !amx.tile<16x32xbf16>, !amx.tile<16x16xf32>
    dsa.yield %r : !amx.tile<16x16xf32>
  }

  dsa.instruction @tilezero() -> !acc
      cost {latency = 0, interval = 1, units = 2, source = "interval: measured on Sapphire Rapids"}
  semantics {
    %z = arith.constant dense<0.0> : tensor<16x16xf32>
    dsa.yield %z : tensor<16x16xf32>
  } emission {
    %z = amx.tile_zero : !amx.tile<16x16xf32>
    dsa.yield %z : !amx.tile<16x16xf32>
  }

  // The tile is loaded row by row; rows may lie apart, elements of one may not.
  dsa.instruction @tileloadd(!rows read) -> !tmm
      cost {latency = 45, interval = 8, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !rows):
    %r = bufferization.to_tensor %m : !rows to tensor<16x16x2xbf16>
    dsa.yield %r : tensor<16x16x2xbf16>
  } emission {
  ^bb0(%m: !rows):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0], [1, 2]] : !rows into !flat
    %r = amx.tile_load %f[%c0, %c0] : !flat into !amx.tile<16x32xbf16>
    dsa.yield %r : !amx.tile<16x32xbf16>
  }

  dsa.instruction @tilestored(!rows write, !tmm) -> ()
      cost {latency = 16, interval = 17, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !rows, %t: tensor<16x16x2xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x16x2xbf16>, !rows) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !rows, %t: !amx.tile<16x32xbf16>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0], [1, 2]] : !rows into !flat
    amx.tile_store %f[%c0, %c0], %t : !flat, !amx.tile<16x32xbf16>
    dsa.yield
  }

  dsa.instruction @tileloadd_acc(!sums read) -> !acc
      cost {latency = 45, interval = 8, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !sums):
    %r = bufferization.to_tensor %m : !sums to tensor<16x16xf32>
    dsa.yield %r : tensor<16x16xf32>
  } emission {
  ^bb0(%m: !sums):
    %c0 = arith.constant 0 : index
    %r = amx.tile_load %m[%c0, %c0] : !sums into !amx.tile<16x16xf32>
    dsa.yield %r : !amx.tile<16x16xf32>
  }

  dsa.instruction @tilestored_acc(!sums write, !acc) -> ()
      cost {latency = 16, interval = 17, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !sums, %t: tensor<16x16xf32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x16xf32>, !sums) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !sums, %t: !amx.tile<16x16xf32>):
    %c0 = arith.constant 0 : index
    amx.tile_store %m[%c0, %c0], %t : !sums, !amx.tile<16x16xf32>
    dsa.yield
  }
}
