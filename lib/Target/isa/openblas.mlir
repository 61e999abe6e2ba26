// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Matrix products of a BLAS library, as instructions on memory of any size: what
// is emitted is a call. The costs are those of one multiplication and addition.
// (Sizes are int in C: below 2^31.) Netlib, "BLAS Technical Forum Standard",
// appendix B, C interface: rows are stored one after the other (101), operands
// as they are (111) or transposed (112).

#m_k = affine_map<(m, n, k) -> (m, k)>
#k_m = affine_map<(m, n, k) -> (k, m)>
#k_n = affine_map<(m, n, k) -> (k, n)>
#n_k = affine_map<(m, n, k) -> (n, k)>
#m_n = affine_map<(m, n, k) -> (m, n)>
!floats = memref<?x?xf32, strided<[?, 1], offset: ?>>
!doubles = memref<?x?xf64, strided<[?, 1], offset: ?>>

dsa.isa @openblas libraries ["libopenblas.so.0"] {
  func.func private @cblas_sgemm(i32, i32, i32, i32, i32, i32, f32, !llvm.ptr, i32, !llvm.ptr, i32, f32, !llvm.ptr, i32)

  // A matrix as C has it: where it begins, and how far apart its rows are.
  func.func private @openblas_s_matrix(%m: !floats) -> (!llvm.ptr, i32) {
    %size = arith.constant 4 : index
    %base, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %m : !floats -> memref<f32>, index, index, index, index, index
    %start = memref.extract_aligned_pointer_as_index %m : !floats -> index
    %bytes = arith.muli %offset, %size : index
    %place = arith.addi %start, %bytes : index
    %address = arith.index_cast %place : index to i64
    %pointer = llvm.inttoptr %address : i64 to !llvm.ptr
    // Rows of nothing are taken for rows of one element.
    %one = arith.constant 1 : index
    %apart = arith.maxsi %strides#0, %one : index
    %row = arith.index_cast %apart : index to i32
    return %pointer, %row : !llvm.ptr, i32
  }
  func.func private @openblas_sgemm(%c: !floats, %a: !floats, %b: !floats, %k: index, %transposed_a: i32, %transposed_b: i32) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %rows = arith.constant 101 : i32
    %one = arith.constant 1.0 : f32
    %m = memref.dim %c, %c0 : !floats
    %n = memref.dim %c, %c1 : !floats
    %mi = arith.index_cast %m : index to i32
    %ni = arith.index_cast %n : index to i32
    %ki = arith.index_cast %k : index to i32
    %pa, %la = func.call @openblas_s_matrix(%a) : (!floats) -> (!llvm.ptr, i32)
    %pb, %lb = func.call @openblas_s_matrix(%b) : (!floats) -> (!llvm.ptr, i32)
    %pc, %lc = func.call @openblas_s_matrix(%c) : (!floats) -> (!llvm.ptr, i32)
    func.call @cblas_sgemm(%rows, %transposed_a, %transposed_b, %mi, %ni, %ki, %one, %pa, %la, %pb, %lb, %one, %pc, %lc) : (i32, i32, i32, i32, i32, i32, f32, !llvm.ptr, i32, !llvm.ptr, i32, f32, !llvm.ptr, i32) -> ()
    return
  }

  dsa.instruction @cblas_sgemm_nn(!floats update, !floats read, !floats read) -> ()
      cost {latency = 1000, interval = 1, units = 16, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %p = bufferization.to_tensor %c : !floats to tensor<?x?xf32>
    %x = bufferization.to_tensor %a : !floats to tensor<?x?xf32>
    %y = bufferization.to_tensor %b : !floats to tensor<?x?xf32>
    %r = linalg.generic {indexing_maps = [#m_k, #k_n, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%p : tensor<?x?xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<?x?xf32>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf32>, !floats) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %i = arith.constant 1 : index
    %k = memref.dim %a, %i : !floats
    %ta = arith.constant 111 : i32
    %tb = arith.constant 111 : i32
    func.call @openblas_sgemm(%c, %a, %b, %k, %ta, %tb) : (!floats, !floats, !floats, index, i32, i32) -> ()
    dsa.yield
  }

  dsa.instruction @cblas_sgemm_nt(!floats update, !floats read, !floats read) -> ()
      cost {latency = 1000, interval = 1, units = 16, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %p = bufferization.to_tensor %c : !floats to tensor<?x?xf32>
    %x = bufferization.to_tensor %a : !floats to tensor<?x?xf32>
    %y = bufferization.to_tensor %b : !floats to tensor<?x?xf32>
    %r = linalg.generic {indexing_maps = [#m_k, #n_k, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%p : tensor<?x?xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<?x?xf32>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf32>, !floats) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %i = arith.constant 1 : index
    %k = memref.dim %a, %i : !floats
    %ta = arith.constant 111 : i32
    %tb = arith.constant 112 : i32
    func.call @openblas_sgemm(%c, %a, %b, %k, %ta, %tb) : (!floats, !floats, !floats, index, i32, i32) -> ()
    dsa.yield
  }

  dsa.instruction @cblas_sgemm_tn(!floats update, !floats read, !floats read) -> ()
      cost {latency = 1000, interval = 1, units = 16, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %p = bufferization.to_tensor %c : !floats to tensor<?x?xf32>
    %x = bufferization.to_tensor %a : !floats to tensor<?x?xf32>
    %y = bufferization.to_tensor %b : !floats to tensor<?x?xf32>
    %r = linalg.generic {indexing_maps = [#k_m, #k_n, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%p : tensor<?x?xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<?x?xf32>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf32>, !floats) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %i = arith.constant 0 : index
    %k = memref.dim %a, %i : !floats
    %ta = arith.constant 112 : i32
    %tb = arith.constant 111 : i32
    func.call @openblas_sgemm(%c, %a, %b, %k, %ta, %tb) : (!floats, !floats, !floats, index, i32, i32) -> ()
    dsa.yield
  }

  dsa.instruction @cblas_sgemm_tt(!floats update, !floats read, !floats read) -> ()
      cost {latency = 1000, interval = 1, units = 16, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %p = bufferization.to_tensor %c : !floats to tensor<?x?xf32>
    %x = bufferization.to_tensor %a : !floats to tensor<?x?xf32>
    %y = bufferization.to_tensor %b : !floats to tensor<?x?xf32>
    %r = linalg.generic {indexing_maps = [#k_m, #n_k, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf32>, tensor<?x?xf32>) outs(%p : tensor<?x?xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<?x?xf32>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf32>, !floats) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !floats, %a: !floats, %b: !floats):
    %i = arith.constant 0 : index
    %k = memref.dim %a, %i : !floats
    %ta = arith.constant 112 : i32
    %tb = arith.constant 112 : i32
    func.call @openblas_sgemm(%c, %a, %b, %k, %ta, %tb) : (!floats, !floats, !floats, index, i32, i32) -> ()
    dsa.yield
  }

  func.func private @cblas_dgemm(i32, i32, i32, i32, i32, i32, f64, !llvm.ptr, i32, !llvm.ptr, i32, f64, !llvm.ptr, i32)

  // A matrix as C has it: where it begins, and how far apart its rows are.
  func.func private @openblas_d_matrix(%m: !doubles) -> (!llvm.ptr, i32) {
    %size = arith.constant 8 : index
    %base, %offset, %sizes:2, %strides:2 = memref.extract_strided_metadata %m : !doubles -> memref<f64>, index, index, index, index, index
    %start = memref.extract_aligned_pointer_as_index %m : !doubles -> index
    %bytes = arith.muli %offset, %size : index
    %place = arith.addi %start, %bytes : index
    %address = arith.index_cast %place : index to i64
    %pointer = llvm.inttoptr %address : i64 to !llvm.ptr
    // Rows of nothing are taken for rows of one element.
    %one = arith.constant 1 : index
    %apart = arith.maxsi %strides#0, %one : index
    %row = arith.index_cast %apart : index to i32
    return %pointer, %row : !llvm.ptr, i32
  }
  func.func private @openblas_dgemm(%c: !doubles, %a: !doubles, %b: !doubles, %k: index, %transposed_a: i32, %transposed_b: i32) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %rows = arith.constant 101 : i32
    %one = arith.constant 1.0 : f64
    %m = memref.dim %c, %c0 : !doubles
    %n = memref.dim %c, %c1 : !doubles
    %mi = arith.index_cast %m : index to i32
    %ni = arith.index_cast %n : index to i32
    %ki = arith.index_cast %k : index to i32
    %pa, %la = func.call @openblas_d_matrix(%a) : (!doubles) -> (!llvm.ptr, i32)
    %pb, %lb = func.call @openblas_d_matrix(%b) : (!doubles) -> (!llvm.ptr, i32)
    %pc, %lc = func.call @openblas_d_matrix(%c) : (!doubles) -> (!llvm.ptr, i32)
    func.call @cblas_dgemm(%rows, %transposed_a, %transposed_b, %mi, %ni, %ki, %one, %pa, %la, %pb, %lb, %one, %pc, %lc) : (i32, i32, i32, i32, i32, i32, f64, !llvm.ptr, i32, !llvm.ptr, i32, f64, !llvm.ptr, i32) -> ()
    return
  }

  dsa.instruction @cblas_dgemm_nn(!doubles update, !doubles read, !doubles read) -> ()
      cost {latency = 1000, interval = 1, units = 8, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %p = bufferization.to_tensor %c : !doubles to tensor<?x?xf64>
    %x = bufferization.to_tensor %a : !doubles to tensor<?x?xf64>
    %y = bufferization.to_tensor %b : !doubles to tensor<?x?xf64>
    %r = linalg.generic {indexing_maps = [#m_k, #k_n, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf64>, tensor<?x?xf64>) outs(%p : tensor<?x?xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<?x?xf64>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf64>, !doubles) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %i = arith.constant 1 : index
    %k = memref.dim %a, %i : !doubles
    %ta = arith.constant 111 : i32
    %tb = arith.constant 111 : i32
    func.call @openblas_dgemm(%c, %a, %b, %k, %ta, %tb) : (!doubles, !doubles, !doubles, index, i32, i32) -> ()
    dsa.yield
  }

  dsa.instruction @cblas_dgemm_nt(!doubles update, !doubles read, !doubles read) -> ()
      cost {latency = 1000, interval = 1, units = 8, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %p = bufferization.to_tensor %c : !doubles to tensor<?x?xf64>
    %x = bufferization.to_tensor %a : !doubles to tensor<?x?xf64>
    %y = bufferization.to_tensor %b : !doubles to tensor<?x?xf64>
    %r = linalg.generic {indexing_maps = [#m_k, #n_k, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf64>, tensor<?x?xf64>) outs(%p : tensor<?x?xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<?x?xf64>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf64>, !doubles) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %i = arith.constant 1 : index
    %k = memref.dim %a, %i : !doubles
    %ta = arith.constant 111 : i32
    %tb = arith.constant 112 : i32
    func.call @openblas_dgemm(%c, %a, %b, %k, %ta, %tb) : (!doubles, !doubles, !doubles, index, i32, i32) -> ()
    dsa.yield
  }

  dsa.instruction @cblas_dgemm_tn(!doubles update, !doubles read, !doubles read) -> ()
      cost {latency = 1000, interval = 1, units = 8, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %p = bufferization.to_tensor %c : !doubles to tensor<?x?xf64>
    %x = bufferization.to_tensor %a : !doubles to tensor<?x?xf64>
    %y = bufferization.to_tensor %b : !doubles to tensor<?x?xf64>
    %r = linalg.generic {indexing_maps = [#k_m, #k_n, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf64>, tensor<?x?xf64>) outs(%p : tensor<?x?xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<?x?xf64>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf64>, !doubles) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %i = arith.constant 0 : index
    %k = memref.dim %a, %i : !doubles
    %ta = arith.constant 112 : i32
    %tb = arith.constant 111 : i32
    func.call @openblas_dgemm(%c, %a, %b, %k, %ta, %tb) : (!doubles, !doubles, !doubles, index, i32, i32) -> ()
    dsa.yield
  }

  dsa.instruction @cblas_dgemm_tt(!doubles update, !doubles read, !doubles read) -> ()
      cost {latency = 1000, interval = 1, units = 8, source = "an estimate: two fused multiply-adds of 32 bytes a cycle, as OpenBLAS has them on AVX2"}
      numerics <reassoc, contract>
  semantics {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %p = bufferization.to_tensor %c : !doubles to tensor<?x?xf64>
    %x = bufferization.to_tensor %a : !doubles to tensor<?x?xf64>
    %y = bufferization.to_tensor %b : !doubles to tensor<?x?xf64>
    %r = linalg.generic {indexing_maps = [#k_m, #n_k, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<?x?xf64>, tensor<?x?xf64>) outs(%p : tensor<?x?xf64>) {
    ^bb0(%xi: f64, %yi: f64, %pi: f64):
      %m = arith.mulf %xi, %yi : f64
      %s = arith.addf %pi, %m : f64
      linalg.yield %s : f64
    } -> tensor<?x?xf64>
    bufferization.materialize_in_destination %r in restrict writable %c : (tensor<?x?xf64>, !doubles) -> ()
    dsa.yield
  } emission {
  ^bb0(%c: !doubles, %a: !doubles, %b: !doubles):
    %i = arith.constant 0 : index
    %k = memref.dim %a, %i : !doubles
    %ta = arith.constant 112 : i32
    %tb = arith.constant 112 : i32
    func.call @openblas_dgemm(%c, %a, %b, %k, %ta, %tb) : (!doubles, !doubles, !doubles, index, i32, i32) -> ()
    dsa.yield
  }
}
