// RUN: dsa-opt %s --dsa-free-buffers --verify-diagnostics

// expected-error@below {{Only structured control-flow loops are supported.}}
func.func @unstructured_loop(%m: memref<4xf32>) {
  cf.br ^header
^header:
  %a = memref.alloc() : memref<4xf32>
  cf.br ^header
}
