// A machine that is not of this tree: two-way dot products of 4 lanes.
dsa.machine @"dot2-lanes" isas [@dot2] {
  dsa.memory @l1 cache bytes 32768 bandwidth 32 shared_by 1 line 64
  dsa.memory @dram bytes 1073741824 bandwidth 4 shared_by 1 line 64
}
