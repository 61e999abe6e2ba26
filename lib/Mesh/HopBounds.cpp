// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lower bounds of the hop volume.
#include "Assignment.h"
#include "dsa/Mesh/Bounds.h"
#include <algorithm>
#include <cmath>

using namespace dsa::mesh;

/// Tasks that fit one core.
static int64_t tasksPerCore(const Graph &graph, const Machine &machine) {
  if (!machine.capacity)
    return 1;
  int64_t lightest = 1;
  if (!graph.vertexWeights.empty())
    lightest = *std::min_element(graph.vertexWeights.begin(),
                                 graph.vertexWeights.end());
  return std::max<int64_t>(1, machine.capacity / lightest);
}

/// The weights of the arcs of `v`, largest first.
static void fallingWeights(const Graph &graph, int32_t v,
                           std::vector<int64_t> &weights) {
  weights.clear();
  for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
    weights.push_back(graph.weight(a));
  std::sort(weights.rbegin(), weights.rend());
}

double dsa::mesh::degreeBound(const Graph &graph, const Machine &machine) {
  if (!graph.vertices || !machine.cores())
    return 0;
  // No core has more cores within any distance than the one in the middle.
  // That links between chips cost more does not bring any nearer.
  std::vector<int64_t> atDistance(machine.rows + machine.columns, 0);
  int32_t middle = machine.core(machine.rows / 2, machine.columns / 2);
  for (int32_t core = 0; core < machine.cores(); ++core)
    ++atDistance[machine.hops(middle, core)];
  int64_t perCore = tasksPerCore(graph, machine);
  int64_t sum = 0;
  std::vector<int64_t> weights;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    fallingWeights(graph, v, weights);
    int64_t distance = 0, left = perCore - 1;
    for (int64_t weight : weights) {
      while (left <= 0 && distance + 1 < int64_t(atDistance.size()))
        left = perCore * atDistance[++distance];
      --left;
      sum += weight * distance;
    }
  }
  return sum;
}

/// The second smallest eigenvalue of the Laplacian by Jacobi rotations, less
/// what rounding could have added.
static double algebraicConnectivity(const Graph &graph) {
  int32_t n = graph.vertices;
  std::vector<double> m(size_t(n) * n, 0);
  double largest = 0;
  for (int32_t v = 0; v < n; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      m[size_t(v) * n + graph.targets[a]] = -double(graph.weight(a));
      m[size_t(v) * n + v] += graph.weight(a);
      largest = std::max(largest, m[size_t(v) * n + v]);
    }
  double off = 0;
  for (int sweep = 0; sweep < 30; ++sweep) {
    off = 0;
    for (int32_t p = 0; p < n; ++p)
      for (int32_t q = p + 1; q < n; ++q)
        off += m[size_t(p) * n + q] * m[size_t(p) * n + q];
    if (off <= 1e-20 * largest * largest)
      break;
    for (int32_t p = 0; p < n; ++p)
      for (int32_t q = p + 1; q < n; ++q) {
        double apq = m[size_t(p) * n + q];
        if (std::fabs(apq) < 1e-300)
          continue;
        double theta =
            (m[size_t(q) * n + q] - m[size_t(p) * n + p]) / (2 * apq);
        double t = (theta >= 0 ? 1 : -1) /
                   (std::fabs(theta) + std::sqrt(theta * theta + 1));
        double c = 1 / std::sqrt(t * t + 1), s = t * c;
        for (int32_t k = 0; k < n; ++k) {
          double kp = m[size_t(k) * n + p], kq = m[size_t(k) * n + q];
          m[size_t(k) * n + p] = c * kp - s * kq;
          m[size_t(k) * n + q] = s * kp + c * kq;
        }
        for (int32_t k = 0; k < n; ++k) {
          double pk = m[size_t(p) * n + k], qk = m[size_t(q) * n + k];
          m[size_t(p) * n + k] = c * pk - s * qk;
          m[size_t(q) * n + k] = s * pk + c * qk;
        }
      }
  }
  std::vector<double> eigenvalues;
  for (int32_t v = 0; v < n; ++v)
    eigenvalues.push_back(m[size_t(v) * n + v]);
  std::sort(eigenvalues.begin(), eigenvalues.end());
  // What is left beside the diagonal moves no eigenvalue by more than its norm.
  return eigenvalues[1] - std::sqrt(2 * off) - 1e-9 * n * largest;
}

double dsa::mesh::spectralBound(const Graph &graph, const Machine &machine) {
  int32_t n = graph.vertices;
  constexpr int32_t largest = 256;
  // The sides of a cut have known sizes only where every core has its task.
  if (n < 2 || n > largest || n != machine.cores() || machine.capacity ||
      machine.torus)
    return 0;
  double lambda = algebraicConnectivity(graph), sum = 0;
  auto addCuts = [&](int32_t cuts, int32_t step, int direction) {
    for (int32_t i = 1; i < cuts; ++i) {
      double side = double(i) * step;
      int32_t before = direction == East ? i - 1 : machine.core(i - 1, 0);
      sum += machine.linkCost(before, direction) * 2 * lambda * side *
             (n - side) / n;
    }
  };
  addCuts(machine.columns, machine.rows, East);
  addCuts(machine.rows, machine.columns, South);
  return std::ceil(sum - 1e-6);
}

double dsa::mesh::gilmoreLawlerBound(const Graph &graph,
                                     const Machine &machine) {
  constexpr int32_t largest = 144;
  std::vector<int32_t> cores;
  if (machine.cores() > 64 * largest || machine.capacity)
    return 0;
  for (int32_t core = 0; core < machine.cores(); ++core)
    if (machine.runsTasks(core))
      cores.push_back(core);
  int32_t n = graph.vertices, m = cores.size();
  if (m > largest || n > m)
    return 0;
  std::vector<std::vector<int32_t>> near(m);
  for (int32_t j = 0; j < m; ++j) {
    for (int32_t k = 0; k < m; ++k)
      if (k != j)
        near[j].push_back(machine.distance(cores[j], cores[k]));
    std::sort(near[j].begin(), near[j].end());
  }
  std::vector<int64_t> costs(size_t(n) * m, 0), weights;
  for (int32_t v = 0; v < n; ++v) {
    fallingWeights(graph, v, weights);
    for (int32_t j = 0; j < m; ++j)
      for (size_t k = 0; k < weights.size(); ++k)
        costs[size_t(v) * m + j] += weights[k] * near[j][k];
  }
  std::vector<int32_t> chosen = assignRows(costs, n, m);
  int64_t sum = 0;
  for (int32_t v = 0; v < n; ++v)
    sum += costs[size_t(v) * m + chosen[v]];
  return sum;
}

Bound dsa::mesh::hopBound(const Graph &graph, const Machine &machine) {
  Bound bound;
  bound.raise(degreeBound(graph, machine), "degree");
  bound.raise(spectralBound(graph, machine), "spectral");
  bound.raise(gilmoreLawlerBound(graph, machine), "gilmore-lawler");
  return bound;
}
