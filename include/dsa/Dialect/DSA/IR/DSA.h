// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `dsa` dialect: its types, attributes and operations.
#ifndef DSA_DIALECT_DSA_IR_DSA_H
#define DSA_DIALECT_DSA_IR_DSA_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::dsa {
class LibraryCache;
} // namespace mlir::dsa

#include "dsa/Dialect/DSA/IR/DSADialect.h.inc"
#include "dsa/Dialect/DSA/IR/DSAEnums.h.inc"

#define GET_TYPEDEF_CLASSES
#include "dsa/Dialect/DSA/IR/DSATypes.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dsa/Dialect/DSA/IR/DSAAttributes.h.inc"

#define GET_OP_CLASSES
#include "dsa/Dialect/DSA/IR/DSAOps.h.inc"

namespace mlir::dsa {

/// The name under which a linalg operation carries its `#dsa.match`.
inline constexpr llvm::StringLiteral kMatchAttrName = "dsa.match";

/// On a linalg operation that was raised from loops, a string: why no
/// dependence is broken (obligation O7).
inline constexpr llvm::StringLiteral kDependencesAttrName = "dsa.dependences";

/// On a linalg operation that adapters led to: their names, the first first.
inline constexpr llvm::StringLiteral kAdaptersAttrName = "dsa.adapters";

/// On an argument of a function, a tensor of integers: `[least, most]`, the
/// values that its elements have. Callers answer for it.
inline constexpr llvm::StringLiteral kRangeAttrName = "dsa.range";

/// On a function that C can call: the array of its `#dsa.parameter`s.
inline constexpr llvm::StringLiteral kEntryAttrName = "dsa.entry";
/// On an argument or result of a function before it is exported: the name that
/// C sees, and the element type with its sign (a type attribute).
inline constexpr llvm::StringLiteral kParameterNameAttrName = "dsa.name";
inline constexpr llvm::StringLiteral kParameterElementAttrName = "dsa.element";

} // namespace mlir::dsa

#endif // DSA_DIALECT_DSA_IR_DSA_H
