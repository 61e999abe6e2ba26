// RUN: dsa-opt %s --auto-tile=machine=x86-sapphire-rapids --canonicalize --cse | FileCheck %s
// RUN: dsa-opt %s --auto-tile=machine=x86-sapphire-rapids --remarks-filter=auto-tile --remark-policy=all -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

#amx = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16, k floordiv 64, m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>
#dot = #dsa.match<@amx_int8::@tdpbssd, mapping = #amx, operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">

// Rows of the first operand are slices of it; the second is rearranged once,
// blocks of a reduction next to each other. Zeros are not read from memory. Two
// by two accumulators of the eight tiles.
// REMARK: grid 4x4x2, register block 2x2x1, cache block 4x4x2, operands sliced sliced permuted
// CHECK-LABEL: func.func @matmul
// CHECK-SAME: (%[[A:.*]]: tensor<64x128xi8>, %[[W:.*]]: tensor<128x64xi8>)
func.func @matmul(%a: tensor<64x128xi8>, %w: tensor<128x64xi8>) -> tensor<64x64xi32> {
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : tensor<64x64xi32>
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<64x64xi32>) -> tensor<64x64xi32>
  // CHECK-NOT: linalg.fill
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0> : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  // CHECK: %[[A4:.*]] = tensor.expand_shape %[[A]] {{\[}}[0], [1, 2]] output_shape [64, 32, 4]
  // CHECK: %[[W5:.*]] = tensor.expand_shape %[[W]] {{\[}}[0, 1, 2], [3, 4]] output_shape [2, 16, 4, 4, 16]
  // CHECK: %[[WP:.*]] = linalg.transpose ins(%[[W5]] : tensor<2x16x4x4x16xi8>) outs(%{{.*}} : tensor<4x2x16x16x4xi8>) permutation = [3, 0, 1, 4, 2]
  // CHECK: scf.for {{.*}} -> (tensor<64x64xi32>)
  // CHECK: scf.for {{.*}} iter_args(%{{.*}} = %[[ZERO]], %{{.*}} = %[[ZERO]], %{{.*}} = %[[ZERO]], %{{.*}} = %[[ZERO]])
  // CHECK: tensor.extract_slice %[[A4]][%{{.*}}, %{{.*}}, 0] [16, 16, 4] [1, 1, 1]
  // CHECK: tile.transfer %{{.*}} : tensor<16x16x4xi8> to tensor<16x16x4xi8, #tile.in<@amx_int8::@tmm>>
  // CHECK: tensor.extract_slice %[[WP]][%{{.*}}, %{{.*}}, 0, 0, 0] [1, 1, 16, 16, 4] [1, 1, 1, 1, 1] : tensor<4x2x16x16x4xi8> to tensor<16x16x4xi8>
  // CHECK: linalg.generic {{.*}} attrs = {dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #{{.*}}, operands = [2, 0, 1]
  // CHECK-COUNT-3: linalg.generic
  // CHECK: scf.yield
  // CHECK: tile.transfer %{{.*}} : tensor<16x16xi32, #tile.in<@amx_int8::@acc>> to tensor<16x16xi32>
  // CHECK: tensor.insert_slice
  %r = linalg.matmul {dsa.match = #dot}
    ins(%a, %w : tensor<64x128xi8>, tensor<128x64xi8>) outs(%z : tensor<64x64xi32>) -> tensor<64x64xi32>
  return %r : tensor<64x64xi32>
}

// A size that does not divide: what leaves the sum unchanged pads the inputs,
// and the result is cut to size. The last register block is smaller.
// REMARK: grid 3x2x2, register block 3x1x1, cache block 3x2x2, operands sliced sliced permuted
// CHECK-LABEL: func.func @ragged
func.func @ragged(%a: tensor<37x65xi8>, %w: tensor<65x17xi8>, %c: tensor<37x17xi32>) -> tensor<37x17xi32> {
  // CHECK: tensor.pad %{{.*}} low[0, 0] high[11, 15]
  // CHECK: tensor.pad %{{.*}} low[0, 0] high[11, 63]
  // CHECK: tensor.pad %{{.*}} low[0, 0] high[63, 15]
  // CHECK: scf.for
  // CHECK: %[[CUT:.*]] = tensor.extract_slice %{{.*}}[0, 0] [37, 17] [1, 1]
  // CHECK: linalg.copy ins(%[[CUT]]
  %r = linalg.matmul {dsa.match = #dot}
    ins(%a, %w : tensor<37x65xi8>, tensor<65x17xi8>) outs(%c : tensor<37x17xi32>) -> tensor<37x17xi32>
  return %r : tensor<37x17xi32>
}

#fma = #dsa.match<@avx512_f::@vfmadd231ps, mapping = affine_map<(m, n, k) -> (m, n floordiv 16, k, n mod 16)>, operands = [2, 0, 1], weakened = <contract>, proof = "sha256:0f3c">

// Sixteen chains cover latency and both units; neither operand is copied, and
// the result is added to.
// REMARK: grid 8x4x32, register block 4x4x1, cache block 8x4x32, operands sliced sliced sliced
// CHECK-LABEL: func.func @fma
// CHECK-SAME: (%[[A:.*]]: tensor<8x32xf32>, %[[B:.*]]: tensor<32x64xf32>, %[[C:.*]]: tensor<8x64xf32>)
func.func @fma(%a: tensor<8x32xf32>, %b: tensor<32x64xf32>, %c: tensor<8x64xf32>) -> tensor<8x64xf32> {
  // CHECK-NOT: linalg.transpose
  // CHECK: tensor.extract_slice %{{.*}}[%{{.*}}, 0] [1, 16] [1, 1] : tensor<8x64xf32> to tensor<16xf32>
  // CHECK: tile.transfer %{{.*}} : tensor<16xf32> to tensor<16xf32, #tile.in<@avx512_f::@zmm_f32>>
  // CHECK: scf.for
  // CHECK: tensor.extract_slice %[[A]][%{{.*}}, %{{.*}}] [1, 1] [1, 1] : tensor<8x32xf32> to tensor<f32>
  // CHECK: tile.transfer %{{.*}} : tensor<f32> to tensor<f32, #tile.in<@avx512_f::@broadcast_f32>>
  // CHECK-COUNT-16: linalg.generic
  %r = linalg.matmul {dsa.match = #fma}
    ins(%a, %b : tensor<8x32xf32>, tensor<32x64xf32>) outs(%c : tensor<8x64xf32>) -> tensor<8x64xf32>
  return %r : tensor<8x64xf32>
}

// Without a match, nothing changes.
// CHECK-LABEL: func.func @no_match
func.func @no_match(%a: tensor<8x32xf32>, %b: tensor<32x64xf32>, %c: tensor<8x64xf32>) -> tensor<8x64xf32> {
  // CHECK: linalg.matmul
  %r = linalg.matmul ins(%a, %b : tensor<8x32xf32>, tensor<32x64xf32>) outs(%c : tensor<8x64xf32>) -> tensor<8x64xf32>
  return %r : tensor<8x64xf32>
}
