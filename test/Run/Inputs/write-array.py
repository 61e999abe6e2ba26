# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""write-array.py FILE TYPE SHAPE VALUE...: an array, as .npy or as a
TensorProto (.pb). TYPE is NumPy's letter and width, SHAPE `2x3` or `-`. In
place of values `random LEAST MOST`: integers, the ends among them often."""
import math
import random
import struct
import sys

FORMATS = {
    "f4": "f", "f8": "d", "f2": "e", "i1": "b", "i2": "h", "i4": "i",
    "i8": "q", "u1": "B", "u2": "H", "b1": "B",
}
ONNX_TYPES = {
    "f4": 1, "u1": 2, "i1": 3, "u2": 4, "i2": 5, "i4": 6, "i8": 7, "b1": 9,
    "f2": 10, "f8": 11,
}


def npy(dtype, shape, data):
    extents = "".join(f"{extent}," for extent in shape)
    order = "|" if dtype[1] == "1" else "<"
    header = (
        f"{{'descr': '{order}{dtype}', 'fortran_order': False, "
        f"'shape': ({extents}), }}\n"
    ).encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


def varint(value):
    out = b""
    while value >= 128:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def tensor_proto(dtype, shape, data):
    out = b"".join(b"\x08" + varint(extent) for extent in shape)
    out += b"\x10" + varint(ONNX_TYPES[dtype])
    return out + b"\x4a" + varint(len(data)) + data


def main():
    name, dtype, shape_text, *values = sys.argv[1:]
    shape = [] if shape_text == "-" else list(map(int, shape_text.split("x")))
    if values[0] == "random":
        ends = [int(value) for value in values[1:]]
        random.seed(f"{dtype} {shape} {ends}")
        values = [random.choice((*ends, random.randint(*ends)))
                  for _ in range(math.prod(shape))]
    number = float if dtype[0] == "f" else int
    data = b"".join(struct.pack("<" + FORMATS[dtype], number(v)) for v in values)
    write = npy if name.endswith(".npy") else tensor_proto
    with open(name, "wb") as file:
        file.write(write(dtype, shape, data))


main()
