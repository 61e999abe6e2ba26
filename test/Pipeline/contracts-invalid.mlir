// RUN: dsa-opt %s --dsa-compile="machine=x86-generic from=tile to=dsa" --split-input-file --verify-diagnostics

// A phase that is entered too late finds what it cannot have.
func.func @graph_below_linalg(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{after phase 'tile', but found 'graph.abs'}}
  %r = graph.abs %a : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}
