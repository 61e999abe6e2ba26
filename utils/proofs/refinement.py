# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The second half of O5: what the hardware computes, element by element, is
what the semantics say, on the ranges that are assumed."""
import itertools
import math
import re

from .lemmas import Lemma, Refuted, equal, get_sort, in_range, prove
from .terms import Malformed, Term


def read_box(text):
    """The extents of a box `{ [d0, d1] : 0 <= d0 < 8 and ... }`."""
    count = text[text.index("["):text.index("]")].count("d")
    extents = [1] * count
    for name, extent in re.findall(r"0 <= d(\d+) < (\d+)", text):
        extents[int(name)] = int(extent)
    return extents


def read_map(text):
    """A function of points from `{ [d0, d1] -> [d0, floor(d1 / 2)] }`."""
    match = re.fullmatch(r"\{ \[([^\]]*)\] -> \[(.*)\] \}", text)
    if not match or not re.fullmatch(r"(d\d+|floor|mod|[-+*/(), ]|\d+)*",
                                     match.group(2)):
        raise Malformed(f"expected an affine map, but got {text}")
    body = match.group(2).replace("mod", "%").replace("/", "//")
    body = body.replace("floor", "")
    code = compile(f"({body},)" if body else "()", "map", "eval")
    names = [name.strip() for name in match.group(1).split(",") if name.strip()]
    return lambda point: eval(code, {"__builtins__": {}},
                              dict(zip(names, point)))


def get_shapes(maps, extents):
    """The register of each access: as large as its elements reach."""
    points = list(itertools.product(*map(range, extents)))
    return [[max(ends) + 1 for ends in zip(*[to(point) for point in points])]
            for to in maps]


def linearize(coordinates, shape):
    position = 0
    for at, extent in zip(coordinates, shape):
        position = position * extent + at
    return position


def unroll(c):
    """Element of the result --> the fold of the semantics, written out."""
    extents = read_box(c.instruction_box)
    maps = [read_map(access.text) for access in c.accesses]
    shapes = get_shapes(maps, extents)
    last = len(c.accesses) - 1
    elements = {}
    for point in itertools.product(*map(range, extents)):
        names = {}
        for index, (to, shape) in enumerate(zip(maps, shapes)):
            names[f"i{index}"] = f"i{index}e{linearize(to(point), shape)}"
        element = linearize(maps[last](point), shapes[last])
        before = elements.get(element, Term(names.pop(f"i{last}")))
        names.pop(f"i{last}", None)
        elements[element] = substitute(c.body.replace(names), f"i{last}",
                                       before)
    if sorted(elements) != list(range(math.prod(shapes[last]))):
        raise Malformed("expected an iteration for each element of the result")
    return elements


def substitute(term, name, value, done=None):
    done = {} if done is None else done
    if term not in done:
        done[term] = value if term.head == name and not term.args else \
            Term(term.head, *[substitute(arg, name, value, done)
                              for arg in term.args])
    return done[term]


def rename(terms):
    """The terms with their variables numbered in the order in which they come:
    equal functions become equal terms."""
    names = {}

    def visit(term, seen):
        if term in seen:
            return
        seen.add(term)
        match = re.fullmatch(r"i(\d+)e\d+", term.head)
        if match and not term.args:
            names.setdefault(term.head, f"v{len(names)}i{match.group(1)}")
        for arg in term.args:
            visit(arg, seen)
    for term in terms:
        visit(term, set())
    return tuple(term.replace(names) for term in terms)


def element_lemma(c, ideal, actual):
    for name in actual.variables():
        element = re.fullmatch(r"i(\d+)e\d+", name)
        if element and int(element.group(1)) >= len(c.accesses) or \
                not element and not re.fullmatch(r"#b[01]+", name):
            raise Refuted(f"O5: the instruction reads '{name}'")
    hypotheses = [equal(Term("ideal"), ideal), equal(Term("actual"), actual)]
    sorts = {name: get_sort(c.accesses[-1].element)
             for name in ("ideal", "actual")}
    for name in ideal.variables() | actual.variables():
        match = re.fullmatch(r"i(\d+)e\d+", name)
        if not match:
            continue
        access = c.accesses[int(match.group(1))]
        sorts[name] = get_sort(access.element)
        ends = c.ranges.get(access.source)
        if ends:
            hypotheses += in_range(name, access.element,
                                   padded(c, int(match.group(1)), ends))
    return Lemma(hypotheses, Term("distinct", Term("ideal"), Term("actual")),
                 sorts)


def padded(c, index, ends):
    """A range with the padding of the operand."""
    if index == len(c.accesses) - 1 or index not in c.padding:
        return ends
    element, bits = c.padding[index]
    width = int(element[1:])
    if ends[0] < 0 and bits >> (width - 1):
        bits -= 1 << width
    return min(ends[0], bits), max(ends[1], bits)


def check_refinement(c):
    if not c.refined:
        return
    ideals = unroll(c)
    if len(ideals) != len(c.refined):
        raise Malformed(f"expected {len(ideals)} refined elements, but got "
                        f"{len(c.refined)}")
    proved = set()
    for element, actual in enumerate(c.refined):
        shape = rename((ideals[element], actual))
        if shape in proved:
            continue
        prove(c, f"O5 refined {element}",
              element_lemma(c, ideals[element], actual))
        proved.add(shape)
