# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the programs of the tensorize table compute, written from the definition
of each operator: loops over its own indices, nothing of the compiler's.

A reference takes the inputs, and `dot(terms, start)`, which folds products. For
integers that is a sum modulo 2^32; for floats either the program's own order,
rounded step by step, or (where the match may reorder) the exact sum with a
bound on the error of any order; an element is then (value, bound)."""
import fractions
import math

from tensorize_arrays import FLOATS, Array, build, is_denormal, round_to, wrap


def fold_integers(terms, start=0, bits=32):
    return wrap(start + sum(map(math.prod, terms)), bits)


def fold_strictly(kind):
    """In the order of the terms, each product and each sum rounded."""
    def dot(terms, start=0.0):
        for factors in terms:
            product = factors[0]
            for factor in factors[1:]:
                product = round_to(product * factor, kind)
            start = round_to(start + product, kind)
        return start
    return dot


def fold_in_any_order(kind, operand, narrow=False):
    """(exact sum, bound of the error of any order, fused or not, with denormals
    flushed or not). `operand` is the format of the factors; if `narrow` they
    keep only 10 bits behind the leading one."""
    unit = 2.0 ** (1 - FLOATS[kind][1])
    lost = 2.0**-8 if narrow else 0.0
    least = 2.0 ** FLOATS[kind][2]

    def dot(terms, start=0.0):
        terms = list(terms)
        if kind == "f64":
            exact = float(sum((math.prod(map(fractions.Fraction, t)) for t in terms),
                              fractions.Fraction(start)))
        else:
            exact = math.fsum([*map(math.prod, terms), start])
        size = math.fsum([*(abs(math.prod(t)) for t in terms), abs(start)])
        flushed = math.fsum(abs(math.prod(t)) for t in terms
                            if any(is_denormal(x, operand) for x in t))
        return (exact, (len(terms) + 2) * (unit * size + least) + flushed +
                lost * size)
    return dot


# ----------------------------------------------------------------------------
# Matrix products
# ----------------------------------------------------------------------------

def matmul(inputs, dot, a="mk", b="kn"):
    """c[m, n] = sum_k a[m, k] b[k, n]; "km" and "nk" are transposed. A third
    input is what is added to."""
    x, y, *c = inputs
    extent = dict(zip(a + b, x.shape + y.shape))

    def element(m, n):
        at = {"m": m, "n": n}
        def term(k):
            at["k"] = k
            return x[at[a[0]], at[a[1]]], y[at[b[0]], at[b[1]]]
        start = (c[0][m, n],) if c else ()
        return dot((term(k) for k in range(extent["k"])), *start)
    return build((extent["m"], extent["n"]), element)


def wrapped_matmul(inputs, dot, bits=8):
    """The product in `bits` bits, then extended."""
    x, y = inputs
    return build((x.shape[0], y.shape[1]), lambda m, n: dot(
        (wrap(x[m, k] * y[k, n], bits),) for k in range(x.shape[1])))


def rounded_matmul(inputs, dot, kind="f16"):
    """The product rounded to `kind`, then extended."""
    x, y = inputs
    return build((x.shape[0], y.shape[1]), lambda m, n: dot(
        (round_to(x[m, k] * y[k, n], kind),) for k in range(x.shape[1])))


def matvec(inputs, dot):
    x, y = inputs
    return build((x.shape[0],), lambda m: dot(
        (x[m, k], y[k]) for k in range(x.shape[1])))


def zero_point_matmul(inputs, dot, za=0, zb=0):
    x, y = inputs
    return build((x.shape[0], y.shape[1]), lambda m, n: dot(
        (x[m, k] - za, y[k, n] - zb) for k in range(x.shape[1])))


def batch_matmul(inputs, dot):
    """c[b, m, n] = sum_k a[b, m, k] b[b, k, n]"""
    x, y = inputs
    return build((x.shape[0], x.shape[1], y.shape[2]), lambda b, m, n: dot(
        (x[b, m, k], y[b, k, n]) for k in range(x.shape[2])))


def scores(inputs, dot, scale=0.125):
    """Attention: c[b, i, j] = scale * sum_d q[b, i, d] k[b, j, d]"""
    q, k = inputs

    def element(b, i, j):
        value = dot((q[b, i, d], k[b, j, d]) for d in range(q.shape[2]))
        # The scale is a power of two.
        return tuple(scale * part for part in value) \
            if isinstance(value, tuple) else scale * value
    return build((q.shape[0], q.shape[1], k.shape[1]), element)


def attention(inputs, dot):
    """c[b, i, d] = sum_j softmax_j(s[b, i, :]) v[b, j, d], with the weights
    rounded to f16 before the product. exp is not rounded alike everywhere, and
    a weight moves by a unit of f16 then."""
    s, v = inputs

    def element(b, i, d):
        row = [s[b, i, j] for j in range(s.shape[2])]
        powers = [math.exp(x - max(row)) for x in row]
        total = math.fsum(powers)
        weights = [round_to(x / total, "f16") for x in powers]
        terms = [(w, v[b, j, d]) for j, w in enumerate(weights)]
        exact = math.fsum(map(math.prod, terms))
        size = math.fsum(abs(math.prod(t)) for t in terms)
        smallest = 2.0**-24 * sum(abs(t[1]) for t in terms)
        return exact, 2.0**-9 * size + smallest
    return build((s.shape[0], s.shape[1], v.shape[2]), element)


def complex_matmul(inputs, dot):
    """(re, im) of a product of complex matrices."""
    ar, ai, br, bi = inputs
    depth = range(ar.shape[1])
    shape = (ar.shape[0], br.shape[1])
    re = build(shape, lambda m, n: dot(
        [t for k in depth for t in ((ar[m, k], br[k, n]), (-ai[m, k], bi[k, n]))]))
    im = build(shape, lambda m, n: dot(
        [t for k in depth for t in ((ar[m, k], bi[k, n]), (ai[m, k], br[k, n]))]))
    return re, im


def semiring_matmul(inputs, dot, fold="min"):
    """c[m, n] = min (or max) over k of a[m, k] + b[k, n]"""
    x, y = inputs
    pick = {"min": min, "max": max}[fold]
    start = {"min": 2**31 - 1, "max": -2**31}[fold]
    return build((x.shape[0], y.shape[1]), lambda m, n: pick(
        [start, *(x[m, k] + y[k, n] for k in range(x.shape[1]))]))


def saturating_matmul(inputs, dot, bits=16):
    """Each sum, in the order of k, is clamped to `bits` bits."""
    x, y = inputs
    least, most = -2 ** (bits - 1), 2 ** (bits - 1) - 1

    def element(m, n):
        total = 0
        for k in range(x.shape[1]):
            total = min(max(total + x[m, k] * y[k, n], least), most)
        return total
    return build((x.shape[0], y.shape[1]), element)


# ----------------------------------------------------------------------------
# Convolutions
# ----------------------------------------------------------------------------

def extents(size, window, stride, dilation):
    return [(i - (w - 1) * dilation - 1) // stride + 1 for i, w in zip(size, window)]


def conv1d(inputs, dot, stride=1, dilation=1):
    """NWC by WCF"""
    x, w = inputs
    rows, channels, filters = w.shape
    p, = extents(x.shape[1:2], w.shape[:1], stride, dilation)
    return build((x.shape[0], p, filters), lambda n, i, f: dot(
        (x[n, i * stride + r * dilation, c], w[r, c, f])
        for r in range(rows) for c in range(channels)))


def conv2d(inputs, dot, stride=1, dilation=1, pad=0, za=0, zw=0):
    """NHWC by HWCF; `pad` rows of the zero point `za` on every side."""
    x, w = inputs
    height, width, channels, filters = w.shape
    size = [s + 2 * pad for s in x.shape[1:3]]
    p, q = extents(size, w.shape[:2], stride, dilation)

    def value(n, i, j, c):
        inside = 0 <= i < x.shape[1] and 0 <= j < x.shape[2]
        return x[n, i, j, c] if inside else za
    return build((x.shape[0], p, q, filters), lambda n, i, j, f: dot(
        (value(n, i * stride + r * dilation - pad, j * stride + s * dilation - pad, c) - za,
         w[r, s, c, f] - zw)
        for r in range(height) for s in range(width) for c in range(channels)))


def conv2d_nchw(inputs, dot):
    """NCHW by FCHW"""
    x, w = inputs
    filters, channels, height, width = w.shape
    p, q = extents(x.shape[2:], w.shape[2:], 1, 1)
    return build((x.shape[0], filters, p, q), lambda n, f, i, j: dot(
        (x[n, c, i + r, j + s], w[f, c, r, s])
        for c in range(channels) for r in range(height) for s in range(width)))


def conv3d(inputs, dot):
    """NDHWC by DHWCF"""
    x, w = inputs
    o, p, q = extents(x.shape[1:4], w.shape[:3], 1, 1)
    return build((x.shape[0], o, p, q, w.shape[4]), lambda n, h, i, j, f: dot(
        (x[n, h + t, i + r, j + s, c], w[t, r, s, c, f])
        for t in range(w.shape[0]) for r in range(w.shape[1])
        for s in range(w.shape[2]) for c in range(w.shape[3])))


def transposed_conv2d(inputs, dot, stride=2):
    """The gradient of a convolution: out[n, i, j, f] sums x[n, p, q, c]
    w[r, s, c, f] wherever i = p * stride + r and j = q * stride + s."""
    x, w = inputs
    height = (x.shape[1] - 1) * stride + w.shape[0]
    width = (x.shape[2] - 1) * stride + w.shape[1]

    def terms(n, i, j, f):
        for r in range(w.shape[0]):
            for s in range(w.shape[1]):
                p, q = (i - r) // stride, (j - s) // stride
                if (i - r) % stride or (j - s) % stride or \
                        not (0 <= p < x.shape[1] and 0 <= q < x.shape[2]):
                    continue
                for c in range(w.shape[2]):
                    yield x[n, p, q, c], w[r, s, c, f]
    return build((x.shape[0], height, width, w.shape[3]),
                 lambda *at: dot(terms(*at)))


def grouped_conv2d(inputs, dot):
    """NHWGC by GHWCF"""
    x, w = inputs
    groups, height, width, channels, filters = w.shape
    p, q = extents(x.shape[1:3], w.shape[1:3], 1, 1)
    return build((x.shape[0], p, q, groups, filters), lambda n, i, j, g, f: dot(
        (x[n, i + r, j + s, g, c], w[g, r, s, c, f])
        for r in range(height) for s in range(width) for c in range(channels)))


def depthwise_conv2d(inputs, dot):
    """NHWC by HWC"""
    x, w = inputs
    p, q = extents(x.shape[1:3], w.shape[:2], 1, 1)
    return build((x.shape[0], p, q, w.shape[2]), lambda n, i, j, c: dot(
        (x[n, i + r, j + s, c], w[r, s, c])
        for r in range(w.shape[0]) for s in range(w.shape[1])))


def batched_conv2d(inputs, dot):
    """NHWC by NHWCF: every image has its own filters."""
    x, w = inputs
    p, q = extents(x.shape[1:3], w.shape[1:3], 1, 1)
    return build((x.shape[0], p, q, w.shape[4]), lambda n, i, j, f: dot(
        (x[n, i + r, j + s, c], w[n, r, s, c, f]) for r in range(w.shape[1])
        for s in range(w.shape[2]) for c in range(w.shape[3])))


def capsule_conv2d(inputs, dot):
    """A convolution of matrices: out[n, p, q, f, :, :] sums products of
    x[n, p + r, q + s, c, :, :] and w[r, s, c, f, :, :]."""
    x, w = inputs
    p, q = extents(x.shape[1:3], w.shape[:2], 1, 1)
    return build((x.shape[0], p, q, w.shape[3], x.shape[4], w.shape[5]),
                 lambda n, i, j, f, u, v: dot(
                     (x[n, i + r, j + s, c, u, l], w[r, s, c, f, l, v])
                     for r in range(w.shape[0]) for s in range(w.shape[1])
                     for c in range(w.shape[2]) for l in range(w.shape[4])))


def upsampled_conv1d(inputs, dot):
    """A convolution of the input with every element twice: NWC by WCF."""
    x, w = inputs
    p = 2 * x.shape[1] - w.shape[0] + 1
    return build((x.shape[0], p, w.shape[2]), lambda n, i, f: dot(
        (x[n, (i + r) // 2, c], w[r, c, f])
        for r in range(w.shape[0]) for c in range(w.shape[1])))


# ----------------------------------------------------------------------------
# Others
# ----------------------------------------------------------------------------

def total(inputs, dot):
    """The sum of a vector, added to the second input's element."""
    x, start = inputs
    return build((1,), lambda i: dot(((x[k],) for k in range(x.shape[0])), start[0]))


def running_products(inputs, dot):
    """In place: x[i] = x[i] + sum_k x[k] w[k, i] with the x of the moment."""
    x, w = inputs
    values = list(x.data)
    for i in range(len(values)):
        for k in range(len(values)):
            values[i] = wrap(values[i] + values[k] * w[k, i])
    return Array(x.shape, values)


def overlapping_matmul(inputs, dot):
    """Rows of c are rows of a further on in one buffer: buffer[m + 2, n] sums
    buffer[m, k] w[k, n] with the buffer of the moment."""
    x, w = inputs
    data = list(x.data)
    width = x.shape[1]
    for m in range(x.shape[0] - 2):
        for n in range(width):
            for k in range(width):
                data[(m + 2) * width + n] = wrap(
                    data[(m + 2) * width + n] + data[m * width + k] * w[k, n])
    return Array(x.shape, data)


def look_up(inputs, dot, flip=0x80):
    """The element of the table that each byte numbers, some bits flipped."""
    x, table = inputs
    return Array(x.shape, [table.data[(v & 0xff) ^ flip] for v in x.data])


def squares(inputs, dot):
    return Array(inputs[0].shape, [min(v * v >> 7, 127)
                                   for v in inputs[0].data])


def relu_shift_table(inputs, dot):
    return look_up([relu_shift_matmul(inputs[:2], dot), inputs[2]], dot)


def relu_shift_matmul(inputs, dot, shift=8):
    """The sum over 2^shift, rounded up at a half; from 0 to 127."""
    product = matmul(inputs, dot)
    half = 1 << (shift - 1)
    return Array(product.shape, [min(max((v + half) >> shift, 0), 127)
                                 for v in product.data])
