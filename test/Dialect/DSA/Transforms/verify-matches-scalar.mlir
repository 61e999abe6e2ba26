// RUN: dsa-opt %s --dsa-verify-matches="machine=x86-avx2" --verify-diagnostics

// What is proved of an operand in memory is not proved of a scalar.
func.func @memory(%a: tensor<f32>, %b: tensor<16xf32>, %c: tensor<16xf32>) -> tensor<16xf32> {
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> ()>, affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<f32>, tensor<16xf32>) outs(%c : tensor<16xf32>)
      attrs = {dsa.match = #dsa.match<@avx_fma::@vfmadd231ps, mapping = affine_map<(i) -> (i floordiv 8, i mod 8)>, operands = [2, 0, 1], weakened = <contract>, proof = "sha256:0f3c">} {
  ^bb0(%x: f32, %y: f32, %z: f32):
    %1 = arith.mulf %x, %y fastmath<contract> : f32
    %2 = arith.addf %z, %1 fastmath<contract> : f32
    linalg.yield %2 : f32
  } -> tensor<16xf32>
  return %r : tensor<16xf32>
}

func.func @scalar(%a: f32, %b: tensor<16xf32>, %c: tensor<16xf32>) -> tensor<16xf32> {
  // expected-error @+1 {{operand 1 is loaded from memory, but operand 0 is a scalar}}
  %r = linalg.generic {indexing_maps = [affine_map<(i) -> ()>, affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%a, %b : f32, tensor<16xf32>) outs(%c : tensor<16xf32>)
      attrs = {dsa.match = #dsa.match<@avx_fma::@vfmadd231ps, mapping = affine_map<(i) -> (i floordiv 8, i mod 8)>, operands = [2, 0, 1], weakened = <contract>, proof = "sha256:0f3c">} {
  ^bb0(%x: f32, %y: f32, %z: f32):
    %1 = arith.mulf %x, %y fastmath<contract> : f32
    %2 = arith.addf %z, %1 fastmath<contract> : f32
    linalg.yield %2 : f32
  } -> tensor<16xf32>
  return %r : tensor<16xf32>
}
