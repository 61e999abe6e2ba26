// An instruction that its data sheet promises for small weights only.
#lanes = affine_map<(n, q) -> (n, q)>
#group = affine_map<(n, q) -> (q)>
#sum = affine_map<(n, q) -> (n)>
!sums = !dsa.reg<@small::@sums>
!bytes = !dsa.reg<@small::@bytes>
!group = !dsa.reg<@small::@group>
dsa.isa @small {
  dsa.registers @sums count 16 means tensor<8xi32> issues_as vector<8xi32>
  dsa.registers @bytes count 16 means tensor<8x4xi8> issues_as vector<32xi8>
  dsa.registers @group count 16 means tensor<4xi8> issues_as vector<4xi8>
  dsa.instruction @dot(!sums tied, !group, !bytes) -> !sums
      requires [#dsa.bounded<operand = 2, least = -64, most = 63>]
  semantics {
  ^bb0(%p: tensor<8xi32>, %x: tensor<4xi8>, %y: tensor<8x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<8x4xi8>) outs(%p : tensor<8xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<8xi32>
    dsa.yield %r : tensor<8xi32>
  } emission {
  ^bb0(%p: vector<8xi32>, %x: vector<4xi8>, %y: vector<32xi8>):
    dsa.yield %p : vector<8xi32>
  }
}
