// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What libonnx itself knows about models. The one file with exceptions.
#include "ModelChecker.h"
#include <exception>
#include <onnx/checker.h>
#include <onnx/defs/schema.h>

int64_t mlir::dsa::getNewestKnownOpset() {
  return onnx::OpSchemaRegistry::DomainToVersionRange::Instance()
      .Map()
      .at(onnx::ONNX_DOMAIN)
      .second;
}

/// `message` with its first line only, which says what is wrong; the others
/// print the node.
static std::string firstLine(const std::string &message) {
  return message.substr(0, message.find('\n'));
}

std::string mlir::dsa::checkModel(const onnx::ModelProto &model,
                                  const std::string &directory) {
  onnx::checker::CheckerContext context;
  context.set_ir_version(static_cast<int>(model.ir_version()));
  context.set_model_dir(directory);
  std::unordered_map<std::string, int> opsets;
  for (const onnx::OperatorSetIdProto &opset : model.opset_import())
    opsets[opset.domain()] = static_cast<int>(opset.version());
  context.set_opset_imports(opsets);
  try {
    onnx::checker::check_graph(model.graph(), context, {});
  } catch (const std::exception &error) {
    return firstLine(error.what());
  }
  return {};
}
