// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Puts scalar bodies together.
#include "dsa/Polyhedral/ScalarBody.h"

using namespace mlir;
using namespace mlir::dsa;

unsigned dsa::appendBody(ScalarBody &into, const ScalarBody &body,
                         ArrayRef<unsigned> inputs) {
  SmallVector<unsigned> numbers(body.nodes.size());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    if (node.kind == ScalarNode::Kind::Input) {
      numbers[index] = inputs[node.input];
      continue;
    }
    ScalarNode copy = node;
    for (unsigned &operand : copy.operands)
      operand = numbers[operand];
    numbers[index] = into.nodes.size();
    into.nodes.push_back(std::move(copy));
  }
  return numbers[body.root];
}
