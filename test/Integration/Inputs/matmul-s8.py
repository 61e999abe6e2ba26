# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a.npy, w.npy (its rows in groups of four), zero.npy and their product.

matmul-s8.py <directory> <m> <n> <k>
"""
import os
import random
import struct
import sys


def write(name, kind, shape, values):
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    code = {"|i1": "b", "<i4": "i"}[kind]
    with open(name, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)))
        file.write(header.encode() + struct.pack(f"<{len(values)}{code}", *values))


directory, (m, n, k) = sys.argv[1], map(int, sys.argv[2:])
os.makedirs(directory, exist_ok=True)
os.chdir(directory)
random.seed(1)
a = [[random.choice((-128, 127, random.randint(-128, 127))) for _ in range(k)] for _ in range(m)]
w = [[random.choice((-128, 127, random.randint(-128, 127))) for _ in range(n)] for _ in range(k)]
columns = list(zip(*w))
write("a.npy", "|i1", (m, k // 4, 4), [x for row in a for x in row])
write("w.npy", "|i1", (k // 4, n, 4),
      [w[4 * i + q][j] for i in range(k // 4) for j in range(n) for q in range(4)])
write("zero.npy", "<i4", (m, n), [0] * (m * n))
write("product.npy", "<i4", (m, n),
      [sum(x * y for x, y in zip(row, column)) for row in a for column in columns])
