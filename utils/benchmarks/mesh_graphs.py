# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Graphs to place, with the tasks in random order: (edges, planted average hop
or None). The planted value is that of the placement the graph was made from."""
import random


def scramble(n, edges, rng):
    name = list(range(n))
    rng.shuffle(name)
    return [(name[a], name[b]) for a, b in edges]


def stencil(side, rng):
    at = lambda r, c: r * side + c
    edges = [(at(r, c), at(r, c + 1)) for r in range(side) for c in range(side - 1)]
    edges += [(at(r, c), at(r + 1, c)) for r in range(side - 1) for c in range(side)]
    return edges, 1.0


def nine_point(side, rng):
    at = lambda r, c: r * side + c
    edges, straight = stencil(side, rng)[0], 0
    straight = len(edges)
    for r in range(side - 1):
        for c in range(side - 1):
            edges.append((at(r, c), at(r + 1, c + 1)))
            edges.append((at(r, c + 1), at(r + 1, c)))
    return edges, (straight + 2 * (len(edges) - straight)) / len(edges)


def geometric(side, rng, degree=6):
    """Each core's task talks to tasks within a small random reach."""
    edges, hops = set(), 0
    n = side * side
    while len(edges) < n * degree // 2:
        r, c = rng.randrange(side), rng.randrange(side)
        dr, dc = rng.randint(-3, 3), rng.randint(-3, 3)
        r2, c2 = r + dr, c + dc
        if (dr, dc) == (0, 0) or not (0 <= r2 < side and 0 <= c2 < side):
            continue
        a, b = r * side + c, r2 * side + c2
        edge = (min(a, b), max(a, b))
        if edge not in edges:
            edges.add(edge)
            hops += abs(dr) + abs(dc)
    return sorted(edges), hops / len(edges)


def pipeline(side, rng, block=8):
    """Blocks of tasks that talk to all neighbours inside, and each block hands
    on to the next one along a snake of blocks."""
    at = lambda r, c: r * side + c
    edges = []
    for r in range(side):
        for c in range(side):
            if c + 1 < side and c // block == (c + 1) // block:
                edges.append((at(r, c), at(r, c + 1)))
            if r + 1 < side and r // block == (r + 1) // block:
                edges.append((at(r, c), at(r + 1, c)))
    blocks = side // block
    order = []
    for br in range(blocks):
        row = [(br, bc) for bc in range(blocks)]
        order += row[::-1] if br % 2 else row
    hops = len(edges)
    for (r, c), (r2, c2) in zip(order, order[1:]):
        for i in range(block):
            if r == r2:
                left, right = min(c, c2), max(c, c2)
                edges.append((at(r * block + i, left * block + block - 1),
                              at(r2 * block + i, right * block)))
            else:
                edges.append((at(r * block + block - 1, c * block + i),
                              at(r2 * block, c * block + i)))
            hops += 1
    # Skip connections over two blocks, as residual networks have them.
    for (r, c), (r2, c2) in zip(order, order[2:]):
        for i in range(0, block, 2):
            a = (r * block + i, c * block + i)
            b = (r2 * block + i, c2 * block + block - 1 - i)
            edges.append((at(*a), at(*b)))
            hops += abs(a[0] - b[0]) + abs(a[1] - b[1])
    return edges, hops / len(edges)


def rmat(side, rng, degree=8):
    n = side * side
    bits = n.bit_length() - 1
    edges = set()
    while len(edges) < n * degree // 2:
        a = b = 0
        for _ in range(bits):
            x = rng.random()
            a, b = 2 * a + (x >= 0.76), 2 * b + (0.57 <= x < 0.76 or x >= 0.95)
        if a != b:
            edges.add((min(a, b), max(a, b)))
    return sorted(edges), None


def ring(side, rng):
    n = side * side
    return [(i, (i + 1) % n) for i in range(n)], 1.0


def butterfly(side, rng):
    """The largest one that fits: (k + 1) stages of 2^k."""
    k = 0
    while (k + 2) << (k + 1) <= side * side:
        k += 1
    at = lambda stage, i: stage << k | i
    edges = []
    for stage in range(k):
        for i in range(1 << k):
            edges.append((at(stage, i), at(stage + 1, i)))
            edges.append((at(stage, i), at(stage + 1, i ^ (1 << stage))))
    return edges, None


KINDS = {
    "stencil": stencil,
    "nine-point": nine_point,
    "geometric": geometric,
    "pipeline": pipeline,
    "rmat": rmat,
    "ring": ring,
    "butterfly": butterfly,
}


def make(kind, side, seed=1, **options):
    """(number of tasks, scrambled edges, planted average hop or None)"""
    rng = random.Random(f"{kind} {side} {seed}")
    edges, planted = KINDS[kind](side, rng, **options)
    n = side * side
    if kind == "butterfly":
        n = 1 + max(max(e) for e in edges)
    return n, scramble(n, edges, rng), planted


def write_grf(path, n, edges):
    neighbours = [[] for _ in range(n)]
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    with open(path, "w") as out:
        out.write(f"0\n{n}\t{2 * len(edges)}\n0\t000\n")
        for row in neighbours:
            out.write("\t".join(map(str, [len(row)] + sorted(row))) + "\n")


if __name__ == "__main__":
    import sys

    kind, side, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    n, edges, planted = make(kind, side)
    write_grf(path, n, edges)
    print(kind, n, len(edges), planted)
