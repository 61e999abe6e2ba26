//===- DSADialect.td - The dsa dialect ---------------------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_IR_DSADIALECT
#define DSA_DIALECT_DSA_IR_DSADIALECT

include "mlir/IR/OpBase.td"

def DSA_Dialect : Dialect {
  let name = "dsa";
  let cppNamespace = "::mlir::dsa";
  let summary = "Machines described as code, and programs for them";
  let description = [{
    A machine is a module of definitions: instruction sets (`dsa.isa`) of
    register classes and instructions, and a machine (`dsa.machine`) that lists
    the sets it has and its memories. An instruction is a signature, its
    semantics (linalg on tensors), its emission (what the back end takes) and
    its cost; adding one is adding text.

    Definitions live in a *library module* beside the program, because upstream
    passes would rewrite their regions; a program holds region-less
    declarations of what it uses, and invokes instructions by the one operation
    `dsa.invoke`.
  }];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let hasRegionArgAttrVerify = 1;
  // Descriptions are parsed while passes run, when no dialect may be loaded any
  // more: what they may use comes with this dialect.
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::amx::AMXDialect",
    "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::complex::ComplexDialect",
    "::mlir::func::FuncDialect", "::mlir::gpu::GPUDialect",
    "::mlir::linalg::LinalgDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::nvgpu::NVGPUDialect",
    "::mlir::NVVM::NVVMDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect", "::mlir::vector::VectorDialect",
    "::mlir::x86vector::X86VectorDialect"
  ];
  let hasNonDefaultDestructor = 1;
  let extraClassDeclaration = [{
    /// The libraries of definitions loaded in this context; the dialect owns
    /// them, so that they live as long as the context.
    ::mlir::dsa::LibraryCache &getLibraryCache() { return *libraryCache; }

  private:
    std::unique_ptr<::mlir::dsa::LibraryCache> libraryCache;

  public:
  }];
}

#endif // DSA_DIALECT_DSA_IR_DSADIALECT
