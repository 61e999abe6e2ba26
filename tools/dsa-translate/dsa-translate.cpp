// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-translate`: imports models, and compiles programs into files.
#include "dsa/Execution/Translations.h"
#include "dsa/InitAll.h"

int main(int argc, char **argv) {
  mlir::dsa::registerAllTranslations();
  return mlir::dsa::translateMain(argc, argv);
}
