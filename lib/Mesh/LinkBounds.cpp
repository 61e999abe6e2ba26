// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lower bounds of the largest link load. Whatever the routes, what leaves a
/// set of cores crosses its rim: traffic out over live links of the rim bounds
/// the fullest of them (max-flow min-cut gives the limit for one flow; for
/// many it is a bound, Leighton and Rao 1988). Rectangles are the sets used; a
/// link between chips counts as the part of a link that it carries.
#include "Phases.h"
#include "dsa/Mesh/Bounds.h"
#include <algorithm>
#include <limits>

using namespace dsa::mesh;

namespace {

/// Prefix sums over the cores.
class CoreSums {
public:
  CoreSums(const Machine &machine)
      : columns(machine.columns + 1),
        sums(size_t(machine.rows + 1) * columns, 0) {}
  void add(int32_t row, int32_t column, int64_t value) {
    sums[size_t(row + 1) * columns + column + 1] += value;
  }
  void finish() {
    size_t rows = sums.size() / columns;
    for (size_t r = 1; r < rows; ++r)
      for (int32_t c = 1; c < columns; ++c)
        sums[r * columns + c] += sums[(r - 1) * columns + c] +
                                 sums[r * columns + c - 1] -
                                 sums[(r - 1) * columns + c - 1];
  }
  /// Over rows [r1, r2] and columns [c1, c2].
  int64_t sum(int32_t r1, int32_t r2, int32_t c1, int32_t c2) const {
    return at(r2 + 1, c2 + 1) - at(r1, c2 + 1) - at(r2 + 1, c1) + at(r1, c1);
  }

private:
  int64_t at(int32_t row, int32_t column) const {
    return sums[size_t(row) * columns + column];
  }
  int32_t columns;
  std::vector<int64_t> sums;
};

/// A flow, or a net as the corners of its bounding box: it stays inside a
/// rectangle exactly if both ends are inside.
struct Span {
  int32_t row1, column1, row2, column2;
  int64_t weight;
};

class RectangleBound {
public:
  RectangleBound(const Graph &graph, const Machine &machine,
                 const Placement &placement);
  Bound run();

private:
  void addFlow(int32_t from, int32_t to, int64_t weight);
  void addNet(const Net &net, const Placement &placement);
  void tryRectangle(int32_t r1, int32_t r2, int32_t c1, int32_t c2,
                    int64_t inside, const char *name);
  void allRectangles();
  void cornerRectangles();
  void singleCores();

  const Machine &machine;
  CoreSums out, in;
  /// What live links carry, a link between chips 1.
  CoreSums eastLinks, southLinks;
  std::vector<Span> spans;
  int64_t volume = 0;
  Bound bound;
};
} // namespace

RectangleBound::RectangleBound(const Graph &graph, const Machine &machine,
                               const Placement &placement)
    : machine(machine), out(machine), in(machine), eastLinks(machine),
      southLinks(machine) {
  spans.reserve(graph.arcs() + graph.nets.size());
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      addFlow(placement[v], placement[graph.targets[a]], graph.weight(a));
  for (const Net &net : graph.nets)
    addNet(net, placement);
  for (int32_t core = 0; core < machine.cores(); ++core) {
    int32_t r = machine.row(core), c = machine.column(core);
    auto room = [&](int way) {
      if (machine.neighbour(core, way) < 0)
        return 0;
      return machine.chipLinkCost / machine.linkCost(core, way);
    };
    eastLinks.add(r, c, room(East));
    southLinks.add(r, c, room(South));
  }
  for (CoreSums *sums : {&out, &in, &eastLinks, &southLinks})
    sums->finish();
}

void RectangleBound::addFlow(int32_t from, int32_t to, int64_t weight) {
  volume += weight * machine.distance(from, to);
  if (from == to)
    return;
  Span span{machine.row(from), machine.column(from), machine.row(to),
            machine.column(to), weight};
  out.add(span.row1, span.column1, weight);
  in.add(span.row2, span.column2, weight);
  spans.push_back(span);
}

void RectangleBound::addNet(const Net &net, const Placement &placement) {
  int32_t driver = placement[net.driver];
  if (net.sinks.size() == 1)
    return addFlow(driver, placement[net.sinks[0]], net.weight);
  int32_t r = machine.row(driver), c = machine.column(driver);
  Span box{r, c, r, c, net.weight};
  int32_t farthest = 0;
  for (int32_t sink : net.sinks) {
    int32_t core = placement[sink];
    box.row1 = std::min(box.row1, machine.row(core));
    box.row2 = std::max(box.row2, machine.row(core));
    box.column1 = std::min(box.column1, machine.column(core));
    box.column2 = std::max(box.column2, machine.column(core));
    farthest = std::max(farthest, machine.distance(driver, core));
  }
  volume += net.weight * farthest;
  if (farthest == 0)
    return;
  // What a net brings into a rectangle is not counted: a bound all the same.
  out.add(r, c, net.weight);
  spans.push_back(box);
}

/// `inside` is the weight of the spans within the rectangle.
void RectangleBound::tryRectangle(int32_t r1, int32_t r2, int32_t c1,
                                  int32_t c2, int64_t inside,
                                  const char *name) {
  int64_t leaves = out.sum(r1, r2, c1, c2) - inside;
  int64_t enters = in.sum(r1, r2, c1, c2) - inside;
  int64_t traffic = std::max(leaves, enters);
  if (traffic <= 0)
    return;
  int64_t rim = 0;
  int32_t rows = machine.rows, columns = machine.columns;
  if (c1 > 0 || (machine.wrapsColumns() && c2 + 1 < columns)) {
    int32_t before = c1 > 0 ? c1 - 1 : columns - 1;
    rim += eastLinks.sum(r1, r2, before, before);
  }
  if (c2 + 1 < columns || (machine.wrapsColumns() && c1 > 0))
    rim += eastLinks.sum(r1, r2, c2, c2);
  if (r1 > 0 || (machine.wrapsRows() && r2 + 1 < rows)) {
    int32_t above = r1 > 0 ? r1 - 1 : rows - 1;
    rim += southLinks.sum(above, above, c1, c2);
  }
  if (r2 + 1 < rows || (machine.wrapsRows() && r1 > 0))
    rim += southLinks.sum(r2, r2, c1, c2);
  double load = rim ? double(traffic) * machine.chipLinkCost / rim
                    : std::numeric_limits<double>::infinity();
  if (load > bound.value)
    bound.raise(load, name,
                "rows " + std::to_string(r1) + ".." + std::to_string(r2) +
                    ", columns " + std::to_string(c1) + ".." +
                    std::to_string(c2));
}

/// Every rectangle: for each top row, rows are added one by one below, and a
/// matrix of traffic between columns within the band is kept.
void RectangleBound::allRectangles() {
  int32_t rows = machine.rows, columns = machine.columns;
  std::vector<std::vector<const Span *>> byRow(rows);
  for (const Span &span : spans) {
    byRow[span.row1].push_back(&span);
    if (span.row2 != span.row1)
      byRow[span.row2].push_back(&span);
  }
  std::vector<int64_t> between(size_t(columns) * columns);
  // Traffic between the columns from c1 on and this one.
  std::vector<int64_t> upTo(columns);
  for (int32_t r1 = 0; r1 < rows; ++r1) {
    std::fill(between.begin(), between.end(), 0);
    for (int32_t r2 = r1; r2 < rows; ++r2) {
      for (const Span *span : byRow[r2])
        if (std::min(span->row1, span->row2) >= r1 &&
            std::max(span->row1, span->row2) == r2) {
          auto [low, high] = std::minmax(span->column1, span->column2);
          between[size_t(low) * columns + high] += span->weight;
        }
      std::fill(upTo.begin(), upTo.end(), 0);
      for (int32_t c1 = columns - 1; c1 >= 0; --c1) {
        int64_t inside = 0;
        for (int32_t c2 = c1; c2 < columns; ++c2) {
          upTo[c2] += between[size_t(c1) * columns + c2];
          inside += upTo[c2];
          tryRectangle(r1, r2, c1, c2, inside, "rectangle");
        }
      }
    }
  }
}

/// Rectangles in a corner of the mesh, half-planes among them.
void RectangleBound::cornerRectangles() {
  int32_t rows = machine.rows, columns = machine.columns;
  for (int corner = 0; corner < 4; ++corner) {
    bool bottom = corner & 1, right = corner & 2;
    CoreSums inside(machine);
    for (const Span &span : spans) {
      auto distance = [](bool flip, int32_t side, int32_t a, int32_t b) {
        return flip ? side - 1 - std::min(a, b) : std::max(a, b);
      };
      inside.add(distance(bottom, rows, span.row1, span.row2),
                 distance(right, columns, span.column1, span.column2),
                 span.weight);
    }
    inside.finish();
    for (int32_t h = 0; h < rows; ++h)
      for (int32_t w = 0; w < columns; ++w)
        tryRectangle(bottom ? rows - 1 - h : 0, bottom ? rows - 1 : h,
                     right ? columns - 1 - w : 0, right ? columns - 1 : w,
                     inside.sum(0, h, 0, w),
                     h + 1 == rows || w + 1 == columns ? "half-plane"
                                                       : "corner");
  }
}

void RectangleBound::singleCores() {
  for (int32_t core = 0; core < machine.cores(); ++core) {
    int32_t r = machine.row(core), c = machine.column(core);
    tryRectangle(r, r, c, c, 0, "core");
  }
}

Bound RectangleBound::run() {
  if (int64_t links = machine.liveLinks())
    bound.raise(double(volume) / links, "average");
  cornerRectangles();
  singleCores();
  // Steps of the search over every rectangle: within a second or two.
  double rows = machine.rows, columns = machine.columns;
  constexpr double affordable = 2e8;
  if (rows * rows * columns * columns / 4 + rows * spans.size() <= affordable)
    allRectangles();
  return bound;
}

Bound dsa::mesh::linkBound(const Graph &graph, const Machine &machine,
                           double volume) {
  Bound bound;
  // The fullest phase has at least an average phase's volume.
  if (int64_t links = machine.liveLinks())
    bound.raise(volume / links / graph.phases, "average");
  return bound;
}

Bound dsa::mesh::linkBound(const Graph &graph, const Machine &machine,
                           const Placement &placement) {
  if (graph.phases == 1)
    return RectangleBound(graph, machine, placement).run();
  Bound bound;
  for (int32_t phase = 0; phase < graph.phases; ++phase) {
    Bound each = linkBound(phaseGraph(graph, phase), machine, placement);
    if (each.value > bound.value)
      bound = std::move(each);
  }
  return bound;
}
