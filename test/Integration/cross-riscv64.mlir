// Products, a convolution and sums on RISC-V's vectors of two lengths, matched
// by one proof for all: cross-compiled, run by an emulator, compared with plain
// code that ran here.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --entry=matmul --machine=x86-generic --bench=1 --output=matmul.npy
// RUN: dsa-run %s --entry=conv --machine=x86-generic --bench=1 --output=conv.npy
// RUN: dsa-run %s --entry=sums --machine=x86-generic --bench=1 --output=sums.npy
// RUN: dsa-run %s --entry=floats --machine=x86-generic --bench=1 --output=floats.npy
// RUN: dsa-run %s --entry=matmul --machine=riscv64-spacemit-x60 --emulator="qemu-riscv64 -cpu rv64,v=true,vlen=256,vext_spec=v1.0" --prefer=instructions --bench=1 --expect=matmul.npy | FileCheck %s --check-prefixes=MACC,EXACT
// RUN: dsa-run %s --entry=matmul --machine=riscv64-v128 --emulator="qemu-riscv64 -cpu rv64,v=true,vlen=128,vext_spec=v1.0" --prefer=instructions --bench=1 --expect=matmul.npy | FileCheck %s --check-prefixes=MACC,EXACT
// RUN: dsa-run %s --entry=conv --machine=riscv64-spacemit-x60 --emulator="qemu-riscv64 -cpu rv64,v=true,vlen=256,vext_spec=v1.0" --prefer=instructions --bench=1 --expect=conv.npy | FileCheck %s --check-prefixes=MACC,EXACT
// RUN: dsa-run %s --entry=sums --machine=riscv64-spacemit-x60 --emulator="qemu-riscv64 -cpu rv64,v=true,vlen=256,vext_spec=v1.0" --prefer=instructions --bench=1 --expect=sums.npy | FileCheck %s --check-prefixes=SUM,EXACT
// MACC: instruction: riscv_v::vsext_vwmacc_vx, does {{[0-9]+}} operations (exact)
// SUM: instruction: riscv_v::vredsum_vs, does {{[0-9]+}} operations (exact)
// EXACT: largest error 0, 0 of {{[0-9]+}} elements differ
//
// A sum of floats in the program's order, and one that may take any.
// RUN: dsa-run %s --entry=floats --machine=riscv64-spacemit-x60 --emulator="qemu-riscv64 -cpu rv64,v=true,vlen=256,vext_spec=v1.0" --prefer=instructions --bench=1 --expect=floats.npy --atol=0 --rtol=0 | FileCheck %s --check-prefix=ORDERED
// RUN: dsa-run %s --entry=floats --machine=riscv64-spacemit-x60 --emulator="qemu-riscv64 -cpu rv64,v=true,vlen=256,vext_spec=v1.0" --prefer=instructions --numerics=reassoc --bench=1 --expect=floats.npy --rtol=1e-4 --atol=1e-4 | FileCheck %s --check-prefixes=ANY
// ORDERED: instruction: riscv_v::vfredosum_vs, does {{[0-9]+}} operations (exact)
// ORDERED: largest error 0, 0 of 13 elements differ
// ANY: instruction: riscv_v::vfredusum_vs, does {{[0-9]+}} operations (reassoc)
// ANY: 0 of 13 elements differ
//
// What the executable holds, and what was proved.
// RUN: dsa-translate %s --dsa-to-object --machine=riscv64-spacemit-x60 --prefer=instructions -o cross.o
// RUN: llvm-objdump -d --mattr=+v cross.o | FileCheck %s --check-prefix=ASM
// ASM-DAG: vwmacc.v
// ASM-DAG: vredsum.vs
// ASM-DAG: vfredosum.vs
// RUN: dsa-opt --dsa-compile="machine=riscv64-spacemit-x60 prefer=instructions to=linalg" --remarks-filter=auto-tensorize --remark-policy=all %s 2>&1 >/dev/null | FileCheck %s --check-prefix=PROOF
// PROOF: 'linalg.generic' by @riscv_v::@vsext_vwmacc_vx, loops (d0, d1, d2) -> (d0, d1 floordiv 16, d2, d1 mod 16), strength exact; {{.*}}O1 total, single-valued, inverse found, for vectors of any length

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#input = affine_map<(p, q, o, r, s, c) -> (p + r, q + s, c)>
#filter = affine_map<(p, q, o, r, s, c) -> (r, s, c, o)>
#output = affine_map<(p, q, o, r, s, c) -> (p, q, o)>

func.func @matmul(%a: tensor<17x37xi8>, %b: tensor<37x23xi8>) -> tensor<17x23xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<17x23xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<17x23xi32>) -> tensor<17x23xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xi8>, tensor<37x23xi8>) outs(%init : tensor<17x23xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<17x23xi32>
  return %r : tensor<17x23xi32>
}

func.func @conv(%a: tensor<8x9x5xi8>, %b: tensor<3x3x5x11xi8>) -> tensor<6x7x11xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<6x7x11xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<6x7x11xi32>) -> tensor<6x7x11xi32>
  %r = linalg.generic {indexing_maps = [#input, #filter, #output], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%a, %b : tensor<8x9x5xi8>, tensor<3x3x5x11xi8>) outs(%init : tensor<6x7x11xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<6x7x11xi32>
  return %r : tensor<6x7x11xi32>
}

func.func @sums(%a: tensor<13x37xi32>) -> tensor<13xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13xi32>) -> tensor<13xi32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<13x37xi32>) outs(%init : tensor<13xi32>) {
  ^bb0(%x: i32, %s: i32):
    %t = arith.addi %s, %x : i32
    linalg.yield %t : i32
  } -> tensor<13xi32>
  return %r : tensor<13xi32>
}

func.func @floats(%a: tensor<13x37xf32>) -> tensor<13xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<13xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<13xf32>) -> tensor<13xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<13x37xf32>) outs(%init : tensor<13xf32>) {
  ^bb0(%x: f32, %s: f32):
    %t = arith.addf %s, %x : f32
    linalg.yield %t : f32
  } -> tensor<13xf32>
  return %r : tensor<13xf32>
}
