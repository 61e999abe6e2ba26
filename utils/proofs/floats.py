# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lemmas on padding of floats, which are interpreted (IEEE 754)."""
import re

from .lemmas import Lemma, Refuted
from .terms import Term

# Bits of the exponent, and of the significand with its hidden bit.
FORMATS = {"f16": (5, 11), "bf16": (8, 8), "f32": (8, 24), "f64": (11, 53)}
ARITHMETIC = {"arith.addf": "fp.add", "arith.subf": "fp.sub",
              "arith.mulf": "fp.mul"}
EXTREMA = {"arith.maximumf": ("fp.gt", "fp.isPositive", True),
           "arith.minimumf": ("fp.lt", "fp.isNegative", True),
           "arith.maxnumf": ("fp.gt", "fp.isPositive", False),
           "arith.minnumf": ("fp.lt", "fp.isNegative", False)}


def get_format(element):
    if element not in FORMATS:
        raise Refuted(f"O6: '{element}' is not a format of IEEE 754")
    return FORMATS[element]


def get_literal(element, bits):
    exponent, significand = get_format(element)
    text = f"{bits:0{exponent + significand}b}"
    if len(text) != exponent + significand:
        raise Refuted(f"O6: padding of more bits than {element} has")
    return Term("fp", Term("#b" + text[0]), Term("#b" + text[1:1 + exponent]),
                Term("#b" + text[1 + exponent:]))


def extremum(a, b, compare, zero, propagates):
    """A NaN wins if it propagates, else it loses; -0 is less than +0."""
    if_a, if_b = (a, b) if propagates else (b, a)
    equal = Term("ite", Term(zero, a), a, b)
    less = Term("ite", Term(compare, b, a), b, equal)
    more = Term("ite", Term(compare, a, b), a, less)
    other = Term("ite", Term("fp.isNaN", b), if_b, more)
    return Term("ite", Term("fp.isNaN", a), if_a, other)


def interpret(term):
    """The float that a term of uninterpreted functions stands for."""
    if not term.args:
        constant = re.fullmatch(r"(\w+)\.([0-9A-Fa-f]+)", term.head)
        if constant:
            return get_literal(constant.group(1), int(constant.group(2), 16))
        return term
    args = [interpret(arg) for arg in term.args]
    name = ".".join(term.head.split(".")[:2])
    kinds = term.head.split(".")[2:]
    if name == "arith.extf" and len(kinds) == 2:
        exponent, significand = get_format(kinds[1])
        return Term(f"(_ to_fp {exponent} {significand})", Term("RNE"), *args)
    if len(kinds) == 3 and len(args) == 2 and len(set(kinds)) == 1:
        if name in ARITHMETIC:
            return Term(ARITHMETIC[name], Term("RNE"), *args)
        if name in EXTREMA:
            return extremum(*args, *EXTREMA[name])
    raise Refuted(f"O6: '{term.head}' is not known of floats")


def padding_lemma(c, operands, accumulator):
    sorts = {}
    for index, access in enumerate(c.accesses):
        sorts[f"i{index}"] = "(_ FloatingPoint {} {})".format(
            *get_format(access.element))
    hypotheses = [Term("=", Term(f"i{index}"), get_literal(*c.padding[index]))
                  for index in operands]
    return Lemma(hypotheses, Term("distinct", interpret(c.body),
                                  Term(accumulator)), sorts)


def is_product_exact(source, target):
    """Whether a product of two `source` values is a `target` value."""
    if source not in FORMATS or target not in FORMATS:
        return False
    (exponent, significand), (to_exponent, to_significand) = \
        FORMATS[source], FORMATS[target]
    largest, to_largest = 2 ** (exponent - 1) - 1, 2 ** (to_exponent - 1) - 1
    smallest = 1 - largest - (significand - 1)
    to_smallest = 1 - to_largest - (to_significand - 1)
    return 2 * significand <= to_significand and \
        2 * largest + 1 <= to_largest and 2 * smallest >= to_smallest


def are_products_exact(body):
    """Whether every product is of extended values and needs no rounding, so
    that fusing it with a sum changes nothing."""
    for term in body.nodes():
        if not term.head.startswith("arith.mulf."):
            continue
        target = term.head.split(".")[-1]
        for arg in term.args:
            kinds = arg.head.split(".")
            if kinds[:2] != ["arith", "extf"] or kinds[3:] != [target] or \
                    not is_product_exact(kinds[2], target):
                return False
    return True
