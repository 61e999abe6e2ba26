// Every error ends with exit code 2, a mismatch with 1; nothing is written.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %python %S/Inputs/write-array.py ok.npy f4 2 1 2
// RUN: %python %S/Inputs/write-array.py other.npy f4 2 1 3
// RUN: %python %S/Inputs/write-array.py long.npy f4 3 1 2 3
// RUN: %python %S/Inputs/write-array.py ints.pb i4 2 1 2
// RUN: printf 'nothing' > malformed.npy
// RUN: head -c 70 ok.npy > cut.npy
// RUN: head -c 7 ints.pb > cut.pb
// RUN: touch empty.npy empty.pb foreign.txt

// DEFINE: %{machine} = x86-generic
// DEFINE: %{arguments} = --input=ok.npy
// DEFINE: %{program} = %s
// DEFINE: %{error} = ( dsa-run %{program} --machine=%{machine} %{arguments}; echo status $? ) 2>&1 | FileCheck %s --check-prefix

// REDEFINE: %{machine} = unknown
// RUN: %{error}=MACHINE
// MACHINE: error: expected a machine ({{.*}}x86-generic{{.*}}), but got 'unknown'
// MACHINE: status 2
// REDEFINE: %{machine} = x86-generic

// REDEFINE: %{program} = absent.mlir
// RUN: %{error}=ABSENT
// ABSENT: absent.mlir
// ABSENT: status 2
// REDEFINE: %{program} = foreign.txt
// RUN: %{error}=FOREIGN
// FOREIGN: error: expected a file that ends in {{.*}}.mlir, but got 'foreign.txt'
// FOREIGN: status 2
// REDEFINE: %{program} = %s

// REDEFINE: %{arguments} = --input=ok.npy --entry=absent
// RUN: %{error}=ENTRY
// ENTRY: error: expected a function 'absent', but the functions that can be called are: double
// ENTRY: status 2
// REDEFINE: %{arguments} =
// RUN: %{error}=NOINPUT
// NOINPUT: error: expected 1 inputs (--input=<file>), or --bench to run on random ones, but got none
// NOINPUT: status 2
// REDEFINE: %{arguments} = --input=ok.npy --input=ok.npy
// RUN: %{error}=TWOINPUTS
// TWOINPUTS: error: expected 1 inputs, but got 2
// TWOINPUTS: status 2
// REDEFINE: %{arguments} = --input=malformed.npy
// RUN: %{error}=MALFORMED
// MALFORMED: error: malformed 'malformed.npy': expected the header of a .npy file
// MALFORMED: status 2
// REDEFINE: %{arguments} = --input=empty.npy
// RUN: %{error}=EMPTY
// EMPTY: error: malformed 'empty.npy': expected the header of a .npy file
// EMPTY: status 2
// REDEFINE: %{arguments} = --input=cut.npy
// RUN: %{error}=CUT
// CUT: error: malformed 'cut.npy': expected as many elements as its shape says
// CUT: status 2
// REDEFINE: %{arguments} = --input=cut.pb
// RUN: %{error}=CUTPROTO
// CUTPROTO: error: malformed 'cut.pb': expected a TensorProto of ONNX
// CUTPROTO: status 2
// REDEFINE: %{arguments} = --input=empty.pb
// RUN: %{error}=EMPTYPROTO
// EMPTYPROTO: error: malformed 'empty.pb': expected elements that are numbers, but got data type 0
// EMPTYPROTO: status 2
// REDEFINE: %{arguments} = --input=long.npy
// RUN: %{error}=SHAPE
// SHAPE: error: expected 'long.npy' to hold 'tensor<2xf32>', but got 3xf32
// SHAPE: status 2
// REDEFINE: %{arguments} = --input=ints.pb
// RUN: %{error}=TYPE
// TYPE: error: expected 'ints.pb' to hold 'tensor<2xf32>', but got 2xi32
// TYPE: status 2
// REDEFINE: %{arguments} = --input=ok.npy --expect=ints.pb
// RUN: %{error}=EXPECTTYPE
// EXPECTTYPE: error: expected 'ints.pb' to hold 'tensor<2xf32>', but got 2xi32
// EXPECTTYPE: status 2
// REDEFINE: %{arguments} = --input=ok.npy --output=absent/r.npy
// RUN: %{error}=WRITE
// WRITE: error: cannot write 'absent/r.npy': {{.*}}
// WRITE: status 2
// REDEFINE: %{arguments} = --input=ok.npy --load=absent.so
// RUN: %{error}=LOAD
// LOAD: error: expected a shared library in 'absent.so': {{.*}}
// LOAD: status 2
// REDEFINE: %{arguments} = --input=ok.npy --from=nowhere
// RUN: %{error}=FROM
// FROM: error: expected one of the phases graph, {{.*}} to start from, but got 'nowhere'
// FROM: status 2
// REDEFINE: %{arguments} = --input=ok.npy --report=poem
// RUN: %{error}=REPORT
// REPORT: expected --report to be text or json, but got 'poem'
// REPORT: status 2
// REDEFINE: %{arguments} = --unknown-option
// RUN: %{error}=OPTION
// OPTION: Unknown command line argument '--unknown-option'
// OPTION: status 2

// REDEFINE: %{arguments} = --input=ok.npy --expect=other.npy
// RUN: %{error}=MISMATCH
// MISMATCH: error: output "result0" differs from 'other.npy' in 2 of 2 elements; the first is number 0: expected 1{{.*}}, but got 2
// MISMATCH: largest error 1
// MISMATCH: status 1
func.func @double(%a: tensor<2xf32>) -> tensor<2xf32> {
  %e = tensor.empty() : tensor<2xf32>
  %r = linalg.elementwise kind=#linalg.elementwise_kind<add> ins(%a, %a : tensor<2xf32>, tensor<2xf32>) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}
