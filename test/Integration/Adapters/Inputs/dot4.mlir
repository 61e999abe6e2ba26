// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A set with one dot product: unsigned by signed bytes. Whatever else is
// multiplied takes an adapter.

#group = affine_map<(n, q) -> (q)>
#lanes = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
#id = affine_map<(n) -> (n)>
!sums = !dsa.reg<@dot4::@zmm_i32>
!bytes = !dsa.reg<@dot4::@bytes>
!broadcast_bytes = !dsa.reg<@dot4::@broadcast_bytes>
!memory_i32 = memref<16xi32, strided<[1], offset: ?>>
!memory_bytes = memref<16x4xi8, strided<[4, 1], offset: ?>>
!group_bytes = memref<4xi8, strided<[1], offset: ?>>

dsa.isa @dot4 features ["avx512f", "avx512bw", "avx512vnni"] {
  dsa.registers @zmm_i32 count 32 means tensor<16xi32>
      issues_as vector<16xi32>
  dsa.registers @bytes shares @zmm_i32 means tensor<16x4xi8>
      issues_as vector<64xi8>
  // One group in every lane.
  dsa.registers @broadcast_bytes shares @zmm_i32 means tensor<4xi8>
      issues_as vector<64xi8>

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
}
