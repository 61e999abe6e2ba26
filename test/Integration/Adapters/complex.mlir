// Complex matrix products by four real ones, where sums may be regrouped:
// executed, and compared with plain code. Numbers are small integers, so that
// no sum is rounded.
// RUN: %python %S/Inputs/corner-arrays.py %t a:i1:5x38 b:i1:5x38 c:i1:38x19 d:i1:38x19 e:i4:5x19 f:i4:5x19
// DEFINE: %{inputs} = --input=a.npy --input=b.npy --input=c.npy --input=d.npy --input=e.npy --input=f.npy
// RUN: cd %t && dsa-run %s %{inputs} --machine=x86-generic --output=0.npy --output=1.npy --output=2.npy --output=3.npy
// DEFINE: %{run} = dsa-run %s %{inputs} --machine=x86-sapphire-rapids --prefer=instructions --numerics=reassoc,contract --expect=0.npy --expect=1.npy --expect=2.npy --expect=3.npy
// RUN: cd %t && %{run} --simulate | FileCheck %s
// RUN: %if cpu-amx_int8 %{ cd %t && %{run} | FileCheck %s %}
// CHECK-DAG: instruction: amx_int8::tdpbssd, does 4 operations (exact)
// CHECK-DAG: instruction: avx512_f::vfmadd231ps, does 4 operations ({{.*}}contract)
// CHECK: 0 of 95 elements differ
// CHECK: 0 of 95 elements differ
// CHECK: 0 of 95 elements differ
// CHECK: 0 of 95 elements differ

#mk = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(m, n) -> (m, n)>

func.func private @pair(%re: tensor<5x38xi8>, %im: tensor<5x38xi8>) -> tensor<5x38xcomplex<f32>> {
  %empty = tensor.empty() : tensor<5x38xcomplex<f32>>
  %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%re, %im : tensor<5x38xi8>, tensor<5x38xi8>) outs(%empty : tensor<5x38xcomplex<f32>>) {
  ^bb0(%a: i8, %b: i8, %o: complex<f32>):
    %x = arith.sitofp %a : i8 to f32
    %y = arith.sitofp %b : i8 to f32
    %z = complex.create %x, %y : complex<f32>
    linalg.yield %z : complex<f32>
  } -> tensor<5x38xcomplex<f32>>
  return %r : tensor<5x38xcomplex<f32>>
}

func.func @main(%ar: tensor<5x38xi8>, %ai: tensor<5x38xi8>, %br: tensor<38x19xi8>, %bi: tensor<38x19xi8>, %cr: tensor<5x19xi32>, %ci: tensor<5x19xi32>)
    -> (tensor<5x19xi32>, tensor<5x19xi32>, tensor<5x19xf32>, tensor<5x19xf32>) {
  // Integers: parts are tensors of their own; sums wrap.
  %0:2 = linalg.generic {indexing_maps = [#mk, #mk, #kn, #kn, #mn, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%ar, %ai, %br, %bi : tensor<5x38xi8>, tensor<5x38xi8>, tensor<38x19xi8>, tensor<38x19xi8>)
      outs(%cr, %ci : tensor<5x19xi32>, tensor<5x19xi32>) {
  ^bb0(%a: i8, %b: i8, %c: i8, %d: i8, %re: i32, %im: i32):
    %ae = arith.extsi %a : i8 to i32
    %be = arith.extsi %b : i8 to i32
    %ce = arith.extsi %c : i8 to i32
    %de = arith.extsi %d : i8 to i32
    %ac = arith.muli %ae, %ce : i32
    %bd = arith.muli %be, %de : i32
    %ad = arith.muli %ae, %de : i32
    %bc = arith.muli %be, %ce : i32
    %tr = arith.subi %ac, %bd : i32
    %ti = arith.addi %ad, %bc : i32
    %sr = arith.addi %re, %tr : i32
    %si = arith.addi %im, %ti : i32
    linalg.yield %sr, %si : i32, i32
  } -> (tensor<5x19xi32>, tensor<5x19xi32>)
  // Complex numbers.
  %a = call @pair(%ar, %ai) : (tensor<5x38xi8>, tensor<5x38xi8>) -> tensor<5x38xcomplex<f32>>
  %be = tensor.empty() : tensor<38x19xcomplex<f32>>
  %b = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%br, %bi : tensor<38x19xi8>, tensor<38x19xi8>) outs(%be : tensor<38x19xcomplex<f32>>) {
  ^bb0(%x: i8, %y: i8, %o: complex<f32>):
    %xf = arith.sitofp %x : i8 to f32
    %yf = arith.sitofp %y : i8 to f32
    %z = complex.create %xf, %yf : complex<f32>
    linalg.yield %z : complex<f32>
  } -> tensor<38x19xcomplex<f32>>
  %zero = complex.constant [0.0 : f32, 0.0 : f32] : complex<f32>
  %ce = tensor.empty() : tensor<5x19xcomplex<f32>>
  %c = linalg.fill ins(%zero : complex<f32>) outs(%ce : tensor<5x19xcomplex<f32>>) -> tensor<5x19xcomplex<f32>>
  %1 = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<5x38xcomplex<f32>>, tensor<38x19xcomplex<f32>>) outs(%c : tensor<5x19xcomplex<f32>>) {
  ^bb0(%x: complex<f32>, %y: complex<f32>, %s: complex<f32>):
    %p = complex.mul %x, %y : complex<f32>
    %t = complex.add %s, %p : complex<f32>
    linalg.yield %t : complex<f32>
  } -> tensor<5x19xcomplex<f32>>
  %re = tensor.empty() : tensor<5x19xf32>
  %2:2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%1 : tensor<5x19xcomplex<f32>>) outs(%re, %re : tensor<5x19xf32>, tensor<5x19xf32>) {
  ^bb0(%x: complex<f32>, %o0: f32, %o1: f32):
    %r = complex.re %x : complex<f32>
    %i = complex.im %x : complex<f32>
    linalg.yield %r, %i : f32, f32
  } -> (tensor<5x19xf32>, tensor<5x19xf32>)
  return %0#0, %0#1, %2#0, %2#1 : tensor<5x19xi32>, tensor<5x19xi32>, tensor<5x19xf32>, tensor<5x19xf32>
}
