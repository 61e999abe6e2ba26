// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The C header of a compiled program.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Execution/Binary.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::dsa;

/// The type of C for elements of `type`. Floats that C lacks, and integers of
/// odd width, are passed as words of their bits.
static std::string getCType(Type type) {
  if (type.isF32())
    return "float";
  if (type.isF64())
    return "double";
  if (type.isIndex())
    return "int64_t";
  if (type.isInteger(1))
    return "bool";
  uint64_t bits =
      llvm::PowerOf2Ceil(std::max(8u, type.getIntOrFloatBitWidth()));
  bool isUnsigned = type.isUnsignedInteger() || isa<FloatType>(type);
  return (isUnsigned ? "uint" : "int") + std::to_string(bits) + "_t";
}

/// `text` as an identifier of C.
static std::string makeIdentifier(StringRef text) {
  std::string result;
  for (char c : text)
    result += llvm::isAlnum(c) ? c : '_';
  if (result.empty() || llvm::isDigit(result.front()))
    result.insert(0, "_");
  return result;
}

/// `const float *x`, with the same name for no two parameters.
static std::string getDeclaration(ParameterAttr parameter, unsigned index) {
  std::string name = makeIdentifier(parameter.getName().getValue()) + "_" +
                     std::to_string(index);
  auto tensor = dyn_cast<RankedTensorType>(parameter.getType());
  if (!tensor)
    return getCType(parameter.getType()) + " " + name;
  std::string type = getCType(tensor.getElementType());
  return (parameter.getKind() == ParameterKind::In ? "const " : "") + type +
         " *" + name;
}

/// ` * in  x: tensor<4x4xf32>`.
static std::string getDescription(ParameterAttr parameter) {
  return llvm::formatv(" *   {0,-5} {1}: {2}\n",
                       stringifyParameterKind(parameter.getKind()),
                       parameter.getName().getValue(), parameter.getType())
      .str();
}

static void writeEntry(raw_ostream &os, StringRef name, ArrayAttr parameters) {
  os << "\n/**\n * Buffers hold their elements in row order and do not "
        "overlap.\n";
  SmallVector<std::string> declarations;
  for (auto [index, parameter] :
       llvm::enumerate(parameters.getAsRange<ParameterAttr>())) {
    os << getDescription(parameter);
    declarations.push_back(getDeclaration(parameter, index));
  }
  os << " */\nint " << name << "("
     << (declarations.empty() ? "void" : llvm::join(declarations, ",\n    "))
     << ");\n";
}

std::string dsa::writeHeader(ModuleOp program, StringRef guard) {
  std::string text;
  llvm::raw_string_ostream os(text);
  std::string macro = StringRef(makeIdentifier(guard)).upper() + "_H";
  os << "/* The functions of a compiled program. Each returns 0, or a reason "
        "why it did\n * not run: 1, the system does not let this process use "
        "AMX tiles. An object\n * file is linked with libdsa_runtime.a and "
        "libm. */\n#ifndef "
     << macro << "\n#define " << macro
     << "\n\n#include <stdbool.h>\n#include <stdint.h>\n\n#ifdef "
        "__cplusplus\nextern \"C\" {\n#endif\n";
  for (auto function : program.getOps<FunctionOpInterface>())
    if (auto parameters = function->getAttrOfType<ArrayAttr>(kEntryAttrName))
      writeEntry(os, function.getName(), parameters);
  os << "\n#ifdef __cplusplus\n}\n#endif\n\n#endif /* " << macro << " */\n";
  return text;
}
