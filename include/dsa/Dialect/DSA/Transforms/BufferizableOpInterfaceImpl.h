// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Bufferization of `dsa.invoke`.
#ifndef DSA_DIALECT_DSA_TRANSFORMS_BUFFERIZABLEOPINTERFACEIMPL_H
#define DSA_DIALECT_DSA_TRANSFORMS_BUFFERIZABLEOPINTERFACEIMPL_H

namespace mlir {
class DialectRegistry;

namespace dsa {
void registerBufferizableOpInterfaceExternalModels(DialectRegistry &registry);
} // namespace dsa
} // namespace mlir

#endif // DSA_DIALECT_DSA_TRANSFORMS_BUFFERIZABLEOPINTERFACEIMPL_H
