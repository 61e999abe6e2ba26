# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The install tree: find_package(DSA) gives DSA::DSA and the .td files.
include(CMakePackageConfigHelpers)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ ${PROJECT_BINARY_DIR}/include/
  DESTINATION include
  FILES_MATCHING PATTERN "*.h" PATTERN "*.td" PATTERN "*.inc")
install(TARGETS DSA EXPORT DSATargets LIBRARY DESTINATION lib)
install(EXPORT DSATargets NAMESPACE DSA:: DESTINATION lib/cmake/DSA)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/DSAConfig.cmake.in
  ${PROJECT_BINARY_DIR}/DSAConfig.cmake INSTALL_DESTINATION lib/cmake/DSA)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/DSAConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/DSAConfig.cmake
  ${PROJECT_BINARY_DIR}/DSAConfigVersion.cmake DESTINATION lib/cmake/DSA)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/Target/adapters
  ${PROJECT_SOURCE_DIR}/lib/Target/isa
  ${PROJECT_SOURCE_DIR}/lib/Target/machine DESTINATION share/dsa)
