// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations of the transform dialect that decide on instructions, and the
/// schedules that are made of them.
#ifndef DSA_DIALECT_DSA_TRANSFORMOPS_DSATRANSFORMOPS_H
#define DSA_DIALECT_DSA_TRANSFORMOPS_DSATRANSFORMOPS_H

#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/Dialect/Linalg/IR/LinalgInterfaces.h"
#include "mlir/Dialect/Transform/IR/TransformDialect.h"
#include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.h"

#define GET_OP_CLASSES
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.h.inc"

namespace mlir::dsa {

void registerTransformDialectExtension(DialectRegistry &registry);

/// Which linalg operation one is: the function that it is in, and its number
/// among those in it.
struct OperationPlace {
  StringRef function;
  int64_t position;
};

/// The places of all linalg operations in functions of `program`.
llvm::DenseMap<Operation *, OperationPlace> getPlaces(Operation *program);

/// A schedule with what was decided about the operations of `program`: for each
/// that has a `dsa.match` and a place, a `transform.dsa.tensorize`. `numerics`
/// is what the decisions might weaken.
std::string
writeSchedule(Operation *program,
              const llvm::DenseMap<Operation *, OperationPlace> &places,
              StringRef machine, Numerics numerics);

/// Runs the schedule in file `path` on `program`. What is wrong with the file,
/// or does not fit the program, is an error.
LogicalResult applySchedule(Operation *program, StringRef path);

} // namespace mlir::dsa

#endif // DSA_DIALECT_DSA_TRANSFORMOPS_DSATRANSFORMOPS_H
