// All sound mappings are counted and listed; the counts are those of subsets of
// loops, as for AMOS's benchmark (1D, 2D, 3D convolution and so on), complete.
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids list-mappings=-" -o /dev/null > %t.txt
// RUN: grep '^mappings .*@tdpbssd' %t.txt | FileCheck %s
// RUN: grep -c '^mapping .*@tdpbssd .* full=1 ' %t.txt | FileCheck %s --check-prefix=LINES
// RUN: FileCheck %s --check-prefix=LINE < %t.txt
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids list-mappings=/dev/null/list" -o /dev/null 2>&1 | FileCheck %s --check-prefix=INVALID

// INVALID: error: expected to write mappings to '/dev/null/list', but got:
// Both orders of the operands are listed, and counted once.
// LINES: {{^}}1238{{$}}
// LINE: mapping {{.*}}auto-tensorize-mappings.mlir:[[#]]:[[#]] instruction=@amx_int8::@tdpbssd operands=2,0,1 full=1 cycles={{[0-9]+}} map=(d0, d1, d2, d3, d4) -> (

// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 instruction=@amx_int8::@tdpbssd sound={{[0-9]+}} full=9{{$}}
func.func @conv1d(%x: tensor<2x18x8xi8>, %w: tensor<3x8x16xi8>, %z: tensor<2x16x16xi32>) -> tensor<2x16x16xi32> {
  %r = linalg.conv_1d_nwc_wcf ins(%x, %w : tensor<2x18x8xi8>, tensor<3x8x16xi8>) outs(%z : tensor<2x16x16xi32>) -> tensor<2x16x16xi32>
  return %r : tensor<2x16x16xi32>
}

// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} sound=128 full=49{{$}}
func.func @conv2d(%x: tensor<2x18x18x8xi8>, %w: tensor<3x3x8x16xi8>, %z: tensor<2x16x16x16xi32>) -> tensor<2x16x16x16xi32> {
  %r = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<2x18x18x8xi8>, tensor<3x3x8x16xi8>) outs(%z : tensor<2x16x16x16xi32>) -> tensor<2x16x16x16xi32>
  return %r : tensor<2x16x16x16xi32>
}

// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} sound=128 full=49{{$}}
func.func @dilated(%x: tensor<2x20x20x8xi8>, %w: tensor<3x3x8x16xi8>, %z: tensor<2x8x8x16xi32>) -> tensor<2x8x8x16xi32> {
  %r = linalg.conv_2d_nhwc_hwcf {dilations = dense<2> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
    ins(%x, %w : tensor<2x20x20x8xi8>, tensor<3x3x8x16xi8>) outs(%z : tensor<2x8x8x16xi32>) -> tensor<2x8x8x16xi32>
  return %r : tensor<2x8x8x16xi32>
}

// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} full=49{{$}}
func.func @grouped(%x: tensor<2x18x18x4x8xi8>, %w: tensor<4x16x3x3x8xi8>, %z: tensor<2x16x16x4x16xi32>) -> tensor<2x16x16x4x16xi32> {
  %r = linalg.conv_2d_nhwgc_gfhwc ins(%x, %w : tensor<2x18x18x4x8xi8>, tensor<4x16x3x3x8xi8>) outs(%z : tensor<2x16x16x4x16xi32>) -> tensor<2x16x16x4x16xi32>
  return %r : tensor<2x16x16x4x16xi32>
}

// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} full=225{{$}}
func.func @conv3d(%x: tensor<2x10x18x18x8xi8>, %w: tensor<3x3x3x8x16xi8>, %z: tensor<2x8x16x16x16xi32>) -> tensor<2x8x16x16x16xi32> {
  %r = linalg.conv_3d_ndhwc_dhwcf ins(%x, %w : tensor<2x10x18x18x8xi8>, tensor<3x3x3x8x16xi8>) outs(%z : tensor<2x8x16x16x16xi32>) -> tensor<2x8x16x16x16xi32>
  return %r : tensor<2x8x16x16x16xi32>
}

// The filter runs backwards.
// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} full=49{{$}}
func.func @transposed(%x: tensor<2x18x18x8xi8>, %w: tensor<3x3x8x16xi8>, %z: tensor<2x16x16x16xi32>) -> tensor<2x16x16x16xi32> {
  %r = linalg.generic {indexing_maps = [
      affine_map<(n, p, q, k, r, s, c) -> (n, p - r + 2, q - s + 2, c)>,
      affine_map<(n, p, q, k, r, s, c) -> (r, s, c, k)>,
      affine_map<(n, p, q, k, r, s, c) -> (n, p, q, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %w : tensor<2x18x18x8xi8>, tensor<3x3x8x16xi8>) outs(%z : tensor<2x16x16x16xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<2x16x16x16xi32>
  return %r : tensor<2x16x16x16xi32>
}

// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} full=21{{$}}
func.func @depthwise(%x: tensor<2x18x18x8xi8>, %w: tensor<3x3x8x4xi8>, %z: tensor<2x16x16x8x4xi32>) -> tensor<2x16x16x8x4xi32> {
  %r = linalg.depthwise_conv_2d_nhwc_hwcm ins(%x, %w : tensor<2x18x18x8xi8>, tensor<3x3x8x4xi8>) outs(%z : tensor<2x16x16x8x4xi32>) -> tensor<2x16x16x8x4xi32>
  return %r : tensor<2x16x16x8x4xi32>
}

// Capsules of 4 numbers.
// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} full=147{{$}}
func.func @capsule(%x: tensor<2x18x18x8xi8>, %w: tensor<3x3x8x16x4xi8>, %z: tensor<2x16x16x16x4xi32>) -> tensor<2x16x16x16x4xi32> {
  %r = linalg.generic {indexing_maps = [
      affine_map<(n, p, q, k, u, r, s, c) -> (n, p + r, q + s, c)>,
      affine_map<(n, p, q, k, u, r, s, c) -> (r, s, c, k, u)>,
      affine_map<(n, p, q, k, u, r, s, c) -> (n, p, q, k, u)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %w : tensor<2x18x18x8xi8>, tensor<3x3x8x16x4xi8>) outs(%z : tensor<2x16x16x16x4xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<2x16x16x16x4xi32>
  return %r : tensor<2x16x16x16x4xi32>
}

// Each image has its own filter.
// CHECK: mappings {{.*}}.mlir:[[#@LINE+2]]:8 {{.*}} full=21{{$}}
func.func @batched(%x: tensor<2x18x18x8xi8>, %w: tensor<2x3x3x8x16xi8>, %z: tensor<2x16x16x16xi32>) -> tensor<2x16x16x16xi32> {
  %r = linalg.generic {indexing_maps = [
      affine_map<(n, p, q, k, r, s, c) -> (n, p + r, q + s, c)>,
      affine_map<(n, p, q, k, r, s, c) -> (n, r, s, c, k)>,
      affine_map<(n, p, q, k, r, s, c) -> (n, p, q, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %w : tensor<2x18x18x8xi8>, tensor<2x3x3x8x16xi8>) outs(%z : tensor<2x16x16x16xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<2x16x16x16xi32>
  return %r : tensor<2x16x16x16xi32>
}
