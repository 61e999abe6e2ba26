# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The obligations, computed again from what a certificate claims.

Nothing is believed but the claim itself: relations are put together here, and
each lemma must assert what it has to, and nothing else, before a solver sees
it. See include/dsa/Equivalence/Proof.h for what O1 to O8 say.
"""
from .floats import are_products_exact, padding_lemma
from .lemmas import (bodies_lemma, check_bodies, exchange_lemma,
                     integer_padding_lemma, prove, prove_adapters, prove_one,
                     sums_lemma, table_bounds)
from .refinement import check_refinement, padded
from .relations import Map, Set

REORDERED_FLOATS = ("arith.addf.", "arith.mulf.", "arith.maximumf.",
                    "arith.minimumf.", "arith.maxnumf.", "arith.minnumf.")


class Rejected(Exception):
    """An obligation that does not hold."""


def expect(holds, obligation, reason):
    if not holds:
        raise Rejected(f"{obligation}: {reason}")


def names(prefix, count):
    return [f"{prefix}{index}" for index in range(count)]


def tuple_of(words):
    return "[" + ", ".join(words) + "]"


class Relations:
    """What the mapping does with iterations and operands."""

    def __init__(self, certificate):
        self.certificate = c = certificate
        self.blocks = names("b", len(c.blocks))
        self.mapping = c.mapping.on(c.iterations)
        self.image = self.mapping.range()
        self.executed = self.get_executed()
        # Iterations to (blocks, register element), one for each access.
        self.places = [self.get_place(index)
                       for index in range(len(c.accesses))]
        self.slots = [self.mapping.then(place) for place in self.places]
        self.elements = [access.map.on(c.iterations)
                         for access in c.program_accesses]

    def get_executed(self):
        c = self.certificate
        bounds = [f"0 <= {name} < {extent}" for name, extent
                  in zip(self.blocks, c.blocks) if extent is not None]
        box = Set.read(f"{{ {tuple_of(self.blocks)}"
                       f"{' : ' if bounds else ''}{' and '.join(bounds)} }}")
        executed = box.product(c.instruction_iterations)
        count = len(c.blocks) + c.instruction_iterations.dimensions()
        for index, extent in enumerate(c.blocks):
            if extent is None:
                executed = executed.intersect(self.image.only(index, count))
        return executed

    def get_place(self, index):
        """(blocks, loops) to (blocks, register element). An accumulator stays
        while blocks of a reduction go by."""
        c = self.certificate
        is_accumulator = index == len(c.accesses) - 1
        kept = [name for name, is_reduction
                in zip(self.blocks, c.is_reduction_block)
                if not (is_accumulator and is_reduction)]
        block = Map.read(f"{{ {tuple_of(self.blocks)} -> {tuple_of(kept)} }}")
        return block.product(c.accesses[index].map)


def determines(one, other):
    """Whether what `one` takes to one place, `other` does too."""
    return one.reverse().then(other).is_function()


def check_types(c):
    expect(len(c.program_accesses) > 0 and
           c.accesses[-1].source == len(c.program_accesses) - 1, "O4",
           "the accumulators do not belong together")
    for index, access in enumerate(c.accesses):
        expect(access.source < len(c.program_accesses), "O4",
               f"there is no operand {access.source}")
        expect(access.element == c.program_accesses[access.source].element,
               "O4", f"operand {index} is of another type")
        expect(access.source != len(c.program_accesses) - 1 or
               index == len(c.accesses) - 1, "O4",
               "the accumulator is read as an operand")


def check_functions(c, relations):
    expect(c.mapping.is_function(), "O1", "the mapping is no function")
    expect(c.iterations.is_subset(relations.mapping.domain()), "O1",
           "the mapping is not total")
    for access in c.program_accesses:
        expect(access.map.is_function() and
               c.iterations.is_subset(access.map.domain()), "O2",
               "an access of the program is no function")
    for access in c.accesses:
        expect(access.map.is_function() and
               c.instruction_iterations.is_subset(access.map.domain()), "O2",
               "an access of the instruction is no function")


def check_mapping(c, relations):
    there_and_back = relations.mapping.then(c.inverse)
    expect(c.iterations.identity().is_subset(there_and_back) and
           there_and_back.is_function(), "O1",
           "the inverse does not undo the mapping")
    expect(relations.image.is_subset(relations.executed), "O1",
           "an iteration is mapped outside of the instruction's loops")


def check_operands(c, relations):
    for index, access in enumerate(c.accesses[:-1]):
        expect(determines(relations.slots[index],
                          relations.elements[access.source]), "O2",
               f"an element of the register for operand {index} has two "
               "sources")


def check_results(c, relations):
    slots, results = relations.slots[-1], relations.elements[-1]
    expect(determines(slots, results), "O3",
           "two results accumulate in one place")
    expect(determines(results, slots), "O3",
           "one result accumulates in two places")


def check_order(c, relations, accumulator):
    if c.order == "any":
        prove(c, "O5", exchange_lemma(c, accumulator))
    elif c.order == "reassoc":
        expect("reassoc" in c.strength, "O5", "the strength lacks reassoc")
        root = c.body
        args = [arg for arg in root.args if arg.head != accumulator]
        expect(root.head.startswith(REORDERED_FLOATS) and len(args) == 1 and
               accumulator not in args[0].variables(), "O5",
               "the body does not fold into its accumulator")
        prove(c, "O5", sums_lemma())
    else:
        expect(c.order == "same", "O5", f"unknown order '{c.order}'")
        results, mapping = relations.elements[-1], relations.mapping
        together = results.then(results.reverse()).intersect(
            c.iterations.before())
        in_order = mapping.then(relations.image.before()).then(
            mapping.reverse())
        expect(together.is_subset(in_order), "O5",
               "the instruction adds in another order")


def get_padded(c, relations):
    """The sets of operands that are padding at once, where an iteration of
    the instruction is none of the program but has a real accumulator."""
    def real(index):
        place = relations.places[index]
        return relations.executed.intersect(
            place.into(relations.slots[index].range()).domain())
    spare = relations.executed.subtract(relations.image)
    if spare.is_empty():
        return []
    spare = spare.intersect(real(len(c.accesses) - 1))
    parts = [(frozenset(), spare)]
    for index in range(len(c.accesses) - 1):
        there = real(index)
        parts = [part for operands, points in parts for part in
                 [(operands | {index}, points.subtract(there)),
                  (operands, points.intersect(there))]
                 if not part[1].is_empty()]
    return [operands for operands, points in parts]


def check_padding(c, relations, accumulator):
    padded = get_padded(c, relations)
    expect(frozenset() not in padded, "O6",
           "the instruction also does what no iteration of the program does, "
           "on operands that others need")
    expect(sorted(map(sorted, padded)) == sorted(map(sorted, c.padded)), "O6",
           "other operands are padding than listed")
    is_float = not c.accesses[-1].element.startswith("i")
    for operands in padded:
        for index in operands:
            expect(index in c.padding and
                   c.padding[index][0] == c.accesses[index].element, "O6",
                   f"no padding for operand {index}")
        title = f"O6 {sum(1 << index for index in operands)}"
        make = padding_lemma if is_float else integer_padding_lemma
        prove(c, title, make(c, operands, accumulator))


def check_strength(c):
    for index, (least, most) in c.requires.items():
        ends = c.ranges.get(c.accesses[index].source)
        known = ends and padded(c, index, ends)
        expect(known and least <= known[0] and known[1] <= most and
               (least < 0) == (known[0] < 0), "O8",
               f"operand {index} is not known to be in [{least}, {most}]")
    expect(c.strength <= c.allowed, "O8",
           f"{', '.join(sorted(c.strength - c.allowed))} is not allowed")
    missing = c.numerics - c.strength
    if missing == {"contract"} and are_products_exact(c.body):
        missing = set()
    expect(not missing, "O8", f"the instruction takes {missing}")


def check(certificate):
    """Raises `Rejected` unless every obligation holds; the number of lemmas
    that were proved otherwise."""
    c = certificate
    accumulator = f"i{len(c.accesses) - 1}"
    check_types(c)
    check_bodies(c)
    relations = Relations(c)
    check_functions(c, relations)
    check_mapping(c, relations)
    check_operands(c, relations)
    check_results(c, relations)
    prove(c, "O4", bodies_lemma(c))
    titles = [title for title in c.lemmas if title.startswith("O4 index ")]
    for lemma in table_bounds(c):
        prove_one(c, titles, lemma)
    check_order(c, relations, accumulator)
    check_padding(c, relations, accumulator)
    check_refinement(c)
    check_strength(c)
    prove_adapters(c)
    return len(c.lemmas)
