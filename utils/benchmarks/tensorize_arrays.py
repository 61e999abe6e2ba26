# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Arrays for the references of the tensorize table: random and corner values,
.npy files, and the rounding of every float format, without any package."""
import itertools
import math
import random
import struct

# Name --> (bits, significand bits with the hidden one, smallest exponent).
FLOATS = {"f16": (16, 11, -14), "bf16": (16, 8, -126), "f32": (32, 24, -126),
          "f64": (64, 53, -1022)}


class Array:
    """`array[i, j]`; outside of its shape an index is an error, as -1 is."""

    def __init__(self, shape, data):
        self.shape, self.data = tuple(shape), data
        self.strides, size = [], 1
        for extent in reversed(self.shape):
            self.strides.insert(0, size)
            size *= extent
        assert len(data) == size, (shape, len(data))

    def __getitem__(self, index):
        index = index if isinstance(index, tuple) else (index,)
        assert len(index) == len(self.shape), (index, self.shape)
        place = 0
        for at, extent, stride in zip(index, self.shape, self.strides):
            if not 0 <= at < extent:
                raise IndexError(f"{index} in {self.shape}")
            place += at * stride
        return self.data[place]


def build(shape, element):
    """The array whose element at (i, j, ...) is `element(i, j, ...)`."""
    return Array(shape, [element(*index) for index in
                         itertools.product(*map(range, shape))])


def wrap(value, bits=32):
    """A signed integer of `bits` bits."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def round_to(value, kind):
    """`value`, a Python float, rounded to nearest even in format `kind`. A value
    that is the exact result of one operation is rounded once."""
    if kind == "f64" or value == 0 or math.isinf(value) or math.isnan(value):
        return value
    bits, precision, smallest = FLOATS[kind]
    exponent = max(math.frexp(value)[1] - 1, smallest)
    unit = math.ldexp(1.0, exponent - (precision - 1))
    rounded = round(value / unit) * unit
    largest = (2 - 2.0 ** (1 - precision)) * 2.0 ** (1 - smallest)
    if abs(rounded) > largest:
        return math.copysign(math.inf, value)
    return math.copysign(rounded, value)


def is_denormal(value, kind):
    return 0 < abs(value) < 2.0 ** FLOATS[kind][2]


# ----------------------------------------------------------------------------
# Values
# ----------------------------------------------------------------------------

def integer_range(kind):
    """(least, most) of `u8`, `s16`, or of a range as in `s8:-64..64`."""
    if ":" in kind:
        low, high = kind.split(":")[1].split("..")
        return int(low), int(high)
    bits = int(kind[1:])
    return (0, 2**bits - 1) if kind[0] == "u" else (-2**(bits - 1), 2**(bits - 1) - 1)


def corner_floats(kind):
    """Zeros, ones, denormals, large ones whose products still have a sum."""
    bits, precision, smallest = FLOATS[kind]
    large = {"f16": 2.0**7, "bf16": 2.0**50, "f32": 2.0**50, "f64": 2.0**300}[kind]
    tiny = 2.0 ** (smallest - precision + 1)
    values = [0.0, 1.0, tiny, 3 * tiny, 2.0**smallest, large, 1 + 2.0 ** (1 - precision)]
    return values + [-value for value in values]


def fill(shape, kind, corner, seed):
    """Random values of `kind`; with `corner` the extreme ones and 0, 1."""
    source = random.Random(f"{seed} {kind} {corner} {shape}")
    size = math.prod(shape)
    base = kind.split(":")[0]
    if base in FLOATS:
        if corner:
            choices = corner_floats(base)
            return Array(shape, [source.choice(choices) for _ in range(size)])
        return Array(shape, [round_to(source.uniform(-2, 2), base)
                             for _ in range(size)])
    low, high = integer_range(kind)
    if corner:
        choices = sorted({low, high, *(v for v in (0, 1, -1) if low <= v <= high)})
        return Array(shape, [source.choice(choices) for _ in range(size)])
    return Array(shape, [source.randint(low, high) for _ in range(size)])


# ----------------------------------------------------------------------------
# Files
# ----------------------------------------------------------------------------

def element_bytes(kind):
    base = kind.split(":")[0]
    bits = FLOATS[base][0] if base in FLOATS else int(base[1:])
    return max(1, bits // 8)


def descriptor(kind):
    base, width = kind.split(":")[0], element_bytes(kind)
    if base == "bf16":
        return "<u2"
    return ("|" if width == 1 else "<") + ("f" if base in FLOATS else base[0].replace("s", "i")) + str(width)


def encode(value, kind):
    """The bytes of an element."""
    base = kind.split(":")[0]
    if base == "bf16":
        return struct.pack("<f", value)[2:]
    if base in FLOATS:
        return struct.pack({"f16": "<e", "f32": "<f", "f64": "<d"}[base], value)
    return (value & (256 ** element_bytes(kind) - 1)).to_bytes(element_bytes(kind), "little")


def write(path, array, kind):
    shape = "(" + "".join(f"{extent}, " for extent in array.shape) + ")"
    header = (f"{{'descr': '{descriptor(kind)}', 'fortran_order': False, "
              f"'shape': {shape}, }}")
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)))
        file.write(header.encode())
        file.write(b"".join(encode(value, kind) for value in array.data))


def read(path, kind):
    """The elements of a file, as values of `kind`."""
    with open(path, "rb") as file:
        content = file.read()
    assert content[:6] == b"\x93NUMPY", path
    body = content[10 + struct.unpack("<H", content[8:10])[0]:]
    base, width = kind.split(":")[0], element_bytes(kind)
    if base == "bf16":
        return [struct.unpack("<f", b"\0\0" + body[i:i + 2])[0]
                for i in range(0, len(body), 2)]
    if base in FLOATS:
        code = {"f16": "e", "f32": "f", "f64": "d"}[base]
    else:
        code = {1: "b", 2: "h", 4: "i", 8: "q"}[width]
        code = code.upper() if base[0] == "u" else code
    return list(struct.unpack(f"<{len(body) // width}{code}", body))
