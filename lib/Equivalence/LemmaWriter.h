// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lemmas on scalar bodies as SMT-LIB, by way of MLIR's `smt` dialect.
///
/// Integers are bit-vectors. Everything else is uninterpreted: a type is a
/// sort, an operation a function of that name, so that only the same operations
/// on the same values are the same. What an operation of IEEE arithmetic is
/// known to satisfy is added as instances of an axiom.
#ifndef DSA_LIB_EQUIVALENCE_LEMMAWRITER_H
#define DSA_LIB_EQUIVALENCE_LEMMAWRITER_H

#include "dsa/Equivalence/Ranges.h"
#include "mlir/Dialect/SMT/IR/SMTOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::dsa {

/// Builds one query that is unsatisfiable if the lemma holds.
class LemmaWriter {
public:
  LemmaWriter();

  /// Asserts that variable `name` is `body` on the variables `inputs`; they are
  /// declared where they are not yet.
  void define(StringRef name, const ScalarBody &body,
              ArrayRef<std::string> inputs);
  /// Adds the instances of `f(a, b) = f(b, a)` for the commutative float
  /// operations of `body`, and where `contract` is set those of
  /// `fma(a, b, c) = a * b + c`.
  void addAxioms(const ScalarBody &body, ArrayRef<std::string> inputs,
                 bool contract);
  void assertEqual(StringRef left, StringRef right);
  void assertConstant(StringRef name, const llvm::APInt &value);
  /// Asserts that variable `name`, if a body reads it, is in `range`.
  void assertRange(StringRef name, IntegerRange range);
  /// Asserts that node `index` of `body` is not below `extent`.
  void assertBeyond(const ScalarBody &body, ArrayRef<std::string> inputs,
                    unsigned index, int64_t extent);
  void assertDistinct(StringRef left, StringRef right);
  /// Asserts that sums of three numbers differ by the order of the last two:
  /// sums of uninterpreted terms are the free commutative monoid.
  void assertSumsDiffer();

  /// The query; `logic` is what the solver is told.
  std::string write(StringRef logic);

private:
  Value getVariable(StringRef name, Type type);
  Value getFunction(StringRef name, ValueRange args, Type result);
  /// The values of all live nodes of `body`.
  SmallVector<Value> encode(const ScalarBody &body,
                            ArrayRef<std::string> inputs);
  Value encodeNode(const ScalarNode &node, ValueRange args);
  Value encodeInteger(const ScalarNode &node, unsigned width, ValueRange args);
  Value encodeCompare(smt::BVCmpPredicate predicate, Value a, Value b);
  Value encodeConstant(TypedAttr constant);
  Value extend(Value value, unsigned width, bool isSigned);
  Value apply(StringRef name, Type result, ValueRange args);
  Type convert(Type type);
  void assertEqual(Value left, Value right);

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  OpBuilder builder;
  llvm::StringMap<Value> variables, functions;
};

/// The name of the uninterpreted function for `node`, as in
/// `arith.mulf.f32.f32.f32`: operation, types of operands and result.
std::string getFunctionName(const ScalarBody &body, const ScalarNode &node);

/// The assertion that variable `name` is `body` on `inputs`, on one line.
std::string writeDefinition(StringRef name, const ScalarBody &body,
                            ArrayRef<std::string> inputs);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_LEMMAWRITER_H
