// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// AVX512-BF16: products of bfloat16, two at a time, summed in single precision.
// Intel SDM volume 2, VDPBF16PS.
//
// Of each pair first the odd product is added, then the even one, each by a fused
// multiply-add that takes denormals as zero and flushes results to zero; rounding
// is to nearest even whatever MXCSR says. `refined` says exactly this. A result
// is flushed if, rounded as if exponents had no bound, it is below the smallest
// normal number (2^-126): that is the case below 2^-126 - 2^-151 before it is
// rounded.

#pair = affine_map<(n, q) -> (q)>
#pairs = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
#scalar = affine_map<(n) -> ()>
#lanes = affine_map<(n) -> (n)>
!sums = !dsa.reg<@avx512_f::@zmm_f32>
!pairs = !dsa.reg<@avx512_bf16::@pairs>
!broadcast_pairs = !dsa.reg<@avx512_bf16::@broadcast_pairs>
!memory_pairs = memref<16x2xbf16, strided<[2, 1], offset: ?>>
!group_pairs = memref<2xbf16, strided<[1], offset: ?>>

dsa.isa @avx512_bf16 features ["avx512f", "avx512bw", "avx512vl", "avx512bf16"] requires [@avx512_f] {
  dsa.registers @pairs shares @avx512_f::@zmm_f32 means tensor<16x2xbf16>
      issues_as vector<32xbf16>
  // One pair in every lane.
  dsa.registers @broadcast_pairs shares @avx512_f::@zmm_f32 means tensor<2xbf16>
      issues_as vector<32xbf16>

  dsa.instruction @vdpbf16ps(!sums tied, !broadcast_pairs, !pairs) -> !sums
      cost {latency = 8, interval = 2, source = "measured on Sapphire Rapids"}
      numerics <reassoc, contract, flush>
  semantics {
  ^bb0(%p: tensor<16xf32>, %x: tensor<2xbf16>, %y: tensor<16x2xbf16>):
    %r = linalg.generic {indexing_maps = [#pair, #pairs, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<2xbf16>, tensor<16x2xbf16>) outs(%p : tensor<16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16xf32>
    dsa.yield %r : tensor<16xf32>
  } refined {
  ^bb0(%p: tensor<16xf32>, %x: tensor<2xbf16>, %y: tensor<16x2xbf16>):
    %zero = arith.constant 0.0 : f32
    %normal = arith.constant 0x00800000 : f32
    // 2^-126 - 2^-151
    %tiny = arith.constant 0x380FFFFFF0000000 : f64
    %odd_x = tensor.extract_slice %x[1] [1] [1] : tensor<2xbf16> to tensor<bf16>
    %odd_y = tensor.extract_slice %y[0, 1] [16, 1] [1, 1] : tensor<16x2xbf16> to tensor<16xbf16>
    %first = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%odd_x, %odd_y : tensor<bf16>, tensor<16xbf16>) outs(%p : tensor<16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xf = arith.extf %xi : bf16 to f32
      %yf = arith.extf %yi : bf16 to f32
      %xfa = math.absf %xf : f32
      %xft = arith.cmpf olt, %xfa, %normal : f32
      %xfz = math.copysign %zero, %xf : f32
      %xfn = arith.select %xft, %xfz, %xf : f32
      %yfa = math.absf %yf : f32
      %yft = arith.cmpf olt, %yfa, %normal : f32
      %yfz = math.copysign %zero, %yf : f32
      %yfn = arith.select %yft, %yfz, %yf : f32
      %pia = math.absf %pi : f32
      %pit = arith.cmpf olt, %pia, %normal : f32
      %piz = math.copysign %zero, %pi : f32
      %pin = arith.select %pit, %piz, %pi : f32
      %fused = math.fma %xfn, %yfn, %pin : f32
      // Exact enough to compare: a product has 16 bits.
      %xd = arith.extf %xfn : f32 to f64
      %yd = arith.extf %yfn : f32 to f64
      %pd = arith.extf %pin : f32 to f64
      %product = arith.mulf %xd, %yd : f64
      %exact = arith.addf %product, %pd : f64
      %size = math.absf %exact : f64
      %flush = arith.cmpf olt, %size, %tiny : f64
      %none = math.copysign %zero, %fused : f32
      %s = arith.select %flush, %none, %fused : f32
      linalg.yield %s : f32
    } -> tensor<16xf32>
    %even_x = tensor.extract_slice %x[0] [1] [1] : tensor<2xbf16> to tensor<bf16>
    %even_y = tensor.extract_slice %y[0, 0] [16, 1] [1, 1] : tensor<16x2xbf16> to tensor<16xbf16>
    %r = linalg.generic {indexing_maps = [#scalar, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%even_x, %even_y : tensor<bf16>, tensor<16xbf16>) outs(%first : tensor<16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xf = arith.extf %xi : bf16 to f32
      %yf = arith.extf %yi : bf16 to f32
      %xfa = math.absf %xf : f32
      %xft = arith.cmpf olt, %xfa, %normal : f32
      %xfz = math.copysign %zero, %xf : f32
      %xfn = arith.select %xft, %xfz, %xf : f32
      %yfa = math.absf %yf : f32
      %yft = arith.cmpf olt, %yfa, %normal : f32
      %yfz = math.copysign %zero, %yf : f32
      %yfn = arith.select %yft, %yfz, %yf : f32
      %pia = math.absf %pi : f32
      %pit = arith.cmpf olt, %pia, %normal : f32
      %piz = math.copysign %zero, %pi : f32
      %pin = arith.select %pit, %piz, %pi : f32
      %fused = math.fma %xfn, %yfn, %pin : f32
      // Exact enough to compare: a product has 16 bits.
      %xd = arith.extf %xfn : f32 to f64
      %yd = arith.extf %yfn : f32 to f64
      %pd = arith.extf %pin : f32 to f64
      %product = arith.mulf %xd, %yd : f64
      %exact = arith.addf %product, %pd : f64
      %size = math.absf %exact : f64
      %flush = arith.cmpf olt, %size, %tiny : f64
      %none = math.copysign %zero, %fused : f32
      %s = arith.select %flush, %none, %fused : f32
      linalg.yield %s : f32
    } -> tensor<16xf32>
    dsa.yield %r : tensor<16xf32>
  } emission {
  ^bb0(%p: vector<16xf32>, %x: vector<32xbf16>, %y: vector<32xbf16>):
    %r = llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"(%p, %x, %y) : (vector<16xf32>, vector<32xbf16>, vector<32xbf16>) -> vector<16xf32>
    dsa.yield %r : vector<16xf32>
  }

  // Lane by lane.
  dsa.instruction @vdpbf16ps_lanes(!sums tied, !pairs, !pairs) -> !sums
      cost {latency = 8, interval = 2, source = "measured on Sapphire Rapids"}
      numerics <reassoc, contract, flush>
  semantics {
  ^bb0(%p: tensor<16xf32>, %x: tensor<16x2xbf16>, %y: tensor<16x2xbf16>):
    %r = linalg.generic {indexing_maps = [#pairs, #pairs, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<16x2xbf16>, tensor<16x2xbf16>) outs(%p : tensor<16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xe = arith.extf %xi : bf16 to f32
      %ye = arith.extf %yi : bf16 to f32
      %m = arith.mulf %xe, %ye : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<16xf32>
    dsa.yield %r : tensor<16xf32>
  } refined {
  ^bb0(%p: tensor<16xf32>, %x: tensor<16x2xbf16>, %y: tensor<16x2xbf16>):
    %zero = arith.constant 0.0 : f32
    %normal = arith.constant 0x00800000 : f32
    // 2^-126 - 2^-151
    %tiny = arith.constant 0x380FFFFFF0000000 : f64
    %odd_x = tensor.extract_slice %x[0, 1] [16, 1] [1, 1] : tensor<16x2xbf16> to tensor<16xbf16>
    %odd_y = tensor.extract_slice %y[0, 1] [16, 1] [1, 1] : tensor<16x2xbf16> to tensor<16xbf16>
    %first = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%odd_x, %odd_y : tensor<16xbf16>, tensor<16xbf16>) outs(%p : tensor<16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xf = arith.extf %xi : bf16 to f32
      %yf = arith.extf %yi : bf16 to f32
      %xfa = math.absf %xf : f32
      %xft = arith.cmpf olt, %xfa, %normal : f32
      %xfz = math.copysign %zero, %xf : f32
      %xfn = arith.select %xft, %xfz, %xf : f32
      %yfa = math.absf %yf : f32
      %yft = arith.cmpf olt, %yfa, %normal : f32
      %yfz = math.copysign %zero, %yf : f32
      %yfn = arith.select %yft, %yfz, %yf : f32
      %pia = math.absf %pi : f32
      %pit = arith.cmpf olt, %pia, %normal : f32
      %piz = math.copysign %zero, %pi : f32
      %pin = arith.select %pit, %piz, %pi : f32
      %fused = math.fma %xfn, %yfn, %pin : f32
      // Exact enough to compare: a product has 16 bits.
      %xd = arith.extf %xfn : f32 to f64
      %yd = arith.extf %yfn : f32 to f64
      %pd = arith.extf %pin : f32 to f64
      %product = arith.mulf %xd, %yd : f64
      %exact = arith.addf %product, %pd : f64
      %size = math.absf %exact : f64
      %flush = arith.cmpf olt, %size, %tiny : f64
      %none = math.copysign %zero, %fused : f32
      %s = arith.select %flush, %none, %fused : f32
      linalg.yield %s : f32
    } -> tensor<16xf32>
    %even_x = tensor.extract_slice %x[0, 0] [16, 1] [1, 1] : tensor<16x2xbf16> to tensor<16xbf16>
    %even_y = tensor.extract_slice %y[0, 0] [16, 1] [1, 1] : tensor<16x2xbf16> to tensor<16xbf16>
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #lanes], iterator_types = ["parallel"]}
        ins(%even_x, %even_y : tensor<16xbf16>, tensor<16xbf16>) outs(%first : tensor<16xf32>) {
    ^bb0(%xi: bf16, %yi: bf16, %pi: f32):
      %xf = arith.extf %xi : bf16 to f32
      %yf = arith.extf %yi : bf16 to f32
      %xfa = math.absf %xf : f32
      %xft = arith.cmpf olt, %xfa, %normal : f32
      %xfz = math.copysign %zero, %xf : f32
      %xfn = arith.select %xft, %xfz, %xf : f32
      %yfa = math.absf %yf : f32
      %yft = arith.cmpf olt, %yfa, %normal : f32
      %yfz = math.copysign %zero, %yf : f32
      %yfn = arith.select %yft, %yfz, %yf : f32
      %pia = math.absf %pi : f32
      %pit = arith.cmpf olt, %pia, %normal : f32
      %piz = math.copysign %zero, %pi : f32
      %pin = arith.select %pit, %piz, %pi : f32
      %fused = math.fma %xfn, %yfn, %pin : f32
      // Exact enough to compare: a product has 16 bits.
      %xd = arith.extf %xfn : f32 to f64
      %yd = arith.extf %yfn : f32 to f64
      %pd = arith.extf %pin : f32 to f64
      %product = arith.mulf %xd, %yd : f64
      %exact = arith.addf %product, %pd : f64
      %size = math.absf %exact : f64
      %flush = arith.cmpf olt, %size, %tiny : f64
      %none = math.copysign %zero, %fused : f32
      %s = arith.select %flush, %none, %fused : f32
      linalg.yield %s : f32
    } -> tensor<16xf32>
    dsa.yield %r : tensor<16xf32>
  } emission {
  ^bb0(%p: vector<16xf32>, %x: vector<32xbf16>, %y: vector<32xbf16>):
    %r = llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"(%p, %x, %y) : (vector<16xf32>, vector<32xbf16>, vector<32xbf16>) -> vector<16xf32>
    dsa.yield %r : vector<16xf32>
  }

  dsa.instruction @vmovdqu16(!memory_pairs read) -> !pairs
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_pairs):
    %r = bufferization.to_tensor %m : !memory_pairs to tensor<16x2xbf16>
    dsa.yield %r : tensor<16x2xbf16>
  } emission {
  ^bb0(%m: !memory_pairs):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_pairs into memref<32xbf16, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<32xbf16, strided<[1], offset: ?>>, vector<32xbf16>
    dsa.yield %r : vector<32xbf16>
  }

  dsa.instruction @vmovdqu16_store(!memory_pairs write, !pairs) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_pairs, %t: tensor<16x2xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x2xbf16>, !memory_pairs) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_pairs, %t: vector<32xbf16>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_pairs into memref<32xbf16, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<32xbf16, strided<[1], offset: ?>>, vector<32xbf16>
    dsa.yield
  }

  dsa.instruction @vpbroadcastd(!group_pairs read) -> !broadcast_pairs
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_pairs):
    %r = bufferization.to_tensor %m : !group_pairs to tensor<2xbf16>
    dsa.yield %r : tensor<2xbf16>
  } emission {
  ^bb0(%m: !group_pairs):
    %c0 = arith.constant 0 : index
    %g = vector.load %m[%c0] : !group_pairs, vector<2xbf16>
    %e = vector.bitcast %g : vector<2xbf16> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<16xi32>
    %r = vector.bitcast %w : vector<16xi32> to vector<32xbf16>
    dsa.yield %r : vector<32xbf16>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovd_store(!group_pairs write, !broadcast_pairs) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_pairs, %t: tensor<2xbf16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2xbf16>, !group_pairs) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_pairs, %t: vector<32xbf16>):
    %c0 = arith.constant 0 : index
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [2], strides = [1]} : vector<32xbf16> to vector<2xbf16>
    vector.store %g, %m[%c0] : !group_pairs, vector<2xbf16>
    dsa.yield
  }
}
