// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// FEAT_I8MM: matrix products of 2 by 8 and 8 by 2 bytes (the second operand has
// its columns as rows), and the dot product of unsigned by signed bytes. Arm
// Architecture Reference Manual, SMMLA, UMMLA, USMMLA, USDOT.

#group = affine_map<(n, q) -> (q)>
#groups = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
#a = affine_map<(i, j, k) -> (i, k)>
#b = affine_map<(i, j, k) -> (j, k)>
#c = affine_map<(i, j, k) -> (i, j)>
!sums = !dsa.reg<@neon::@sums>
!bytes = !dsa.reg<@aarch64_dotprod::@bytes>
!broadcast_bytes = !dsa.reg<@aarch64_dotprod::@broadcast_bytes>
!rows = !dsa.reg<@aarch64_i8mm::@rows>
!square = !dsa.reg<@aarch64_i8mm::@square>
!memory_rows = memref<2x8xi8, strided<[?, 1], offset: ?>>
!memory_square = memref<2x2xi32, strided<[?, 1], offset: ?>>

dsa.isa @aarch64_i8mm features ["neon", "dotprod", "i8mm"] requires [@neon, @aarch64_dotprod] {
  dsa.registers @rows shares @neon::@v_f32 means tensor<2x8xi8>
      issues_as vector<16xi8>
  dsa.registers @square shares @neon::@v_f32 means tensor<2x2xi32>
      issues_as vector<4xi32>

  // Unsigned by signed bytes.
  dsa.instruction @usdot(!sums tied, !broadcast_bytes, !bytes) -> !sums
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi8>, %y: tensor<4x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<4x4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.usdot.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Lane by lane.
  dsa.instruction @usdot_lanes(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4x4xi8>, %y: tensor<4x4xi8>):
    %r = linalg.generic {indexing_maps = [#groups, #groups, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4x4xi8>, tensor<4x4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.usdot.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Signed bytes.
  dsa.instruction @smmla(!square tied, !rows, !rows) -> !square
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x8xi8>, %y: tensor<2x8xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x8xi8>, tensor<2x8xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.smmla.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Unsigned bytes.
  dsa.instruction @ummla(!square tied, !rows, !rows) -> !square
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x8xi8>, %y: tensor<2x8xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x8xi8>, tensor<2x8xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.ummla.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  // Unsigned by signed bytes.
  dsa.instruction @usmmla(!square tied, !rows, !rows) -> !square
      cost {latency = 3, interval = 1, units = 2, source = "Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x8xi8>, %y: tensor<2x8xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x8xi8>, tensor<2x8xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<16xi8>, %y: vector<16xi8>):
    %r = llvm.call_intrinsic "llvm.aarch64.neon.usmmla.v4i32.v16i8"(%p, %x, %y) : (vector<4xi32>, vector<16xi8>, vector<16xi8>) -> vector<4xi32>
    dsa.yield %r : vector<4xi32>
  }

  dsa.instruction @movi_square() -> !square
      cost {latency = 0, interval = 1, units = 4, source = "zeroing idiom: no unit, Arm Neoverse N2 Software Optimization Guide, section 4"}
  semantics {
    %z = arith.constant dense<0> : tensor<2x2xi32>
    dsa.yield %z : tensor<2x2xi32>
  } emission {
    %z = arith.constant dense<0> : vector<4xi32>
    dsa.yield %z : vector<4xi32>
  }

  dsa.instruction @ldr_rows(!memory_rows read) -> !rows
      cost {latency = 8, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_rows):
    %r = bufferization.to_tensor %m : !memory_rows to tensor<2x8xi8>
    dsa.yield %r : tensor<2x8xi8>
  } emission {
  ^bb0(%m: !memory_rows):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.load %m[%c0, %c0] : !memory_rows, vector<8xi8>
    %high = vector.load %m[%c1, %c0] : !memory_rows, vector<8xi8>
    %r = vector.shuffle %low, %high [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] : vector<8xi8>, vector<8xi8>
    dsa.yield %r : vector<16xi8>
  }

  dsa.instruction @str_rows(!memory_rows write, !rows) -> ()
      cost {latency = 4, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_rows, %t: tensor<2x8xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2x8xi8>, !memory_rows) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_rows, %t: vector<16xi8>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.extract_strided_slice %t {offsets = [0], sizes = [8], strides = [1]} : vector<16xi8> to vector<8xi8>
    %high = vector.extract_strided_slice %t {offsets = [8], sizes = [8], strides = [1]} : vector<16xi8> to vector<8xi8>
    vector.store %low, %m[%c0, %c0] : !memory_rows, vector<8xi8>
    vector.store %high, %m[%c1, %c0] : !memory_rows, vector<8xi8>
    dsa.yield
  }

  dsa.instruction @ldr_square(!memory_square read) -> !square
      cost {latency = 8, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_square):
    %r = bufferization.to_tensor %m : !memory_square to tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%m: !memory_square):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.load %m[%c0, %c0] : !memory_square, vector<2xi32>
    %high = vector.load %m[%c1, %c0] : !memory_square, vector<2xi32>
    %r = vector.shuffle %low, %high [0, 1, 2, 3] : vector<2xi32>, vector<2xi32>
    dsa.yield %r : vector<4xi32>
  }

  dsa.instruction @str_square(!memory_square write, !square) -> ()
      cost {latency = 4, interval = 1, source = "two halves: Arm Neoverse N2 Software Optimization Guide, as LLVM's model of it has it (llvm-mca)"}
  semantics {
  ^bb0(%m: !memory_square, %t: tensor<2x2xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<2x2xi32>, !memory_square) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_square, %t: vector<4xi32>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %low = vector.extract_strided_slice %t {offsets = [0], sizes = [2], strides = [1]} : vector<4xi32> to vector<2xi32>
    %high = vector.extract_strided_slice %t {offsets = [2], sizes = [2], strides = [1]} : vector<4xi32> to vector<2xi32>
    vector.store %low, %m[%c0, %c0] : !memory_square, vector<2xi32>
    vector.store %high, %m[%c1, %c0] : !memory_square, vector<2xi32>
    dsa.yield
  }
}
