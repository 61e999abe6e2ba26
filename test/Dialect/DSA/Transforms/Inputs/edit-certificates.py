# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Edits certificates in every way, and expects each edit to be noticed.

* Any digit changed: the hash of the content is another.
* Any digit of the mapping or its inverse changed, and the hashes made right
  again: isl finds that it is wrong.
* False claims, hashes made right: each is rejected for its own reason.

usage: edit-certificates.py <utils directory> <directory of certificates>
"""
import hashlib
import pathlib
import re
import sys

sys.path.insert(0, sys.argv[1])
from proofs import relations
from proofs.certificate import Certificate
from proofs.lemmas import Refuted
from proofs.obligations import Rejected, check
from proofs.terms import Malformed


def get_hash(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def rehash(text):
    """`text` with hashes that are right again."""
    first = re.search(r"^claim .*\n", text, re.M)
    last = text.index("end claim\n")
    claim = text[first.end():last]
    text = text[:first.start()] + f"claim {get_hash(claim)}\n" + claim + \
        text[last:]
    body = text[:text.rstrip("\n").rindex("\n") + 1]
    return body + get_hash(body) + "\n"


def reason(text):
    """Why `text` is rejected; empty if it is accepted."""
    try:
        relations.start()
        check(Certificate(text))
    except (Malformed, Refuted, Rejected, ValueError,
            relations.GaveUp) as error:
        return str(error) or "rejected"
    return ""


def flips(text, pattern):
    """`text` with one digit of what `pattern` finds changed, for each."""
    for part in re.finditer(pattern, text, re.M):
        for digit in re.finditer(r"\d", part.group()):
            at = part.start() + digit.start()
            yield text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1:]


def replaced(pattern, replacement):
    def edit(text):
        edited = re.sub(pattern, replacement, text, flags=re.M)
        assert edited != text, f"{pattern} is not in the certificate"
        return edited
    return edit


FALSE_CLAIMS = {
    "sat::@dot": [
        ("a range that is too large",
         lambda text: replaced("#x7f", "#xff")(
             replaced(r"^range 0 \[0, 127\]", "range 0 [0, 255]")(text)),
         "O5 refined 0: cvc5 answers sat"),
        ("a range that the lemma does not assume",
         replaced(r"^range 0 \[0, 127\]", "range 0 [0, 255]"),
         "O4: the lemma assumes (bvule p0 #b01111111)"),
        ("no values", replaced(r"^range 0 \[0, 127\]", "range 0 [1, 0]"),
         "expected one range, with a value in it"),
        ("what is required is not known",
         replaced("^refined 0 ", r"requires 0 [0, 126]\n\g<0>"),
         "O8: operand 0 is not known to be in [0, 126]"),
        ("an instruction that computes what it should",
         replaced(r"^refined 0 .*", "refined 0 (assert (= actual ideal))"),
         "O5: the instruction reads 'ideal'"),
        ("an operand that there is not",
         replaced(r"^(refined 0 .*?)i0e", r"\1i3e"),
         "O5: the instruction reads 'i3e"),
        ("an element that is left out",
         replaced("^lemma O5 refined 0", "lemma O5 refined 1"),
         "expected lemma O5 refined 0"),
    ],
    "amx_int8::@tdpbssd": [
        ("extended with zeros",
         replaced(r"\(concat \(\(_ repeat 24\) \(\(_ extract 7 7\) p1\)\) p1\)",
                  "(concat #x000000 p1)"), "O4: cvc5 answers sat"),
        ("assumes what is to be shown",
         replaced(r"^\(assert \(= i0 p0\)\)", "(assert (= program instruction))"),
         "O4: the lemma assumes (= program instruction)"),
        ("assumes false",
         replaced(r"^\(assert \(= i0 #x00\)\)", "(assert false)"),
         "O6 3: the lemma assumes false"),
        ("defines a function of the theory",
         replaced(r"^\(declare-const x0 .*",
                  r"\g<0>\n(declare-fun bvadd (Int) Int)"),
         "O5: function 'bvadd' is declared"),
        ("padding is not neutral", replaced("#x00$|#x00(?=[)])", "#x01"),
         "O6 3: cvc5 answers sat"),
        ("one operand is padding", replaced("^padded 0 1$", "padded 0"),
         "O6: other operands are padding"),
        ("a loop of the program is left out",
         replaced(r"^mapping .*? -> \[floor\(d0 / 16\)", r"mapping { [d0, d1, d2] -> [0"),
         "O1: the inverse does not undo"),
        ("blocks that are not executed", replaced("^blocks 3 2 2", "blocks 2 2 2"),
         "O1: an iteration is mapped outside"),
        ("two sources", replaced(r"^(program-access 0 i8) .*",
                                 r"\1 { [d0, d1, d2] -> [d0, d2 + d1] }"),
         "O2: an element of the register for operand 0"),
        ("another result", replaced(r"^(program-access 2 i32) .*",
                                    r"\1 { [d0, d1, d2] -> [d0, d2] }"),
         "O3: "),
        ("a parallel block accumulates",
         replaced("^block-loops parallel", "block-loops reduction"), "O3: "),
        ("a requirement", replaced("^blocks ", "requires 0 [0, 1]\nblocks "),
         "O8: operand 0 is not known to be in [0, 1]"),
    ],
    "systolic8::@look_up": [
        ("another element", replaced(r"\(bvxor p0 #x80\)", "(bvxor p0 #x7f)"),
         "O4: cvc5 answers sat"),
        ("no proof that an index is in the table",
         replaced(r"^lemma O4 index 0\n(?:.*\n)*?end lemma\n", ""),
         "expected a lemma that refutes (bvuge (concat"),
        ("a larger table in the proof that an index is in it",
         replaced("#x0000000000000100", "#x0000000000000101"),
         "expected a lemma that refutes (bvuge (concat"),
        ("a smaller table", replaced("tensor<256xi8>", "tensor<255xi8>"),
         "O4: 'p1' is declared as t1210ecde99ca2461"),
        ("a table of two dimensions",
         replaced("tensor<256xi8>", "tensor<16x16xi8>"), "O4: "),
        ("a table of another type",
         replaced(r"^(program-access 1) tensor<256xi8>", r"\1 tensor<256xi4>"),
         "O4: operand 1 is of another type"),
    ],
    "amx_bf16::@tdpbf16ps": [
        ("strength left out", replaced("^strength .*", "strength exact"),
         "O5: the strength lacks reassoc"),
        ("strength not allowed", replaced("^allowed .*", "allowed reassoc"),
         "O8: contract, flush is not allowed"),
        ("denormals", replaced("^strength .*", "strength reassoc, contract"),
         "O8: the instruction takes {'flush'}"),
        ("+0 for -0", lambda text: replaced(
            "#b1 #b00000000 #b0000000", "#b0 #b00000000 #b0000000")(
                replaced("#x8000", "#x0000")(text)), "O6 3: cvc5 answers sat"),
        ("the sum is a difference", replaced("arith.addf", "arith.subf"),
         "O4: the lemma assumes"),
        ("subtraction commutes", replaced("arith.mulf", "arith.divf"),
         "O4: the lemma assumes"),
    ],
}


def main(directory):
    problems = []
    counts = {"flips": 0, "mappings": 0, "claims": 0}
    for path in sorted(pathlib.Path(directory).glob("*.cert")):
        text = path.read_text()
        assert rehash(text) == text and reason(text) == "", path
        for edited in flips(text, r".+"):
            counts["flips"] += 1
            if "was changed" not in reason(edited):
                problems.append(f"{path}: a flip was accepted")
        for edited in flips(text, r"^(mapping|inverse) .*"):
            counts["mappings"] += 1
            if not reason(rehash(edited)):
                problems.append(f"{path}: accepted a wrong mapping:\n{edited}")
        instruction = re.search(r"^instruction @(.*)", text, re.M).group(1)
        for name, edit, want in FALSE_CLAIMS[instruction]:
            counts["claims"] += 1
            got = reason(rehash(edit(text)))
            if want not in got:
                problems.append(f"{path}: {name}: expected '{want}', but got "
                                f"'{got}'")
    print(*problems, sep="\n")
    print(f"{counts['flips']} flips, {counts['mappings']} wrong mappings, "
          f"{counts['claims']} false claims, {len(problems)} accepted")


main(sys.argv[2])
