// RUN: dsa-opt %s --dsa-verify-matches="machine=x86-sapphire-rapids" --split-input-file --verify-diagnostics

func.func @unknown_instruction(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{expected an instruction of the machine, but got @amx_int8::@nothing}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@nothing,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

func.func @not_matchable(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics whose result is one linalg operation}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tileloadd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

func.func @lost_loop(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{obligation O1 (the mapping of iterations has an inverse) fails: the mapping does not determine every loop}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, 0, 0)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

// Two iterations in one place.
func.func @not_injective(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{obligation O1 (the mapping of iterations has an inverse) fails: iteration (}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 5, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

// Rows from the last to the first.
func.func @mirrored(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{obligation O1 (the mapping of iterations has an inverse) fails: expected coordinates that grow with the loops, but of coordinate 0, it falls}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (15 - m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

func.func @divided(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{obligation O1 (the mapping of iterations has an inverse) fails: expected coordinates that grow with the loops, but of coordinate 2, it divides by no positive number}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 0, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

// More rows than the register has.
func.func @out_of_register(%a: tensor<17x64xi8>, %w: tensor<64x16xi8>, %z: tensor<17x16xi32>) -> tensor<17x16xi32> {
  // expected-error @+1 {{obligation O1 (the mapping of iterations has an inverse) fails: iteration (16, 0, 0) is mapped outside the instruction's loops}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<17x64xi8>, tensor<64x16xi8>) outs(%z : tensor<17x16xi32>) -> tensor<17x16xi32>
  return %r : tensor<17x16xi32>
}

// -----

// Rows and columns exchanged, operands not.
func.func @roles(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{obligation O2 (each register element has one source) fails: iterations (}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (n, m, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

// A reduction on rows of the accumulator.
func.func @reduction_in_rows(%x: tensor<16xi8>, %w: tensor<16xi8>, %z: tensor<16xi32>) -> tensor<16xi32> {
  // expected-error @+1 {{obligation O3 (each result accumulates in one place) fails: iterations (0, 1) and (0, 0) accumulate one result in two elements of the accumulator}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, k) -> (k)>, affine_map<(m, k) -> (m)>, affine_map<(m, k) -> (m)>],
      iterator_types = ["parallel", "reduction"],
      dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, k) -> (k, m, 0, 0)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%x, %w : tensor<16xi8>, tensor<16xi8>) outs(%z : tensor<16xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<16xi32>
  return %r : tensor<16xi32>
}

// -----

// Signed bytes by an instruction for unsigned ones.
func.func @signs(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error-re @+1 {{obligation O4 (the scalar bodies agree) fails: for operand 0 = {{-?[0-9]+}}, operand 1 = {{-?[0-9]+}}, accumulator = {{-?[0-9]+}} the program computes {{-?[0-9]+}}, the instruction {{-?[0-9]+}}}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbusd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

// Channels on columns: the block diagonal is not what the instruction does.
func.func @depthwise_on_columns(%x: tensor<1x16x16xi8>, %w: tensor<1x16xi8>, %z: tensor<1x16x16xi32>) -> tensor<1x16x16xi32> {
  // expected-error @+1 {{obligation O2 (each register element has one source) fails: iterations (}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, p, c, r) -> (n, p + r, c)>, affine_map<(n, p, c, r) -> (r, c)>, affine_map<(n, p, c, r) -> (n, p, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"],
      dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(n, p, c, r) -> (n, p, c, r, 0)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%x, %w : tensor<1x16x16xi8>, tensor<1x16xi8>) outs(%z : tensor<1x16x16xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<1x16x16xi32>
  return %r : tensor<1x16x16xi32>
}

// -----

// The strength is more than the match admits.
func.func @strength(%a: tensor<5x7xf32>, %w: tensor<7x33xf32>, %z: tensor<5x33xf32>) -> tensor<5x33xf32> {
  // expected-error @+1 {{obligation O8 (requirements and strength) fails: it takes contract, but fast-math flags and 'numerics' do not allow contract}}
  %r = linalg.matmul {dsa.match = #dsa.match<@avx512_f::@vfmadd231ps,
      mapping = affine_map<(m, n, k) -> (m, n floordiv 16, k, n mod 16)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<5x7xf32>, tensor<7x33xf32>) outs(%z : tensor<5x33xf32>) -> tensor<5x33xf32>
  return %r : tensor<5x33xf32>
}

// -----

// Blocks of the reduction in another order than the program's.
func.func @order(%a: tensor<4x3x5xf32>, %w: tensor<3x5x16xf32>, %z: tensor<4x16xf32>) -> tensor<4x16xf32> {
  // expected-error @+1 {{obligation O5 (the folds agree) fails: the program adds iteration}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k, l) -> (m, k, l)>, affine_map<(m, n, k, l) -> (k, l, n)>, affine_map<(m, n, k, l) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"],
      dsa.match = #dsa.match<@avx512_f::@vfmadd231ps,
      mapping = affine_map<(m, n, k, l) -> (m, l, k, n)>,
      operands = [2, 0, 1], weakened = <contract>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<4x3x5xf32>, tensor<3x5x16xf32>) outs(%z : tensor<4x16xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = arith.mulf %i, %j : f32
    %1 = arith.addf %o, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<4x16xf32>
  return %r : tensor<4x16xf32>
}

// -----

// A match may not assume of values what nothing shows.
func.func @assumed_range(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{its ranges are not those of its operands: nothing shows that operand 0 is in [0, 127]}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbusd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c", ranges = [[0, 127], [], []]>}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

func.func @ranges_missing(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error @+1 {{its ranges are not those of its operands: expected 3 ranges, but got 1}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbusd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c", ranges = [[0, 127]]>}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// -----

// A range that a block was cut with has to be shown of what was cut.
!bytes = tensor<4xi8, #tile.in<@avx512_vnni::@broadcast_bytes>>
!weights = tensor<16x4xi8, #tile.in<@avx512_vnni::@bytes>>
!sums = tensor<16xi32, #tile.in<@avx512_vnni::@zmm_i32>>
func.func @range_of_a_block(%a: tensor<4xi8> {dsa.range = [0, 127]}, %b: tensor<4xi8>, %w: !weights, %z: !sums) -> (!sums, !sums) {
  %bounded = tile.transfer %a : tensor<4xi8> to !bytes
  %r = linalg.generic {indexing_maps = [affine_map<(n, k) -> (k)>, affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n)>], iterator_types = ["parallel", "reduction"]}
      ins(%bounded, %w : !bytes, !weights) outs(%z : !sums)
      attrs = {dsa.match = #dsa.match<@avx512_vnni::@vpdpbusd, mapping = affine_map<(n, k) -> (n, k)>, operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c", ranges = [[0, 127], [], []]>} {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> !sums
  %any = tile.transfer %b : tensor<4xi8> to !bytes
  // expected-error @+1 {{its ranges are not those of its operands: nothing shows that operand 0 is in [0, 127]}}
  %q = linalg.generic {indexing_maps = [affine_map<(n, k) -> (k)>, affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n)>], iterator_types = ["parallel", "reduction"]}
      ins(%any, %w : !bytes, !weights) outs(%z : !sums)
      attrs = {dsa.match = #dsa.match<@avx512_vnni::@vpdpbusd, mapping = affine_map<(n, k) -> (n, k)>, operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c", ranges = [[0, 127], [], []]>} {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> !sums
  return %r, %q : !sums, !sums
}

// -----

// What holds of a tensor of one element does not of a scalar, which lies nowhere.
func.func @scalar(%a: tensor<32xf32>, %d: tensor<f32>, %b: f32, %z: tensor<32xf32>) -> (tensor<32xf32>, tensor<32xf32>) {
  %r = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> ()>, affine_map<(n) -> (n)>], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@avx512_f::@vfmadd231ps,
      mapping = affine_map<(n) -> (n floordiv 16, n mod 16)>,
      operands = [2, 1, 0], weakened = <contract>, proof = "sha256:0f3c">}
    ins(%a, %d : tensor<32xf32>, tensor<f32>) outs(%z : tensor<32xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = arith.mulf %i, %j fastmath<contract> : f32
    %1 = arith.addf %o, %0 fastmath<contract> : f32
    linalg.yield %1 : f32
  } -> tensor<32xf32>
  // expected-error @+1 {{obligation O4 (the scalar bodies agree) fails: the instruction's operand 1 is loaded from memory, but operand 1 is a scalar}}
  %s = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> ()>, affine_map<(n) -> (n)>], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@avx512_f::@vfmadd231ps,
      mapping = affine_map<(n) -> (n floordiv 16, n mod 16)>,
      operands = [2, 1, 0], weakened = <contract>, proof = "sha256:0f3c">}
    ins(%a, %b : tensor<32xf32>, f32) outs(%z : tensor<32xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = arith.mulf %i, %j fastmath<contract> : f32
    %1 = arith.addf %o, %0 fastmath<contract> : f32
    linalg.yield %1 : f32
  } -> tensor<32xf32>
  return %r, %s : tensor<32xf32>, tensor<32xf32>
}
