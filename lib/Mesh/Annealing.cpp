// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Simulated annealing with moves of limited range (Betz and Rose 1997), from
/// a temperature that keeps the structure that is there.
#include "Occupancy.h"
#include <algorithm>
#include <cmath>

using namespace dsa::mesh;

void dsa::mesh::improveByAnnealing(const PlacementProblem &problem,
                                   Placement &placement, double temperature,
                                   int64_t movesPerTask) {
  const Graph &graph = problem.graph;
  const Machine &machine = problem.machine;
  if (graph.arcs() == 0)
    return;
  double unit = 0;
  for (int64_t a = 0; a < graph.arcs(); ++a)
    unit += graph.weight(a);
  unit /= graph.arcs();
  Placement best = placement;
  int64_t start = hopVolume(problem, placement);
  Occupancy occupancy(problem, placement);
  Random random(problem.options.seed * 77 + 5);
  constexpr int steps = 24;
  const double cooling = std::pow(0.04, 1.0 / steps);
  int64_t moves = movesPerTask * graph.vertices / steps;
  double heat = temperature * unit;
  const Window &window = problem.window;
  for (int step = 0; step < steps && !problem.outOfTime(); ++step) {
    int32_t range =
        std::max<int32_t>(1, std::lround(4.0 * (steps - step) / steps));
    for (int64_t i = 0; i < moves; ++i) {
      if (i % 8192 == 0 && problem.outOfTime())
        break;
      int32_t task = random.below(graph.vertices);
      // Around a neighbour or around where it is.
      Occupancy::Cell centre = occupancy.cell(task);
      int64_t degree = graph.offsets[task + 1] - graph.offsets[task];
      if (degree && (random.next() & 1))
        centre = occupancy.cell(
            graph.targets[graph.offsets[task] + random.below(degree)]);
      int32_t row = centre.row - range + random.below(2 * range + 1);
      int32_t column = centre.column - range + random.below(2 * range + 1);
      if (row < window.r1 || row > window.r2 || column < window.c1 ||
          column > window.c2)
        continue;
      int32_t target = machine.core(row, column);
      if (target == occupancy.core(task) || !problem.room[target])
        continue;
      // Metropolis: accept what is below the drawn threshold.
      Occupancy::Move move;
      move.delta = int64_t(-std::log(random.real() + 1e-300) * heat) + 1;
      occupancy.tryMove(task, {int16_t(row), int16_t(column)}, move);
      if (move.task >= 0)
        occupancy.apply(move);
    }
    heat *= cooling;
  }
  if (hopVolume(problem, placement) > start)
    placement = best;
}
