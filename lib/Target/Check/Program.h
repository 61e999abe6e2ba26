// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A program that runs one instruction on many samples.
#ifndef DSA_LIB_TARGET_CHECK_PROGRAM_H
#define DSA_LIB_TARGET_CHECK_PROGRAM_H

#include "dsa/Target/Library.h"

namespace mlir::dsa {

/// Memory of all samples for one operand or result.
struct CheckBuffer {
  std::string name;
  /// Samples come first. Where the instruction leaves a stride open, rows lie
  /// apart.
  MemRefType type;
  bool isOutput;

  /// Elements, and bytes, of one sample.
  int64_t getElements() const {
    return type.getNumElements() / type.getDimSize(0);
  }
  unsigned getElementBytes() const { return type.getElementTypeBitWidth() / 8; }
  int64_t getSampleBytes() const { return getElements() * getElementBytes(); }
};

/// `@check(%samples: index, %buffers...)`, at level `dsa`.
struct CheckProgram {
  OwningOpRef<ModuleOp> module;
  SmallVector<CheckBuffer> buffers;
  /// Why there is no program; empty if there is one.
  std::string obstacle;
};

/// The program that takes the operands of `instruction` from memory by loads of
/// the same description, invokes it, and stores its results.
CheckProgram buildCheckProgram(const Target &target, InstructionOp instruction,
                               int64_t samples);

} // namespace mlir::dsa

#endif // DSA_LIB_TARGET_CHECK_PROGRAM_H
