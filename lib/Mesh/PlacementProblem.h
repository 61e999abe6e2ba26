// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the placers share: the graph in an order that caches like, the weight
/// of tasks and the room of cores as they count, and a deadline.
#ifndef DSA_LIB_MESH_PLACEMENTPROBLEM_H
#define DSA_LIB_MESH_PLACEMENTPROBLEM_H

#include "Random.h"
#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Place.h"
#include <chrono>

namespace dsa::mesh {

class PlacementRules;

struct PlacementProblem {
  PlacementProblem(const Graph &graph, const Machine &machine,
                   const PlaceOptions &options)
      : graph(graph), machine(machine), options(options) {}

  const Graph &graph;
  const Machine &machine;
  const PlaceOptions &options;
  /// 1 each if all tasks weigh the same, then cores count tasks.
  std::vector<int64_t> taskWeights;
  /// Per core; 0 where no task may run.
  std::vector<int64_t> room;
  bool uniform = true;
  int64_t totalWeight = 0;
  /// The cores to use: a compact part of a mesh that is much too large.
  Window window{};
  /// What tasks are bound to; null if nothing is.
  const PlacementRules *rules = nullptr;
  std::chrono::steady_clock::time_point deadline;

  bool outOfTime() const {
    return options.budgetMs && std::chrono::steady_clock::now() >= deadline;
  }
  void report(const std::string &step) const {
    if (options.progress)
      options.progress("placing " + std::to_string(graph.vertices) +
                       " tasks: " + step);
  }
  int64_t weight(int32_t task) const {
    return taskWeights.empty() ? 1 : taskWeights[task];
  }
};

/// From here on, what takes more than a few passes over all tasks is too slow.
constexpr int32_t manyTasks = 30'000;

/// What is minimised.
int64_t hopVolume(const PlacementProblem &problem, const Placement &placement);

/// Coordinates for tasks.
struct Embedding {
  std::vector<float> x, y;
  /// Whether they are places on the mesh, or only say what is beside what.
  bool onMesh = false;
};

/// IrregularPlacement.cpp: from `guide`, if there is one, or from the best of
/// what the global placers find.
Result<Placement> placeIrregular(const PlacementProblem &problem,
                                 const Embedding *guide);
/// Annealing and swaps.
void improveLocally(const PlacementProblem &problem, Placement &placement,
                    double temperature = 1.0);

/// Lattice.cpp: the coordinates of a rectangular 4-point or 9-point lattice,
/// nothing for other graphs.
struct Lattice {
  std::vector<int32_t> x, y;
  int32_t width = 0, height = 0;
};
Lattice findLattice(const PlacementProblem &problem);
/// Every task beside its neighbours, where a rectangle of cores is free;
/// otherwise nothing.
Placement placeLattice(const PlacementProblem &problem, const Lattice &lattice);
/// LatticeSeams.cpp: where faults leave no such rectangle, lines of tasks on
/// lines of cores; nothing where they do not fit.
Placement placeLatticeWithSeams(const PlacementProblem &problem,
                                const Lattice &lattice);
/// Chain.cpp: paths and rings along a Hamiltonian cycle or a snake.
Placement placeChain(const PlacementProblem &problem);

/// Embedding.cpp.
Embedding embed(const PlacementProblem &problem, uint64_t seed);

/// RecursiveBisection.cpp: halves the window and the graph again and again.
/// With a guide the halves start from its coordinates, without one from a
/// multilevel partition that depends on the seed.
Placement placeByBisection(const PlacementProblem &problem,
                           const Embedding *guide, uint64_t seed);
/// The same down to single tasks, and whether they fit or not.
Embedding coordinatesByBisection(const PlacementProblem &problem,
                                 const Embedding *guide, uint64_t seed);
/// LevelGuide.cpp: coordinates by way of coarser graphs; none for graphs that
/// a bisection without a guide is better for.
Embedding guideByLevels(const PlacementProblem &problem, uint64_t seed);

/// Hubs.cpp: tasks by their flows from the middle outwards; nothing where tasks
/// or cores differ too much for that.
Placement placeHubsInside(const PlacementProblem &problem);

/// Swaps.cpp: moves tasks towards the median of their neighbours, swapping
/// with what is there, while that pays; at most `sweeps` times over all.
void improveBySwaps(const PlacementProblem &problem, Placement &placement,
                    int sweeps);
/// BlockMoves.cpp: rearranges and turns square blocks of tasks.
void improveByBlockMoves(const PlacementProblem &problem, Placement &placement);
/// Annealing.cpp: `movesPerTask` random swaps each, from `temperature` (in
/// units of an average flow's weight) down.
void improveByAnnealing(const PlacementProblem &problem, Placement &placement,
                        double temperature, int64_t movesPerTask);
/// WindowRepair.cpp: the best arrangement in each window of 2x3 and 3x2 cores,
/// where tasks are alone on their cores, bound to nothing, and not very many.
void repairWindows(const PlacementProblem &problem, Placement &placement);
/// TabuSearch.cpp: for up to `maxTabuCores` cores.
constexpr int32_t maxTabuCores = 160;
void improveByTabu(const PlacementProblem &problem, Placement &placement,
                   int64_t iterations, uint64_t seed);

/// Congestion.cpp: makes the fullest link under dimension order emptier, for
/// at most a hundredth of the hop volume.
void relieveLinks(const PlacementProblem &problem, Placement &placement);

/// Packing.cpp: brings overfull cores within their room by moving tasks to
/// the nearest ones that have some and that the rules allow; tasks with
/// neighbours stay. Fails if that finds no packing.
Status repairCapacity(const PlacementProblem &problem, Placement &placement);

/// BoundPlacement.cpp: whether the windows that tasks are bound to have room
/// for them, each by itself.
Status checkBoundRoom(const PlacementProblem &problem);
/// Under the rules of the problem, from what the placers
/// found without them (nothing, if they found none).
Result<Placement> placeBound(PlacementProblem problem,
                             const Placement &relaxed);
/// GroupMoves.cpp: moves tasks that have to be neighbours as a whole.
void improveByGroupMoves(const PlacementProblem &problem, Placement &placement,
                         double temperature, int64_t moves);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_PLACEMENTPROBLEM_H
