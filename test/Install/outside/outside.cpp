// Parses a program with our dialects through the installed library.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/InitAll.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"

int main() {
  mlir::DialectRegistry registry;
  mlir::dsa::registerAllDialects(registry);
  mlir::MLIRContext context(registry);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(
      "dsa.isa @empty {}\n", &context);
  if (!module || module->getOps<mlir::dsa::ISAOp>().empty())
    return 1;
  llvm::outs() << "outside: " << *module->getOps<mlir::dsa::ISAOp>().begin()
               << "\n";
  return 0;
}
