# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The rows of the tensorize table: programs, and what is expected of each.

A row is a file `NN-name.mlir` of programs separated by `// -----`. Above a
program stand its cases, one for each machine or set of options:

    // CASE <entry>: <key>=<value> ...

    machine=      a machine's name, or a file beside the rows
    only=         of its instructions that compute only these (fnmatch)
    function=     where the operation is, if not in the entry
    expect=       A accept, C accept with a condition or weaker than exact,
                  R refuse
    by=           of the instruction that is to do it (a regular expression)
    strength=     what the match may differ by: exact, or words it must name
    condition=    what its remark must say of a condition (regular expression)
    counterexample=  of a refusal, see COUNTEREXAMPLES
    given=        the program carries a match that must be refused by one of
                  these obligations
    full=         at least so many mappings that use all loops of the
                  instruction that can be used; exchanged operands not counted
    numerics=     as in --dsa-compile
    inputs=, outputs=   kinds of the elements: u8, s8:-64..64, bf16, ...
    reference=    a function of tensorize_references.py, with parameters
    corners=no    random inputs only
"""
import ast
import dataclasses
import fnmatch
import pathlib
import re

DIRECTORY = pathlib.Path(__file__).resolve().parent / "tensorize-rows"

KEYS = {"machine", "only", "function", "expect", "by", "strength", "condition",
        "counterexample", "given", "full", "numerics", "inputs", "outputs",
        "reference", "corners"}

NUMBER = r"[-+]?(?:\d[\d.]*(?:[eE][-+]?\d+)?|0x[0-9A-Fa-f]+|inf|nan)"
# What a refusal must show.
COUNTEREXAMPLES = {
    # Operands and both results.
    "values": rf"{NUMBER}.*the program computes {NUMBER}, the instruction "
              rf"{NUMBER}",
    # Two iterations that the mapping or the order confuses.
    "iterations": r"iterations? \(",
    "narrow": r"narrow",
    "dependence": r"alias|depend|overlap|writes .* read|reads .* writ",
    "any": r"does not do it",
}
COUNTEREXAMPLES["floats"] = COUNTEREXAMPLES["values"]


@dataclasses.dataclass
class Case:
    row: int
    title: str
    entry: str
    program: str
    keys: dict

    def get(self, key, default=""):
        return self.keys.get(key, default)

    @property
    def name(self):
        only = f" only {self.get('only')}" if self.get("only") else ""
        numerics = f" {self.get('numerics')}" if self.get("numerics") else ""
        return f"{self.entry} on {self.get('machine')}{only}{numerics}"

    @property
    def function(self):
        return self.get("function", self.entry)

    def get_reference(self):
        """(name, keyword arguments)"""
        call = ast.parse(self.get("reference"), mode="eval").body
        if isinstance(call, ast.Name):
            return call.id, {}
        return call.func.id, {k.arg: ast.literal_eval(k.value)
                              for k in call.keywords}

    def get_input_shapes(self):
        signature = re.search(rf"func\.func @{self.entry}\((.*?)\)(?: ->| \{{)",
                              self.program, re.S).group(1)
        return [tuple(int(d) for d in dims.rstrip("x").split("x"))
                for dims in re.findall(r": (?:tensor|memref)<((?:\d+x)*)",
                                       signature)]


def parse_case(line, row, title, program):
    entry, text = re.match(r"(\w+): *(.*)", line).groups()
    keys = dict(word.split("=", 1) for word in text.split())
    unknown = set(keys) - KEYS
    if unknown:
        raise ValueError(f"row {row}: unknown keys {', '.join(sorted(unknown))}")
    return Case(row, title, entry, program, keys)


def read_row(path):
    """The cases of a row."""
    text = path.read_text()
    row, title = re.search(r"^// ROW (\d+): (.*)$", text, re.M).groups()
    cases = []
    for program in text.split("// -----"):
        for line in re.findall(r"^// CASE (.*)$", program, re.M):
            cases.append(parse_case(line, int(row), title, program))
    return cases


def read_rows(wanted=None):
    """Row number --> cases."""
    rows = {}
    for path in sorted(DIRECTORY.glob("[0-9][0-9]-*.mlir")):
        number = int(path.name[:2])
        if not wanted or number in wanted:
            rows[number] = read_row(path)
    return rows


# ----------------------------------------------------------------------------
# Machines with fewer instructions
# ----------------------------------------------------------------------------

INSTRUCTION = re.compile(r"^  dsa\.instruction @(\w+)\((.*?)^  \}\n", re.M | re.S)


def keep_only(text, patterns):
    """`text`, an instruction set, without instructions that accumulate in a
    `tied` operand and match none of `patterns`."""
    def keep(match):
        signature = match.group(2).split("semantics")[0]
        wanted = any(fnmatch.fnmatch(match.group(1), p) for p in patterns)
        return match.group(0) if wanted or " tied" not in signature else ""
    return INSTRUCTION.sub(keep, text)


def write_subset(directory, library, patterns):
    """Copies of all machines and instruction sets of `library` under
    `directory`, to be put in front of the search path."""
    for kind in ("isa", "machine"):
        (directory / kind).mkdir()
        for path in sorted((library / kind).glob("*.mlir")):
            text = path.read_text()
            if kind == "isa":
                text = keep_only(text, patterns)
            (directory / kind / path.name).write_text(text)
