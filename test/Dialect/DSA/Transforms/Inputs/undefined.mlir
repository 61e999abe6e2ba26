// Instructions that are not defined for all their operands.
#sum = affine_map<(n) -> (n)>
!ints = !dsa.reg<@undefined::@ints>
!floats = !dsa.reg<@undefined::@floats>

dsa.isa @undefined {
  dsa.registers @ints count 16 means tensor<4xi32> issues_as vector<4xi32>
  dsa.registers @floats shares @ints means tensor<4xf32> issues_as vector<4xf32>

  dsa.instruction @shift(!ints tied, !ints) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %c = arith.constant 32 : i32
      %t = arith.shli %xi, %c : i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @exact(!ints tied, !ints) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %c = arith.constant 1 : i32
      %t = arith.shrsi %xi, %c exact : i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @zero(!ints tied, !ints) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %c = arith.constant 0 : i32
      %t = arith.divui %xi, %c : i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @minus(!ints tied, !ints) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %c = arith.constant -1 : i32
      %t = arith.divsi %xi, %c : i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @variable(!ints tied, !ints) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %t = arith.floordivsi %pi, %xi : i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @large(!ints tied, !floats) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xf32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xf32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: f32, %pi: i32):
      %t = arith.fptosi %xi : f32 to i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xf32>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @half(!ints tied, !ints) -> !ints
      cost {latency = 4, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi32>):
    %r = linalg.generic {indexing_maps = [#sum, #sum], iterator_types = ["parallel"]}
        ins(%x : tensor<4xi32>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %c = arith.constant 2 : i32
      %t = arith.divsi %xi, %c : i32
      %s = arith.addi %pi, %t : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi32>):
    dsa.yield %p : vector<4xi32>
  }
}

dsa.machine @"undefined-machine" isas [@undefined] {
  dsa.memory @l1 cache bytes 32768 bandwidth 32 shared_by 1 line 64
  dsa.memory @dram bytes 1073741824 bandwidth 4 shared_by 1 line 64
}
