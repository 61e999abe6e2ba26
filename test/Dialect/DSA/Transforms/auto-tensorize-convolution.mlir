// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --split-input-file --verify-diagnostics --remarks-filter="auto-tensorize" --remark-policy=all | FileCheck %s
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --split-input-file | dsa-opt --dsa-verify-matches="machine=x86-sapphire-rapids" --split-input-file -o /dev/null
//
// Every non-empty set of the loops n, p, ... may run through the rows, the
// filters through the columns, every non-empty set of c, r, ... through the
// reduction: 3 * 3, 7 * 7 and 15 * 15 mappings in one, two and three dimensions,
// and as many with the operands exchanged.

// CHECK-LABEL: @one_dimension
func.func @one_dimension(%x: tensor<2x20x64xi8>, %w: tensor<3x64x32xi8>, %z: tensor<2x18x32xi32>) -> tensor<2x18x32xi32> {
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // expected-remark @+1 {{(18 use all loops of the instruction)}}
  %r = linalg.conv_1d_nwc_wcf {dilations = dense<1> : tensor<1xi64>, strides = dense<1> : tensor<1xi64>}
    ins(%x, %w : tensor<2x20x64xi8>, tensor<3x64x32xi8>) outs(%z : tensor<2x18x32xi32>) -> tensor<2x18x32xi32>
  return %r : tensor<2x18x32xi32>
}

// -----

// Strides and dilations are in the gather, not in the mapping.
// CHECK: #[[MAP:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2 floordiv 16, d3 floordiv 16, d4, d5, d6 floordiv 64, d2 mod 16, d3 mod 16, (d6 mod 64) floordiv 4, d6 mod 4)>
// CHECK-LABEL: @two_dimensions
func.func @two_dimensions(%x: tensor<2x39x39x64xi8>, %w: tensor<3x3x64x32xi8>, %z: tensor<2x17x17x32xi32>) -> tensor<2x17x17x32xi32> {
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[MAP]]
  // expected-remark @+1 {{(98 use all loops of the instruction)}}
  %r = linalg.conv_2d_nhwc_hwcf {dilations = dense<3> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
    ins(%x, %w : tensor<2x39x39x64xi8>, tensor<3x3x64x32xi8>) outs(%z : tensor<2x17x17x32xi32>) -> tensor<2x17x17x32xi32>
  return %r : tensor<2x17x17x32xi32>
}

// -----

// CHECK-LABEL: @three_dimensions
func.func @three_dimensions(%x: tensor<2x6x6x18x64xi8>, %w: tensor<3x3x3x64x32xi8>, %z: tensor<2x4x4x16x32xi32>) -> tensor<2x4x4x16x32xi32> {
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // expected-remark @+1 {{(450 use all loops of the instruction)}}
  %r = linalg.conv_3d_ndhwc_dhwcf {dilations = dense<1> : tensor<3xi64>, strides = dense<1> : tensor<3xi64>}
    ins(%x, %w : tensor<2x6x6x18x64xi8>, tensor<3x3x3x64x32xi8>) outs(%z : tensor<2x4x4x16x32xi32>) -> tensor<2x4x4x16x32xi32>
  return %r : tensor<2x4x4x16x32xi32>
}

// -----

// Few channels: taps and channels share the reduction in mixed radix.
// CHECK: #[[MAP:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2 floordiv 16, d3 floordiv 16, (d4 * 9 + d5 * 3 + d6) floordiv 64, d2 mod 16, d3 mod 16, ((d4 * 9 + d5 * 3 + d6) mod 64) floordiv 4, (d4 * 9 + d5 * 3 + d6) mod 4)>
// CHECK-LABEL: @few_channels
func.func @few_channels(%x: tensor<1x9x9x3xi8>, %z: tensor<1x7x7x256xi32>) -> tensor<1x7x7x256xi32> {
  %w = arith.constant dense<-1> : tensor<3x3x3x256xi8>
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[MAP]]
  // expected-remark @+1 {{O6 neutral padding 0 : i8, 0 : i8}}
  %r = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%x, %w : tensor<1x9x9x3xi8>, tensor<3x3x3x256xi8>) outs(%z : tensor<1x7x7x256xi32>) -> tensor<1x7x7x256xi32>
  return %r : tensor<1x7x7x256xi32>
}

// -----

// Channels go neither to rows nor to columns of a matrix product: they stay
// outside.
// CHECK: affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, {{.*}}d3,
// CHECK-LABEL: @depthwise
func.func @depthwise(%x: tensor<1x9x9x16xi8>, %w: tensor<3x3x16xi8>, %z: tensor<1x7x7x16xi32>) -> tensor<1x7x7x16xi32> {
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // expected-remark @+1 {{(0 use all loops of the instruction)}}
  %r = linalg.depthwise_conv_2d_nhwc_hwc {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
    ins(%x, %w : tensor<1x9x9x16xi8>, tensor<3x3x16xi8>) outs(%z : tensor<1x7x7x16xi32>) -> tensor<1x7x7x16xi32>
  return %r : tensor<1x7x7x16xi32>
}

// -----

// Groups stay outside.
// CHECK: affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2 floordiv 16, d3, d4 floordiv 16,
// CHECK-LABEL: @grouped
func.func @grouped(%x: tensor<1x18x18x4x64xi8>, %w: tensor<4x3x3x64x16xi8>, %z: tensor<1x16x16x4x16xi32>) -> tensor<1x16x16x4x16xi32> {
  // CHECK: dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // expected-remark @+1 {{'linalg.generic' by @amx_int8::@tdpbssd}}
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, p, q, g, f, r, s, c) -> (n, p + r, q + s, g, c)>,
                       affine_map<(n, p, q, g, f, r, s, c) -> (g, r, s, c, f)>,
                       affine_map<(n, p, q, g, f, r, s, c) -> (n, p, q, g, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %w : tensor<1x18x18x4x64xi8>, tensor<4x3x3x64x16xi8>) outs(%z : tensor<1x16x16x4x16xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extsi %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<1x16x16x4x16xi32>
  return %r : tensor<1x16x16x4x16xi32>
}
