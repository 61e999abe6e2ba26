dsa.isa @future features ["avx10.9"] {
  dsa.registers @v count 16 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @zero() -> !dsa.reg<@future::@v>
  semantics {
    %z = arith.constant dense<0> : tensor<4xi32>
    dsa.yield %z : tensor<4xi32>
  } emission {
    %z = arith.constant dense<0> : vector<4xi32>
    dsa.yield %z : vector<4xi32>
  }
}
