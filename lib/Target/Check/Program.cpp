// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builds the program that runs one instruction on many samples.
#include "Program.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// How an operand or result gets from or to its buffer.
struct Access {
  /// The type of the memory operand, of `move` or of the instruction itself.
  MemRefType memory;
  /// The load or store; null for memory operands of the instruction.
  InstructionOp move;
};

class ProgramBuilder {
public:
  ProgramBuilder(const Target &target, InstructionOp instruction,
                 int64_t samples)
      : target(target), instruction(instruction), samples(samples),
        builder(instruction.getContext()), loc(instruction.getLoc()) {}

  CheckProgram build();

private:
  /// Plans all operands and results; false if there is an obstacle.
  bool plan();
  bool planOperand(unsigned index);
  bool planResult(unsigned index);
  bool addBuffer(std::string name, Access access, bool isOutput);

  func::FuncOp makeFunction();
  void makeBody(Value sample, ValueRange buffers);
  /// What is in `buffer` for `sample`.
  Value makeView(Value buffer, Value sample, MemRefType memory);

  const Target &target;
  InstructionOp instruction;
  int64_t samples;
  OpBuilder builder;
  Location loc;
  CheckProgram program;
  /// One for each buffer; operands first.
  SmallVector<Access> accesses;
};

} // namespace

bool ProgramBuilder::plan() {
  FunctionType type = instruction.getFunctionType();
  for (unsigned index = 0; index < type.getNumInputs(); ++index)
    if (!planOperand(index))
      return false;
  for (unsigned index = 0; index < type.getNumResults(); ++index)
    if (!planResult(index))
      return false;
  return true;
}

bool ProgramBuilder::planOperand(unsigned index) {
  Type type = instruction.getFunctionType().getInput(index);
  std::string name = "operand " + std::to_string(index);
  OperandKind kind = instruction.getKind(index);
  if (auto memory = dyn_cast<MemRefType>(type))
    return addBuffer(name, {memory, nullptr}, kind == OperandKind::Write);
  auto reg = dyn_cast<RegType>(type);
  if (!reg || kind == OperandKind::Immediate) {
    program.obstacle = name + " is neither memory nor a register";
    return false;
  }
  InstructionOp load = target.findLoad(reg.getRegisters());
  if (!load) {
    program.obstacle = "no instruction loads " + name;
    return false;
  }
  auto memory = cast<MemRefType>(load.getFunctionType().getInput(0));
  return addBuffer(name, {memory, load}, false);
}

bool ProgramBuilder::planResult(unsigned index) {
  auto reg = dyn_cast<RegType>(instruction.getFunctionType().getResult(index));
  std::string name = "result " + std::to_string(index);
  InstructionOp store = reg ? target.findStore(reg.getRegisters()) : nullptr;
  if (!store) {
    program.obstacle = "no instruction stores " + name;
    return false;
  }
  auto memory = cast<MemRefType>(store.getFunctionType().getInput(0));
  return addBuffer(name, {memory, store}, true);
}

bool ProgramBuilder::addBuffer(std::string name, Access access, bool isOutput) {
  MemRefType memory = access.memory;
  SmallVector<int64_t> strides;
  int64_t offset;
  if (!memory.hasStaticShape() ||
      failed(memory.getStridesAndOffset(strides, offset)) ||
      !ShapedType::isDynamic(offset) ||
      !memory.getElementType().isIntOrFloat() ||
      memory.getElementTypeBitWidth() % 8 != 0) {
    program.obstacle = "memory of " + name +
                       " is not of static shape with an open offset and "
                       "elements of whole bytes";
    return false;
  }
  // Rows whose distance is open lie apart: every other one is not touched.
  SmallVector<int64_t> shape(memory.getShape());
  for (size_t dim = 0; dim + 1 < strides.size(); ++dim)
    if (ShapedType::isDynamic(strides[dim]))
      shape[dim + 1] *= 2;
  shape.insert(shape.begin(), samples);
  program.buffers.push_back(
      {name, MemRefType::get(shape, memory.getElementType()), isOutput});
  accesses.push_back(access);
  return true;
}

func::FuncOp ProgramBuilder::makeFunction() {
  SmallVector<Type> inputs = {builder.getIndexType()};
  for (const CheckBuffer &buffer : program.buffers)
    inputs.push_back(buffer.type);
  auto function = func::FuncOp::create(builder, loc, "check",
                                       builder.getFunctionType(inputs, {}));
  function.addEntryBlock();
  return function;
}

Value ProgramBuilder::makeView(Value buffer, Value sample, MemRefType memory) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<OpFoldResult> offsets(type.getRank(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), builder.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes = {builder.getIndexAttr(1)};
  offsets[0] = sample;
  for (int64_t size : memory.getShape())
    sizes.push_back(builder.getIndexAttr(size));
  auto view = cast<MemRefType>(memref::SubViewOp::inferRankReducedResultType(
      memory.getShape(), type, offsets, sizes, strides));
  return memref::SubViewOp::create(builder, loc, view, buffer, offsets, sizes,
                                   strides);
}

void ProgramBuilder::makeBody(Value sample, ValueRange buffers) {
  FunctionType type = instruction.getFunctionType();
  SmallVector<Value> operands;
  for (unsigned index = 0; index < type.getNumInputs(); ++index) {
    Value view = makeView(buffers[index], sample, accesses[index].memory);
    if (InstructionOp load = accesses[index].move)
      view = InvokeOp::create(builder, loc, type.getInput(index),
                              load.getReference(), view)
                 .getResult(0);
    operands.push_back(view);
  }
  auto invoke = InvokeOp::create(builder, loc, type.getResults(),
                                 instruction.getReference(), operands);
  for (OpResult result : invoke.getResults()) {
    unsigned index = type.getNumInputs() + result.getResultNumber();
    Value view = makeView(buffers[index], sample, accesses[index].memory);
    InvokeOp::create(builder, loc, TypeRange(),
                     accesses[index].move.getReference(),
                     ValueRange{view, result});
  }
}

CheckProgram ProgramBuilder::build() {
  if (!plan())
    return std::move(program);
  program.module = ModuleOp::create(loc);
  builder.setInsertionPointToEnd(program.module->getBody());
  func::FuncOp function = makeFunction();
  target.declare(*program.module, instruction.getReference());
  for (Access &access : accesses)
    if (access.move)
      target.declare(*program.module, access.move.getReference());

  builder.setInsertionPointToEnd(&function.getBody().front());
  auto terminator = func::ReturnOp::create(builder, loc);
  builder.setInsertionPoint(terminator);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto loop =
      scf::ForOp::create(builder, loc, zero, function.getArgument(0), one);
  builder.setInsertionPointToStart(loop.getBody());
  makeBody(loop.getInductionVar(), function.getArguments().drop_front());
  return std::move(program);
}

CheckProgram dsa::buildCheckProgram(const Target &target,
                                    InstructionOp instruction,
                                    int64_t samples) {
  return ProgramBuilder(target, instruction, samples).build();
}
