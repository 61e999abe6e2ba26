// Sets that the check finds fault with.
#id = affine_map<(n) -> (n)>
!v = !dsa.reg<@wrong::@v>
!memory = memref<4xi32, strided<[1], offset: ?>>
dsa.isa @wrong {
  dsa.registers @v count 16 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @load(!memory read) -> !v
  semantics {
  ^bb0(%m: !memory):
    %r = bufferization.to_tensor %m : !memory to tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%m: !memory):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory, vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }
  dsa.instruction @store(!memory write, !v) -> ()
  semantics {
  ^bb0(%m: !memory, %t: tensor<4xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xi32>, !memory) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory, %t: vector<4xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory, vector<4xi32>
    dsa.yield
  }
  // The sum wraps in one, and saturates in the other.
  dsa.instruction @add(!v tied, !v) -> !v
  semantics {
  ^bb0(%a: tensor<4xi32>, %b: tensor<4xi32>):
    %r = arith.addi %a, %b : tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%a: vector<4xi32>, %b: vector<4xi32>):
    %r = llvm.call_intrinsic "llvm.sadd.sat.v4i32"(%a, %b) : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }
  dsa.instruction @unknown_intrinsic(!v tied, !v) -> !v
  semantics {
  ^bb0(%a: tensor<4xi32>, %b: tensor<4xi32>):
    %r = arith.addi %a, %b : tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%a: vector<4xi32>, %b: vector<4xi32>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.frobnicate"(%a, %b) : (vector<4xi32>, vector<4xi32>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }
  // The set does not say that this takes AVX512-VNNI.
  dsa.instruction @undeclared_feature(!v tied) -> !v
  semantics {
  ^bb0(%a: tensor<4xi32>):
    dsa.yield %a : tensor<4xi32>
  } emission {
  ^bb0(%a: vector<4xi32>):
    %z = arith.constant dense<0> : vector<16xi8>
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.128"(%a, %z, %z) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }
  dsa.instruction @traps(!v tied) -> !v
  semantics {
  ^bb0(%a: tensor<4xi32>):
    dsa.yield %a : tensor<4xi32>
  } emission {
  ^bb0(%a: vector<4xi32>):
    llvm.intr.trap
    dsa.yield %a : vector<4xi32>
  }
}
