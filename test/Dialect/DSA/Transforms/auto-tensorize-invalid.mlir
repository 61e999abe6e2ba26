// RUN: not dsa-opt %s --auto-tensorize 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not dsa-opt %s --auto-tensorize="machine=x87" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-generic numerics=reassoc,sloppy" 2>&1 | FileCheck %s --check-prefix=NUMERICS
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-generic prefer=luck" 2>&1 | FileCheck %s --check-prefix=PREFER

// NONE: error: expected a machine ({{.*}}x86-generic{{.*}}), but got ''
// UNKNOWN: error: expected a machine ({{.*}}x86-generic{{.*}}), but got 'x87'
// NUMERICS: error: expected 'numerics' to be of reassoc, contract, flush and narrow, but got 'sloppy'
// PREFER: error: expected 'prefer' to be cost or instructions, but got 'luck'
module {}
