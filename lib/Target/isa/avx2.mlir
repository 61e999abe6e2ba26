// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// AVX2: integer vectors of 32 bytes. Integer dot products take three
// instructions: vpmaddubsw multiplies unsigned by signed bytes and saturates the
// sum of each two products to 16 bits, vpmaddwd sums pairs of those, vpaddd
// accumulates. `semantics` has the sum as it is meant, `refined` saturates.
// Intel SDM volume 2, VPMADDUBSW, VPMADDWD, VPADDD.
// utils/benchmarks/instructions measures the costs that say "measured".

#lanes = affine_map<(n) -> (n)>
#pair = affine_map<(n, q) -> (q)>
#pairs = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
#group = affine_map<(n, p, q) -> (p, q)>
#groups = affine_map<(n, p, q) -> (n, p, q)>
#word = affine_map<(n, p, q) -> (n, p)>
#total = affine_map<(n, p, q) -> (n)>
!sums = !dsa.reg<@avx2::@sums>
!words = !dsa.reg<@avx2::@words>
!broadcast_words = !dsa.reg<@avx2::@broadcast_words>
!bytes = !dsa.reg<@avx2::@bytes>
!broadcast_bytes = !dsa.reg<@avx2::@broadcast_bytes>
!memory_i32 = memref<8xi32, strided<[1], offset: ?>>
!memory_words = memref<8x2xi16, strided<[2, 1], offset: ?>>
!group_words = memref<2xi16, strided<[1], offset: ?>>
!memory_bytes = memref<8x2x2xi8, strided<[4, 2, 1], offset: ?>>
!group_bytes = memref<2x2xi8, strided<[2, 1], offset: ?>>

dsa.isa @avx2 features ["avx2"] requires [@avx_fma] {
  dsa.registers @sums shares @avx_fma::@ymm_f32 means tensor<8xi32>
      issues_as vector<8xi32>
  dsa.registers @words shares @avx_fma::@ymm_f32 means tensor<8x2xi16>
      issues_as vector<16xi16>
  // The bytes that make lane n: two for each of its two words.
  dsa.registers @bytes shares @avx_fma::@ymm_f32 means tensor<8x2x2xi8>
      issues_as vector<32xi8>
  // One lane's worth of words or bytes in every lane.
  dsa.registers @broadcast_words shares @avx_fma::@ymm_f32 means tensor<2xi16>
      issues_as vector<16xi16>
  dsa.registers @broadcast_bytes shares @avx_fma::@ymm_f32 means tensor<2x2xi8>
      issues_as vector<32xi8>

  // Unsigned broadcast bytes by signed bytes.
  dsa.instruction @vpmaddubsw(!broadcast_bytes, !bytes) -> !words
      cost {latency = 5, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%x: tensor<2x2xi8>, %y: tensor<8x2x2xi8>):
    %c = arith.constant 0 : i16
    %e = tensor.empty() : tensor<8x2xi16>
    %zero = linalg.fill ins(%c : i16) outs(%e : tensor<8x2xi16>) -> tensor<8x2xi16>
    %r = linalg.generic {indexing_maps = [#group, #groups, #word], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<8x2x2xi8>) outs(%zero : tensor<8x2xi16>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i16):
      %xe = arith.extui %xi : i8 to i16
      %ye = arith.extsi %yi : i8 to i16
      %m = arith.muli %xe, %ye : i16
      %s = arith.addi %pi, %m : i16
      linalg.yield %s : i16
    } -> tensor<8x2xi16>
    dsa.yield %r : tensor<8x2xi16>
  } refined {
  ^bb0(%x: tensor<2x2xi8>, %y: tensor<8x2x2xi8>):
    %c = arith.constant 0 : i32
    %e = tensor.empty() : tensor<8x2xi32>
    %zero = linalg.fill ins(%c : i32) outs(%e : tensor<8x2xi32>) -> tensor<8x2xi32>
    %exact = linalg.generic {indexing_maps = [#group, #groups, #word], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<8x2x2xi8>) outs(%zero : tensor<8x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8x2xi32>
    %least = arith.constant -32768 : i32
    %most = arith.constant 32767 : i32
    %words = tensor.empty() : tensor<8x2xi16>
    %r = linalg.generic {indexing_maps = [#pairs, #pairs], iterator_types = ["parallel", "parallel"]}
        ins(%exact : tensor<8x2xi32>) outs(%words : tensor<8x2xi16>) {
    ^bb0(%ei: i32, %pi: i16):
      %low = arith.maxsi %ei, %least : i32
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

  // Unsigned by signed bytes, lane by lane.
  dsa.instruction @vpmaddubsw_lanes(!bytes, !bytes) -> !words
      cost {latency = 5, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%x: tensor<8x2x2xi8>, %y: tensor<8x2x2xi8>):
    %c = arith.constant 0 : i16
    %e = tensor.empty() : tensor<8x2xi16>
    %zero = linalg.fill ins(%c : i16) outs(%e : tensor<8x2xi16>) -> tensor<8x2xi16>
    %r = linalg.generic {indexing_maps = [#groups, #groups, #word], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<8x2x2xi8>, tensor<8x2x2xi8>) outs(%zero : tensor<8x2xi16>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i16):
      %xe = arith.extui %xi : i8 to i16
      %ye = arith.extsi %yi : i8 to i16
      %m = arith.muli %xe, %ye : i16
      %s = arith.addi %pi, %m : i16
      linalg.yield %s : i16
    } -> tensor<8x2xi16>
    dsa.yield %r : tensor<8x2xi16>
  } refined {
  ^bb0(%x: tensor<8x2x2xi8>, %y: tensor<8x2x2xi8>):
    %c = arith.constant 0 : i32
    %e = tensor.empty() : tensor<8x2xi32>
    %zero = linalg.fill ins(%c : i32) outs(%e : tensor<8x2xi32>) -> tensor<8x2xi32>
    %exact = linalg.generic {indexing_maps = [#groups, #groups, #word], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<8x2x2xi8>, tensor<8x2x2xi8>) outs(%zero : tensor<8x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8x2xi32>
    %least = arith.constant -32768 : i32
    %most = arith.constant 32767 : i32
    %words = tensor.empty() : tensor<8x2xi16>
    %r = linalg.generic {indexing_maps = [#pairs, #pairs], iterator_types = ["parallel", "parallel"]}
        ins(%exact : tensor<8x2xi32>) outs(%words : tensor<8x2xi16>) {
    ^bb0(%ei: i32, %pi: i16):
      %low = arith.maxsi %ei, %least : i32
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

  // Signed words, one pair of which is broadcast.
  dsa.instruction @vpmaddwd(!broadcast_words, !words) -> !sums
      cost {latency = 5, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%x: tensor<2xi16>, %y: tensor<8x2xi16>):
    %c = arith.constant 0 : i32
    %e = tensor.empty() : tensor<8xi32>
    %zero = linalg.fill ins(%c : i32) outs(%e : tensor<8xi32>) -> tensor<8xi32>
    %r = linalg.generic {indexing_maps = [#pair, #pairs, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<2xi16>, tensor<8x2xi16>) outs(%zero : tensor<8xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%x: vector<16xi16>, %y: vector<16xi16>):
    %r = llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%x, %y) : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  // Lane by lane.
  dsa.instruction @vpmaddwd_lanes(!words, !words) -> !sums
      cost {latency = 5, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%x: tensor<8x2xi16>, %y: tensor<8x2xi16>):
    %c = arith.constant 0 : i32
    %e = tensor.empty() : tensor<8xi32>
    %zero = linalg.fill ins(%c : i32) outs(%e : tensor<8xi32>) -> tensor<8xi32>
    %r = linalg.generic {indexing_maps = [#pairs, #pairs, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<8x2xi16>, tensor<8x2xi16>) outs(%zero : tensor<8xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%x: vector<16xi16>, %y: vector<16xi16>):
    %r = llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%x, %y) : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  dsa.instruction @vpaddd(!sums tied, !sums) -> !sums
      cost {latency = 1, interval = 1, units = 3, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<8xi32>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes], iterator_types = ["parallel"]}
        ins(%x : tensor<8xi32>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i32, %pi: i32):
      %s = arith.addi %pi, %xi : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%p: vector<8xi32>, %x: vector<8xi32>):
    %r = arith.addi %p, %x : vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  // Ones, which make vpmaddwd a sum of pairs; kept in a register.
  dsa.instruction @ones() -> !broadcast_words
      cost {latency = 0, interval = 1, units = 2, source = "loaded before the loop"}
  semantics {
    %r = arith.constant dense<1> : tensor<2xi16>
    dsa.yield %r : tensor<2xi16>
  } emission {
    %r = arith.constant dense<1> : vector<16xi16>
    dsa.yield %r : vector<16xi16>
  }

  // What compilers and libraries use for dot products of bytes: vpmaddubsw,
  // vpmaddwd with ones, vpaddd.
  dsa.instruction @dot_bytes(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 11, interval = 3, units = 2, source = "sum of its three: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<2x2xi8>, %y: tensor<8x2x2xi8>):
    %r = linalg.generic {indexing_maps = [#group, #groups, #total], iterator_types = ["parallel", "reduction", "reduction"]}
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
  ^bb0(%p: !sums, %x: !broadcast_bytes, %y: !bytes):
    %w = dsa.invoke @avx2::@vpmaddubsw(%x, %y) : (!broadcast_bytes, !bytes) -> !words
    %ones = dsa.invoke @avx2::@ones() : () -> !broadcast_words
    %d = dsa.invoke @avx2::@vpmaddwd(%ones, %w) : (!broadcast_words, !words) -> !sums
    %r = dsa.invoke @avx2::@vpaddd(%p, %d) : (!sums, !sums) -> !sums
    dsa.yield %r : !sums
  }

  dsa.instruction @dot_bytes_lanes(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 11, interval = 3, units = 2, source = "sum of its three: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<8x2x2xi8>, %y: tensor<8x2x2xi8>):
    %r = linalg.generic {indexing_maps = [#groups, #groups, #total], iterator_types = ["parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<8x2x2xi8>, tensor<8x2x2xi8>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } sequence {
  ^bb0(%p: !sums, %x: !bytes, %y: !bytes):
    %w = dsa.invoke @avx2::@vpmaddubsw_lanes(%x, %y) : (!bytes, !bytes) -> !words
    %ones = dsa.invoke @avx2::@ones() : () -> !broadcast_words
    %d = dsa.invoke @avx2::@vpmaddwd(%ones, %w) : (!broadcast_words, !words) -> !sums
    %r = dsa.invoke @avx2::@vpaddd(%p, %d) : (!sums, !sums) -> !sums
    dsa.yield %r : !sums
  }

  // Dot products of words: vpmaddwd and vpaddd.
  dsa.instruction @dot_words(!sums tied, !broadcast_words, !words) -> !sums
      cost {latency = 6, interval = 1, source = "sum of its two: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<2xi16>, %y: tensor<8x2xi16>):
    %r = linalg.generic {indexing_maps = [#pair, #pairs, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<2xi16>, tensor<8x2xi16>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } sequence {
  ^bb0(%p: !sums, %x: !broadcast_words, %y: !words):
    %d = dsa.invoke @avx2::@vpmaddwd(%x, %y) : (!broadcast_words, !words) -> !sums
    %r = dsa.invoke @avx2::@vpaddd(%p, %d) : (!sums, !sums) -> !sums
    dsa.yield %r : !sums
  }

  dsa.instruction @dot_words_lanes(!sums tied, !words, !words) -> !sums
      cost {latency = 6, interval = 1, source = "sum of its two: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<8x2xi16>, %y: tensor<8x2xi16>):
    %r = linalg.generic {indexing_maps = [#pairs, #pairs, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<8x2xi16>, tensor<8x2xi16>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } sequence {
  ^bb0(%p: !sums, %x: !words, %y: !words):
    %d = dsa.invoke @avx2::@vpmaddwd_lanes(%x, %y) : (!words, !words) -> !sums
    %r = dsa.invoke @avx2::@vpaddd(%p, %d) : (!sums, !sums) -> !sums
    dsa.yield %r : !sums
  }

  dsa.instruction @vpxor() -> !sums
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Intel Optimization Reference Manual, section 3.5.1.7"}
  semantics {
    %z = arith.constant dense<0> : tensor<8xi32>
    dsa.yield %z : tensor<8xi32>
  } emission {
    %z = arith.constant dense<0> : vector<8xi32>
    dsa.yield %z : vector<8xi32>
  }

  dsa.instruction @vmovdqu(!memory_i32 read) -> !sums
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_i32):
    %r = bufferization.to_tensor %m : !memory_i32 to tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%m: !memory_i32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_i32, vector<8xi32>
    dsa.yield %r : vector<8xi32>
  }

  dsa.instruction @vmovdqu_store(!memory_i32 write, !sums) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_i32, %t: tensor<8xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8xi32>, !memory_i32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i32, %t: vector<8xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_i32, vector<8xi32>
    dsa.yield
  }

  dsa.instruction @vmovdqu_words(!memory_words read) -> !words
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_words):
    %r = bufferization.to_tensor %m : !memory_words to tensor<8x2xi16>
    dsa.yield %r : tensor<8x2xi16>
  } emission {
  ^bb0(%m: !memory_words):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_words into memref<16xi16, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<16xi16, strided<[1], offset: ?>>, vector<16xi16>
    dsa.yield %r : vector<16xi16>
  }

  dsa.instruction @vmovdqu_words_store(!memory_words write, !words) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_words, %t: tensor<8x2xi16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x2xi16>, !memory_words) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_words, %t: vector<16xi16>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_words into memref<16xi16, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<16xi16, strided<[1], offset: ?>>, vector<16xi16>
    dsa.yield
  }

  dsa.instruction @vmovdqu_bytes(!memory_bytes read) -> !bytes
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_bytes):
    %r = bufferization.to_tensor %m : !memory_bytes to tensor<8x2x2xi8>
    dsa.yield %r : tensor<8x2x2xi8>
  } emission {
  ^bb0(%m: !memory_bytes):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1, 2]] : !memory_bytes into memref<32xi8, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<32xi8, strided<[1], offset: ?>>, vector<32xi8>
    dsa.yield %r : vector<32xi8>
  }

  dsa.instruction @vmovdqu_bytes_store(!memory_bytes write, !bytes) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_bytes, %t: tensor<8x2x2xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x2x2xi8>, !memory_bytes) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_bytes, %t: vector<32xi8>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1, 2]] : !memory_bytes into memref<32xi8, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<32xi8, strided<[1], offset: ?>>, vector<32xi8>
    dsa.yield
  }

  dsa.instruction @vpbroadcastd_words(!group_words read) -> !broadcast_words
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_words):
    %r = bufferization.to_tensor %m : !group_words to tensor<2xi16>
    dsa.yield %r : tensor<2xi16>
  } emission {
  ^bb0(%m: !group_words):
    %c0 = arith.constant 0 : index
    %g = vector.load %m[%c0] : !group_words, vector<2xi16>
    %e = vector.bitcast %g : vector<2xi16> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<8xi32>
    %r = vector.bitcast %w : vector<8xi32> to vector<16xi16>
    dsa.yield %r : vector<16xi16>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovd_words_store(!group_words write, !broadcast_words) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_words, %t: tensor<2xi16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2xi16>, !group_words) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_words, %t: vector<16xi16>):
    %c0 = arith.constant 0 : index
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [2], strides = [1]} : vector<16xi16> to vector<2xi16>
    vector.store %g, %m[%c0] : !group_words, vector<2xi16>
    dsa.yield
  }

  dsa.instruction @vpbroadcastd(!group_bytes read) -> !broadcast_bytes
      cost {latency = 5, interval = 1, units = 3, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_bytes):
    %r = bufferization.to_tensor %m : !group_bytes to tensor<2x2xi8>
    dsa.yield %r : tensor<2x2xi8>
  } emission {
  ^bb0(%m: !group_bytes):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !group_bytes into memref<4xi8, strided<[1], offset: ?>>
    %g = vector.load %f[%c0] : memref<4xi8, strided<[1], offset: ?>>, vector<4xi8>
    %e = vector.bitcast %g : vector<4xi8> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<8xi32>
    %r = vector.bitcast %w : vector<8xi32> to vector<32xi8>
    dsa.yield %r : vector<32xi8>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovd_store(!group_bytes write, !broadcast_bytes) -> ()
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_bytes, %t: tensor<2x2xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2x2xi8>, !group_bytes) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_bytes, %t: vector<32xi8>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !group_bytes into memref<4xi8, strided<[1], offset: ?>>
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [4], strides = [1]} : vector<32xi8> to vector<4xi8>
    vector.store %g, %f[%c0] : memref<4xi8, strided<[1], offset: ?>>, vector<4xi8>
    dsa.yield
  }
}
