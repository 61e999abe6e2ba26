// Sums of four lanes that can be loaded and added, but not stored.
!v = !dsa.reg<@lanes::@v>
dsa.isa @lanes {
  dsa.registers @v count 4 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @accumulate(!v tied, !v, !v) -> !v cost {latency = 1, interval = 1}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>, %y: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>, affine_map<(n) -> (n)>], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<4xi32>, tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %yi: i32, %pi: i32):
      %m = arith.muli %xi, %yi : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>, %y: vector<4xi32>):
    %m = arith.muli %x, %y : vector<4xi32>
    %s = arith.addi %p, %m : vector<4xi32>
    dsa.yield %s : vector<4xi32>
  }
  dsa.instruction @load(memref<4xi32, strided<[1], offset: ?>> read) -> !v cost {latency = 1, interval = 1}
  semantics {
  ^bb0(%m: memref<4xi32, strided<[1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<4xi32, strided<[1], offset: ?>> to tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%m: memref<4xi32, strided<[1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : memref<4xi32, strided<[1], offset: ?>>, vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }
}

dsa.machine @no_store isas [@lanes] {
  dsa.memory @l1 cache bytes 32768 bandwidth 32 shared_by 1 line 64
}
