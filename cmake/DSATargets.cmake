# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# One shared library, libDSA, holds every dialect and pass; tools and the
# plugin are a few lines each on top of it. One library means one precompiled
# header, which is most of the build time on two cores.

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET default)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
# libMLIR and libLLVM are not on the loader's default path.
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib;${LLVM_LIBRARY_DIR}")

# Warnings and language settings of our own code (not of MLIR's headers).
add_library(dsa_options INTERFACE)
target_compile_options(dsa_options INTERFACE
  -fno-exceptions -Wall -Wextra -Wno-unused-parameter
  $<$<BOOL:${DSA_WERROR}>:-Werror>
  # A precompiled header without its time stamp lets ccache share it.
  $<$<CXX_COMPILER_ID:Clang>:-Xclang -fno-pch-timestamp>)
# Extension ops of the transform dialect change layout with NDEBUG, and
# Debian's libMLIR has it: define it in every configuration.
target_compile_definitions(dsa_options INTERFACE NDEBUG)
if(LLVM_ENABLE_RTTI)
  target_compile_options(dsa_options INTERFACE -frtti)
else()
  target_compile_options(dsa_options INTERFACE -fno-rtti)
endif()
target_include_directories(dsa_options INTERFACE
  ${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/include)
target_include_directories(dsa_options SYSTEM INTERFACE
  ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
if(DSA_SANITIZE)
  target_compile_options(dsa_options INTERFACE -fsanitize=${DSA_SANITIZE}
    -fno-sanitize-recover=all)
  target_link_options(dsa_options INTERFACE -fsanitize=${DSA_SANITIZE})
endif()

# TableGen resolves includes against these directories.
include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
include_directories(${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/include)

add_custom_target(dsa-tablegen)

# dsa_tablegen(<file>.td <output>.inc <generator args>...): generates into the
# binary directory that mirrors include/, before anything of ours compiles.
function(dsa_tablegen td out)
  set(LLVM_TARGET_DEFINITIONS ${td})
  mlir_tablegen(${out} ${ARGN})
  string(MAKE_C_IDENTIFIER "dsa-tablegen-${CMAKE_CURRENT_BINARY_DIR}/${out}" id)
  add_custom_target(${id} DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${out})
  add_dependencies(dsa-tablegen ${id})
endfunction()

# dsa_dialect(<prefix> <mnemonic>): declarations and definitions of a dialect
# whose files are <prefix>Dialect.td, <prefix>Types.td, <prefix>Attributes.td
# and <prefix>Ops.td (those of them that exist).
function(dsa_dialect prefix mnemonic)
  dsa_tablegen(${prefix}Ops.td ${prefix}Dialect.h.inc
    -gen-dialect-decls -dialect=${mnemonic})
  dsa_tablegen(${prefix}Ops.td ${prefix}Dialect.cpp.inc
    -gen-dialect-defs -dialect=${mnemonic})
  dsa_tablegen(${prefix}Ops.td ${prefix}Ops.h.inc
    -gen-op-decls -dialect=${mnemonic})
  dsa_tablegen(${prefix}Ops.td ${prefix}Ops.cpp.inc
    -gen-op-defs -dialect=${mnemonic})
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${prefix}Types.td)
    dsa_tablegen(${prefix}Types.td ${prefix}Types.h.inc
      -gen-typedef-decls -typedefs-dialect=${mnemonic})
    dsa_tablegen(${prefix}Types.td ${prefix}Types.cpp.inc
      -gen-typedef-defs -typedefs-dialect=${mnemonic})
  endif()
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${prefix}Attributes.td)
    dsa_tablegen(${prefix}Attributes.td ${prefix}Enums.h.inc -gen-enum-decls)
    dsa_tablegen(${prefix}Attributes.td ${prefix}Enums.cpp.inc -gen-enum-defs)
    dsa_tablegen(${prefix}Attributes.td ${prefix}Attributes.h.inc
      -gen-attrdef-decls -attrdefs-dialect=${mnemonic})
    dsa_tablegen(${prefix}Attributes.td ${prefix}Attributes.cpp.inc
      -gen-attrdef-defs -attrdefs-dialect=${mnemonic})
  endif()
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${prefix}Interfaces.td)
    dsa_tablegen(${prefix}Interfaces.td ${prefix}Interfaces.h.inc
      -gen-op-interface-decls)
    dsa_tablegen(${prefix}Interfaces.td ${prefix}Interfaces.cpp.inc
      -gen-op-interface-defs)
  endif()
endfunction()

# dsa_sources(<file.cpp>...): adds files of the current directory to libDSA.
function(dsa_sources)
  foreach(file ${ARGN})
    target_sources(DSA PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
endfunction()

# dsa_tool(<name> <file.cpp>...): an executable on libDSA.
function(dsa_tool name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE dsa_options DSA)
  set_target_properties(${name} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
  install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()
