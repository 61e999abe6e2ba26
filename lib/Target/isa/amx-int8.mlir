// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// AMX-INT8: products of bytes, four at a time, summed into 32 bits. The second
// operand has its rows in groups of four ("VNNI" layout), which is why both
// operand tiles mean tensor<16x16x4xi8>. Intel SDM volume 2, TDPBSSD.
//
// The latency is from an operand tile to the sum; sums that depend on each other
// through the accumulator start every 17 cycles (measured), as others do.

#a = affine_map<(m, n, k, q) -> (m, k, q)>
#b = affine_map<(m, n, k, q) -> (k, n, q)>
#c = affine_map<(m, n, k, q) -> (m, n)>
!tmm = !dsa.reg<@amx_int8::@tmm>
!acc = !dsa.reg<@amx_int8::@acc>
!rows = memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>>
!flat = memref<16x64xi8, strided<[?, 1], offset: ?>>
!sums = memref<16x16xi32, strided<[?, 1], offset: ?>>

dsa.isa @amx_int8 features ["amx-tile", "amx-int8"] requires [@amx_tile] {
  dsa.registers @tmm shares @amx_tile::@tile means tensor<16x16x4xi8>
      issues_as !amx.tile<16x64xi8> no_copy
  dsa.registers @acc shares @amx_tile::@tile means tensor<16x16xi32>
      issues_as !amx.tile<16x16xi32> no_copy

  // signed by signed bytes.
  dsa.instruction @tdpbssd(!acc tied, !tmm, !tmm) -> !acc
      cost {latency = 52, interval = 16, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16x16xi32>, %x: tensor<16x16x4xi8>, %y: tensor<16x16x4xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<16x16x4xi8>, tensor<16x16x4xi8>) outs(%p : tensor<16x16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16x16xi32>
    dsa.yield %r : tensor<16x16xi32>
  } emission {
  ^bb0(%p: !amx.tile<16x16xi32>, %x: !amx.tile<16x64xi8>, %y: !amx.tile<16x64xi8>):
    %r = amx.tile_muli %x, %y, %p : !amx.tile<16x64xi8>, !amx.tile<16x64xi8>, !amx.tile<16x16xi32>
    dsa.yield %r : !amx.tile<16x16xi32>
  }

  // signed by unsigned bytes.
  dsa.instruction @tdpbsud(!acc tied, !tmm, !tmm) -> !acc
      cost {latency = 52, interval = 16, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16x16xi32>, %x: tensor<16x16x4xi8>, %y: tensor<16x16x4xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<16x16x4xi8>, tensor<16x16x4xi8>) outs(%p : tensor<16x16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16x16xi32>
    dsa.yield %r : tensor<16x16xi32>
  } emission {
  ^bb0(%p: !amx.tile<16x16xi32>, %x: !amx.tile<16x64xi8>, %y: !amx.tile<16x64xi8>):
    %r = amx.tile_muli %x, %y zext, %p : !amx.tile<16x64xi8>, !amx.tile<16x64xi8>, !amx.tile<16x16xi32>
    dsa.yield %r : !amx.tile<16x16xi32>
  }

  // unsigned by signed bytes.
  dsa.instruction @tdpbusd(!acc tied, !tmm, !tmm) -> !acc
      cost {latency = 52, interval = 16, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16x16xi32>, %x: tensor<16x16x4xi8>, %y: tensor<16x16x4xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<16x16x4xi8>, tensor<16x16x4xi8>) outs(%p : tensor<16x16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16x16xi32>
    dsa.yield %r : tensor<16x16xi32>
  } emission {
  ^bb0(%p: !amx.tile<16x16xi32>, %x: !amx.tile<16x64xi8>, %y: !amx.tile<16x64xi8>):
    %r = amx.tile_muli %x zext, %y, %p : !amx.tile<16x64xi8>, !amx.tile<16x64xi8>, !amx.tile<16x16xi32>
    dsa.yield %r : !amx.tile<16x16xi32>
  }

  // unsigned by unsigned bytes.
  dsa.instruction @tdpbuud(!acc tied, !tmm, !tmm) -> !acc
      cost {latency = 52, interval = 16, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%p: tensor<16x16xi32>, %x: tensor<16x16x4xi8>, %y: tensor<16x16x4xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
        ins(%x, %y : tensor<16x16x4xi8>, tensor<16x16x4xi8>) outs(%p : tensor<16x16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16x16xi32>
    dsa.yield %r : tensor<16x16xi32>
  } emission {
  ^bb0(%p: !amx.tile<16x16xi32>, %x: !amx.tile<16x64xi8>, %y: !amx.tile<16x64xi8>):
    %r = amx.tile_muli %x zext, %y zext, %p : !amx.tile<16x64xi8>, !amx.tile<16x64xi8>, !amx.tile<16x16xi32>
    dsa.yield %r : !amx.tile<16x16xi32>
  }

  dsa.instruction @tilezero() -> !acc
      cost {latency = 0, interval = 1, units = 2, source = "interval: measured on Sapphire Rapids"}
  semantics {
    %z = arith.constant dense<0> : tensor<16x16xi32>
    dsa.yield %z : tensor<16x16xi32>
  } emission {
    %z = amx.tile_zero : !amx.tile<16x16xi32>
    dsa.yield %z : !amx.tile<16x16xi32>
  }

  // The tile is loaded row by row; rows may lie apart, elements of one may not.
  dsa.instruction @tileloadd(!rows read) -> !tmm
      cost {latency = 45, interval = 8, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !rows):
    %r = bufferization.to_tensor %m : !rows to tensor<16x16x4xi8>
    dsa.yield %r : tensor<16x16x4xi8>
  } emission {
  ^bb0(%m: !rows):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0], [1, 2]] : !rows into !flat
    %r = amx.tile_load %f[%c0, %c0] : !flat into !amx.tile<16x64xi8>
    dsa.yield %r : !amx.tile<16x64xi8>
  }

  dsa.instruction @tilestored(!rows write, !tmm) -> ()
      cost {latency = 16, interval = 17, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !rows, %t: tensor<16x16x4xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x16x4xi8>, !rows) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !rows, %t: !amx.tile<16x64xi8>):
    %c0 = arith.constant 0 : index
    %f = memref.collapse_shape %m [[0], [1, 2]] : !rows into !flat
    amx.tile_store %f[%c0, %c0], %t : !flat, !amx.tile<16x64xi8>
    dsa.yield
  }

  dsa.instruction @tileloadd_acc(!sums read) -> !acc
      cost {latency = 45, interval = 8, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !sums):
    %r = bufferization.to_tensor %m : !sums to tensor<16x16xi32>
    dsa.yield %r : tensor<16x16xi32>
  } emission {
  ^bb0(%m: !sums):
    %c0 = arith.constant 0 : index
    %r = amx.tile_load %m[%c0, %c0] : !sums into !amx.tile<16x16xi32>
    dsa.yield %r : !amx.tile<16x16xi32>
  }

  dsa.instruction @tilestored_acc(!sums write, !acc) -> ()
      cost {latency = 16, interval = 17, source = "latency: Intel Optimization Reference Manual, chapter 20; interval: measured on Sapphire Rapids"}
  semantics {
  ^bb0(%m: !sums, %t: tensor<16x16xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<16x16xi32>, !sums) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !sums, %t: !amx.tile<16x16xi32>):
    %c0 = arith.constant 0 : index
    amx.tile_store %m[%c0, %c0], %t : !sums, !amx.tile<16x16xi32>
    dsa.yield
  }
}
