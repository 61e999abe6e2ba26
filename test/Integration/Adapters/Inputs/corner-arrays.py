# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes arrays of extreme and random integers.

corner-arrays.py <directory> <name>:<i1|i2|i4>:<extent>x<extent>...
"""
import math
import os
import random
import struct
import sys

directory = sys.argv[1]
os.makedirs(directory, exist_ok=True)
random.seed(7)
for argument in sys.argv[2:]:
    name, kind, extents = argument.split(":")
    shape = tuple(int(extent) for extent in extents.split("x"))
    code = {"i1": "b", "i2": "h", "i4": "i"}[kind]
    bound = 1 << (8 * struct.calcsize(code) - 1)
    corners = (-bound, bound - 1, -1, 0, 1)
    values = [random.choice(corners) if random.random() < 0.5
              else random.randrange(-bound, bound) for _ in range(math.prod(shape))]
    header = f"{{'descr': '<{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    with open(os.path.join(directory, name + ".npy"), "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)))
        file.write(header.encode() + struct.pack(f"<{len(values)}{code}", *values))
