# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Finds what the compiler is built on, and says how to install what is missing.

set(DSA_APT_HINT "utils/setup.sh installs it on Debian 12")

# Debian installs MLIR outside CMake's default path. Any 22.1 has the same ABI
# (the soname is .22.1).
find_package(MLIR 22.1 CONFIG HINTS /usr/lib/llvm-22/lib/cmake/mlir)
if(NOT MLIR_FOUND)
  message(FATAL_ERROR "MLIR 22.1 was not found: ${DSA_APT_HINT} "
    "(apt-get install libmlir-22-dev mlir-22-tools), or set MLIR_DIR")
endif()
find_package(LLVM 22.1 REQUIRED CONFIG HINTS ${LLVM_DIR})
list(APPEND CMAKE_MODULE_PATH "${MLIR_CMAKE_DIR}" "${LLVM_CMAKE_DIR}")
include(TableGen)
include(AddLLVM)
include(AddMLIR)

# isl is the copy inside libLLVM; Polly's package has the headers. Linking
# -lisl as well would put two copies into one process.
find_path(DSA_ISL_INCLUDE_DIR isl/isl-noexceptions.h
  HINTS ${LLVM_INCLUDE_DIRS}/polly NO_DEFAULT_PATH)
if(NOT DSA_ISL_INCLUDE_DIR)
  message(FATAL_ERROR "the headers of LLVM's isl were not found: "
    "${DSA_APT_HINT} (apt-get install libpolly-22-dev)")
endif()

find_path(DSA_Z3_INCLUDE_DIR z3++.h)
find_library(DSA_Z3_LIBRARY z3)
if(NOT DSA_Z3_INCLUDE_DIR OR NOT DSA_Z3_LIBRARY)
  message(FATAL_ERROR "Z3 was not found: ${DSA_APT_HINT} "
    "(apt-get install libz3-dev)")
endif()

find_library(DSA_ONNX_LIBRARY onnx)
find_library(DSA_ONNX_PROTO_LIBRARY onnx_proto)
find_package(Protobuf)
if(NOT DSA_ONNX_LIBRARY OR NOT DSA_ONNX_PROTO_LIBRARY OR NOT Protobuf_FOUND)
  message(FATAL_ERROR "libonnx was not found: ${DSA_APT_HINT} "
    "(apt-get install libonnx-dev libprotobuf-dev protobuf-compiler)")
endif()
