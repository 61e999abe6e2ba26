// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The C header of a compiled program.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Execution/Binary.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

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

/// Whether `name` means something to C or C++. The list is that of words which
/// a model could well use as the name of a value.
static bool isKeyword(StringRef name) {
  return llvm::is_contained(
      {"auto",     "bool",     "break",    "case",     "char",     "class",
       "const",    "continue", "default",  "delete",   "do",       "double",
       "else",     "enum",     "explicit", "export",   "extern",   "false",
       "float",    "for",      "goto",     "if",       "inline",   "int",
       "long",     "mutable",  "new",      "operator", "private",  "public",
       "register", "restrict", "return",   "short",    "signed",   "sizeof",
       "static",   "struct",   "switch",   "template", "this",     "throw",
       "true",     "try",      "typedef",  "union",    "unsigned", "using",
       "virtual",  "void",     "volatile", "while",    "and",      "or",
       "not",      "xor",      "namespace"},
      name);
}

/// `const float *x`.
static std::string getDeclaration(ParameterAttr parameter, StringRef name) {
  auto tensor = dyn_cast<RankedTensorType>(parameter.getType());
  if (!tensor)
    return getCType(parameter.getType()) + " " + name.str();
  std::string type = getCType(tensor.getElementType());
  return (parameter.getKind() == ParameterKind::In ? "const " : "") + type +
         " *" + name.str();
}

/// ` * in  x: tensor<4x4xf32>`.
static std::string getDescription(ParameterAttr parameter, StringRef name) {
  return llvm::formatv(" *   {0,-5} {1}: {2}\n",
                       stringifyParameterKind(parameter.getKind()), name,
                       parameter.getType())
      .str();
}

LogicalResult dsa::nameEntries(ModuleOp program, StringRef prefix) {
  SymbolTable symbols(program);
  for (auto function :
       llvm::make_early_inc_range(program.getOps<FunctionOpInterface>())) {
    if (!function->hasAttr(kEntryAttrName))
      continue;
    std::string name = makeIdentifier((prefix + function.getName()).str());
    if (name == "main" || isKeyword(name))
      name = "dsa_" + name;
    if (name == function.getName())
      continue;
    if (symbols.lookup(name))
      return function.emitError("expected another prefix: the program has a "
                                "second function '")
             << name << "'";
    if (failed(symbols.rename(function, name)))
      return function.emitError("expected a module whose symbols can be "
                                "renamed");
  }
  return success();
}

static void writeEntry(raw_ostream &os, StringRef name, ArrayAttr parameters) {
  os << "\n/**\n * Buffers hold their elements in row order and do not "
        "overlap.\n";
  SmallVector<std::string> declarations;
  llvm::StringSet<> taken;
  for (auto parameter : parameters.getAsRange<ParameterAttr>()) {
    std::string name = makeIdentifier(parameter.getName().getValue());
    // A trailing underscore keeps names apart, from each other and from the
    // keywords of C and C++, which have none.
    while (isKeyword(name) || !taken.insert(name).second)
      name += "_";
    os << getDescription(parameter, name);
    declarations.push_back(getDeclaration(parameter, name));
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
