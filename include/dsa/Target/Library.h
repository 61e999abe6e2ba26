// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Machines and instruction sets, found by name on a search path or by file.
#ifndef DSA_TARGET_LIBRARY_H
#define DSA_TARGET_LIBRARY_H

#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::dsa {

/// A machine and the instruction sets it has, in a module of their own beside
/// the program. Cheap to copy; the context's dsa dialect owns the module. The
/// dialects that descriptions may use are loaded with the dsa dialect.
class Target {
public:
  /// Loads machine `name`: a `.mlir` file, or `<name>` for
  /// `machine/<name>.mlir` on the search path. A file with instruction sets and
  /// no machine stands for one that has just these. Loaded once a context; may
  /// be called from several threads. An unknown machine is an error at `loc`
  /// that lists those known.
  static FailureOr<Target> load(Location loc, StringRef name);

  /// The module of definitions.
  ModuleOp getLibrary() const { return library; }
  MachineOp getMachine() const { return machine; }

  /// All instructions with semantics, in the order of the machine's sets.
  SmallVector<InstructionOp> getInstructions() const;
  /// The shared libraries that emissions call.
  SmallVector<std::string> getLibraries() const;
  /// The adapters in the machine's file, then those of `adapters/*.mlir` along
  /// the search path, in the order of the files' names.
  SmallVector<AdapterOp> getAdapters() const;
  /// The definition of `@isa::@instruction`; null if the machine lacks it.
  InstructionOp lookupInstruction(SymbolRefAttr name) const;
  /// The class `@isa::@registers`; null if the machine lacks it.
  RegistersOp lookupRegisters(SymbolRefAttr name) const;

  /// The instruction whose semantics is exactly a copy from a memref into class
  /// `registers` (a load), from it (a store), or a splat of zero bits; null
  /// where there is none.
  InstructionOp findLoad(SymbolRefAttr registers) const;
  InstructionOp findStore(SymbolRefAttr registers) const;
  InstructionOp findZero(SymbolRefAttr registers) const;

  /// Copies the declarations (without regions) that an invocation of
  /// `instruction` needs into `program`, unless they are there.
  void declare(ModuleOp program, SymbolRefAttr instruction) const;

private:
  Target(ModuleOp library, MachineOp machine)
      : library(library), machine(machine) {}

  ModuleOp library;
  MachineOp machine;
};

/// Prepends `directory` to the search path. The path is: these directories,
/// those of the environment variable DSA_PATH, that of the installation.
void addSearchDirectory(StringRef directory);

/// The names of all machines on the search path, sorted.
SmallVector<std::string> listMachines();

/// Whether the processor that runs this is of the kind that `triple` names.
bool isHostProcessor(StringRef triple);

/// The described machine with the most instructions among those whose features
/// the processor that runs this has. An error at `loc` if there is none.
FailureOr<std::string> findHostMachine(Location loc);

} // namespace mlir::dsa

#endif // DSA_TARGET_LIBRARY_H
