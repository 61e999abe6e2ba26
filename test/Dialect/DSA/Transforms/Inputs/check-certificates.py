# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints what Z3's own reader answers to the queries of certificates.

usage: check-certificates.py <file.smt2>...
"""
import ctypes
import sys

z3 = ctypes.CDLL("libz3.so")
z3.Z3_mk_config.restype = ctypes.c_void_p
z3.Z3_mk_context.restype = ctypes.c_void_p
z3.Z3_mk_context.argtypes = [ctypes.c_void_p]
z3.Z3_eval_smtlib2_string.restype = ctypes.c_char_p
z3.Z3_eval_smtlib2_string.argtypes = [ctypes.c_void_p, ctypes.c_char_p]

for path in sys.argv[1:]:
    context = z3.Z3_mk_context(z3.Z3_mk_config())
    with open(path, "rb") as file:
        print(z3.Z3_eval_smtlib2_string(context, file.read()).decode(), end="")
