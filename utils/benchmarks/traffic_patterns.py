# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Traffic patterns of the literature on a square mesh, one task a core: a graph
without edges plus a net of one sink for each flow; all-to-all is a complete
graph."""
import random


def bit_reverse(side, rng):
    bits = (side * side).bit_length() - 1
    return {i: int(format(i, f"0{bits}b")[::-1], 2) for i in range(side * side)}


def transpose(side, rng):
    return {r * side + c: c * side + r for r in range(side) for c in range(side)}


def shuffle(side, rng):
    bits = (side * side).bit_length() - 1
    mask = side * side - 1
    return {i: ((i << 1) | (i >> (bits - 1))) & mask for i in range(side * side)}


def permutation(side, rng):
    order = list(range(side * side))
    rng.shuffle(order)
    return dict(enumerate(order))


def tornado(side, rng):
    """Half-way along the row, less one."""
    half = (side + 1) // 2 - 1
    return {r * side + c: r * side + (c + half) % side
            for r in range(side) for c in range(side)}


def hotspot(side, rng):
    centre = (side // 2) * side + side // 2
    return {i: centre for i in range(side * side)}


PATTERNS = {
    "bit-reverse": bit_reverse,
    "transpose": transpose,
    "shuffle": shuffle,
    "permutation": permutation,
    "tornado": tornado,
    "hotspot": hotspot,
}


def write(name, side, stem, seed=1):
    """Writes stem.grf, stem.nets and stem.map; the arguments that name them."""
    n = side * side
    with open(stem + ".map", "w") as out:
        out.write(f"{n}\n" + "".join(f"{i}\t{i}\n" for i in range(n)))
    if name == "all-to-all":
        with open(stem + ".grf", "w") as out:
            out.write(f"0\n{n}\t{n * (n - 1)}\n0\t000\n")
            for i in range(n):
                out.write(f"{n - 1}\t" +
                          "\t".join(str(j) for j in range(n) if j != i) + "\n")
        return []
    target = PATTERNS[name](side, random.Random(f"{name} {seed}"))
    with open(stem + ".grf", "w") as out:
        out.write(f"0\n{n}\t0\n0\t000\n" + "0\n" * n)
    with open(stem + ".nets", "w") as out:
        for i, j in target.items():
            if i != j:
                out.write(f"{i} 1 {j}\n")
    return ["--nets=" + stem + ".nets"]


if __name__ == "__main__":
    import sys

    print(*write(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
