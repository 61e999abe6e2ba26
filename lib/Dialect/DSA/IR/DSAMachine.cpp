// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Definitions of machines and their memories.
#include "dsa/Dialect/DSA/IR/DSA.h"

using namespace mlir;
using namespace mlir::dsa;

LogicalResult MachineOp::verify() {
  if (getCores() <= 0)
    return emitOpError("expected at least one core, but got ") << getCores();
  // C1: `length` is positive.
  if (getLength() && static_cast<int64_t>(*getLength()) <= 0)
    return emitOpError("expected a positive length, but got ")
           << static_cast<int64_t>(*getLength());
  return success();
}

LogicalResult MemoryOp::verify() {
  // C1: sizes are positive.
  if (static_cast<int64_t>(getBytes()) <= 0)
    return emitOpError("expected a capacity of at least one byte, but got ")
           << static_cast<int64_t>(getBytes());
  if (static_cast<int64_t>(getBandwidth()) <= 0 ||
      static_cast<int64_t>(getSharedBy()) <= 0)
    return emitOpError("expected a positive bandwidth and at least one core "
                       "that shares the memory, but got ")
           << static_cast<int64_t>(getBandwidth()) << " and "
           << static_cast<int64_t>(getSharedBy());
  if (getLine() && static_cast<int64_t>(*getLine()) <= 0)
    return emitOpError("expected a line of at least one byte, but got ")
           << static_cast<int64_t>(*getLine());
  return success();
}
