# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes all bytes (x.npy), a table of a function of a byte (table.npy), that
function of all bytes (expected.npy), elements that the low half of a byte and its
column number (mixed.npy), and the program with the table as a constant
(constant.mlir).

usage: write-table.py <program>
"""
import pathlib
import re
import sys


def write(name, values, shape):
    header = f"{{'descr': '|i1', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (64 - (len(header) + 11) % 64) + "\n"
    data = bytes(value % 256 for value in values)
    pathlib.Path(name).write_bytes(
        b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") +
        header.encode() + data)


def function(value):
    """Takes different values for different bytes, in no order."""
    return (value * 77 + 13) % 256 - 128


everything = [(index * 59 + 7) % 256 - 128 for index in range(256)]
table = [function(value) for value in range(-128, 128)]
write("x.npy", everything, (16, 16))
write("table.npy", table, (256,))
write("expected.npy", map(function, everything), (16, 16))
write("mixed.npy", [table[(value & 15) * 16 + at % 16]
                    for at, value in enumerate(everything)], (16, 16))

program = pathlib.Path(sys.argv[1]).read_text()
constant = (f"  %table = arith.constant dense<{table}> : tensor<256xi8>\n")
pathlib.Path("constant.mlir").write_text(
    re.sub(r"(func.func @all\(.*), %table: tensor<256xi8>(.*\n)",
           r"\1\2" + constant, program))
