// An instruction that, as it is described, looks up elements that its table has
// not.
#id = affine_map<(m, n) -> (m, n)>
!rows = !dsa.reg<@leaving::@rows>
!table = !dsa.reg<@leaving::@table>
dsa.isa @leaving {
  dsa.registers @rows count 16 means tensor<8x8xi8> issues_as vector<8x8xi8>
  dsa.registers @table count 1 means tensor<256xi8> issues_as vector<256xi8>
  dsa.instruction @look_up(!rows tied, !rows, !table) -> !rows
  semantics {
  ^bb0(%p: tensor<8x8xi8>, %x: tensor<8x8xi8>, %t: tensor<256xi8>):
    %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
        ins(%x : tensor<8x8xi8>) outs(%p : tensor<8x8xi8>) {
    ^bb0(%xi: i8, %pi: i8):
      %i = arith.index_cast %xi : i8 to index
      %e = tensor.extract %t[%i] : tensor<256xi8>
      linalg.yield %e : i8
    } -> tensor<8x8xi8>
    dsa.yield %r : tensor<8x8xi8>
  } emission {
  ^bb0(%p: vector<8x8xi8>, %x: vector<8x8xi8>, %t: vector<256xi8>):
    dsa.yield %p : vector<8x8xi8>
  }
}
