// RUN: dsa-opt %s --split-input-file --verify-diagnostics

func.func @invalid_transfer_c1(%a: tensor<4xi8>) {
  // expected-error @+1 {{expected a result of the source's shape and element type, but got 'tensor<4xi8>' and 'tensor<4xi16, #tile.in<@m::@l1>>'}}
  %b = tile.transfer %a : tensor<4xi8> to tensor<4xi16, #tile.in<@m::@l1>>
  return
}

// -----

func.func @invalid_transfer_c2(%a: tensor<4xi8>) {
  // expected-error @+1 {{expected source and result in different memories, but both are in the same}}
  %b = tile.transfer %a : tensor<4xi8> to tensor<4xi8>
  return
}
