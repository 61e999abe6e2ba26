# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random ways to compute the index of a table from a byte, near the right one,
and what is to be decided on each: `look_up` of systolic8 does it if the index is
the byte plus 128, for all 256 bytes (which is within the table as well).

usage: random-tables.py write <seed> <count>      prints a program
       random-tables.py judge <seed> <count>      reads it with its decisions
"""
import random
import re
import sys

WIDTH = {"i8": 8, "i16": 16, "i32": 32, "i64": 64, "index": 64}
# Each is right: operations with a constant, or with a type to convert to.
RIGHT = [
    [("xori", -128), ("index_castui", "index")],
    [("addi", -128), ("index_castui", "index")],
    [("subi", -128), ("extui", "i16"), ("index_cast", "index")],
    [("extsi", "i32"), ("addi", 128), ("index_cast", "index")],
    [("extsi", "i16"), ("addi", 128), ("index_castui", "index")],
    [("index_cast", "index"), ("addi", 128)],
    [("extui", "i32"), ("xori", 128), ("index_cast", "index")],
    [("extsi", "i64"), ("subi", -128), ("andi", 255), ("index_cast", "index")],
    [("extui", "i16"), ("addi", 128), ("andi", 255), ("index_castui", "index")],
    [("index_castui", "index"), ("xori", 128)],
    [("extsi", "i32"), ("addi", 128), ("trunci", "i16"),
     ("index_castui", "index")],
]
OTHER = {"xori": ["addi", "subi", "ori"], "addi": ["subi", "xori", "ori"],
         "subi": ["addi", "xori"], "andi": ["ori", "minsi", "minui"],
         "extsi": ["extui"], "extui": ["extsi"],
         "index_cast": ["index_castui"], "index_castui": ["index_cast"]}
EXTRA = [("andi", 255), ("maxsi", 0), ("minui", 255), ("minsi", 127), ("ori", 0),
         ("muli", 1), ("muli", 3), ("shli", 1), ("shrui", 1), ("shrsi", 0)]


def mutate(steps, source):
    steps = list(steps)
    for _ in range(source.choice([0, 0, 1, 1, 2])):
        at = source.randrange(len(steps))
        name, what = steps[at]
        kind = source.randrange(3)
        if kind == 0 and name in OTHER:
            steps[at] = (source.choice(OTHER[name]), what)
        elif kind == 1 and isinstance(what, int):
            steps[at] = (name, what + source.choice([-1, 1, -128, 128, 256]))
        else:
            steps.insert(at, source.choice(EXTRA))
    return steps


def signed(value, width):
    value &= (1 << width) - 1
    return value - (1 << width) if value >> (width - 1) else value


def apply(name, value, number, width):
    """Of bits without sign; None where it is undefined."""
    a, b = signed(value, width), signed(number, width)
    number &= (1 << width) - 1
    if name in ("shli", "shrui", "shrsi") and number >= width:
        return None
    result = {"xori": lambda: value ^ number, "addi": lambda: value + number,
              "subi": lambda: value - number, "andi": lambda: value & number,
              "ori": lambda: value | number, "muli": lambda: value * number,
              "maxsi": lambda: max(a, b), "minsi": lambda: min(a, b),
              "minui": lambda: min(value, number),
              "shli": lambda: value << number, "shrui": lambda: value >> number,
              "shrsi": lambda: a >> number}[name]()
    return result & ((1 << width) - 1)


def get_index(steps, byte):
    width, value = 8, byte & 0xff
    for name, what in steps:
        if isinstance(what, int):
            value = apply(name, value, what, width)
            if value is None:
                return None
            continue
        to = WIDTH[what]
        if name in ("extsi", "index_cast"):
            value = signed(value, width)
        width, value = to, value & ((1 << to) - 1)
    return value


def is_right(steps):
    return all(get_index(steps, byte) == byte + 128
               for byte in range(-128, 128))


def write(number, steps):
    lines, kind, value = [], "i8", "%x"
    for step, (name, what) in enumerate(steps):
        if isinstance(what, int):
            bits = signed(what, WIDTH[kind])
            lines.append(f"%c{step} = arith.constant {bits} : {kind}")
            lines.append(f"%v{step} = arith.{name} {value}, %c{step} : {kind}")
        else:
            lines.append(f"%v{step} = arith.{name} {value} : {kind} to {what}")
            kind = what
        value = f"%v{step}"
    body = "\n    ".join(lines)
    return f"""func.func @f{number}(%a: tensor<8x8xi8>, %t: tensor<256xi8>) -> tensor<8x8xi8> {{
  %e = tensor.empty() : tensor<8x8xi8>
  %r = linalg.generic {{indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}}
      ins(%a : tensor<8x8xi8>) outs(%e : tensor<8x8xi8>) {{
  ^bb0(%x: i8, %o: i8):
    {body}
    %y = tensor.extract %t[{value}] : tensor<256xi8>
    linalg.yield %y : i8
  }} -> tensor<8x8xi8>
  return %r : tensor<8x8xi8>
}}
"""


def make(seed, count):
    source = random.Random(seed)
    return [mutate(source.choice(RIGHT), source) for _ in range(count)]


def judge(cases, text):
    functions = dict(re.findall(r"func\.func @f(\d+)\((.*?)\n  }\n", text, re.S))
    right = wrong = missed = 0
    for number, steps in enumerate(cases):
        accepted = "dsa.match" in functions[str(number)]
        right += accepted == is_right(steps)
        if accepted and not is_right(steps):
            wrong += 1
            print(f"wrong accept: {steps}")
        if not accepted and is_right(steps):
            missed += 1
            print(f"missed accept: {steps}")
    accepts = sum(map(is_right, cases))
    print(f"{right} of {len(cases)} right, {accepts} to accept, {wrong} wrong "
          f"accepts, {missed} missed accepts")


def main(what, seed, count):
    cases = make(int(seed), int(count))
    if what == "judge":
        return judge(cases, sys.stdin.read())
    print("#id = affine_map<(m, n) -> (m, n)>")
    for number, steps in enumerate(cases):
        print(write(number, steps))


main(*sys.argv[1:])
