// Errors end with exit code 1, and leave no file behind.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: not dsa-translate %s --dsa-to-object --machine=unknown -o out.o 2>&1 | FileCheck %s --check-prefix=MACHINE
// RUN: not dsa-translate %s --dsa-to-object -o out.o 2>&1 | FileCheck %s --check-prefix=NOMACHINE
// RUN: not dsa-translate %s --dsa-to-shared-library --machine=x86-generic -o absent/out.so 2>&1 | FileCheck %s --check-prefix=DIRECTORY
// RUN: not dsa-translate %s --dsa-to-shared-library --machine=x86-generic --prefix=other -o out.so 2>&1 | FileCheck %s --check-prefix=PREFIX
// RUN: echo before > kept.o
// RUN: not dsa-translate %s --dsa-to-object --machine=x86-generic --from=nowhere -o kept.o 2>&1 | FileCheck %s --check-prefix=FROM
// RUN: env PATH= %build/bin/dsa-translate %s --dsa-to-object --machine=x86-generic -o fine.o
// RUN: not env PATH= %build/bin/dsa-translate %s --dsa-to-shared-library --machine=x86-generic -o out.so 2>&1 | FileCheck %s --check-prefix=LINKER
// RUN: ls | FileCheck %s --check-prefix=FILES
// RUN: FileCheck %s --check-prefix=KEPT < kept.o

// MACHINE: error: expected a machine ({{.*}}), but got 'unknown'
// NOMACHINE: error: expected a machine to compile for, but got none
// DIRECTORY: error: cannot write 'absent/out.so': No such file or directory
// PREFIX: error: expected another prefix: the program has a second function 'othermain'
// FROM: error: expected one of the phases {{.*}} to start from, but got 'nowhere'
// LINKER: error: expected a compiler to link with on the path (clang-22, clang, gcc or cc), but found none
// FILES: fine.o
// FILES-NEXT: kept.o
// FILES-NOT: {{.}}
// KEPT: before
func.func @main() {
  return
}
func.func private @othermain() {
  return
}
