# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A program that picks elements of a constant of two megabytes."""
import struct

values = [float(i + 1) for i in range(524288)]
values[1] = 2.5
blob = struct.pack(f"<{len(values)}f", *values).hex()
print(
    """func.func @pick(%i: tensor<3xi64>) -> tensor<3xf32> {
  %w = arith.constant dense_resource<w> : tensor<524288xf32>
  %e = tensor.empty() : tensor<3xf32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(d) -> (d)>, affine_map<(d) -> (d)>],
      iterator_types = ["parallel"]}
      ins(%i : tensor<3xi64>) outs(%e : tensor<3xf32>) {
  ^bb0(%n: i64, %o: f32):
    %x = arith.index_cast %n : i64 to index
    %v = tensor.extract %w[%x] : tensor<524288xf32>
    linalg.yield %v : f32
  } -> tensor<3xf32>
  return %r : tensor<3xf32>
}"""
)
# The first word of a blob is its alignment.
print(f'{{-# dialect_resources: {{ builtin: {{ w: "0x04000000{blob}" }} }} #-}}')
