// A machine whose byte product sums pairs into 16 bits that saturate, as
// vpmaddubsw does, whole dot products made of it, and one that saturates its
// accumulator.

#row = affine_map<(n, j, q) -> (j, q)>
#lanes = affine_map<(n, j, q) -> (n, j, q)>
#pairs = affine_map<(n, j, q) -> (n, j)>
#sum = affine_map<(n, j, q) -> (n)>
#two = affine_map<(n, j) -> (n, j)>
#one = affine_map<(n, j) -> (n)>
#id = affine_map<(n) -> (n)>
!sums = !dsa.reg<@sat::@sums>
!bytes = !dsa.reg<@sat::@bytes>
!row = !dsa.reg<@sat::@row>
!words = !dsa.reg<@sat::@words>

dsa.isa @sat {
  dsa.registers @sums count 16 means tensor<8xi32> issues_as vector<8xi32>
  dsa.registers @bytes count 16 means tensor<8x2x2xi8> issues_as vector<32xi8>
  dsa.registers @row count 16 means tensor<2x2xi8> issues_as vector<32xi8>
  dsa.registers @words count 16 means tensor<8x2xi16> issues_as vector<16xi16>

  // Unsigned by signed bytes, pairs summed into a word that saturates.
  dsa.instruction @maddubs(!row, !bytes) -> !words
      cost {latency = 5, interval = 1}
  semantics {
  ^bb0(%x: tensor<2x2xi8>, %y: tensor<8x2x2xi8>):
    %c0 = arith.constant 0 : i32
    %e = tensor.empty() : tensor<8x2xi32>
    %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<8x2xi32>) -> tensor<8x2xi32>
    %exact = linalg.generic {indexing_maps = [#row, #lanes, #pairs], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<8x2x2xi8>) outs(%z : tensor<8x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8x2xi32>
    %least = arith.constant -32768 : i32
    %most = arith.constant 32767 : i32
    %w = tensor.empty() : tensor<8x2xi16>
    %r = linalg.generic {indexing_maps = [#two, #two], iterator_types = ["parallel", "parallel"]}
        ins(%exact : tensor<8x2xi32>) outs(%w : tensor<8x2xi16>) {
    ^bb0(%si: i32, %pi: i16):
      %low = arith.maxsi %si, %least : i32
      %high = arith.minsi %low, %most : i32
      %s = arith.trunci %high : i32 to i16
      linalg.yield %s : i16
    } -> tensor<8x2xi16>
    dsa.yield %r : tensor<8x2xi16>
  } emission {
  ^bb0(%x: vector<32xi8>, %y: vector<32xi8>):
    %r = llvm.call_intrinsic "llvm.x86.avx2.pmadd.ub.sw"(%x, %y) : (vector<32xi8>, vector<32xi8>) -> vector<16xi16>
    dsa.yield %r : vector<16xi16>
  }

  // Pairs of words, summed.
  dsa.instruction @addpairs(!words) -> !sums
      cost {latency = 5, interval = 1}
  semantics {
  ^bb0(%x: tensor<8x2xi16>):
    %c0 = arith.constant 0 : i32
    %e = tensor.empty() : tensor<8xi32>
    %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<8xi32>) -> tensor<8xi32>
    %r = linalg.generic {indexing_maps = [#two, #one], iterator_types = ["parallel", "reduction"]}
        ins(%x : tensor<8x2xi16>) outs(%z : tensor<8xi32>) {
    ^bb0(%xi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %s = arith.addi %pi, %xe : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%x: vector<16xi16>):
    %ones = arith.constant dense<1> : vector<16xi16>
    %r = llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%x, %ones) : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  dsa.instruction @add(!sums tied, !sums) -> !sums
      cost {latency = 1, interval = 1}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<8xi32>):
    %r = arith.addi %p, %x : tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%p: vector<8xi32>, %x: vector<8xi32>):
    %r = arith.addi %p, %x : vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  // What the three compute together, had words no end.
  dsa.instruction @dot(!sums tied, !row, !bytes) -> !sums
      cost {latency = 11, interval = 3}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<2x2xi8>, %y: tensor<8x2x2xi8>):
    %r = linalg.generic {indexing_maps = [#row, #lanes, #sum], iterator_types = ["parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<8x2x2xi8>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } sequence {
  ^bb0(%p: !sums, %x: !row, %y: !bytes):
    %w = dsa.invoke @sat::@maddubs(%x, %y) : (!row, !bytes) -> !words
    %s = dsa.invoke @sat::@addpairs(%w) : (!words) -> !sums
    %r = dsa.invoke @sat::@add(%p, %s) : (!sums, !sums) -> !sums
    dsa.yield %r : !sums
  }

  dsa.instruction @zero() -> !sums
  semantics {
    %z = arith.constant dense<0> : tensor<8xi32>
    dsa.yield %z : tensor<8xi32>
  } emission {
    %z = arith.constant dense<0> : vector<8xi32>
    dsa.yield %z : vector<8xi32>
  }
  dsa.instruction @load_bytes(memref<8x2x2xi8, strided<[4, 2, 1], offset: ?>> read) -> !bytes
  semantics {
  ^bb0(%m: memref<8x2x2xi8, strided<[4, 2, 1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<8x2x2xi8, strided<[4, 2, 1], offset: ?>> to tensor<8x2x2xi8>
    dsa.yield %r : tensor<8x2x2xi8>
  } emission {
  ^bb0(%m: memref<8x2x2xi8, strided<[4, 2, 1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1, 2]] : memref<8x2x2xi8, strided<[4, 2, 1], offset: ?>> into memref<32xi8, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<32xi8, strided<[1], offset: ?>>, vector<32xi8>
    dsa.yield %r : vector<32xi8>
  }
  dsa.instruction @load_row(memref<2x2xi8, strided<[2, 1], offset: ?>> read) -> !row
  semantics {
  ^bb0(%m: memref<2x2xi8, strided<[2, 1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<2x2xi8, strided<[2, 1], offset: ?>> to tensor<2x2xi8>
    dsa.yield %r : tensor<2x2xi8>
  } emission {
  ^bb0(%m: memref<2x2xi8, strided<[2, 1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : memref<2x2xi8, strided<[2, 1], offset: ?>> into memref<4xi8, strided<[1], offset: ?>>
    %four = vector.load %f[%c0] : memref<4xi8, strided<[1], offset: ?>>, vector<4xi8>
    %group = vector.bitcast %four : vector<4xi8> to vector<1xi32>
    %word = vector.extract %group[0] : i32 from vector<1xi32>
    %all = vector.broadcast %word : i32 to vector<8xi32>
    %r = vector.bitcast %all : vector<8xi32> to vector<32xi8>
    dsa.yield %r : vector<32xi8>
  }
  dsa.instruction @load(memref<8xi32, strided<[1], offset: ?>> read) -> !sums
  semantics {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>):
    %r = bufferization.to_tensor %m : memref<8xi32, strided<[1], offset: ?>> to tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : memref<8xi32, strided<[1], offset: ?>>, vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }
  dsa.instruction @store(memref<8xi32, strided<[1], offset: ?>> write, !sums) -> ()
  semantics {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>, %t: tensor<8xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8xi32>, memref<8xi32, strided<[1], offset: ?>>) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: memref<8xi32, strided<[1], offset: ?>>, %t: vector<8xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : memref<8xi32, strided<[1], offset: ?>>, vector<8xi32>
    dsa.yield
  }
}
dsa.machine @saturating isas [@sat] features ["avx2"]
    plain {latency = 4, interval = 1} {
  dsa.memory @l1 cache bytes 32768 bandwidth 64 shared_by 1
  dsa.memory @dram bytes 17179869184 bandwidth 8 shared_by 1
}
