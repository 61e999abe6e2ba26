// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Coordinates for large graphs, level by level: the graph is coarsened, the
/// coarsest one placed in several ways, and on the way back tasks are moved
/// towards their neighbours and spread evenly again in turns (Kim, Lee and
/// Markov, "SimPL: an effective placement algorithm", 2012), while that pays.
/// What is far apart is decided where it is cheap.
#include "Coarsening.h"
#include "PlacementProblem.h"
#include <algorithm>
#include <cmath>

using namespace dsa::mesh;

namespace {
class LevelGuide {
public:
  LevelGuide(const PlacementProblem &problem, uint64_t seed)
      : problem(problem), random(seed) {}
  Embedding run();

private:
  const PartitionGraph &level(size_t i) const {
    return i ? coarser[i - 1].graph : finest;
  }
  void coarsenAll();
  Embedding placeCoarsest();
  void smooth(const PartitionGraph &graph, std::vector<float> &axis);
  void spread(const PartitionGraph &graph, Embedding &embedding) const;
  void relax(const PartitionGraph &graph, Embedding &embedding, int rounds,
             int smoothings, int patience);

  const PlacementProblem &problem;
  Random random;
  PartitionGraph finest;
  std::vector<Coarsening> coarser;
  std::vector<float> scratch;
};
} // namespace

static PartitionGraph partitionGraphOf(const PlacementProblem &problem) {
  const Graph &graph = problem.graph;
  PartitionGraph result;
  result.offsets.assign(graph.offsets.begin(), graph.offsets.end());
  result.targets = graph.targets;
  result.arcCosts = graph.arcWeights;
  if (result.arcCosts.empty())
    result.arcCosts.assign(graph.arcs(), 1);
  result.pulls.assign(graph.vertices, 0);
  for (int32_t v = 0; v < graph.vertices; ++v)
    result.weights.push_back(problem.weight(v));
  return result;
}

static Graph graphOf(const PartitionGraph &graph) {
  Graph result;
  result.vertices = graph.size();
  result.offsets.assign(graph.offsets.begin(), graph.offsets.end());
  result.targets = graph.targets;
  result.arcWeights = graph.arcCosts;
  result.vertexWeights = graph.weights;
  return result;
}

namespace {
/// Placing the vertices of a coarser graph.
struct CoarseProblem {
  CoarseProblem(const PlacementProblem &fine, const PartitionGraph &graph)
      : tasks(graphOf(graph)), problem(tasks, fine.machine, fine.options) {
    problem.taskWeights = graph.weights;
    problem.room = fine.room;
    problem.uniform = false;
    problem.totalWeight = fine.totalWeight;
    problem.window = fine.window;
    problem.deadline = fine.deadline;
  }
  Graph tasks;
  PlacementProblem problem;
};
} // namespace

static double volumeOf(const PartitionGraph &graph, const Embedding &at) {
  double sum = 0;
  for (int32_t v = 0; v < graph.size(); ++v)
    for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t u = graph.targets[a];
      sum += graph.arcCosts[a] * double(std::fabs(at.x[v] - at.x[u]) +
                                        std::fabs(at.y[v] - at.y[u]));
    }
  return sum;
}

/// Of a full turn.
static void turnByEighth(Embedding &at) {
  for (size_t v = 0; v < at.x.size(); ++v) {
    float sum = at.x[v] + at.y[v];
    at.y[v] -= at.x[v];
    at.x[v] = sum;
  }
}

void LevelGuide::coarsenAll() {
  constexpr int32_t coarsest = 2000;
  finest = partitionGraphOf(problem);
  for (;;) {
    const PartitionGraph &fine = level(coarser.size());
    if (fine.size() <= coarsest)
      return;
    int64_t maxWeight =
        std::max<int64_t>(2, 3 * problem.totalWeight / coarsest);
    Coarsening next = coarsen(fine, maxWeight, random);
    if (next.graph.size() > fine.size() * 0.93)
      return;
    coarser.push_back(std::move(next));
  }
}

/// Half-way to the neighbours' mean.
void LevelGuide::smooth(const PartitionGraph &graph, std::vector<float> &axis) {
  scratch.resize(axis.size());
  for (int32_t v = 0; v < graph.size(); ++v) {
    float sum = 0, weight = 0;
    for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      float cost = graph.arcCosts[a];
      sum += axis[graph.targets[a]] * cost;
      weight += cost;
    }
    scratch[v] = weight > 0 ? 0.5f * axis[v] + 0.5f * sum / weight : axis[v];
  }
  axis.swap(scratch);
}

/// Even density: halves the window and the tasks until few are left, and moves
/// each task to where that takes it.
void LevelGuide::spread(const PartitionGraph &graph, Embedding &at) const {
  struct Point {
    float x, y;
    int32_t task;
  };
  struct Piece {
    int32_t begin, end;
    float x, y, width, height;
  };
  int32_t n = graph.size();
  std::vector<Point> points(n);
  for (int32_t v = 0; v < n; ++v)
    points[v] = {at.x[v], at.y[v], v};
  const Window &w = problem.window;
  std::vector<Piece> pieces{
      {0, n, float(w.c1), float(w.r1), float(w.columns()), float(w.rows())}};
  while (!pieces.empty()) {
    Piece piece = pieces.back(), low = piece, high = piece;
    pieces.pop_back();
    if (piece.end - piece.begin == 1) {
      at.x[points[piece.begin].task] = piece.x + piece.width / 2;
      at.y[points[piece.begin].task] = piece.y + piece.height / 2;
      continue;
    }
    low.end = high.begin = (piece.begin + piece.end) / 2;
    bool columns = piece.width >= piece.height;
    std::nth_element(points.begin() + piece.begin, points.begin() + low.end,
                     points.begin() + piece.end,
                     [&](const Point &a, const Point &b) {
                       float u = columns ? a.x : a.y, v = columns ? b.x : b.y;
                       return u != v ? u < v : a.task < b.task;
                     });
    int64_t weight[2] = {0, 0};
    for (int32_t i = piece.begin; i < piece.end; ++i)
      weight[i >= low.end] += graph.weights[points[i].task];
    float share = float(weight[0]) / float(weight[0] + weight[1]);
    if (columns) {
      low.width = piece.width * share;
      high.x += low.width;
      high.width -= low.width;
    } else {
      low.height = piece.height * share;
      high.y += low.height;
      high.height -= low.height;
    }
    pieces.push_back(low);
    pieces.push_back(high);
  }
  at.onMesh = true;
}

/// Smooths and spreads in turns; keeps the best of at most `rounds`, given up
/// after `patience` without gain.
void LevelGuide::relax(const PartitionGraph &graph, Embedding &embedding,
                       int rounds, int smoothings, int patience) {
  Embedding next = embedding;
  spread(graph, embedding);
  double volume = volumeOf(graph, embedding);
  for (int i = 0, stale = 0; i < rounds && stale < patience; ++i) {
    for (int j = 0; j < smoothings; ++j) {
      smooth(graph, next.x);
      smooth(graph, next.y);
    }
    spread(graph, next);
    double reached = volumeOf(graph, next);
    stale = reached < 0.998 * volume ? 0 : stale + 1;
    if (reached >= volume)
      continue;
    volume = reached;
    embedding = next;
  }
}

/// The best of what several embeddings, and a bisection, relax to; nothing
/// where that is hardly better than the bisection itself.
Embedding LevelGuide::placeCoarsest() {
  const PartitionGraph &graph = level(coarser.size());
  CoarseProblem coarse(problem, graph);
  Embedding best =
      coordinatesByBisection(coarse.problem, nullptr, random.next());
  const double cutVolume = volumeOf(graph, best);
  relax(graph, best, 40, 40, 4);
  double volume = volumeOf(graph, best);
  // What is folded stays folded: it takes luck to begin without folds.
  constexpr int starts = 3;
  for (int i = 0; i < 2 * starts && !problem.outOfTime(); ++i) {
    if (i == 2 && volume > 1.02 * cutVolume)
      break;
    Embedding other = embed(coarse.problem, random.next());
    if (i >= starts)
      turnByEighth(other);
    relax(graph, other, 40, 40, 4);
    double reached = volumeOf(graph, other);
    if (reached >= volume)
      continue;
    volume = reached;
    best = std::move(other);
  }
  if (volume > 0.95 * cutVolume)
    return {};
  return best;
}

Embedding LevelGuide::run() {
  coarsenAll();
  Embedding at = placeCoarsest();
  if (at.x.empty())
    return at;
  for (size_t i = coarser.size(); i-- > 0;) {
    const std::vector<int32_t> &coarseOf = coarser[i].coarseOf;
    Embedding fine;
    fine.onMesh = true;
    for (int32_t c : coarseOf) {
      fine.x.push_back(at.x[c]);
      fine.y.push_back(at.y[c]);
    }
    at = std::move(fine);
    const PartitionGraph &graph = level(i);
    // What was one vertex comes apart towards the neighbours.
    smooth(graph, at.x);
    smooth(graph, at.y);
    Embedding cut = at;
    relax(graph, at, 3, 4, 1);
    // While cheap, straighten the lines between halves as well.
    if (graph.size() > 12'000)
      continue;
    spread(graph, cut);
    CoarseProblem coarse(problem, graph);
    cut = coordinatesByBisection(coarse.problem, &cut, random.next());
    if (volumeOf(graph, cut) < volumeOf(graph, at))
      at = std::move(cut);
  }
  return at;
}

Embedding dsa::mesh::guideByLevels(const PlacementProblem &problem,
                                   uint64_t seed) {
  return LevelGuide(problem, seed).run();
}
