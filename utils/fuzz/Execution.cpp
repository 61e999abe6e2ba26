// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Execution of fragments on concrete arrays.
#include "Execution.h"
#include "Interpreter.h"
#include "llvm/ADT/STLExtras.h"

using namespace dsa::fuzz;
using llvm::APFloat;
using llvm::APInt;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static APInt makeNumber(ElementType type, double number) {
  APFloat value(number);
  bool loses = false;
  value.convert(type.getSemantics(), APFloat::rmNearestTiesToEven, &loses);
  return value.bitcastToAPInt();
}

static APInt makeFloat(ElementType type, Values values,
                       std::mt19937_64 &random) {
  if (values == Values::Small)
    return makeNumber(type, double(int64_t(random() % 7) - 3));
  if (values == Values::Random)
    return makeNumber(type, double(random() % 4096) / 512.0 - 4.0);
  const llvm::fltSemantics &semantics = type.getSemantics();
  bool negative = random() & 1;
  switch (random() % 8) {
  case 0:
    return APFloat::getZero(semantics, negative).bitcastToAPInt();
  case 1:
    return APFloat::getInf(semantics, negative).bitcastToAPInt();
  case 2:
    return APFloat::getQNaN(semantics).bitcastToAPInt();
  case 3:
    return APFloat::getSmallest(semantics, negative).bitcastToAPInt();
  case 4:
    return APFloat::getLargest(semantics, negative).bitcastToAPInt();
  case 5:
    return makeNumber(type, negative ? -1.0 : 1.0);
  default:
    return makeNumber(type, double(random() % 4096) / 512.0 - 4.0);
  }
}

static APInt makeInteger(const Operand &operand, Values values,
                         std::mt19937_64 &random) {
  unsigned bits = operand.type.bits;
  if (operand.range) {
    auto [least, most] = *operand.range;
    int64_t value =
        values == Values::Corner
            ? (random() & 1 ? least : most)
            : least + int64_t(random() % uint64_t(most - least + 1));
    return APInt(64, uint64_t(value)).trunc(bits);
  }
  if (values == Values::Small)
    return APInt(64, random() % 7 - 3).trunc(bits);
  if (values == Values::Random)
    return APInt(64, random()).trunc(bits);
  switch (random() % 5) {
  case 0:
    return APInt(bits, 0);
  case 1:
    return APInt(bits, 1);
  case 2:
    return APInt::getAllOnes(bits);
  case 3:
    return APInt::getSignedMaxValue(bits);
  default:
    return APInt::getSignedMinValue(bits);
  }
}

std::vector<Array> dsa::fuzz::makeArrays(const Fragment &program, Values values,
                                         std::mt19937_64 &random) {
  std::vector<Array> arrays;
  for (const Operand &operand : program.operands) {
    Array &array = arrays.emplace_back();
    forEachPoint(program.getShape(operand), [&](const Point &point) {
      array.emplace(point, operand.type.isFloat
                               ? makeFloat(operand.type, values, random)
                               : makeInteger(operand, values, random));
      return true;
    });
  }
  return arrays;
}

bool dsa::fuzz::areEqual(const Array &a, const Array &b, ElementType type,
                         bool exact) {
  for (const auto &[point, value] : a) {
    auto found = b.find(point);
    if (found == b.end())
      return false;
    if (found->second == value)
      continue;
    if (!type.isFloat)
      return false;
    APFloat left(type.getSemantics(), value),
        right(type.getSemantics(), found->second);
    bool areZero = left.isZero() && right.isZero() && !exact;
    if (!areZero && !(left.isNaN() && right.isNaN()))
      return false;
  }
  return a.size() == b.size();
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

std::optional<Array> dsa::fuzz::runProgram(const Fragment &program,
                                           const std::vector<Array> &arrays) {
  Array result = arrays.back();
  bool ran = forEachPoint(program.extents, [&](const Point &point) {
    std::vector<APInt> inputs;
    for (auto [number, operand] : llvm::enumerate(program.operands)) {
      const Array &array =
          number + 1 == program.operands.size() ? result : arrays[number];
      inputs.push_back(array.at(getElement(operand, point)));
    }
    std::optional<APInt> value = program.evaluate(inputs);
    if (!value)
      return false;
    result.at(getElement(program.getResult(), point)) = *value;
    return true;
  });
  if (!ran)
    return std::nullopt;
  return result;
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

namespace {
class BlockRunner {
public:
  BlockRunner(const Fragment &program, const Fragment &instruction,
              const Use &use, const std::vector<Array> &arrays)
      : program(program), instruction(instruction), use(use), arrays(arrays),
        registers(instruction.operands.size()), result(arrays.back()) {
    extents = use.blockExtents;
    llvm::append_range(extents, instruction.extents);
  }

  std::optional<Array> run();

private:
  Point getSlot(unsigned operand, const Point &image) const;
  bool gather(const Point &point);
  bool execute(const Point &image);

  const Fragment &program, &instruction;
  const Use &use;
  const std::vector<Array> &arrays;
  /// Block coordinates and register coordinates --> value.
  std::vector<Array> registers;
  std::vector<int64_t> extents;
  Array result;
};
} // namespace

/// The element of the register of `operand` that is used at `image`; blocks of
/// a reduction share the accumulator's.
Point BlockRunner::getSlot(unsigned operand, const Point &image) const {
  size_t numBlocks = use.blockExtents.size();
  bool isLast = operand + 1 == instruction.operands.size();
  Point slot, loops(image.begin() + numBlocks, image.end());
  for (size_t block = 0; block < numBlocks; ++block)
    if (!isLast || !use.isReductionBlock[block])
      slot.push_back(image[block]);
  llvm::append_range(slot, getElement(instruction.operands[operand], loops));
  return slot;
}

bool BlockRunner::gather(const Point &point) {
  Point image = applyMap(use.forward, point);
  for (auto [at, extent] : llvm::zip_equal(image, extents))
    if (at < 0 || at >= extent)
      return false;
  if (applyMap(use.inverse, image) != point)
    return false;
  for (size_t operand = 0; operand < registers.size(); ++operand) {
    unsigned source = use.sources[operand];
    registers[operand].insert_or_assign(
        getSlot(operand, image),
        arrays[source].at(getElement(program.operands[source], point)));
  }
  return true;
}

bool BlockRunner::execute(const Point &image) {
  std::vector<APInt> inputs;
  for (size_t operand = 0; operand < registers.size(); ++operand)
    inputs.push_back(
        registers[operand]
            .try_emplace(getSlot(operand, image), use.padding[operand])
            .first->second);
  std::optional<APInt> value = instruction.evaluate(inputs);
  if (value)
    registers.back().at(getSlot(registers.size() - 1, image)) = *value;
  return value.has_value();
}

std::optional<Array> BlockRunner::run() {
  if (!forEachPoint(program.extents,
                    [&](const Point &point) { return gather(point); }) ||
      !forEachPoint(extents,
                    [&](const Point &image) { return execute(image); }))
    return std::nullopt;
  forEachPoint(program.extents, [&](const Point &point) {
    result.at(getElement(program.getResult(), point)) = registers.back().at(
        getSlot(registers.size() - 1, applyMap(use.forward, point)));
    return true;
  });
  return result;
}

std::optional<Array>
dsa::fuzz::runInstruction(const Fragment &program, const Fragment &instruction,
                          const Use &use, const std::vector<Array> &arrays) {
  return BlockRunner(program, instruction, use, arrays).run();
}
