// RUN: dsa-opt %s --convert-tile-to-dsa=machine=x86-sapphire-rapids | FileCheck %s

#a = affine_map<(m, n, k, q) -> (m, k, q)>
#b = affine_map<(m, n, k, q) -> (k, n, q)>
#c = affine_map<(m, n, k, q) -> (m, n)>
#once = affine_map<(m, n, k, q) -> (m, n, k, q)>
#dot = #dsa.match<@amx_int8::@tdpbssd, mapping = #once, operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">
!B = tensor<16x16x4xi8>
!T = tensor<16x16x4xi8, #tile.in<@amx_int8::@tmm>>
!P = tensor<16x16xi32, #tile.in<@amx_int8::@acc>>

// CHECK: dsa.isa @amx_int8
// CHECK-DAG: dsa.instruction @tileloadd
// CHECK-DAG: dsa.instruction @tdpbssd
// CHECK-DAG: dsa.instruction @tilestored_acc
// CHECK-DAG: dsa.instruction @tilezero

// The s8 matmul, written by hand: operands are loaded, accumulators carried in
// registers, and stored into the slices that they are inserted into.
// CHECK-LABEL: func.func @matmul
func.func @matmul(%a4: tensor<64x32x4xi8>, %w4: tensor<32x64x4xi8>, %c: tensor<64x64xi32>) -> tensor<64x64xi32> {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %z = arith.constant dense<0> : !P
  // CHECK: scf.forall (%[[I:.*]], %[[J:.*]]) = {{.*}} shared_outs(%[[OUT:.*]] = %{{.*}})
  %r = scf.forall (%i, %j) = (0, 0) to (64, 64) step (32, 16) shared_outs(%o = %c) -> tensor<64x64xi32> {
    %i1 = arith.addi %i, %c16 : index
    // Two accumulators never share one zero.
    // CHECK: %[[Z0:.*]] = dsa.invoke @amx_int8::@tilezero() : () -> !dsa.reg<@amx_int8::@acc>
    // CHECK: %[[Z1:.*]] = dsa.invoke @amx_int8::@tilezero() : () -> !dsa.reg<@amx_int8::@acc>
    // CHECK: %[[P:.*]]:2 = scf.for {{.*}} iter_args(%[[P0:.*]] = %[[Z0]], %[[P1:.*]] = %[[Z1]]) -> (!dsa.reg<@amx_int8::@acc>, !dsa.reg<@amx_int8::@acc>)
    %p:2 = scf.for %k = %c0 to %c32 step %c16 iter_args(%p0 = %z, %p1 = %z) -> (!P, !P) {
      %s0 = tensor.extract_slice %a4[%i, %k, 0] [16, 16, 4] [1, 1, 1] : tensor<64x32x4xi8> to !B
      %s1 = tensor.extract_slice %a4[%i1, %k, 0] [16, 16, 4] [1, 1, 1] : tensor<64x32x4xi8> to !B
      %s2 = tensor.extract_slice %w4[%k, %j, 0] [16, 16, 4] [1, 1, 1] : tensor<32x64x4xi8> to !B
      // CHECK-COUNT-3: dsa.invoke @amx_int8::@tileloadd(%{{.*}}) : (tensor<16x16x4xi8>) -> !dsa.reg<@amx_int8::@tmm>
      %a0 = tile.transfer %s0 : !B to !T
      %a1 = tile.transfer %s1 : !B to !T
      %b0 = tile.transfer %s2 : !B to !T
      // CHECK: %[[Q0:.*]] = dsa.invoke @amx_int8::@tdpbssd(%[[P0]], %
      %q0 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
          ins(%a0, %b0 : !T, !T) outs(%p0 : !P) attrs = {dsa.match = #dot} {
      ^bb0(%x: i8, %y: i8, %s: i32):
        %xe = arith.extsi %x : i8 to i32
        %ye = arith.extsi %y : i8 to i32
        %m = arith.muli %xe, %ye : i32
        %t = arith.addi %s, %m : i32
        linalg.yield %t : i32
      } -> !P
      // CHECK: %[[Q1:.*]] = dsa.invoke @amx_int8::@tdpbssd(%[[P1]], %
      %q1 = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
          ins(%a1, %b0 : !T, !T) outs(%p1 : !P) attrs = {dsa.match = #dot} {
      ^bb0(%x: i8, %y: i8, %s: i32):
        %xe = arith.extsi %x : i8 to i32
        %ye = arith.extsi %y : i8 to i32
        %m = arith.muli %xe, %ye : i32
        %t = arith.addi %s, %m : i32
        linalg.yield %t : i32
      } -> !P
      // CHECK: scf.yield %[[Q0]], %[[Q1]]
      scf.yield %q0, %q1 : !P, !P
    }
    // CHECK: %[[D0:.*]] = tensor.extract_slice %[[OUT]][%[[I]], %[[J]]] [16, 16] [1, 1]
    // CHECK: %[[T0:.*]] = dsa.invoke @amx_int8::@tilestored_acc(%[[D0]], %[[P]]#0) : (tensor<16x16xi32>, !dsa.reg<@amx_int8::@acc>) -> tensor<16x16xi32>
    %t0 = tile.transfer %p#0 : !P to tensor<16x16xi32>
    // CHECK: %[[T1:.*]] = dsa.invoke @amx_int8::@tilestored_acc(%{{.*}}, %[[P]]#1)
    %t1 = tile.transfer %p#1 : !P to tensor<16x16xi32>
    // CHECK: scf.forall.in_parallel
    scf.forall.in_parallel {
      // CHECK: tensor.parallel_insert_slice %[[T0]] into %[[OUT]]
      tensor.parallel_insert_slice %t0 into %o[%i, %j] [16, 16] [1, 1] : tensor<16x16xi32> into tensor<64x64xi32>
      // CHECK: tensor.parallel_insert_slice %[[T1]] into %[[OUT]]
      tensor.parallel_insert_slice %t1 into %o[%i1, %j] [16, 16] [1, 1] : tensor<16x16xi32> into tensor<64x64xi32>
    }
  }
  return %r : tensor<64x64xi32>
}

// A block that is not inserted anywhere is stored into a new tensor.
// CHECK-LABEL: func.func @through_registers
// CHECK-SAME: (%[[M:.*]]: tensor<16x16xi32>)
func.func @through_registers(%m: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // CHECK: %[[R:.*]] = dsa.invoke @amx_int8::@tileloadd_acc(%[[M]])
  %p = tile.transfer %m : tensor<16x16xi32> to !P
  // CHECK: %[[E:.*]] = tensor.empty() : tensor<16x16xi32>
  // CHECK: %[[S:.*]] = dsa.invoke @amx_int8::@tilestored_acc(%[[E]], %[[R]])
  %t = tile.transfer %p : !P to tensor<16x16xi32>
  // CHECK: return %[[S]]
  return %t : tensor<16x16xi32>
}
