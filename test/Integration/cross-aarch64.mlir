// Products and convolutions of bytes on Arm's dot and matrix instructions:
// cross-compiled, run by an emulator, compared with plain code that ran here.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --entry=matmul --machine=x86-generic --bench=1 --output=matmul.npy
// RUN: dsa-run %s --entry=mixed --machine=x86-generic --bench=1 --output=mixed.npy
// RUN: dsa-run %s --entry=conv --machine=x86-generic --bench=1 --output=conv.npy
// RUN: dsa-run %s --entry=brains --machine=x86-generic --bench=1 --output=brains.npy
// RUN: dsa-run %s --entry=matmul --machine=aarch64-neoverse-n1 --emulator="qemu-aarch64 -cpu max" --prefer=instructions --bench=1 --expect=matmul.npy | FileCheck %s --check-prefixes=SDOT,EXACT
// RUN: dsa-run %s --entry=conv --machine=aarch64-neoverse-n1 --emulator="qemu-aarch64 -cpu max" --prefer=instructions --bench=1 --expect=conv.npy | FileCheck %s --check-prefixes=SDOT,EXACT
// RUN: dsa-run %s --entry=matmul --machine=aarch64-neoverse-n2 --emulator="qemu-aarch64 -cpu max" --prefer=instructions --bench=1 --expect=matmul.npy | FileCheck %s --check-prefixes=SMMLA,EXACT
// RUN: dsa-run %s --entry=mixed --machine=aarch64-neoverse-n2 --emulator="qemu-aarch64 -cpu max" --prefer=instructions --bench=1 --expect=mixed.npy | FileCheck %s --check-prefixes=USMMLA,EXACT
// RUN: dsa-run %s --entry=conv --machine=aarch64-neoverse-n2 --emulator="qemu-aarch64 -cpu max" --prefer=instructions --bench=1 --expect=conv.npy | FileCheck %s --check-prefixes=SMMLA,EXACT
// RUN: dsa-run %s --entry=brains --machine=aarch64-neoverse-n2 --emulator="qemu-aarch64 -cpu max" --prefer=instructions --numerics=reassoc,contract,flush,narrow --bench=1 --expect=brains.npy --rtol=1e-4 --atol=1e-4 | FileCheck %s --check-prefixes=BRAINS
// SDOT: instruction: aarch64_dotprod::sdot{{.*}}, does {{[0-9]+}} operations (exact)
// SMMLA: instruction: aarch64_i8mm::smmla, does {{[0-9]+}} operations (exact)
// USMMLA: instruction: aarch64_i8mm::us{{mmla|dot.*}}, does {{[0-9]+}} operations (exact)
// EXACT: largest error 0, 0 of {{[0-9]+}} elements differ
// BRAINS: instruction: aarch64_bf16::bf{{mmla|dot.*}}, does {{[0-9]+}} operations (reassoc, contract, flush, narrow)
// BRAINS: 0 of 391 elements differ
//
// What the executable holds.
// RUN: dsa-translate %s --dsa-to-object --machine=aarch64-neoverse-n2 --prefer=instructions -o cross.o
// RUN: llvm-objdump -d --mattr=+i8mm,+bf16,+dotprod cross.o | FileCheck %s --check-prefix=ASM
// ASM: smmla v{{[0-9]+}}.4s, v{{[0-9]+}}.16b, v{{[0-9]+}}.16b
//
// Another processor's program does not run in this process.
// RUN: not dsa-run %s --entry=matmul --machine=aarch64-neoverse-n1 --bench=1 2>&1 | FileCheck %s --check-prefix=HERE
// HERE: error: expected a machine that this processor is, but 'aarch64-neoverse-n1' is for aarch64-unknown-linux-gnu; an emulator can run it
// What is simulated does, on any.
// RUN: dsa-run %s --entry=matmul --machine=aarch64-neoverse-n1 --simulate --prefer=instructions --bench=1 --expect=matmul.npy | FileCheck %s --check-prefixes=SDOT,EXACT

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

// Signed by unsigned bytes: the operands change places.
func.func @mixed(%a: tensor<17x37xi8>, %b: tensor<37x23xi8>) -> tensor<17x23xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<17x23xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<17x23xi32>) -> tensor<17x23xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xi8>, tensor<37x23xi8>) outs(%init : tensor<17x23xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extui %y : i8 to i32
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

func.func @brains(%a: tensor<17x37xbf16>, %b: tensor<37x23xbf16>) -> tensor<17x23xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<17x23xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<17x23xf32>) -> tensor<17x23xf32>
  %r = linalg.matmul ins(%a, %b : tensor<17x37xbf16>, tensor<37x23xbf16>) outs(%init : tensor<17x23xf32>) -> tensor<17x23xf32>
  return %r : tensor<17x23xf32>
}
