# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What each lemma may assume and has to refute, and the solver."""
import hashlib
import re
import shutil
import subprocess

from .terms import Malformed, Term, literal

SECONDS = 120
FLOAT = re.compile(r"FloatingPoint (\d+) (\d+)")
# cvc5 calls floats of other sizes experimental, and wants to be asked for them.
DEFAULT_FLOATS = {("8", "24"), ("11", "53")}
COMMUTATIVE = ("arith.addf", "arith.mulf", "arith.maximumf", "arith.minimumf",
               "arith.maxnumf", "arith.minnumf")
# An uninterpreted function, or a float constant: its name has a dot, which
# none of the theories' functions has but those on floats.
NAMED = re.compile(r"(?!fp\.)[A-Za-z_]\w*(\.\w+)+")


class Refuted(Exception):
    """A lemma that does not say what it has to, or is not proved."""


class Lemma:
    """`goal` is to be refuted under `hypotheses`, and under any instance of an
    axiom of float arithmetic that `axioms` allows."""

    def __init__(self, hypotheses, goal, sorts=None, axioms=None):
        self.hypotheses, self.goal = set(hypotheses), goal
        self.sorts = sorts or {}
        self.is_axiom = axioms or (lambda term: False)


def equal(left, right):
    return Term("=", left, right)


def get_sort(element):
    match = re.fullmatch(r"i(\d+)", element)
    if match:
        return f"(_ BitVec {match.group(1)})"
    if element == "index":
        return "(_ BitVec 64)"
    if re.fullmatch(r"[\w.]+", element):
        return element
    return "t" + hashlib.sha256(element.encode()).hexdigest()[:16]


def get_shape(element):
    """The extents of a table; None of what is none."""
    match = re.fullmatch(r"tensor<((?:\d+x)*)\w+>", element)
    return match and [int(word) for word in match.group(1).split("x")[:-1]]


def check_bodies(c):
    """Each body reads its own operands only."""
    for name, body, accesses, prefix in [
            ("program", c.program_body, c.program_accesses, "p"),
            ("instruction", c.body, c.accesses, "i")]:
        own = {f"{prefix}{index}" for index in range(len(accesses))}
        for variable in body.variables():
            is_outer = prefix == "p" and re.fullmatch(r"outer\d+", variable)
            if not (variable in own or is_outer or variable.startswith("#") or
                    NAMED.fullmatch(variable)):
                raise Refuted(f"O4: the body of the {name} reads '{variable}'")


def is_commutation(term):
    """`f(a, b) = f(b, a)`"""
    if term.head != "=" or len(term.args) != 2:
        return False
    left, right = term.args
    return left.head == right.head and len(left.args) == 2 and \
        left.head.startswith(tuple(name + "." for name in COMMUTATIVE)) and \
        left.args == right.args[::-1]


def is_contraction(term):
    """`fma(a, b, c) = a * b + c`"""
    if term.head != "=" or len(term.args) != 2:
        return False
    fused, total = term.args
    match = re.fullmatch(r"math\.fma\.(\w+)\.\1\.\1\.\1", fused.head)
    if not match:
        return False
    kind = match.group(1)
    a, b, c = fused.args
    product = Term(f"arith.mulf.{kind}.{kind}.{kind}", a, b)
    return total is Term(f"arith.addf.{kind}.{kind}.{kind}", product, c)


def in_range(name, element, ends):
    """The two assertions that a variable is in a range; values are read with
    their sign if the least has one."""
    width = int(element[1:])
    least, most = ends
    kind = "s" if least < 0 else "u"

    def bound(predicate, end):
        bits = end & ((1 << width) - 1)
        return Term(predicate, Term(name),
                    Term(literal(f"#b{bits:0{width}b}")))
    return [bound(f"bv{kind}ge", least), bound(f"bv{kind}le", most)]


def bodies_lemma(c):
    program, instruction = Term("program"), Term("instruction")
    hypotheses = [equal(program, c.program_body), equal(instruction, c.body)]
    sorts = {}
    for index, access in enumerate(c.accesses):
        hypotheses.append(equal(Term(f"i{index}"), Term(f"p{access.source}")))
        sorts[f"i{index}"] = get_sort(access.element)
    for index, access in enumerate(c.program_accesses):
        sorts[f"p{index}"] = get_sort(access.element)
        if index in c.ranges:
            hypotheses += in_range(f"p{index}", access.element,
                                   c.ranges[index])
    sorts["program"] = sorts[f"p{len(c.program_accesses) - 1}"]
    sorts["instruction"] = sorts["program"]
    return Lemma(hypotheses, Term("distinct", program, instruction), sorts,
                 lambda term: is_commutation(term) or
                 ("contract" in c.strength and is_contraction(term)))


def table_bounds(c):
    """For each index by which a body looks an element up: that it is within
    its table."""
    lemmas = []
    for body, accesses, prefix in [(c.program_body, c.program_accesses, "p"),
                                   (c.body, c.accesses, "i")]:
        sorts, hypotheses = {}, []
        for index, access in enumerate(accesses):
            sorts[f"{prefix}{index}"] = get_sort(access.element)
            if prefix == "p" and index in c.ranges:
                hypotheses += in_range(f"p{index}", access.element,
                                       c.ranges[index])
        for term in body.nodes():
            if not term.head.startswith("tensor.extract."):
                continue
            table, *indices = term.args
            match = re.fullmatch(rf"{prefix}(\d+)", table.head)
            shape = match and get_shape(accesses[int(match.group(1))].element)
            if shape is None or len(shape) != len(indices):
                raise Refuted(f"O4: {table} is no table of {len(indices)} "
                              "dimensions")
            for index, extent in zip(indices, shape):
                bound = Term(literal(f"#b{extent:064b}"))
                lemmas.append(Lemma(hypotheses, Term("bvuge", index, bound),
                                    sorts))
    return lemmas


def exchange_lemma(c, accumulator):
    """Two iterations on one accumulator, in both orders."""
    count = len(c.accesses)

    def step(result, operands, before):
        renamed = {f"i{index}": f"{operands}{index}"
                   for index in range(count - 1)}
        renamed[accumulator] = before
        return equal(Term(result), c.body.replace(renamed))
    sorts = {f"{operands}{index}": get_sort(access.element)
             for operands in "xy" for index, access in enumerate(c.accesses)}
    for name in ("a", "x", "y", "xy", "yx"):
        sorts[name] = get_sort(c.accesses[-1].element)
    return Lemma([step("x", "x", "a"), step("xy", "y", "x"),
                  step("y", "y", "a"), step("yx", "x", "y")],
                 Term("distinct", Term("xy"), Term("yx")), sorts)


def sums_lemma():
    """Sums of uninterpreted terms: the free commutative monoid."""
    def add(*names):
        total = Term(names[0])
        for name in names[1:]:
            total = Term("+", total, Term(name))
        return total
    return Lemma([], Term("distinct", add("a", "x", "y"), add("a", "y", "x")),
                 {"a": "Int", "x": "Int", "y": "Int"})


def integer_padding_lemma(c, operands, accumulator):
    sorts = {f"i{index}": get_sort(access.element)
             for index, access in enumerate(c.accesses)}
    sorts["instruction"] = sorts[accumulator]
    hypotheses = [equal(Term("instruction"), c.body)]
    for index in operands:
        element, bits = c.padding[index]
        width = int(element[1:])
        hypotheses.append(equal(Term(f"i{index}"),
                                Term(literal(f"#b{bits:0{width}b}"))))
    return Lemma(hypotheses,
                 Term("distinct", Term("instruction"), Term(accumulator)),
                 sorts)


def check_statement(script, title, lemma):
    """The query says what the lemma says."""
    for name, sort in script.sorts.items():
        if name in lemma.sorts:
            if lemma.sorts[name] != sort:
                raise Refuted(f"{title}: '{name}' is declared as {sort}")
        elif not NAMED.fullmatch(name) and not re.fullmatch(r"outer\d+", name):
            raise Refuted(f"{title}: '{name}' is declared")
    for name in script.functions:
        if not NAMED.fullmatch(name):
            raise Refuted(f"{title}: function '{name}' is declared")
    for assertion in script.assertions:
        if assertion is not lemma.goal and \
                assertion not in lemma.hypotheses and \
                not lemma.is_axiom(assertion):
            raise Refuted(f"{title}: the lemma assumes {assertion}")
    if lemma.goal not in script.assertions:
        raise Refuted(f"{title}: the lemma does not refute {lemma.goal}")


answers = {}


def solve(text):
    """What cvc5 answers."""
    if text not in answers:
        program = shutil.which("cvc5")
        if not program:
            raise SystemExit("check-proofs: error: expected cvc5 (package "
                             "cvc5), but it was not found")
        options = ["--lang=smt2", f"--tlimit={SECONDS * 1000}"]
        if any(sizes not in DEFAULT_FLOATS for sizes in FLOAT.findall(text)):
            options.append("--fp-exp")
        run = subprocess.run([program, *options, "-"], input=text, text=True,
                             capture_output=True)
        answers[text] = run.stdout.strip() or "no answer"
    return answers[text]


def prove_adapters(c):
    """What the program was taken apart by: each lemma says that two values are
    the same. That they make up the adapter is not checked."""
    for title, script in c.lemmas.items():
        if not title.startswith("adapter "):
            continue
        goal = Term("distinct", Term("left"), Term("right"))
        defined = [assertion.args[0] for assertion in script.assertions
                   if assertion is not goal and assertion.head == "="]
        if goal not in script.assertions or len(script.assertions) != 3 or \
                set(defined) != {Term("left"), Term("right")}:
            raise Refuted(f"{title}: the lemma does not compare two values")
        answer = solve(script.text)
        if answer != "unsat":
            raise Refuted(f"{title}: cvc5 answers {answer}, not unsat")


def prove_one(c, titles, lemma):
    """One of the lemmas, whichever has this goal."""
    for title in titles:
        if lemma.goal in c.lemmas[title].assertions:
            return prove(c, title, lemma)
    raise Malformed(f"expected a lemma that refutes {lemma.goal}")


def prove(c, title, lemma):
    if title not in c.lemmas:
        raise Malformed(f"expected lemma {title}")
    script = c.lemmas[title]
    check_statement(script, title, lemma)
    answer = solve(script.text)
    if answer != "unsat":
        raise Refuted(f"{title}: cvc5 answers {answer}, not unsat")
