// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --split-input-file --verify-diagnostics --remarks-filter="auto-tensorize" --remark-policy=all | FileCheck %s
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --split-input-file | dsa-opt --dsa-verify-matches="machine=x86-sapphire-rapids" --split-input-file -o /dev/null

// CHECK-DAG: #[[MATMUL:.*]] = affine_map<(d0, d1, d2) -> (d0 floordiv 16, d1 floordiv 16, d2 floordiv 64, d0 mod 16, d1 mod 16, (d2 mod 64) floordiv 4, d2 mod 4)>
// CHECK-LABEL: @sizes_that_do_not_divide
func.func @sizes_that_do_not_divide(%a: tensor<127x127xi8>, %w: tensor<127x127xi8>, %z: tensor<127x127xi32>) -> tensor<127x127xi32> {
  // CHECK: linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[MATMUL]], operands = [2, 0, 1], weakened = <exact>, proof = "sha256:{{[0-9a-f]+}}">}
  // expected-remark-re @+1 {{'linalg.matmul' by @amx_int8::@tdpbssd, loops {{.*}}, strength exact; O4 same normal form ({{.*}} ms), O1 {{.*}} ms), O2 {{.*}} ms), O3 {{.*}} ms), O5 'arith.addi' in any order ({{.*}} ms), O6 neutral padding 0 : i8, 0 : i8 ({{.*}} ms), O8 no requirement ({{.*}} ms), proved in {{.*}} ms, sha256:{{[0-9a-f]+}}; cheapest of 16 sound mappings (2 use all loops of the instruction), modelled}}
  %r = linalg.matmul ins(%a, %w : tensor<127x127xi8>, tensor<127x127xi8>) outs(%z : tensor<127x127xi32>) -> tensor<127x127xi32>
  return %r : tensor<127x127xi32>
}

// -----

// Sizes that are not known.
// CHECK-LABEL: @dynamic
func.func @dynamic(%a: tensor<?x?xi8>, %w: tensor<?x?xi8>, %z: tensor<?x?xi32>) -> tensor<?x?xi32> {
  // CHECK: linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // expected-remark @+1 {{'linalg.matmul' by @amx_int8::@tdpbssd}}
  %r = linalg.matmul ins(%a, %w : tensor<?x?xi8>, tensor<?x?xi8>) outs(%z : tensor<?x?xi32>) -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

// -----

// Four fragments that `linalg-specialize-generic-ops` of LLVM 22.1.8 gets
// wrong. First: the left operand transposed.
// CHECK: #[[MAP:.*]] = affine_map<(d0, d1, d2) -> (d0 floordiv 16, d1 floordiv 16, d2 floordiv 64, d0 mod 16, d1 mod 16, (d2 mod 64) floordiv 4, d2 mod 4)>
// CHECK-LABEL: @transposed
func.func @transposed(%a: tensor<64x32xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark @+2 {{'linalg.generic' by @amx_int8::@tdpbssd}}
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[MAP]], operands = [2, 0, 1]
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<64x32xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// Second: unsigned by signed bytes.
// CHECK-LABEL: @mixed_signs
func.func @mixed_signs(%a: tensor<32x64xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark @+2 {{'linalg.generic' by @amx_int8::@tdpbusd}}
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbusd, mapping = {{.*}}, operands = [2, 0, 1]
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<32x64xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extui %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// Third: unsigned bytes.
// CHECK-LABEL: @unsigned
func.func @unsigned(%a: tensor<32x64xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark @+2 {{'linalg.generic' by @amx_int8::@tdpbuud}}
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbuud
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<32x64xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extui %i : i8 to i32
    %1 = arith.extui %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// Fourth: a product that wraps at a byte.
// CHECK-LABEL: @wrapping_product
// CHECK-NOT: dsa.match
func.func @wrapping_product(%a: tensor<32x64xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark-re @+1 {{'linalg.generic': {{@.*}} does not do it: obligation O4 (the scalar bodies agree) fails: for operand 0 = {{-?[0-9]+}}, operand 1 = {{-?[0-9]+}}, accumulator = {{-?[0-9]+}} the program computes {{-?[0-9]+}}, the instruction {{-?[0-9]+}}}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<32x64xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.muli %i, %j : i8
    %1 = arith.extsi %0 : i8 to i32
    %2 = arith.addi %o, %1 : i32
    linalg.yield %2 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// Loops in another order, operands exchanged in the list and in the product.
// CHECK: #[[MAP:.*]] = affine_map<(d0, d1, d2) -> (d0 floordiv 64, d1 floordiv 16, d2 floordiv 16, d2 mod 16, d1 mod 16, (d0 mod 64) floordiv 4, d0 mod 4)>
// CHECK-LABEL: @permuted
func.func @permuted(%w: tensor<64x48xi8>, %a: tensor<32x64xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark @+2 {{'linalg.generic' by @amx_int8::@tdpbusd}}
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbusd, mapping = #[[MAP]], operands = [2, 1, 0]
  %r = linalg.generic {
      indexing_maps = [affine_map<(k, n, m) -> (k, n)>, affine_map<(k, n, m) -> (m, k)>, affine_map<(k, n, m) -> (m, n)>],
      iterator_types = ["reduction", "parallel", "parallel"]}
    ins(%w, %a : tensor<64x48xi8>, tensor<32x64xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%j: i8, %i: i8, %o: i32):
    %0 = arith.extui %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %1, %0 : i32
    %3 = arith.addi %2, %o : i32
    linalg.yield %3 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// A body that is no normal form of the instruction's, but equal for all values:
// Z3 proves it.
// CHECK-LABEL: @shifts_for_extension
func.func @shifts_for_extension(%a: tensor<32x64xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // expected-remark @+1 {{'linalg.generic' by @amx_int8::@tdpbssd, loops (d0, d1, d2) -> (d0 floordiv 16, d1 floordiv 16, d2 floordiv 64, d0 mod 16, d1 mod 16, (d2 mod 64) floordiv 4, d2 mod 4), strength exact; O4 Z3, all bit-vectors}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<32x64xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %c24 = arith.constant 24 : i32
    %0 = arith.extui %i : i8 to i32
    %1 = arith.shli %0, %c24 : i32
    %2 = arith.shrsi %1, %c24 : i32
    %3 = arith.extsi %j : i8 to i32
    %4 = arith.muli %2, %3 : i32
    %5 = arith.addi %o, %4 : i32
    linalg.yield %5 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// Another semiring.
// CHECK-LABEL: @min_plus
// CHECK-NOT: dsa.match
func.func @min_plus(%a: tensor<32x64xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark @+1 {{obligation O4 (the scalar bodies agree) fails: for operand 0}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<32x64xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.addi %0, %1 : i32
    %3 = arith.minsi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// -----

// A sum that saturates is not one that wraps.
// CHECK-LABEL: @saturating
// CHECK-NOT: dsa.match
func.func @saturating(%a: tensor<32x64xi8>, %w: tensor<64x48xi8>, %z: tensor<32x48xi32>) -> tensor<32x48xi32> {
  // expected-remark @+1 {{obligation O4 (the scalar bodies agree) fails: for operand 0}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<32x64xi8>, tensor<64x48xi8>) outs(%z : tensor<32x48xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %max = arith.constant 2147483647 : i64
    %min = arith.constant -2147483648 : i64
    %0 = arith.extsi %i : i8 to i64
    %1 = arith.extsi %j : i8 to i64
    %2 = arith.muli %0, %1 : i64
    %3 = arith.extsi %o : i32 to i64
    %4 = arith.addi %3, %2 : i64
    %5 = arith.minsi %4, %max : i64
    %6 = arith.maxsi %5, %min : i64
    %7 = arith.trunci %6 : i64 to i32
    linalg.yield %7 : i32
  } -> tensor<32x48xi32>
  return %r : tensor<32x48xi32>
}

// Nothing like it: the types say so.
// CHECK-LABEL: @other_types
// CHECK-NOT: dsa.match
func.func @other_types(%a: tensor<8x8xi16>, %z: tensor<8x8xi16>) -> tensor<8x8xi16> {
  // expected-remark-re @+1 {{'linalg.sub': {{.*}} does not do it: obligation O4 (the scalar bodies agree) fails: the instruction's operand {{.}} is of {{.*}}, but operand 0 is of i16}}
  %r = linalg.sub ins(%a, %a : tensor<8x8xi16>, tensor<8x8xi16>) outs(%z : tensor<8x8xi16>) -> tensor<8x8xi16>
  return %r : tensor<8x8xi16>
}

// -----

// CHECK-LABEL: @scalar
// CHECK-NOT: dsa.match
func.func @scalar(%a: tensor<8xf32>, %s: f32, %z: tensor<8xf32>) -> tensor<8xf32> {
  // expected-remark @+1 {{is loaded from memory, but operand 0 is a scalar}}
  %r = linalg.generic {indexing_maps = [affine_map<(n) -> ()>, affine_map<(n) -> (n)>, affine_map<(n) -> (n)>], iterator_types = ["parallel"]}
    ins(%s, %a : f32, tensor<8xf32>) outs(%z : tensor<8xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = arith.mulf %i, %j fastmath<contract> : f32
    %1 = arith.addf %o, %0 fastmath<contract> : f32
    linalg.yield %1 : f32
  } -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// -----

// A decision that is there stays.
// CHECK-LABEL: @decided
func.func @decided(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // CHECK: proof = "by hand"
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "by hand">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}
