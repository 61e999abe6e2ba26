// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// FEAT_DotProd: dot products of 4 bytes in each of 4 lanes of 32 bits, with an
// operand broadcast from one group or lane by lane. Arm Architecture Reference
// Manual, SDOT, UDOT.

#group = affine_map<(n, q) -> (q)>
#groups = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
!sums = !dsa.reg<@neon::@sums>
!bytes = !dsa.reg<@aarch64_dotprod::@bytes>
!broadcast_bytes = !dsa.reg<@aarch64_dotprod::@broadcast_bytes>
!memory_bytes = memref<4x4xi8, strided<[4, 1], offset: ?>>
!group_bytes = memref<4xi8, strided<[1], offset: ?>>

dsa.isa @aarch64_dotprod features ["neon", "dotprod"] requires [@neon] {
  dsa.registers @bytes shares @neon::@v_f32 means tensor<4x4xi8>
      issues_as vector<16xi8>
  // One group in every lane.
  dsa.registers @broadcast_bytes shares @neon::@v_f32 means tensor<4xi8>
      issues_as vector<16xi8>

  // Signed bytes.
  dsa.instruction @sdot(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi8>, %y: tensor<4x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<4x4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.sdot.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Lane by lane.
  dsa.instruction @sdot_lanes(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4x4xi8>, %y: tensor<4x4xi8>):
    %r = linalg.generic {indexing_maps = [#groups, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4x4xi8>, tensor<4x4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.sdot.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Unsigned bytes.
  dsa.instruction @udot(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi8>, %y: tensor<4x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<4x4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.udot.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Lane by lane.
  dsa.instruction @udot_lanes(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4x4xi8>, %y: tensor<4x4xi8>):
    %r = linalg.generic {indexing_maps = [#groups, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4x4xi8>, tensor<4x4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.udot.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  dsa.instruction @ldr_bytes(!memory_bytes read) -> !bytes
      cost {latency = 6, interval = 1, units = 3, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_bytes):
    %r = bufferization.to_tensor %m : !memory_bytes to tensor<4x4xi8>
    dsa.yield %r : tensor<4x4xi8>
  } emission {
  ^bb0(%m: !memory_bytes):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_bytes into memref<16xi8, strided<[1], offset: ?>>
    %r = vector.load %f[%c0] : memref<16xi8, strided<[1], offset: ?>>, vector<16xi8>
    dsa.yield %r : vector<16xi8>
  }

  dsa.instruction @str_bytes(!memory_bytes write, !bytes) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_bytes, %t: tensor<4x4xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4x4xi8>, !memory_bytes) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_bytes, %t: vector<16xi8>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0, 1]] : !memory_bytes into memref<16xi8, strided<[1], offset: ?>>
    vector.store %t, %f[%c0] : memref<16xi8, strided<[1], offset: ?>>, vector<16xi8>
    dsa.yield
  }

  dsa.instruction @ld1r_bytes(!group_bytes read) -> !broadcast_bytes
      cost {latency = 8, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !group_bytes):
    %r = bufferization.to_tensor %m : !group_bytes to tensor<4xi8>
    dsa.yield %r : tensor<4xi8>
  } emission {
  ^bb0(%m: !group_bytes):
    %c0 = arith.constant 0 : index
    %g = vector.load %m[%c0] : !group_bytes, vector<4xi8>
    %e = vector.bitcast %g : vector<4xi8> to vector<1xi32>
    %w = vector.broadcast %e : vector<1xi32> to vector<4xi32>
    %r = vector.bitcast %w : vector<4xi32> to vector<16xi8>
    dsa.yield %r : vector<16xi8>
  }

  // What a broadcast register holds, read from its lowest lane.
  dsa.instruction @str_group(!group_bytes write, !broadcast_bytes) -> ()
      cost {latency = 2, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !group_bytes, %t: tensor<4xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<4xi8>, !group_bytes) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !group_bytes, %t: vector<16xi8>):
    %c0 = arith.constant 0 : index
    %g = vector.extract_strided_slice %t {offsets = [0], sizes = [4], strides = [1]} : vector<16xi8> to vector<4xi8>
    vector.store %g, %m[%c0] : !group_bytes, vector<4xi8>
    dsa.yield
  }
}
