# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reading certificates, line by line; every line must be one that is known."""
import hashlib
import re

from .relations import Map, Set
from .terms import Malformed, Script, build, read

FORMAT = "dsa-certificate 1"
ASSUMPTIONS = ("operands are values, so that no result overlaps them",
               "floats round to nearest, ties to even")
STRENGTHS = {"reassoc", "contract", "flush", "narrow"}


def strengths(text):
    words = set() if text == "exact" else set(text.split(", "))
    if words - STRENGTHS:
        raise Malformed(f"expected a strength, but got '{text}'")
    return words


class Access:
    def __init__(self, source, element, relation):
        self.source, self.element = source, element
        self.text, self.map = relation, Map.read(relation)


class Certificate:
    """The parts of a certificate whose hashes are right."""

    def __init__(self, text):
        body, _, last = text.rstrip("\n").rpartition("\n")
        body += "\n"
        if last != "sha256:" + hashlib.sha256(body.encode()).hexdigest():
            raise Malformed("the hash of the content is another: it was "
                            "changed")
        self.lines = body.splitlines()
        self.position = 0
        self.read_header()
        self.read_claim()
        self.read_findings()
        self.read_lemmas()

    # Lines

    def next(self):
        if self.position == len(self.lines):
            raise Malformed("expected more lines")
        self.position += 1
        return self.lines[self.position - 1]

    def is_next(self, keyword):
        return self.position < len(self.lines) and \
            (self.lines[self.position] + " ").startswith(keyword + " ")

    def take(self, keyword):
        line = self.next()
        if not (line + " ").startswith(keyword + " "):
            raise Malformed(f"line {self.position}: expected '{keyword}', but "
                            f"got '{line}'")
        return line[len(keyword):].strip()

    # Parts

    def read_header(self):
        if self.next() != FORMAT:
            raise Malformed(f"expected '{FORMAT}'")
        self.program = self.take("program")
        self.instruction = self.take("instruction")
        self.machine = self.take("machine")
        self.solvers = self.take("solvers")
        self.strength = strengths(self.take("strength"))
        self.allowed = strengths(self.take("allowed"))
        for assumption in ASSUMPTIONS:
            self.take("assume " + assumption)

    def read_claim(self):
        want = self.take("claim")
        first = self.position
        self.iterations = Set.read(self.take("iterations"))
        self.take("loops")
        self.program_accesses = self.read_accesses("program-access", False)
        self.program_body = self.read_body("program")
        self.instruction_box = self.take("instruction-iterations")
        self.instruction_iterations = Set.read(self.instruction_box)
        self.take("instruction-loops")
        self.any_length = self.is_next("any-length") and \
            "1" in self.take("any-length").split()
        self.accesses = self.read_accesses("instruction-access", True)
        self.body = self.read_body("instruction")
        self.numerics = strengths(self.take("instruction-numerics"))
        self.requires = self.read_ranges("requires")
        self.refined = []
        while self.is_next("refined"):
            number, _, text = self.take("refined").partition(" ")
            if number != str(len(self.refined)):
                raise Malformed(f"line {self.position}: expected element "
                                f"{len(self.refined)}")
            self.refined.append(self.read_definition("actual", text))
        self.ranges = self.read_ranges("range")
        self.blocks = [None if word == "?" else int(word)
                       for word in self.take("blocks").split()]
        self.is_reduction_block = [word == "reduction" for word in
                                   self.take("block-loops").split()]
        self.mapping = Map.read(self.take("mapping"))
        self.inverse = Map.read(self.take("inverse"))
        claim = "".join(line + "\n"
                        for line in self.lines[first:self.position])
        self.take("end claim")
        if want != "sha256:" + hashlib.sha256(claim.encode()).hexdigest():
            raise Malformed("the hash of the claim is another: it was changed")
        if len(self.blocks) != len(self.is_reduction_block):
            raise Malformed("expected a kind for each block loop")

    def read_accesses(self, keyword, has_source):
        accesses = []
        while self.is_next(keyword):
            line = self.take(keyword)
            of = r" of (\d+)" if has_source else "()"
            match = re.fullmatch(rf"(\d+){of} (?:scalar )?(\S+) (\{{.*\}})",
                                 line)
            if not match or int(match.group(1)) != len(accesses):
                raise Malformed(f"line {self.position}: expected an access")
            source = int(match.group(2)) if has_source else None
            accesses.append(Access(source, match.group(3), match.group(4)))
        if not accesses:
            raise Malformed(f"expected '{keyword}'")
        return accesses

    def read_body(self, name):
        """The term T of `(assert (= name T))`."""
        return self.read_definition(name, self.take(name + "-body"))

    def read_definition(self, name, text):
        commands = read(text)
        if len(commands) != 1 or commands[0][:1] != ["assert"]:
            raise Malformed(f"expected the body of the {name}")
        equation = build(commands[0][1])
        if equation.head != "=" or len(equation.args) != 2 or \
                equation.args[0].head != name:
            raise Malformed(f"expected the body of the {name}")
        return equation.args[1]

    def read_ranges(self, keyword):
        """Access --> (least, most)."""
        ranges = {}
        while self.is_next(keyword):
            match = re.fullmatch(r"(\d+) \[(-?\d+), (-?\d+)\]",
                                 self.take(keyword))
            if not match:
                raise Malformed(f"line {self.position}: expected a range")
            access, least, most = map(int, match.groups())
            # With no value between the two, anything would follow.
            if access in ranges or least > most:
                raise Malformed(f"line {self.position}: expected one range, "
                                "with a value in it")
            ranges[access] = (least, most)
        return ranges

    def read_findings(self):
        while self.is_next("obligation"):
            self.next()
        self.order = self.take("order")
        self.padding, self.padded = {}, []
        while self.is_next("padding"):
            match = re.fullmatch(r"(\d+) (\S+) #x([0-9a-f]+)",
                                 self.take("padding"))
            if not match:
                raise Malformed(f"line {self.position}: expected a value")
            self.padding[int(match.group(1))] = (match.group(2),
                                                 int(match.group(3), 16))
        while self.is_next("padded"):
            self.padded.append(frozenset(map(int,
                                             self.take("padded").split())))

    def read_lemmas(self):
        self.lemmas = {}
        while self.position < len(self.lines):
            title = self.take("lemma")
            first = self.position
            while self.next() != "end lemma":
                pass
            if title in self.lemmas:
                raise Malformed(f"expected one lemma {title}")
            self.lemmas[title] = Script(
                "\n".join(self.lines[first:self.position - 1]) + "\n")
