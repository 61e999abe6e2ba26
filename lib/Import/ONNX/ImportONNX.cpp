// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX models: reads, checks, and applies one rule a node.
#include "ModelChecker.h"
#include "ModelReader.h"
#include "Node.h"
#include "Tensors.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Import/ONNX.h"
#include "dsa/InitAll.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::dsa;

/// Before version 6 the operators are described in another way.
static constexpr int64_t kOldestOpset = 6;

/// Elements of at least this many bytes stay in the model's file.
static constexpr uint64_t kExternalThreshold = 256;

static const llvm::StringMap<Rule> &getRules() {
  static const llvm::StringMap<Rule> rules = [] {
    llvm::StringMap<Rule> result;
    for (ArrayRef<Rule> family :
         {getContractionRules(), getElementwiseRules(), getNormalizationRules(),
          getQuantizationRules(), getReductionRules(), getShapeRules()})
      for (const Rule &rule : family)
        result.try_emplace(rule.opType, rule);
    return result;
  }();
  return rules;
}

namespace {
/// Builds the function of one graph.
class GraphImporter {
public:
  GraphImporter(const onnx::ModelProto &model, StringRef path,
                StringRef directory, MLIRContext *context)
      : model(model), directory(directory), builder(context),
        fileLocation(FileLineColLoc::get(context, path, 0, 0)) {}

  OwningOpRef<ModuleOp> import();

private:
  LogicalResult checkOperators();
  LogicalResult checkOpset();
  LogicalResult importArguments(func::FuncOp function);
  LogicalResult importInitializers();
  LogicalResult importNodes();
  LogicalResult importResults(func::FuncOp function);
  LogicalResult importFunction(func::FuncOp function);

  /// `loc("<what> '<name>'"("<file>":0:0))`
  Location getLocation(const Twine &what, StringRef name) {
    return NameLoc::get(builder.getStringAttr(what + " '" + name + "'"),
                        fileLocation);
  }

  const onnx::ModelProto &model;
  StringRef directory;
  OpBuilder builder;
  Location fileLocation;
  int64_t opset = 0;
  llvm::StringMap<Value> values;
};
} // namespace

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

LogicalResult GraphImporter::checkOpset() {
  for (const onnx::OperatorSetIdProto &imported : model.opset_import())
    if (imported.domain().empty() || imported.domain() == "ai.onnx")
      opset = imported.version();
  int64_t newest = getNewestKnownOpset();
  if (opset >= kOldestOpset && opset <= newest)
    return success();
  return emitError(fileLocation, "expected standard operators of version ")
         << kOldestOpset << " to " << newest << ", but got " << opset;
}

LogicalResult GraphImporter::checkOperators() {
  struct Unsupported {
    unsigned count = 0;
    std::string first;
  };
  llvm::MapVector<StringRef, Unsupported> unsupported;
  for (const onnx::NodeProto &node : model.graph().node()) {
    bool isStandard = node.domain().empty() || node.domain() == "ai.onnx";
    if (isStandard && getRules().contains(node.op_type()))
      continue;
    Unsupported &entry = unsupported[node.op_type()];
    if (entry.count++ == 0)
      entry.first = !node.name().empty() || node.output_size() == 0
                        ? node.name()
                        : node.output(0);
  }
  if (unsupported.empty())
    return success();
  InFlightDiagnostic diagnostic = emitError(
      fileLocation, "expected operators that are supported, but got ");
  llvm::interleaveComma(unsupported, diagnostic, [&](const auto &entry) {
    diagnostic << entry.first << " (" << entry.second.count << ", first '"
               << entry.second.first << "')";
  });
  return diagnostic;
}

//===----------------------------------------------------------------------===//
// The parts of a graph
//===----------------------------------------------------------------------===//

LogicalResult GraphImporter::importArguments(func::FuncOp function) {
  // Before version 4 of the format initializers are inputs too.
  llvm::StringSet<> initializers;
  for (const onnx::TensorProto &initializer : model.graph().initializer())
    initializers.insert(initializer.name());
  for (const onnx::ValueInfoProto &input : model.graph().input()) {
    if (initializers.contains(input.name()))
      continue;
    Location location = getLocation("input", input.name());
    FailureOr<RankedTensorType> type = getTensorType(location, input.type());
    if (failed(type))
      return failure();
    unsigned index = function.getNumArguments();
    NamedAttribute name = builder.getNamedAttr(
        kParameterNameAttrName, builder.getStringAttr(input.name()));
    if (failed(function.insertArgument(
            index, *type, builder.getDictionaryAttr(name), location)))
      return failure();
    values[input.name()] = function.getArgument(index);
  }
  return success();
}

LogicalResult GraphImporter::importInitializers() {
  for (const onnx::TensorProto &initializer : model.graph().initializer()) {
    Location location = getLocation("initializer", initializer.name());
    RankedTensorType type;
    FailureOr<TypedAttr> elements =
        getElements(location, initializer, directory, type);
    if (failed(elements))
      return failure();
    auto constant =
        graph::ConstantOp::create(builder, location, type, *elements);
    if (failed(verify(constant)))
      return failure();
    values[initializer.name()] = constant;
  }
  return success();
}

LogicalResult GraphImporter::importNodes() {
  for (const onnx::NodeProto &proto : model.graph().node()) {
    StringRef name = proto.name();
    if (name.empty() && proto.output_size() > 0)
      name = proto.output(0);
    Node node(proto, opset, directory, builder, values,
              getLocation(proto.op_type(), name));
    if (failed(getRules().at(proto.op_type()).import(node)))
      return failure();
  }
  return success();
}

LogicalResult GraphImporter::importResults(func::FuncOp function) {
  SmallVector<Value> results;
  SmallVector<Attribute> names;
  for (const onnx::ValueInfoProto &output : model.graph().output()) {
    Location location = getLocation("output", output.name());
    Value value = values.lookup(output.name());
    if (!value)
      return emitError(location, "expected a node that computes it");
    // What the model says of the shape must agree, as far as it says anything.
    bool isStatic =
        output.type().has_tensor_type() &&
        output.type().tensor_type().has_shape() &&
        llvm::all_of(output.type().tensor_type().shape().dim(),
                     [](const auto &dim) { return dim.has_dim_value(); });
    if (isStatic) {
      FailureOr<RankedTensorType> type = getTensorType(location, output.type());
      if (failed(type))
        return failure();
      if (*type != value.getType())
        return emitError(location, "expected a value of type ")
               << *type << ", but got " << value.getType();
    }
    results.push_back(value);
    names.push_back(builder.getDictionaryAttr(builder.getNamedAttr(
        kParameterNameAttrName, builder.getStringAttr(output.name()))));
  }
  func::ReturnOp::create(builder, function.getLoc(), results);
  function.setType(builder.getFunctionType(function.getArgumentTypes(),
                                           ValueRange(results).getTypes()));
  function.setResAttrsAttr(builder.getArrayAttr(names));
  return success();
}

/// A diagnostic of a part of the graph names the part, which a file's location
/// does not; of those that follow from the first nobody learns more.
LogicalResult GraphImporter::importFunction(func::FuncOp function) {
  std::string problem;
  {
    ScopedDiagnosticHandler handler(
        builder.getContext(), [&](Diagnostic &diagnostic) {
          if (diagnostic.getSeverity() != DiagnosticSeverity::Error)
            return failure();
          if (!problem.empty())
            return success();
          if (auto part = dyn_cast<NameLoc>(diagnostic.getLocation()))
            problem = part.getName().str() + ": ";
          problem += diagnostic.str();
          return success();
        });
    if (succeeded(importArguments(function)) &&
        succeeded(importInitializers()) && succeeded(importNodes()) &&
        succeeded(importResults(function)))
      return success();
  }
  return emitError(fileLocation) << problem;
}

OwningOpRef<ModuleOp> GraphImporter::import() {
  if (!model.has_graph() || model.ir_version() == 0) {
    emitError(fileLocation, "expected an ONNX model, but got another format");
    return {};
  }
  if (failed(checkOpset()) || failed(checkOperators()))
    return {};
  if (std::string problem = checkModel(model, directory.str());
      !problem.empty()) {
    emitError(fileLocation, "expected a valid ONNX model, but got: ")
        << problem;
    return {};
  }
  OwningOpRef<ModuleOp> module = ModuleOp::create(fileLocation);
  builder.setInsertionPointToStart(module->getBody());
  auto function = func::FuncOp::create(builder, fileLocation, "main",
                                       builder.getFunctionType({}, {}));
  builder.setInsertionPointToStart(function.addEntryBlock());
  if (failed(importFunction(function)) || failed(verify(*module)))
    return {};
  return module;
}

//===----------------------------------------------------------------------===//
// Entry points
//===----------------------------------------------------------------------===//

OwningOpRef<ModuleOp> dsa::importONNX(MLIRContext *context,
                                      llvm::MemoryBufferRef buffer) {
  context->loadDialect<DSADialect, func::FuncDialect, graph::GraphDialect>();
  StringRef path = buffer.getBufferIdentifier();
  bool isFile = llvm::sys::fs::is_regular_file(path);
  onnx::ModelProto model;
  if (!readModel(buffer.getBuffer(),
                 isFile ? llvm::sys::path::filename(path) : StringRef(),
                 kExternalThreshold, model)) {
    emitError(FileLineColLoc::get(context, path, 0, 0),
              "expected an ONNX model, but got another format or a part of "
              "a model");
    return {};
  }
  return GraphImporter(model, path, llvm::sys::path::parent_path(path), context)
      .import();
}

OwningOpRef<ModuleOp> dsa::importONNX(MLIRContext *context, StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (buffer)
    return importONNX(context, (*buffer)->getMemBufferRef());
  emitError(FileLineColLoc::get(context, path, 0, 0),
            "expected a file that can be read, but got: ")
      << buffer.getError().message();
  return {};
}

void dsa::registerImportONNXTranslation() {
  static TranslateToMLIRRegistration registration(
      "import-onnx", "import an ONNX model as a program of the graph dialect",
      [](llvm::SourceMgr &sources,
         MLIRContext *context) -> OwningOpRef<Operation *> {
        const llvm::MemoryBuffer *buffer =
            sources.getMemoryBuffer(sources.getMainFileID());
        return importONNX(context, buffer->getMemBufferRef());
      },
      [](DialectRegistry &registry) {
        registry.insert<func::FuncDialect>();
        registerAllDialects(registry);
      });
}
