// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Makes `refined` and `emission` of an instruction from the instructions that
/// its `sequence` invokes, so that nothing else has to know of sequences.
#include "ExpandSequences.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

class Expander {
public:
  LogicalResult expand(InstructionOp instruction);

private:
  /// What parts require of the operands of `instruction` is required of it.
  LogicalResult takeRequirements(InstructionOp instruction);
  /// Fills `region` with what `getRegion` gives of each part.
  void inlineParts(InstructionOp instruction, Region &region,
                   function_ref<Region &(InstructionOp)> getRegion);

  /// The instructions whose sequences are being expanded.
  SmallVector<InstructionOp> active;
};

} // namespace

void Expander::inlineParts(InstructionOp instruction, Region &region,
                           function_ref<Region &(InstructionOp)> getRegion) {
  Block &sequence = instruction.getSequence().front();
  OpBuilder builder(instruction.getContext());
  Block *block = builder.createBlock(&region);
  IRMapping values;
  auto map = [&](Value from, Value to) { values.map(from, to); };
  // The types of arguments are those that the first part gives them.
  SmallVector<Type> types(sequence.getNumArguments());
  for (auto invoke : sequence.getOps<InvokeOp>()) {
    Block &part = getRegion(invoke.getDeclaration()).front();
    for (auto [operand, argument] :
         llvm::zip_equal(invoke.getOperands(), part.getArguments()))
      if (auto outer = dyn_cast<BlockArgument>(operand))
        types[outer.getArgNumber()] = argument.getType();
  }
  for (BlockArgument argument : sequence.getArguments()) {
    Type type = types[argument.getArgNumber()];
    // An operand that no part takes keeps the face it has in the semantics.
    if (!type)
      type = instruction.getSemantics()
                 .getArgument(argument.getArgNumber())
                 .getType();
    map(argument, block->addArgument(type, argument.getLoc()));
  }
  builder.setInsertionPointToStart(block);
  for (auto invoke : sequence.getOps<InvokeOp>()) {
    Block &part = getRegion(invoke.getDeclaration()).front();
    IRMapping inner;
    for (auto [operand, argument] :
         llvm::zip_equal(invoke.getOperands(), part.getArguments()))
      inner.map(argument, values.lookup(operand));
    for (Operation &op : part.without_terminator())
      builder.clone(op, inner);
    for (auto [result, value] : llvm::zip_equal(
             invoke.getResults(), part.getTerminator()->getOperands()))
      map(result, inner.lookupOrDefault(value));
  }
  auto results = llvm::map_to_vector(
      sequence.getTerminator()->getOperands(),
      [&](Value value) -> Value { return values.lookup(value); });
  YieldOp::create(builder, instruction.getLoc(), results);
}

LogicalResult Expander::takeRequirements(InstructionOp instruction) {
  SmallVector<Attribute> all;
  if (ArrayAttr own = instruction.getRequiresAttr())
    llvm::append_range(all, own);
  for (auto invoke : instruction.getSequence().getOps<InvokeOp>()) {
    ArrayAttr required = invoke.getDeclaration().getRequiresAttr();
    if (!required)
      continue;
    for (auto bounded : required.getAsRange<BoundedAttr>()) {
      Value operand = invoke.getOperands()[bounded.getOperand()];
      auto argument = dyn_cast<BlockArgument>(operand);
      // What is computed on the way has no known bounds.
      if (!argument)
        return invoke.emitOpError("expected what it requires of its operand ")
               << bounded.getOperand()
               << " to be required of an operand of the sequence";
      all.push_back(BoundedAttr::get(instruction.getContext(),
                                     argument.getArgNumber(),
                                     bounded.getLeast(), bounded.getMost()));
    }
  }
  if (!all.empty())
    instruction.setRequiresAttr(ArrayAttr::get(instruction.getContext(), all));
  return success();
}

LogicalResult Expander::expand(InstructionOp instruction) {
  if (instruction.getSequence().empty())
    return success();
  if (llvm::is_contained(active, instruction))
    return instruction.emitOpError(
        "expected a sequence that does not invoke itself");
  active.push_back(instruction);
  for (auto invoke : instruction.getSequence().getOps<InvokeOp>()) {
    InstructionOp part = invoke.getDeclaration();
    if (!part || !part.isDefined())
      return invoke.emitOpError("expected an instruction that is defined, but "
                                "got ")
             << invoke.getInstructionAttr();
    if (failed(expand(part)))
      return failure();
  }
  active.pop_back();
  if (failed(takeRequirements(instruction)))
    return failure();
  inlineParts(
      instruction, instruction.getRefined(),
      [](InstructionOp part) -> Region & { return part.getExecutable(); });
  inlineParts(
      instruction, instruction.getEmission(),
      [](InstructionOp part) -> Region & { return part.getEmission(); });
  instruction.getSequence().getBlocks().clear();
  return success();
}

LogicalResult dsa::expandSequences(ModuleOp library) {
  WalkResult result = library.walk([](InstructionOp instruction) {
    return WalkResult(Expander().expand(instruction));
  });
  return failure(result.wasInterrupted());
}
