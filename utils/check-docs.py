#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Keeps the reference and the tests in step.

* Every whole program in an ```mlir block of a .td file parses.
* Every pass of a Passes.td is run by a test in a file of its name.
* Every constraint `Cn` of an operation is named by a test that breaks it: a
  function `@invalid_..._c<n>` or a comment `<mnemonic> C<n>`.

usage: check-docs.py <source directory> <dsa-opt>
"""
import pathlib
import re
import subprocess
import sys

WHOLE_PROGRAM = re.compile(r"\s*(func\.func|dsa\.isa|dsa\.machine|module)\b")


def programs(text):
    """The ```mlir blocks of `text` that are whole programs."""
    for block in re.findall(r"```mlir\n(.*?)```", text, re.S):
        if WHOLE_PROGRAM.match(block):
            yield block


def check_examples(root, opt):
    for path in sorted((root / "include").rglob("*.td")):
        for block in programs(path.read_text()):
            run = subprocess.run([opt], input=block, text=True,
                                 capture_output=True)
            if run.returncode:
                yield f"{path.relative_to(root)}: example does not parse:\n" \
                      f"{block}{run.stderr}"


def check_passes(root):
    tests = {path.stem: path for path in (root / "test").rglob("*.mlir")}
    for path in sorted((root / "include").rglob("Passes.td")):
        for stem, argument in re.findall(
                r'def (\w+?)(?:Pass)?\s*:\s*Pass<\s*"([\w-]+)"',
                path.read_text()):
            kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])",
                           "-", stem).lower()
            test = tests.get(kebab)
            if not test:
                # A conversion has a folder with a file for each family.
                folder = next((root / "test").rglob(
                    re.sub(r"^Convert", "", stem)), None)
                files = sorted(folder.glob("*.mlir")) if folder else []
            else:
                files = [test]
            if not any(argument in file.read_text() for file in files):
                yield f"{path.relative_to(root)}: expected a test " \
                      f"'{kebab}.mlir' that runs '--{argument}'"


def check_constraints(root):
    tests = "\n".join(path.read_text()
                      for path in (root / "test").rglob("*.mlir"))
    for path in sorted((root / "include").rglob("*Ops.td")):
        shared = re.findall(r"^defvar (\w+)(.*?)^(?=\S)", path.read_text(),
                            re.M | re.S)
        for body in re.split(r"^(?:def|defvar|class) ", path.read_text(),
                             flags=re.M)[1:]:
            # A description may be put together from shared texts.
            body += "".join(text for name, text in shared
                            if re.search(rf"# *{name}\b|\b{name} *#", body))
            mnemonic = re.search(r'<"([\w.]+)"(?! *#)', body)
            dialect = path.name[:-len("Ops.td")]
            if not mnemonic:
                continue
            for number in re.findall(r"^ *\* C(\d+):", body, re.M):
                name = mnemonic.group(1).replace(".", "_")
                wanted = rf"@invalid_{name}_c{number}\b|" \
                         rf"\b{re.escape(mnemonic.group(1))} C{number}\b"
                if not re.search(wanted, tests):
                    yield f"{path.relative_to(root)}: expected a test of " \
                          f"C{number} of '{mnemonic.group(1)}' ({dialect})"


def main(root, opt):
    root = pathlib.Path(root)
    problems = [*check_examples(root, opt), *check_passes(root),
                *check_constraints(root)]
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
