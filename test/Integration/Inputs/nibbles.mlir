// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A made-up machine that looks up nibbles: in two tables of 16 and adds, in one of
// 16 by 16, and in one of 16 with a sum over four bytes.
#id = affine_map<(m) -> (m)>
#wide = affine_map<(m, k) -> (m, k)>
#sum = affine_map<(m, k) -> (m)>
!bytes = !dsa.reg<@nibbles::@bytes>
!group = !dsa.reg<@nibbles::@group>
!words = !dsa.reg<@nibbles::@words>
!line = !dsa.reg<@nibbles::@line>
!square = !dsa.reg<@nibbles::@square>

dsa.isa @nibbles features ["nibbles"] {
  dsa.registers @bytes count 8 means tensor<8xi8> issues_as vector<8xi8>
  dsa.registers @group count 8 means tensor<8x4xi8> issues_as vector<8x4xi8>
  dsa.registers @words count 8 means tensor<8xi32> issues_as vector<8xi32>
  dsa.registers @line count 4 means tensor<16xi8> issues_as vector<16xi8>
  dsa.registers @square count 1 means tensor<16x16xi8> issues_as vector<16x16xi8>

  func.func private @nibbles_two(vector<8xi8>, vector<8xi8>, vector<16xi8>, vector<16xi8>) -> vector<8xi8>
  dsa.instruction @two(!bytes tied, !bytes, !line, !line) -> !bytes
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<8xi8>, %x: tensor<8xi8>, %t: tensor<16xi8>, %u: tensor<16xi8>):
    %four = arith.constant 4 : i8
    %low = arith.constant 15 : i8
    %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
        ins(%x : tensor<8xi8>) outs(%p : tensor<8xi8>) {
    ^bb0(%xi: i8, %pi: i8):
      %l = arith.andi %xi, %low : i8
      %h = arith.shrui %xi, %four : i8
      %i = arith.index_castui %l : i8 to index
      %j = arith.index_castui %h : i8 to index
      %a = tensor.extract %t[%i] : tensor<16xi8>
      %b = tensor.extract %u[%j] : tensor<16xi8>
      %c = arith.addi %a, %b : i8
      linalg.yield %c : i8
    } -> tensor<8xi8>
    dsa.yield %r : tensor<8xi8>
  } emission {
  ^bb0(%p: vector<8xi8>, %x: vector<8xi8>, %t: vector<16xi8>, %u: vector<16xi8>):
    %r = func.call @nibbles_two(%p, %x, %t, %u) : (vector<8xi8>, vector<8xi8>, vector<16xi8>, vector<16xi8>) -> vector<8xi8>
    dsa.yield %r : vector<8xi8>
  }

  func.func private @nibbles_grid(vector<8xi8>, vector<8xi8>, vector<16x16xi8>) -> vector<8xi8>
  dsa.instruction @grid(!bytes tied, !bytes, !square) -> !bytes
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<8xi8>, %x: tensor<8xi8>, %t: tensor<16x16xi8>):
    %four = arith.constant 4 : i8
    %low = arith.constant 15 : i8
    %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
        ins(%x : tensor<8xi8>) outs(%p : tensor<8xi8>) {
    ^bb0(%xi: i8, %pi: i8):
      %l = arith.andi %xi, %low : i8
      %h = arith.shrui %xi, %four : i8
      %i = arith.index_castui %l : i8 to index
      %j = arith.index_castui %h : i8 to index
      %a = tensor.extract %t[%j, %i] : tensor<16x16xi8>
      linalg.yield %a : i8
    } -> tensor<8xi8>
    dsa.yield %r : tensor<8xi8>
  } emission {
  ^bb0(%p: vector<8xi8>, %x: vector<8xi8>, %t: vector<16x16xi8>):
    %r = func.call @nibbles_grid(%p, %x, %t) : (vector<8xi8>, vector<8xi8>, vector<16x16xi8>) -> vector<8xi8>
    dsa.yield %r : vector<8xi8>
  }

  func.func private @nibbles_sum(vector<8xi32>, vector<8x4xi8>, vector<16xi8>) -> vector<8xi32>
  dsa.instruction @sum(!words tied, !group, !line) -> !words
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<8x4xi8>, %t: tensor<16xi8>):
    %four = arith.constant 4 : i8
    %low = arith.constant 15 : i8
    %r = linalg.generic {indexing_maps = [#wide, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x : tensor<8x4xi8>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i8, %pi: i32):
      %l = arith.andi %xi, %low : i8
      %i = arith.index_castui %l : i8 to index
      %a = tensor.extract %t[%i] : tensor<16xi8>
      %e = arith.extsi %a : i8 to i32
      %c = arith.addi %pi, %e : i32
      linalg.yield %c : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%p: vector<8xi32>, %x: vector<8x4xi8>, %t: vector<16xi8>):
    %r = func.call @nibbles_sum(%p, %x, %t) : (vector<8xi32>, vector<8x4xi8>, vector<16xi8>) -> vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  dsa.instruction @load_bytes(memref<8xi8, strided<[1], offset: ?>> read) -> !bytes
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<8xi8, strided<[1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<8xi8, strided<[1], offset: ?>> to tensor<8xi8>
    dsa.yield %r : tensor<8xi8>
  } emission {
  ^bb0(%m: memref<8xi8, strided<[1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0], %none {in_bounds = [true]} : memref<8xi8, strided<[1], offset: ?>>, vector<8xi8>
    dsa.yield %r : vector<8xi8>
  }

  dsa.instruction @store_bytes(memref<8xi8, strided<[1], offset: ?>> write, !bytes) -> ()
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<8xi8, strided<[1], offset: ?>>, %t: tensor<8xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8xi8>, memref<8xi8, strided<[1], offset: ?>>) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: memref<8xi8, strided<[1], offset: ?>>, %t: vector<8xi8>):
    %c0 = arith.constant 0 : index
    vector.transfer_write %t, %m[%c0] {in_bounds = [true]} : vector<8xi8>, memref<8xi8, strided<[1], offset: ?>>
    dsa.yield
  }

  dsa.instruction @load_group(memref<8x4xi8, strided<[?, 1], offset: ?>> read) -> !group
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<8x4xi8, strided<[?, 1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<8x4xi8, strided<[?, 1], offset: ?>> to tensor<8x4xi8>
    dsa.yield %r : tensor<8x4xi8>
  } emission {
  ^bb0(%m: memref<8x4xi8, strided<[?, 1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0, %c0], %none {in_bounds = [true, true]} : memref<8x4xi8, strided<[?, 1], offset: ?>>, vector<8x4xi8>
    dsa.yield %r : vector<8x4xi8>
  }

  dsa.instruction @load_words(memref<8xi32, strided<[1], offset: ?>> read) -> !words
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<8xi32, strided<[1], offset: ?>> to tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i32
    %r = vector.transfer_read %m[%c0], %none {in_bounds = [true]} : memref<8xi32, strided<[1], offset: ?>>, vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  dsa.instruction @store_words(memref<8xi32, strided<[1], offset: ?>> write, !words) -> ()
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>, %t: tensor<8xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8xi32>, memref<8xi32, strided<[1], offset: ?>>) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>, %t: vector<8xi32>):
    %c0 = arith.constant 0 : index
    vector.transfer_write %t, %m[%c0] {in_bounds = [true]} : vector<8xi32>, memref<8xi32, strided<[1], offset: ?>>
    dsa.yield
  }

  dsa.instruction @load_line(memref<16xi8, strided<[1], offset: ?>> read) -> !line
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<16xi8, strided<[1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<16xi8, strided<[1], offset: ?>> to tensor<16xi8>
    dsa.yield %r : tensor<16xi8>
  } emission {
  ^bb0(%m: memref<16xi8, strided<[1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0], %none {in_bounds = [true]} : memref<16xi8, strided<[1], offset: ?>>, vector<16xi8>
    dsa.yield %r : vector<16xi8>
  }

  dsa.instruction @load_square(memref<16x16xi8, strided<[?, 1], offset: ?>> read) -> !square
      cost {latency = 1, interval = 1, source = "made up"}
  semantics {
  ^bb0(%m: memref<16x16xi8, strided<[?, 1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<16x16xi8, strided<[?, 1], offset: ?>> to tensor<16x16xi8>
    dsa.yield %r : tensor<16x16xi8>
  } emission {
  ^bb0(%m: memref<16x16xi8, strided<[?, 1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0, %c0], %none {in_bounds = [true, true]} : memref<16x16xi8, strided<[?, 1], offset: ?>>, vector<16x16xi8>
    dsa.yield %r : vector<16x16xi8>
  }
}

dsa.machine @"nibble-box" isas [@nibbles] features ["nibbles"]
    plain {latency = 8, interval = 8, source = "made up"} {
  dsa.memory @scratchpad cache bytes 131072 bandwidth 16 shared_by 1 source "made up"
}
