// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// A systolic array of 8 by 8 signed bytes, as a user may describe one: blocks are
// multiplied and summed in the array, and leave it through a unit that shifts
// (rounding to nearest, halves up), applies relu and saturates to a byte. Any
// other function of a byte is a table of 256, kept in a memory of its own. The
// driver's functions issue its commands.

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(m, n) -> (m, n)>
!rows = !dsa.reg<@systolic8::@rows>
!weights = !dsa.reg<@systolic8::@weights>
!sums = !dsa.reg<@systolic8::@sums>
!table = !dsa.reg<@systolic8::@table>
!memory_i8 = memref<8x8xi8, strided<[?, 1], offset: ?>>
!memory_i32 = memref<8x8xi32, strided<[?, 1], offset: ?>>
!memory_table = memref<256xi8, strided<[1], offset: ?>>

dsa.isa @systolic8 features ["systolic8"] {
  dsa.registers @rows count 16 means tensor<8x8xi8> issues_as vector<8x8xi8>
  dsa.registers @weights count 2 means tensor<8x8xi8> issues_as vector<8x8xi8>
  dsa.registers @sums count 4 means tensor<8x8xi32> issues_as vector<8x8xi32>
  dsa.registers @table count 1 means tensor<256xi8> issues_as vector<256xi8>

  func.func private @systolic8_multiply(vector<8x8xi32>, vector<8x8xi8>, vector<8x8xi8>) -> vector<8x8xi32>
  func.func private @systolic8_activate(vector<8x8xi32>) -> vector<8x8xi8>
  func.func private @systolic8_look_up(vector<8x8xi8>, vector<256xi8>) -> vector<8x8xi8>

  dsa.instruction @multiply(!sums tied, !rows, !weights) -> !sums
      cost {latency = 22, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%p: tensor<8x8xi32>, %x: tensor<8x8xi8>, %y: tensor<8x8xi8>):
    %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<8x8xi8>, tensor<8x8xi8>) outs(%p : tensor<8x8xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extsi %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8x8xi32>
    dsa.yield %r : tensor<8x8xi32>
  } emission {
  ^bb0(%p: vector<8x8xi32>, %x: vector<8x8xi8>, %y: vector<8x8xi8>):
    %r = func.call @systolic8_multiply(%p, %x, %y) : (vector<8x8xi32>, vector<8x8xi8>, vector<8x8xi8>) -> vector<8x8xi32>
    dsa.yield %r : vector<8x8xi32>
  }

  // The sums over 256, rounded; what is negative is 0, what is too large 127. The
  // result takes the place of a block that is not looked at.
  dsa.instruction @activate(!rows tied, !sums) -> !rows
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%p: tensor<8x8xi8>, %s: tensor<8x8xi32>):
    %half = arith.constant 128 : i32
    %shift = arith.constant 8 : i32
    %zero = arith.constant 0 : i32
    %most = arith.constant 127 : i32
    %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
        ins(%s : tensor<8x8xi32>) outs(%p : tensor<8x8xi8>) {
    ^bb0(%si: i32, %pi: i8):
      %h = arith.addi %si, %half : i32
      %q = arith.shrsi %h, %shift : i32
      %z = arith.maxsi %q, %zero : i32
      %c = arith.minsi %z, %most : i32
      %t = arith.trunci %c : i32 to i8
      linalg.yield %t : i8
    } -> tensor<8x8xi8>
    dsa.yield %r : tensor<8x8xi8>
  } emission {
  ^bb0(%p: vector<8x8xi8>, %s: vector<8x8xi32>):
    %r = func.call @systolic8_activate(%s) : (vector<8x8xi32>) -> vector<8x8xi8>
    dsa.yield %r : vector<8x8xi8>
  }

  // Each byte becomes the element of the table that it numbers, the smallest
  // (-128) the first. The result takes the place of a block that is not looked at.
  dsa.instruction @look_up(!rows tied, !rows, !table) -> !rows
      cost {latency = 8, interval = 8, source = "made up, as the machine is: a row of eight bytes a step, eight ports"}
  semantics {
  ^bb0(%p: tensor<8x8xi8>, %x: tensor<8x8xi8>, %t: tensor<256xi8>):
    %first = arith.constant 128 : i32
    %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
        ins(%x : tensor<8x8xi8>) outs(%p : tensor<8x8xi8>) {
    ^bb0(%xi: i8, %pi: i8):
      %xe = arith.extsi %xi : i8 to i32
      %n = arith.addi %xe, %first : i32
      %i = arith.index_cast %n : i32 to index
      %e = tensor.extract %t[%i] : tensor<256xi8>
      linalg.yield %e : i8
    } -> tensor<8x8xi8>
    dsa.yield %r : tensor<8x8xi8>
  } emission {
  ^bb0(%p: vector<8x8xi8>, %x: vector<8x8xi8>, %t: vector<256xi8>):
    %r = func.call @systolic8_look_up(%x, %t) : (vector<8x8xi8>, vector<256xi8>) -> vector<8x8xi8>
    dsa.yield %r : vector<8x8xi8>
  }

  dsa.instruction @clear() -> !sums
      cost {latency = 1, interval = 1, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
    %z = arith.constant dense<0> : tensor<8x8xi32>
    dsa.yield %z : tensor<8x8xi32>
  } emission {
    %z = arith.constant dense<0> : vector<8x8xi32>
    dsa.yield %z : vector<8x8xi32>
  }

  dsa.instruction @load_rows(!memory_i8 read) -> !rows
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%m: !memory_i8):
    %r = bufferization.to_tensor %m : !memory_i8 to tensor<8x8xi8>
    dsa.yield %r : tensor<8x8xi8>
  } emission {
  ^bb0(%m: !memory_i8):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0, %c0], %none {in_bounds = [true, true]} : !memory_i8, vector<8x8xi8>
    dsa.yield %r : vector<8x8xi8>
  }

  dsa.instruction @store_rows(!memory_i8 write, !rows) -> ()
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%m: !memory_i8, %t: tensor<8x8xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x8xi8>, !memory_i8) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i8, %t: vector<8x8xi8>):
    %c0 = arith.constant 0 : index
    vector.transfer_write %t, %m[%c0, %c0] {in_bounds = [true, true]} : vector<8x8xi8>, !memory_i8
    dsa.yield
  }

  dsa.instruction @load_weights(!memory_i8 read) -> !weights
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%m: !memory_i8):
    %r = bufferization.to_tensor %m : !memory_i8 to tensor<8x8xi8>
    dsa.yield %r : tensor<8x8xi8>
  } emission {
  ^bb0(%m: !memory_i8):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0, %c0], %none {in_bounds = [true, true]} : !memory_i8, vector<8x8xi8>
    dsa.yield %r : vector<8x8xi8>
  }

  dsa.instruction @store_weights(!memory_i8 write, !weights) -> ()
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%m: !memory_i8, %t: tensor<8x8xi8>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x8xi8>, !memory_i8) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i8, %t: vector<8x8xi8>):
    %c0 = arith.constant 0 : index
    vector.transfer_write %t, %m[%c0, %c0] {in_bounds = [true, true]} : vector<8x8xi8>, !memory_i8
    dsa.yield
  }

  dsa.instruction @load_table(!memory_table read) -> !table
      cost {latency = 32, interval = 32, source = "made up, as the machine is: eight bytes a step"}
  semantics {
  ^bb0(%m: !memory_table):
    %r = bufferization.to_tensor %m : !memory_table to tensor<256xi8>
    dsa.yield %r : tensor<256xi8>
  } emission {
  ^bb0(%m: !memory_table):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i8
    %r = vector.transfer_read %m[%c0], %none {in_bounds = [true]} : !memory_table, vector<256xi8>
    dsa.yield %r : vector<256xi8>
  }

  dsa.instruction @load_sums(!memory_i32 read) -> !sums
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%m: !memory_i32):
    %r = bufferization.to_tensor %m : !memory_i32 to tensor<8x8xi32>
    dsa.yield %r : tensor<8x8xi32>
  } emission {
  ^bb0(%m: !memory_i32):
    %c0 = arith.constant 0 : index
    %none = arith.constant 0 : i32
    %r = vector.transfer_read %m[%c0, %c0], %none {in_bounds = [true, true]} : !memory_i32, vector<8x8xi32>
    dsa.yield %r : vector<8x8xi32>
  }

  dsa.instruction @store_sums(!memory_i32 write, !sums) -> ()
      cost {latency = 8, interval = 8, source = "made up, as the machine is: eight rows go in one after the other and take 22 steps through the array"}
  semantics {
  ^bb0(%m: !memory_i32, %t: tensor<8x8xi32>):
    bufferization.materialize_in_destination %t in restrict writable %m : (tensor<8x8xi32>, !memory_i32) -> ()
    dsa.yield
  } emission {
  ^bb0(%m: !memory_i32, %t: vector<8x8xi32>):
    %c0 = arith.constant 0 : index
    vector.transfer_write %t, %m[%c0, %c0] {in_bounds = [true, true]} : vector<8x8xi32>, !memory_i32
    dsa.yield
  }
}
