// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Schedules as files.
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.h"
#include "dsa/Equivalence/Match.h"
#include "mlir/Dialect/Transform/Transforms/TransformInterpreterUtils.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/InterleavedRange.h"

using namespace mlir;
using namespace mlir::dsa;

llvm::DenseMap<Operation *, OperationPlace> dsa::getPlaces(Operation *program) {
  llvm::DenseMap<Operation *, OperationPlace> places;
  llvm::DenseMap<Operation *, int64_t> counts;
  program->walk([&](linalg::LinalgOp op) {
    if (auto function = op->getParentOfType<FunctionOpInterface>())
      places[op] = {function.getName(), counts[function]++};
  });
  return places;
}

std::string
dsa::writeSchedule(Operation *program,
                   const llvm::DenseMap<Operation *, OperationPlace> &places,
                   StringRef machine, Numerics numerics) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  Builder builder(program->getContext());
  stream << "// What auto-tensorize decided for the machine '" << machine
         << "'. Edit a mapping, or leave an\n// operation out, and replay it "
            "with schedule=<this file>.\n"
         << "module attributes {transform.with_named_sequence} {\n"
         << "  transform.named_sequence @__transform_main(%program: "
            "!transform.any_op {transform.readonly}) {\n";
  unsigned number = 0;
  program->walk([&](linalg::LinalgOp op) {
    auto match = op->getAttrOfType<MatchAttr>(kMatchAttrName);
    auto place = places.find(op);
    if (!match || place == places.end())
      return;
    auto function =
        FlatSymbolRefAttr::get(program->getContext(), place->second.function);
    stream << "    // " << op->getName() << " at " << op->getLoc() << "\n    %"
           << number << " = transform.dsa.find " << place->second.position
           << " in " << function << " of %program structure \""
           << getStructure(op)
           << "\" : (!transform.any_op) -> !transform.any_op\n"
           << "    transform.dsa.tensorize %" << number << " by "
           << match.getInstruction() << " of " << builder.getStringAttr(machine)
           << "\n        mapping " << AffineMapAttr::get(match.getMapping())
           << "\n        operands [" << llvm::interleaved(match.getOperands())
           << "]";
    if (numerics != Numerics::Exact)
      stream << " numerics <" << stringifyNumerics(numerics) << ">";
    stream << " : !transform.any_op\n";
    ++number;
  });
  stream << "    transform.yield\n  }\n}\n";
  return text;
}

LogicalResult dsa::applySchedule(Operation *program, StringRef path) {
  OwningOpRef<ModuleOp> schedule =
      parseSourceFile<ModuleOp>(path, program->getContext());
  if (!schedule)
    return emitError(program->getLoc())
           << "expected '" << path << "' to be a schedule";
  transform::TransformOpInterface sequence =
      transform::detail::findTransformEntryPoint(*schedule, ModuleOp());
  if (!sequence)
    return failure();
  return transform::applyTransformNamedSequence(program, sequence, *schedule,
                                                transform::TransformOptions());
}
