// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a mapping costs.
#include "MappingCost.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

MemoryCosts dsa::getMemoryCosts(MachineOp machine) {
  MemoryCosts costs;
  if (CostAttr plain = machine.getPlainAttr())
    costs.plainCycles = plain.getCyclesPerStart();
  for (MemoryOp memory : machine.getBody().getOps<MemoryOp>())
    costs.levels.push_back({static_cast<int64_t>(memory.getBytes()),
                            static_cast<int64_t>(memory.getBandwidth())});
  return costs;
}

double MemoryCosts::getCycles(double bytes) const {
  for (const Level &level : levels)
    if (bytes <= level.bytes || &level == &levels.back())
      return bytes / level.bandwidth;
  return 0;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// The factor of loop `loop` in `expr`; 0 if it is not linear.
static int64_t getFactor(AffineExpr expr, unsigned loop) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dim.getPosition() == loop;
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return 0;
  if (binary.getKind() == AffineExprKind::Add)
    return getFactor(binary.getLHS(), loop) + getFactor(binary.getRHS(), loop);
  auto constant = dyn_cast<AffineConstantExpr>(binary.getRHS());
  if (binary.getKind() == AffineExprKind::Mul && constant)
    return getFactor(binary.getLHS(), loop) * constant.getValue();
  return 0;
}

/// Elements that `access`, in row-major order, moves by for a step of `loop`.
static int64_t getStride(const Access &access, unsigned loop) {
  int64_t stride = 0, size = 1;
  for (unsigned dim = access.map.getNumResults(); dim-- > 0;) {
    stride += size * getFactor(access.map.getResult(dim), loop);
    // Of sizes that are not known only whether they are 1 matters.
    int64_t extent = dim < access.shape.size() ? access.shape[dim] : 1;
    size *= ShapedType::isDynamic(extent) ? 2 : extent;
  }
  return stride;
}

MappingCostModel::Operand MappingCostModel::describe(unsigned access,
                                                     unsigned source,
                                                     bool isConstant) const {
  Operand operand;
  operand.isConstant = isConstant;
  const Access &taken = instruction.statement.accesses[access];
  for (auto [index, group] : llvm::enumerate(groups))
    if (group.mask >> access & 1)
      operand.groups |= 1u << index;
  // A table is one value of many elements.
  RankedTensorType table = getTableType(taken.elementType);
  Type element = table ? table.getElementType() : taken.elementType;
  int64_t elements = table ? table.getNumElements() : 1;
  operand.elements = elements;
  operand.registerBytes = llvm::divideCeil(
      elements *
          (element.isIntOrFloat() ? element.getIntOrFloatBitWidth() : 64),
      8);
  for (auto [dim, extent] : llvm::enumerate(taken.shape)) {
    // Memory of any size is counted by the element.
    if (!ShapedType::isDynamic(extent)) {
      operand.registerBytes *= extent;
      operand.elements *= extent;
    }
    if (extent == 1)
      continue;
    for (auto [index, group] : llvm::enumerate(groups))
      if (llvm::any_of(group.loops, [&, dim = dim](unsigned loop) {
            return taken.map.getResult(dim).isFunctionOfDim(loop);
          }))
        operand.innermost = index;
  }
  const Access &given = program.accesses[source];
  for (unsigned loop = 0; loop < program.getNumLoops(); ++loop) {
    operand.usesLoop.push_back(given.map.isFunctionOfDim(loop));
    operand.strides.push_back(getStride(given, loop));
  }
  return operand;
}

MappingCostModel::MappingCostModel(const Statement &program,
                                   const InstructionModel &instruction,
                                   ArrayRef<unsigned> sources,
                                   ArrayRef<LoopGroup> groups,
                                   const MemoryCosts &memory,
                                   ArrayRef<bool> isConstant)
    : program(program), instruction(instruction), groups(groups),
      memory(memory) {
  InstructionOp op = instruction.instruction;
  if (CostAttr cost = op.getCostAttr())
    cyclesPerStart = cost.getCyclesPerStart();
  for (auto [access, source] : llvm::enumerate(sources))
    operands.push_back(describe(access, source, isConstant[source]));
}

//===----------------------------------------------------------------------===//
// Mappings
//===----------------------------------------------------------------------===//

/// How often each loop outside, and each group, goes round.
struct MappingCostModel::Extents {
  SmallVector<double> loops;
  SmallVector<double> groups;
  SmallVector<unsigned> numLoopsOfGroup;
};

/// A register can be read where the operand lies if its coordinates step
/// through the operand evenly, the fastest without gaps.
bool MappingCostModel::isDirect(const Operand &operand, const Extents &extents,
                                ArrayRef<int> places) const {
  if (operand.innermost < 0)
    return true;
  for (unsigned group = 0; group < groups.size(); ++group)
    if ((operand.groups >> group & 1) && extents.numLoopsOfGroup[group] != 1)
      return false;
  for (auto [loop, place] : llvm::enumerate(places))
    if (place == operand.innermost)
      return operand.strides[loop] == 1;
  return false;
}

MappingCost MappingCostModel::evaluate(ArrayRef<int> places) const {
  // An extent that is not known counts as large.
  constexpr double large = 1024;
  Extents extents;
  extents.groups.assign(groups.size(), 1);
  extents.numLoopsOfGroup.assign(groups.size(), 0);
  extents.loops.assign(places.size(), 1);
  for (auto [loop, place] : llvm::enumerate(places)) {
    double extent = ShapedType::isDynamic(program.extents[loop])
                        ? large
                        : double(program.extents[loop]);
    if (place == kOutside) {
      extents.loops[loop] = extent;
      continue;
    }
    extents.groups[place] *= extent;
    ++extents.numLoopsOfGroup[place];
  }
  for (auto [index, group] : llvm::enumerate(groups))
    // The cost of an instruction with loops of any extent is that of one
    // iteration of theirs.
    if (!group.isOpen())
      extents.groups[index] =
          std::ceil(extents.groups[index] / double(group.extent));

  auto multiply = [](ArrayRef<double> values) {
    double product = 1;
    for (double value : values)
      product *= value;
    return product;
  };
  MappingCost cost;
  double invocations = multiply(extents.loops) * multiply(extents.groups);
  cost.compute = invocations * cyclesPerStart;
  for (auto [access, operand] : llvm::enumerate(operands)) {
    double blocks = 1;
    for (auto [loop, extent] : llvm::enumerate(extents.loops))
      blocks *= operand.usesLoop[loop] ? extent : 1;
    for (auto [group, extent] : llvm::enumerate(extents.groups))
      blocks *= (operand.groups >> group & 1) ? extent : 1;
    double bytes = blocks * operand.registerBytes;
    // An accumulator stays in its register while a result is summed; then it
    // is written, before which it was read.
    bool isAccumulator = access == instruction.statement.getAccumulator();
    unsigned ways = isAccumulator ? 2 : 1;
    cost.load += ways * (isAccumulator ? blocks : invocations) *
                 memory.getCycles(operand.registerBytes);
    // Packing is plain code, an element at a time.
    if (!operand.isConstant && !isDirect(operand, extents, places))
      cost.packing += ways * (2 * memory.getCycles(bytes) +
                              memory.plainCycles * blocks * operand.elements);
  }
  return cost;
}
