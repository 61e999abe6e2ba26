// An instruction whose emission calls a C function; the set holds its
// declaration.
#left = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
!pairs = !dsa.reg<@dot2::@pairs>
!sums = !dsa.reg<@dot2::@sums>
!pair_memory = memref<4x2xi16, strided<[2, 1], offset: ?>>
!sum_memory = memref<4xi32, strided<[1], offset: ?>>

dsa.isa @dot2 {
  dsa.registers @pairs count 16 means tensor<4x2xi16> issues_as vector<8xi16>
  dsa.registers @sums shares @pairs means tensor<4xi32> issues_as vector<4xi32>

  func.func private @dsa_test_dot2(vector<4xi32>, vector<8xi16>, vector<8xi16>) -> vector<4xi32>

  dsa.instruction @dot2(!sums tied, !pairs, !pairs) -> !sums
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4x2xi16>, %y: tensor<4x2xi16>):
    %r = linalg.generic {indexing_maps = [#left, #left, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4x2xi16>, tensor<4x2xi16>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<8xi16>, %y: vector<8xi16>):
    %r = func.call @dsa_test_dot2(%p, %x, %y) : (vector<4xi32>, vector<8xi16>, vector<8xi16>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  dsa.instruction @load_pairs(!pair_memory read) -> !pairs
      cost {latency = 5, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: !pair_memory):
    %r = bufferization.to_tensor %m : !pair_memory to tensor<4x2xi16>
    dsa.yield %r : tensor<4x2xi16>
  } emission {
  ^bb0(%m: !pair_memory):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !pair_memory into memref<8xi16, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<8xi16, strided<[1], offset: ?>>, vector<8xi16>
    dsa.yield %r : vector<8xi16>
  }

  dsa.instruction @load_sums(!sum_memory read) -> !sums
      cost {latency = 5, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: !sum_memory):
    %r = bufferization.to_tensor %m : !sum_memory to tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%m: !sum_memory):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !sum_memory, vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  dsa.instruction @store_sums(!sum_memory write, !sums) -> ()
      cost {latency = 5, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: !sum_memory, %t: tensor<4xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xi32>, !sum_memory) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !sum_memory, %t: vector<4xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !sum_memory, vector<4xi32>
    dsa.yield
  }
}
