# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sets and relations of integer points, by Debian's isl."""
import ctypes
import ctypes.util

MAX_OPERATIONS = 500_000_000
ON_ERROR_CONTINUE = 1
DIMENSION = 3  # isl_dim_set


class GaveUp(Exception):
    """isl failed, or took too long; nothing follows."""


def load():
    name = ctypes.util.find_library("isl") or "libisl.so.23"
    try:
        return ctypes.CDLL(name)
    except OSError:
        raise SystemExit("check-proofs: error: expected libisl (package "
                         "libisl-dev), but it was not found")


isl = load()
isl.isl_ctx_alloc.restype = ctypes.c_void_p
isl.isl_options_set_on_error.argtypes = [ctypes.c_void_p, ctypes.c_int]
isl.isl_ctx_set_max_operations.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
isl.isl_ctx_reset_operations.argtypes = [ctypes.c_void_p]
context = isl.isl_ctx_alloc()
isl.isl_options_set_on_error(context, ON_ERROR_CONTINUE)
isl.isl_ctx_set_max_operations(context, MAX_OPERATIONS)


def start():
    """Grants the next certificate its share of operations."""
    isl.isl_ctx_reset_operations(context)


class Points:
    """A set or a relation; every method leaves its operands alone."""
    kind = None

    def __init__(self, pointer):
        if not pointer:
            raise GaveUp("isl gave up, or cannot read a relation")
        self.pointer = pointer

    def __del__(self):
        if getattr(self, "pointer", None):
            call(f"isl_{self.kind}_free", self.pointer, result=None)

    @classmethod
    def read(cls, text):
        return cls(call(f"isl_{cls.kind}_read_from_str", context,
                        text.encode()))

    def take(self):
        """A copy that an isl function may consume."""
        return call(f"isl_{self.kind}_copy", self.pointer)

    def ask(self, question, *others):
        answer = call(f"isl_{self.kind}_{question}", self.pointer,
                      *[other.pointer for other in others],
                      result=ctypes.c_int)
        if answer < 0:
            raise GaveUp("isl gave up")
        return bool(answer)

    def is_empty(self):
        return self.ask("is_empty")

    def is_subset(self, other):
        return self.ask("is_subset", other)

    def make(self, function, *others, cls=None):
        return (cls or type(self))(call(
            f"isl_{self.kind}_{function}", self.take(),
            *[other.take() if isinstance(other, Points) else other
              for other in others]))

    def intersect(self, other):
        return self.make("intersect", other)

    def subtract(self, other):
        return self.make("subtract", other)


class Set(Points):
    kind = "set"

    def only(self, dimension, count):
        """The values of one coordinate; the others may be anything."""
        rest = self.make("eliminate", DIMENSION, 0, dimension)
        return rest.make("eliminate", DIMENSION, dimension + 1,
                         count - dimension - 1)

    def product(self, other):
        return self.make("flat_product", other)

    def identity(self):
        return self.make("identity", cls=Map)

    def dimensions(self):
        return call("isl_set_dim", self.pointer, DIMENSION,
                    result=ctypes.c_int)

    def before(self):
        """Pairs of points of this space in lexicographic order."""
        space = call("isl_set_get_space", self.pointer)
        return Map(call("isl_map_lex_lt", space))


class Map(Points):
    kind = "map"

    def domain(self):
        return self.make("domain", cls=Set)

    def range(self):
        return self.make("range", cls=Set)

    def reverse(self):
        return self.make("reverse")

    def then(self, other):
        return self.make("apply_range", other)

    def on(self, points):
        return self.make("intersect_domain", points)

    def into(self, points):
        return self.make("intersect_range", points)

    def product(self, other):
        return self.make("flat_product", other)

    def is_function(self):
        return self.ask("is_single_valued")


def call(name, *arguments, result=ctypes.c_void_p):
    function = getattr(isl, name)
    function.restype = result
    return function(*[ctypes.c_void_p(argument)
                      if isinstance(argument, int) and argument > 1 << 20
                      else argument for argument in arguments])
