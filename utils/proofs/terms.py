# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Terms of SMT-LIB. Equal terms are one object, and `let` is expanded."""
import re

TOKEN = re.compile(r"\s*([()]|[^\s()]+)")


class Malformed(Exception):
    """Text that is not what was expected."""


def read(text):
    """The s-expressions of `text`, as nested lists of words."""
    stack = [[]]
    position = 0
    text = text.strip()
    while position < len(text):
        token = TOKEN.match(text, position)
        position = token.end()
        word = token.group(1)
        if word == "(":
            stack.append([])
        elif word == ")":
            if len(stack) == 1:
                raise Malformed("expected '(' before ')'")
            last = stack.pop()
            stack[-1].append(last)
        else:
            stack[-1].append(word)
    if len(stack) != 1:
        raise Malformed("expected ')' at the end of a term")
    return stack[0]


class Term:
    """A word applied to terms; `head` is a word or an indexed function."""
    known = {}

    def __new__(cls, head, *args):
        key = (head, *map(id, args))
        term = cls.known.get(key)
        if term is None:
            term = super().__new__(cls)
            term.head, term.args = head, args
            cls.known[key] = term
        return term

    def __repr__(self):
        if not self.args:
            return self.head
        return f"({self.head} {' '.join(map(repr, self.args))})"

    def variables(self, found=None):
        """All words that are applied to nothing, literals included."""
        found = set() if found is None else found
        seen = set()
        todo = [self]
        while todo:
            term = todo.pop()
            if term in seen:
                continue
            seen.add(term)
            todo.extend(term.args)
            if not term.args:
                found.add(term.head)
        return found

    def nodes(self):
        seen, todo = set(), [self]
        while todo:
            term = todo.pop()
            if term not in seen:
                seen.add(term)
                todo.extend(term.args)
        return seen

    def replace(self, names, done=None):
        """This term with variables renamed."""
        done = {} if done is None else done
        if self not in done:
            done[self] = Term(names.get(self.head, self.head)
                              if not self.args else self.head,
                              *[arg.replace(names, done) for arg in self.args])
        return done[self]


def flat(expression):
    if isinstance(expression, str):
        return expression
    return "(" + " ".join(map(flat, expression)) + ")"


def literal(word):
    """Bit-vectors are compared by their bits."""
    if word.startswith("#x"):
        return "#b" + "".join(f"{int(digit, 16):04b}" for digit in word[2:])
    return word


def build(expression, bound=None):
    """The term that an s-expression stands for."""
    bound = bound or {}
    if isinstance(expression, str):
        return bound.get(expression) or Term(literal(expression))
    if not expression:
        raise Malformed("expected a term, but got '()'")
    head = expression[0]
    if head == "let":
        inner = dict(bound)
        for name, value in expression[1]:
            inner[name] = build(value, bound)
        return build(expression[2], inner)
    if head in ("forall", "exists", "!", "match", "_"):
        raise Malformed(f"expected a term without '{head}'")
    if not isinstance(head, str):
        head = flat(head)
    elif head in bound:
        raise Malformed(f"expected a function, but got variable '{head}'")
    return Term(head, *[build(arg, bound) for arg in expression[1:]])


class Script:
    """A query: what it declares and what it asserts."""

    def __init__(self, text):
        self.text = text
        self.sorts, self.functions, self.assertions = {}, set(), []
        commands = read(text)
        if not commands or commands[0][:1] != ["set-logic"] or \
                commands[-1] != ["check-sat"]:
            raise Malformed("expected a query from 'set-logic' to 'check-sat'")
        for command in commands[1:-1]:
            if command[0] == "assert" and len(command) == 2:
                self.assertions.append(build(command[1]))
            elif command[0] == "declare-const" and len(command) == 3:
                self.sorts[command[1]] = flat(command[2])
            elif command[0] == "declare-fun":
                self.functions.add(command[1])
            elif command[0] != "declare-sort":
                raise Malformed(f"expected declarations and assertions, but "
                                f"got '{command[0]}'")
