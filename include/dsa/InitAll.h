// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Registers everything this project adds to MLIR. Nothing else registers
/// globally.
#ifndef DSA_INITALL_H
#define DSA_INITALL_H

namespace mlir {
class DialectRegistry;
namespace dsa {

/// Our dialects, their interfaces and external models. The upstream dialects
/// that they refer to are loaded on demand and are not registered here.
void registerAllDialects(DialectRegistry &registry);

/// Our passes and the named pipelines.
void registerAllPasses();

/// Registers all translations of `dsa-translate`.
void registerAllTranslations();

} // namespace dsa
} // namespace mlir

#endif // DSA_INITALL_H
