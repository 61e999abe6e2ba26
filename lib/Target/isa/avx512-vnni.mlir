// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// AVX512-VNNI: dot products of 4 bytes or 2 words in each of 16 lanes of 32 bits,
// with an operand broadcast from one group or lane by lane. The first bytes are
// unsigned and the second signed. Intel SDM volume 2, VPDPBUSD, VPDPWSSD.

#group = affine_map<(n, q) -> (q)>
#lanes = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
#id = affine_map<(n) -> (n)>
!sums = !dsa.reg<@avx512_vnni::@zmm_i32>
!bytes = !dsa.reg<@avx512_vnni::@bytes>
!broadcast_bytes = !dsa.reg<@avx512_vnni::@broadcast_bytes>
!words = !dsa.reg<@avx512_vnni::@words>
!broadcast_words = !dsa.reg<@avx512_vnni::@broadcast_words>
!memory_i32 = memref<16xi32, strided<[1], offset: ?>>
!memory_bytes = memref<16x4xi8, strided<[4, 1], offset: ?>>
!group_bytes = memref<4xi8, strided<[1], offset: ?>>
!memory_words = memref<16x2xi16, strided<[2, 1], offset: ?>>
!group_words = memref<2xi16, strided<[1], offset: ?>>

dsa.isa @avx512_vnni features ["avx512f", "avx512bw", "avx512vnni"] requires [@avx512_f] {
  dsa.registers @zmm_i32 shares @avx512_f::@zmm_f32 means tensor<16xi32>
      issues_as vector<16xi32>
  dsa.registers @bytes shares @avx512_f::@zmm_f32 means tensor<16x4xi8>
      issues_as vector<64xi8>
  dsa.registers @words shares @avx512_f::@zmm_f32 means tensor<16x2xi16>
      issues_as vector<32xi16>
  // One group in every lane.
  dsa.registers @broadcast_bytes shares @avx512_f::@zmm_f32 means tensor<4xi8>
      issues_as vector<64xi8>
  dsa.registers @broadcast_words shares @avx512_f::@zmm_f32 means tensor<2xi16>
      issues_as vector<32xi16>

  // Unsigned broadcast bytes by signed bytes.
  dsa.instruction @vpdpbusd(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 6, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<4xi8>, %y: tensor<16x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<16x4xi8>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<64xi8>, %y: vector<64xi8>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.512"(%p, %x, %y) : (vector<16xi32>, vector<64xi8>, vector<64xi8>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  // Signed broadcast bytes by unsigned bytes.
  dsa.instruction @vpdpbusd_signed(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 6, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<4xi8>, %y: tensor<16x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<16x4xi8>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<64xi8>, %y: vector<64xi8>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.512"(%p, %y, %x) : (vector<16xi32>, vector<64xi8>, vector<64xi8>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  // Lane by lane.
  dsa.instruction @vpdpbusd_lanes(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 6, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<16x4xi8>, %y: tensor<16x4xi8>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<16x4xi8>, tensor<16x4xi8>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<64xi8>, %y: vector<64xi8>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.512"(%p, %x, %y) : (vector<16xi32>, vector<64xi8>, vector<64xi8>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  // As vpdpbusd, with a sum that saturates: the four products and the
  // accumulator are summed exactly first.
  dsa.instruction @vpdpbusds(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 6, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<4xi8>, %y: tensor<16x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<16x4xi8>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } refined {
  ^bb0(%p: tensor<16xi32>, %x: tensor<4xi8>, %y: tensor<16x4xi8>):
    %e = tensor.empty() : tensor<16xi64>
    %wide = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
        ins(%p : tensor<16xi32>) outs(%e : tensor<16xi64>) {
    ^bb0(%pi: i32, %ei: i64):
      %s = arith.extsi %pi : i32 to i64
      linalg.yield %s : i64
    } -> tensor<16xi64>
    %exact = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<16x4xi8>) outs(%wide : tensor<16xi64>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i64):
      %xe = arith.extui %xi : i8 to i64
      %ye = arith.extsi %yi : i8 to i64
      %m = arith.muli %xe, %ye : i64
      %s = arith.addi %pi, %m : i64
      linalg.yield %s : i64
    } -> tensor<16xi64>
    %least = arith.constant -2147483648 : i64
    %most = arith.constant 2147483647 : i64
    %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
        ins(%exact : tensor<16xi64>) outs(%p : tensor<16xi32>) {
    ^bb0(%si: i64, %pi: i32):
      %low = arith.maxsi %si, %least : i64
      %high = arith.minsi %low, %most : i64
      %s = arith.trunci %high : i64 to i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<64xi8>, %y: vector<64xi8>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpbusds.512"(%p, %x, %y) : (vector<16xi32>, vector<64xi8>, vector<64xi8>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  // Signed words.
  dsa.instruction @vpdpwssd(!sums tied, !broadcast_words, !words) -> !sums
      cost {latency = 6, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<2xi16>, %y: tensor<16x2xi16>):
    %r = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<2xi16>, tensor<16x2xi16>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<32xi16>, %y: vector<32xi16>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpwssd.512"(%p, %x, %y) : (vector<16xi32>, vector<32xi16>, vector<32xi16>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  // Lane by lane.
  dsa.instruction @vpdpwssd_lanes(!sums tied, !words, !words) -> !sums
      cost {latency = 6, interval = 1, units = 2, source = "measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<16x2xi16>, %y: tensor<16x2xi16>):
    %r = linalg.generic {indexing_maps = [#lanes, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<16x2xi16>, tensor<16x2xi16>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<32xi16>, %y: vector<32xi16>):
    %r = llvm.call_intrinsic "llvm.x86.avx512.vpdpwssd.512"(%p, %x, %y) : (vector<16xi32>, vector<32xi16>, vector<32xi16>) -> vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  dsa.instruction @vpxord() -> !sums
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Intel Optimization Reference Manual, section 3.5.1.7"}
  semantics {
    %z = arith.constant dense<0> : tensor<16xi32>
    dsa.yield %z : tensor<16xi32>
  } emission {
    %z = arith.constant dense<0> : vector<16xi32>
    dsa.yield %z : vector<16xi32>
  }

  dsa.instruction @vmovdqu32(!memory_i32 read) -> !sums
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_i32):
    %r = bufferization.to_tensor %m : !memory_i32 to tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%m: !memory_i32):
    %c0 = arith.constant 0 : index
    %r = vector.load %m[%c0] : !memory_i32, vector<16xi32>
    dsa.yield %r : vector<16xi32>
  }

  dsa.instruction @vmovdqu32_store(!memory_i32 write, !sums) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_i32, %t: tensor<16xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16xi32>, !memory_i32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i32, %t: vector<16xi32>):
    %c0 = arith.constant 0 : index
    vector.store %t, %m[%c0] : !memory_i32, vector<16xi32>
    dsa.yield
  }

  dsa.instruction @vmovdqu8(!memory_bytes read) -> !bytes
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_bytes):
    %r = bufferization.to_tensor %m : !memory_bytes to tensor<16x4xi8>
    dsa.yield %r : tensor<16x4xi8>
  } emission {
  ^bb0(%m: !memory_bytes):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_bytes into memref<64xi8, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<64xi8, strided<[1], offset: ?>>, vector<64xi8>
    dsa.yield %r : vector<64xi8>
  }

  dsa.instruction @vmovdqu8_store(!memory_bytes write, !bytes) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_bytes, %t: tensor<16x4xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x4xi8>, !memory_bytes) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_bytes, %t: vector<64xi8>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_bytes into memref<64xi8, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<64xi8, strided<[1], offset: ?>>, vector<64xi8>
    dsa.yield
  }

  dsa.instruction @vmovdqu16(!memory_words read) -> !words
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_words):
    %r = bufferization.to_tensor %m : !memory_words to tensor<16x2xi16>
    dsa.yield %r : tensor<16x2xi16>
  } emission {
  ^bb0(%m: !memory_words):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_words into memref<32xi16, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<32xi16, strided<[1], offset: ?>>, vector<32xi16>
    dsa.yield %r : vector<32xi16>
  }

  dsa.instruction @vmovdqu16_store(!memory_words write, !words) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !memory_words, %t: tensor<16x2xi16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x2xi16>, !memory_words) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_words, %t: vector<32xi16>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_words into memref<32xi16, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<32xi16, strided<[1], offset: ?>>, vector<32xi16>
    dsa.yield
  }

  dsa.instruction @vpbroadcastd(!group_bytes read) -> !broadcast_bytes
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_bytes):
    %r = bufferization.to_tensor %m : !group_bytes to tensor<4xi8>
    dsa.yield %r : tensor<4xi8>
  } emission {
  ^bb0(%m: !group_bytes):
    %c0 = arith.constant 0 : index
    %g = vector.load %m[%c0] : !group_bytes, vector<4xi8>
    %e = vector.bitcast %g : vector<4xi8> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<16xi32>
    %r = vector.bitcast %w : vector<16xi32> to vector<64xi8>
    dsa.yield %r : vector<64xi8>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovd_store(!group_bytes write, !broadcast_bytes) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_bytes, %t: tensor<4xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xi8>, !group_bytes) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_bytes, %t: vector<64xi8>):
    %c0 = arith.constant 0 : index
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [4], strides = [1]} : vector<64xi8> to vector<4xi8>
    vector.store %g, %m[%c0] : !group_bytes, vector<4xi8>
    dsa.yield
  }

  dsa.instruction @vpbroadcastd_words(!group_words read) -> !broadcast_words
      cost {latency = 5, interval = 1, units = 2, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, load to use; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_words):
    %r = bufferization.to_tensor %m : !group_words to tensor<2xi16>
    dsa.yield %r : tensor<2xi16>
  } emission {
  ^bb0(%m: !group_words):
    %c0 = arith.constant 0 : index
    %g = vector.load %m[%c0] : !group_words, vector<2xi16>
    %e = vector.bitcast %g : vector<2xi16> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<16xi32>
    %r = vector.bitcast %w : vector<16xi32> to vector<32xi16>
    dsa.yield %r : vector<32xi16>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @vmovd_words_store(!group_words write, !broadcast_words) -> ()
      cost {latency = 5, interval = 1, source = "latency: Intel Optimization Reference Manual, chapter 2, Golden Cove, store forwarding; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !group_words, %t: tensor<2xi16>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2xi16>, !group_words) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_words, %t: vector<32xi16>):
    %c0 = arith.constant 0 : index
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [2], strides = [1]} : vector<32xi16> to vector<2xi16>
    vector.store %g, %m[%c0] : !group_words, vector<2xi16>
    dsa.yield
  }
}
