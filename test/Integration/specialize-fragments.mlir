// The four matmul-like fragments that linalg-specialize-generic-ops of LLVM
// 22.1.8 rewrites into something else: compiled for a machine with AMX and
// VNNI, run, and bit-equal to plain C.
// REQUIRES: cpu-amx_int8
// RUN: dsa-translate --dsa-to-shared-library --machine=x86-sapphire-rapids --prefer=instructions %s -o %t.so
// RUN: clang-22 -O1 -Werror -include %t.h %S/Inputs/specialize-fragments.c %t.so -Wl,-rpath,/ -o %t.exe
// RUN: %t.exe | FileCheck %s
// CHECK: transposed: equal
// CHECK: unsigned by signed: equal
// CHECK: unsigned: equal
// CHECK: wrapping: equal
//
// The first three are done by an instruction, the fourth by none: no
// instruction multiplies bytes modulo 256.
// RUN: dsa-opt --dsa-compile="machine=x86-sapphire-rapids prefer=instructions to=linalg" %s | FileCheck %s --check-prefix=MATCH
// MATCH-LABEL: func.func @transposed
// MATCH: dsa.match = #dsa.match<@amx_int8::@tdpbssd
// MATCH-LABEL: func.func @unsigned_by_signed
// MATCH: dsa.match = #dsa.match<@{{amx_int8::@tdpbusd|avx512_vnni::@vpdpbusd}}
// MATCH-LABEL: func.func @unsigned_by_unsigned
// MATCH: dsa.match = #dsa.match<@amx_int8::@tdpbuud
// MATCH-LABEL: func.func @wrapping
// MATCH-NOT: dsa.match
// MATCH: return

#a = affine_map<(m, n, k) -> (m, k)>
#at = affine_map<(m, n, k) -> (k, m)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>

func.func @transposed(%a: tensor<65x33xi8>, %b: tensor<65x47xi8>) -> tensor<33x47xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<33x47xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<33x47xi32>) -> tensor<33x47xi32>
  %r = linalg.generic {indexing_maps = [#at, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<65x33xi8>, tensor<65x47xi8>) outs(%init : tensor<33x47xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<33x47xi32>
  return %r : tensor<33x47xi32>
}

func.func @unsigned_by_signed(%a: tensor<33x65xi8> {dsa.element = ui8}, %b: tensor<65x47xi8>) -> tensor<33x47xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<33x47xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<33x47xi32>) -> tensor<33x47xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x65xi8>, tensor<65x47xi8>) outs(%init : tensor<33x47xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<33x47xi32>
  return %r : tensor<33x47xi32>
}

func.func @unsigned_by_unsigned(%a: tensor<33x65xi8> {dsa.element = ui8}, %b: tensor<65x47xi8> {dsa.element = ui8}) -> tensor<33x47xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<33x47xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<33x47xi32>) -> tensor<33x47xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x65xi8>, tensor<65x47xi8>) outs(%init : tensor<33x47xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extui %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<33x47xi32>
  return %r : tensor<33x47xi32>
}

func.func @wrapping(%a: tensor<33x65xi8>, %b: tensor<65x47xi8>) -> tensor<33x47xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<33x47xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<33x47xi32>) -> tensor<33x47xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x65xi8>, tensor<65x47xi8>) outs(%init : tensor<33x47xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %p = arith.muli %x, %y : i8
    %e = arith.extsi %p : i8 to i32
    %t = arith.addi %s, %e : i32
    linalg.yield %t : i32
  } -> tensor<33x47xi32>
  return %r : tensor<33x47xi32>
}
