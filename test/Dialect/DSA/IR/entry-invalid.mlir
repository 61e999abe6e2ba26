// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// expected-error@below {{expected a tensor of static shape, or a scalar for an 'in' parameter, but got 'f32'}}
func.func private @invalid_c1() attributes {dsa.entry = [#dsa.parameter<out "x", f32>]}

// -----

// expected-error@below {{expected a tensor of static shape, or a scalar for an 'in' parameter, but got 'tensor<?xf32>'}}
func.func private @invalid_c1_dynamic() attributes {dsa.entry = [#dsa.parameter<in "x", tensor<?xf32>>]}

// -----

// expected-error@below {{expected 'dsa.entry' to be an array of #dsa.parameter, but got 1 : i64}}
func.func private @not_parameters() attributes {dsa.entry = 1}

// -----

// expected-error@below {{expected 'dsa.entry' on a function only}}
module attributes {dsa.entry = []} {}
