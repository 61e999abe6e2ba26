// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Coordinates from the graph alone: distances from a few far-apart vertices
/// (Harel and Koren, "Graph drawing by high-dimensional embedding", 2002),
/// smoothed towards the neighbours' mean, the two directions that spread
/// most, turned to fill an upright box.
#include "BreadthFirst.h"
#include "PlacementProblem.h"
#include <algorithm>
#include <array>
#include <cmath>

using namespace dsa::mesh;

namespace {
constexpr int maxPivots = 12;

class Embedder {
public:
  Embedder(const PlacementProblem &problem, uint64_t seed)
      : problem(problem), graph(problem.graph), n(graph.vertices),
        random(seed) {}
  Embedding run();

private:
  void choosePivots();
  void connectComponents(std::vector<int32_t> &distance);
  void centre(std::vector<float> &axis);
  void smooth(std::vector<float> &axis);
  void principalAxes();
  void turnToFill();

  const PlacementProblem &problem;
  const Graph &graph;
  int32_t n;
  Random random;
  std::vector<std::vector<float>> axes;
  Embedding result;
};
} // namespace

/// Components that the pivot does not reach lie side by side beyond it.
void Embedder::connectComponents(std::vector<int32_t> &distance) {
  int32_t farthest = *std::max_element(distance.begin(), distance.end());
  for (int32_t &d : distance)
    if (d < 0)
      d = farthest + 1;
}

void Embedder::choosePivots() {
  BreadthFirst search(graph);
  search.run({int32_t(random.below(n))});
  int32_t pivot = search.farthest();
  std::vector<int32_t> nearest(n, INT32_MAX);
  for (int i = 0; i < std::min(maxPivots, n); ++i) {
    search.run({pivot});
    std::vector<int32_t> distance = search.distance();
    connectComponents(distance);
    axes.emplace_back(distance.begin(), distance.end());
    for (int32_t v = 0; v < n; ++v)
      nearest[v] = std::min(nearest[v], distance[v]);
    pivot = std::max_element(nearest.begin(), nearest.end()) - nearest.begin();
  }
}

void Embedder::centre(std::vector<float> &axis) {
  double mean = 0;
  for (float value : axis)
    mean += value;
  mean /= n;
  for (float &value : axis)
    value -= mean;
}

/// Half-way to the neighbours' mean.
void Embedder::smooth(std::vector<float> &axis) {
  std::vector<float> old = axis;
  for (int32_t v = 0; v < n; ++v) {
    double sum = 0, weight = 0;
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      sum += old[graph.targets[a]] * double(graph.weight(a));
      weight += graph.weight(a);
    }
    if (weight > 0)
      axis[v] = 0.5 * old[v] + 0.5 * sum / weight;
  }
}

/// Power iteration on the covariance of the axes, the second direction
/// orthogonal to the first.
void Embedder::principalAxes() {
  int k = axes.size();
  std::vector<double> covariance(k * k, 0);
  for (int i = 0; i < k; ++i)
    for (int j = i; j < k; ++j) {
      double sum = 0;
      for (int32_t v = 0; v < n; ++v)
        sum += double(axes[i][v]) * axes[j][v];
      covariance[i * k + j] = covariance[j * k + i] = sum;
    }
  std::array<std::vector<double>, 2> directions;
  for (int d = 0; d < 2; ++d) {
    std::vector<double> &u = directions[d];
    for (int i = 0; i < k; ++i)
      u.push_back(1 + 0.37 * ((i * 7 + d * 3) % 5));
    for (int round = 0; round < 300; ++round) {
      std::vector<double> w(k, 0);
      for (int i = 0; i < k; ++i)
        for (int j = 0; j < k; ++j)
          w[i] += covariance[i * k + j] * u[j];
      if (d == 1) {
        double dot = 0;
        for (int i = 0; i < k; ++i)
          dot += w[i] * directions[0][i];
        for (int i = 0; i < k; ++i)
          w[i] -= dot * directions[0][i];
      }
      double norm = 0;
      for (double value : w)
        norm += value * value;
      norm = std::sqrt(norm) + 1e-300;
      for (int i = 0; i < k; ++i)
        u[i] = w[i] / norm;
    }
  }
  result.x.assign(n, 0);
  result.y.assign(n, 0);
  for (int i = 0; i < k; ++i)
    for (int32_t v = 0; v < n; ++v) {
      result.x[v] += axes[i][v] * float(directions[0][i]);
      result.y[v] += axes[i][v] * float(directions[1][i]);
    }
}

/// The angle whose bounding box (of all but outliers) is smallest: principal
/// axes of a square are arbitrary.
void Embedder::turnToFill() {
  auto spread = [](std::vector<float> &values) {
    size_t low = values.size() / 100, high = values.size() - 1 - low;
    std::nth_element(values.begin(), values.begin() + low, values.end());
    float from = values[low];
    std::nth_element(values.begin(), values.begin() + high, values.end());
    return double(values[high] - from) + 1e-9;
  };
  int32_t stride = std::max(1, n / 20000);
  double bestArea = 0, bestAngle = 0;
  std::vector<float> x, y;
  for (int step = 0; step < 45; ++step) {
    double angle = step * M_PI / 90, c = std::cos(angle), s = std::sin(angle);
    x.clear();
    y.clear();
    for (int32_t v = 0; v < n; v += stride) {
      x.push_back(c * result.x[v] - s * result.y[v]);
      y.push_back(s * result.x[v] + c * result.y[v]);
    }
    double area = spread(x) * spread(y);
    if (step == 0 || area < bestArea) {
      bestArea = area;
      bestAngle = angle;
    }
  }
  double c = std::cos(bestAngle), s = std::sin(bestAngle);
  for (int32_t v = 0; v < n; ++v) {
    double a = result.x[v], b = result.y[v];
    result.x[v] = c * a - s * b;
    result.y[v] = s * a + c * b;
  }
  // The longer side of the graph along the longer side of the window.
  double width = spread(x = result.x), height = spread(y = result.y);
  if ((width > height) != (problem.window.columns() >= problem.window.rows()))
    std::swap(result.x, result.y);
}

Embedding Embedder::run() {
  choosePivots();
  for (auto &axis : axes) {
    centre(axis);
    for (int i = 0; i < 3; ++i)
      smooth(axis);
  }
  principalAxes();
  for (int i = 0; i < 100; ++i) {
    smooth(result.x);
    smooth(result.y);
  }
  turnToFill();
  return std::move(result);
}

Embedding dsa::mesh::embed(const PlacementProblem &problem, uint64_t seed) {
  return Embedder(problem, seed).run();
}
