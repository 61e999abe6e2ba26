// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-opt`: all upstream passes and ours, on `.mlir` files.
#include "dsa/InitAll.h"
#include "dsa/Target/Library.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/CommandLine.h"

static llvm::cl::opt<bool>
    listMachines("list-machines",
                 llvm::cl::desc("Print the machines on the search path"));

/// One line a machine: its name, its instruction sets, its instructions.
static int printMachines(const mlir::DialectRegistry &registry) {
  mlir::MLIRContext context(registry);
  bool isBroken = false;
  for (const std::string &name : mlir::dsa::listMachines()) {
    auto target =
        mlir::dsa::Target::load(mlir::UnknownLoc::get(&context), name);
    if (failed(target)) {
      isBroken = true;
      continue;
    }
    size_t count = target->getInstructions().size();
    llvm::outs() << name << ": ";
    llvm::interleaveComma(target->getMachine().getIsas(), llvm::outs());
    if (count == 0)
      llvm::outs() << "no instruction\n";
    else
      llvm::outs() << " (" << count << " instructions)\n";
  }
  return isBroken;
}

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::registerAllPasses();
  mlir::dsa::registerAllDialects(registry);
  mlir::dsa::registerAllPasses();
  auto [input, output] = mlir::registerAndParseCLIOptions(
      argc, argv, "optimizer of the DSA compiler\n", registry);
  if (listMachines)
    return printMachines(registry);
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, input, output, registry));
}
