// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A made-up machine with a 4 x 4 x 4 product of 32-bit integers: what row 46 looks
// like, and is not.
!a = !dsa.reg<@integer_product::@a>

dsa.isa @integer_product {
  dsa.registers @a count 8 means tensor<4x4xi32> issues_as vector<16xi32>

  dsa.instruction @product(!a tied, !a, !a) -> !a
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%c: tensor<4x4xi32>, %a: tensor<4x4xi32>, %b: tensor<4x4xi32>):
    %r = linalg.matmul ins(%a, %b : tensor<4x4xi32>, tensor<4x4xi32>) outs(%c : tensor<4x4xi32>) -> tensor<4x4xi32>
    dsa.yield %r : tensor<4x4xi32>
  } emission {
  ^bb0(%c: vector<16xi32>, %a: vector<16xi32>, %b: vector<16xi32>):
    %r = llvm.inline_asm "product $0, $1, $2", "=x,x,x" %a, %b : (vector<16xi32>, vector<16xi32>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }
}

dsa.machine @"integer-product" isas [@integer_product] {
  dsa.memory @l1 cache bytes 32768 bandwidth 32 shared_by 1 line 64
}
