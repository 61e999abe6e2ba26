// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-translate`: programs into files that other tools take.
#ifndef DSA_EXECUTION_TRANSLATIONS_H
#define DSA_EXECUTION_TRANSLATIONS_H

namespace mlir::dsa {

/// Registers `--dsa-to-llvmir`, `--dsa-to-object` and
/// `--dsa-to-shared-library`, with the options `--machine` and those of
/// `--dsa-compile` that say how to compile.
void registerExecutionTranslations();

/// The main of `dsa-translate`, with the translations that are registered. The
/// output file appears at once, and only if the translation succeeds.
int translateMain(int argc, char **argv);

} // namespace mlir::dsa

#endif // DSA_EXECUTION_TRANSLATIONS_H
