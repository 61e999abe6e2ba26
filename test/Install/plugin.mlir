// Debian's own mlir-opt loads our dialects and passes, and does what dsa-opt
// does.
// UNSUPPORTED: sanitize
// RUN: mlir-opt --load-dialect-plugin=%build/lib/DSAPlugin.so %s -o %t.plugin
// RUN: dsa-opt %s -o %t.own
// RUN: diff %t.plugin %t.own

dsa.isa @demo {
  dsa.registers @v count 8 means tensor<4xi32> issues_as vector<4xi32>
}
