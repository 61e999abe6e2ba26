// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What maps of arrays cost. Distances are sums over rows and over columns,
/// each of a few linear pieces, so they have closed forms.
#include "dsa/Mesh/Arrays.h"
#include <algorithm>
#include <cstdlib>

using namespace dsa::mesh;

int64_t AxisMap::at(int64_t i) const {
  int64_t place = i;
  if (kind == Mirrored)
    place = length - 1 - i;
  if (kind == Folded)
    place = 2 * i < length ? 2 * i : 2 * (length - 1 - i) + 1;
  return offset + stride * place;
}

namespace {
/// A sum of distances along one axis and the longest of them.
struct Distances {
  int64_t sum = 0, longest = 0, count = 0;
  /// No more ways share a link there, each way.
  int64_t overlap[2] = {0, 0};

  int64_t mostOverlapping() const { return std::max(overlap[0], overlap[1]); }
};

/// Pairs of index i in [begin, end) with i + step of the other axis.
struct Pairs {
  int64_t begin, end, step;
};
} // namespace

/// The sum of |a + b i| for i from 0 below n.
static int64_t sumOfAbsolutes(int64_t a, int64_t b, int64_t n) {
  auto sum = [&](int64_t from, int64_t to) {
    return (to - from) * a + b * ((from + to - 1) * (to - from) / 2);
  };
  if (b < 0) {
    a = -a;
    b = -b;
  }
  // Terms below the root are negative.
  int64_t negative = b == 0 ? (a < 0 ? n : 0) : a >= 0 ? 0 : (-a + b - 1) / b;
  negative = std::min(negative, n);
  return sum(negative, n) - sum(0, negative);
}

/// The indices of a flow along one axis, in ranges that do not wrap.
static std::vector<Pairs> pairsOf(int64_t from, int64_t to, int64_t shift,
                                  bool wraps) {
  std::vector<Pairs> pairs;
  int64_t low = wraps ? shift / to - 2 : 0;
  int64_t high = wraps ? (from + shift) / to + 2 : 0;
  for (int64_t turn = low; turn <= high; ++turn) {
    int64_t step = shift - turn * to;
    Pairs each{std::max<int64_t>(0, -step), std::min(from, to - step), step};
    if (each.begin < each.end)
      pairs.push_back(each);
  }
  return pairs;
}

static Distances distances(const AxisMap &a, const AxisMap &b,
                           const std::vector<Pairs> &pairs) {
  Distances result;
  for (const Pairs &each : pairs) {
    // Both maps are linear between these.
    auto turn = [&](const AxisMap &map, int64_t step) {
      return map.kind == AxisMap::Folded ? (map.length + 1) / 2 - step
                                         : each.begin;
    };
    int64_t cuts[] = {each.begin, turn(a, 0), turn(b, each.step), each.end};
    std::sort(cuts + 1, cuts + 3);
    for (int64_t &cut : cuts)
      cut = std::clamp(cut, each.begin, each.end);
    for (int piece = 0; piece < 3; ++piece) {
      int64_t from = cuts[piece], n = cuts[piece + 1] - from;
      if (n <= 0)
        continue;
      auto apart = [&](int64_t i) { return a.at(i) - b.at(i + each.step); };
      int64_t first = apart(from), last = apart(from + n - 1);
      int64_t slope = n > 1 ? (last - first) / (n - 1) : 0;
      result.sum += sumOfAbsolutes(first, slope, n);
      result.longest =
          std::max({result.longest, std::abs(first), std::abs(last)});
      result.count += n;
      // The sources are `pitch` apart, so of the ways of a length only so many
      // begin near enough to cross one link.
      int64_t pitch = n > 1 ? std::abs(a.at(from + 1) - a.at(from)) : 1;
      int64_t reach[2] = {std::max({int64_t(0), first, last}),
                          std::max({int64_t(0), -first, -last})};
      for (int way = 0; way < 2; ++way)
        result.overlap[way] += std::min(n, (reach[way] + pitch - 1) / pitch);
    }
  }
  return result;
}

ArrayFigures dsa::mesh::measureArrays(const ArrayProgram &program,
                                      const std::vector<ArrayMap> &maps) {
  ArrayFigures figures;
  for (const ArrayFlow &flow : program.flows) {
    const TaskArray &from = program.arrays[flow.from];
    const TaskArray &to = program.arrays[flow.to];
    const ArrayMap &a = maps[flow.from], &b = maps[flow.to];
    auto rows = pairsOf(from.rows, to.rows, flow.dr, flow.wraps);
    auto columns = pairsOf(from.columns, to.columns, flow.dc, flow.wraps);
    Distances down = distances(a.rows, b.rows, rows);
    Distances across = distances(a.columns, b.columns, columns);
    int64_t count = down.count * across.count;
    figures.weight += flow.weight * count;
    figures.volume +=
        flow.weight * (down.sum * across.count + across.sum * down.count);
    if (count)
      figures.longest =
          std::max(figures.longest, down.longest + across.longest);
    figures.bound += flow.weight * count;
    // A row has one row of tasks that sends; a column as many columns of tasks
    // that send to it as fit when they wrap.
    int64_t into =
        flow.wraps ? (from.columns + to.columns - 1) / to.columns : 1;
    figures.loadAtMost += flow.weight * std::max(into * down.mostOverlapping(),
                                                 across.mostOverlapping());
  }
  return figures;
}
