// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Placement from end to end: where tasks may go, in which order they are
/// worked on, and by which placer. What is recognised as regular is placed
/// exactly.
#include "dsa/Mesh/Place.h"
#include "PlacementProblem.h"
#include "PlacementRules.h"
#include "TaskGroups.h"
#include "dsa/Mesh/Bounds.h"
#include "dsa/Mesh/Metrics.h"
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace dsa::mesh;

int64_t dsa::mesh::hopVolume(const PlacementProblem &problem,
                             const Placement &placement) {
  return measureHops(problem.graph, problem.machine, placement).volume;
}

/// Weights and room as they count, and whether they can fit at all.
static Status setUpRoom(PlacementProblem &problem) {
  const Graph &graph = problem.graph;
  const Machine &machine = problem.machine;
  int64_t perCore = 1, heaviest = 0;
  problem.totalWeight = graph.vertices;
  if (machine.capacity) {
    int64_t lightest = INT64_MAX, total = 0;
    for (int32_t v = 0; v < graph.vertices; ++v) {
      int64_t weight = graph.vertexWeight(v);
      lightest = std::min(lightest, weight);
      heaviest = std::max(heaviest, weight);
      total += weight;
      if (weight > machine.capacity)
        return impossible("expected tasks of weight at most " +
                          std::to_string(machine.capacity) + ", but got task " +
                          std::to_string(graph.name(v)) + " of weight " +
                          std::to_string(weight) + ", " +
                          std::to_string(weight - machine.capacity) +
                          " too much");
    }
    problem.uniform = lightest == heaviest || !graph.vertices;
    perCore = problem.uniform && graph.vertices ? machine.capacity / heaviest
                                                : machine.capacity;
    if (!problem.uniform) {
      problem.taskWeights = graph.vertexWeights;
      problem.totalWeight = total;
    }
  }
  int64_t room = 0;
  problem.room.assign(machine.cores(), 0);
  for (int32_t core = 0; core < machine.cores(); ++core)
    if (machine.runsTasks(core)) {
      // No more than all tasks together, so that sums stay small.
      problem.room[core] = std::min(perCore, problem.totalWeight);
      room += problem.room[core];
    }
  if (problem.totalWeight <= room)
    return {};
  return impossible(
      "expected room for " +
      (problem.uniform
           ? std::to_string(graph.vertices) + " tasks"
           : "tasks of weight " + std::to_string(problem.totalWeight)) +
      ", but got room for " + std::to_string(room) + " on " +
      std::to_string(machine.taskCores()) + " cores, " +
      std::to_string(problem.totalWeight - room) + " too little");
}

/// On a mesh that was cut in pieces, tasks that talk stay in the largest.
static Status keepOnePiece(PlacementProblem &problem) {
  if (!problem.machine.hasFaults() || problem.graph.arcs() == 0)
    return {};
  std::vector<int32_t> component = problem.machine.components();
  int64_t room = 0, lost = 0;
  for (int32_t core = 0; core < problem.machine.cores(); ++core) {
    if (component[core] > 0) {
      lost += problem.room[core];
      problem.room[core] = 0;
    }
    room += problem.room[core];
  }
  if (problem.totalWeight <= room)
    return {};
  return impossible("expected a connected mesh with room for " +
                    std::to_string(problem.totalWeight) + ", but got " +
                    std::to_string(room) +
                    " in the largest piece, as dead cores and links cut off " +
                    std::to_string(lost) + "; " +
                    std::to_string(problem.totalWeight - room) + " too little");
}

/// Where a window of `length` begins: in the middle, but with a chip, where
/// there are several, so that it reaches over as few as it can.
static int32_t beginOnChip(int32_t side, int32_t chips, int32_t length) {
  int32_t begin = (side - length) / 2;
  return chips == 1 ? begin : begin - begin % (side / chips);
}

/// The window in the middle, as square as the mesh allows, that has enough
/// room; the whole mesh if that is nearly all of it.
static void chooseWindow(PlacementProblem &problem) {
  const Machine &machine = problem.machine;
  int64_t room = 0, need = problem.totalWeight;
  for (int64_t r : problem.room)
    room += r;
  problem.window = {0, machine.rows - 1, 0, machine.columns - 1};
  if (!problem.uniform)
    need += need / 8;
  if (need > room - room / 8 || !machine.idleCores.empty())
    return;
  int64_t cores = std::ceil(double(need) / room * machine.cores());
  int32_t rows = std::ceil(std::sqrt(double(cores)));
  for (;; ++rows) {
    int32_t height = std::min(rows, machine.rows);
    int32_t width = std::min<int64_t>(
        std::max<int64_t>((cores + height - 1) / height, rows - 1),
        machine.columns);
    if (width == machine.columns)
      height = std::min<int64_t>(
          std::max<int64_t>(rows, (cores + width - 1) / width), machine.rows);
    Window w;
    w.r1 = beginOnChip(machine.rows, machine.chipRows, height);
    w.c1 = beginOnChip(machine.columns, machine.chipColumns, width);
    w.r2 = w.r1 + height - 1;
    w.c2 = w.c1 + width - 1;
    int64_t inside = 0;
    for (int32_t r = w.r1; r <= w.r2; ++r)
      for (int32_t c = w.c1; c <= w.c2; ++c)
        inside += problem.room[machine.core(r, c)];
    if (inside < need && (height < machine.rows || width < machine.columns))
      continue;
    problem.window = w;
    return;
  }
}

/// The same graph with tasks in breadth-first order: neighbours are near in
/// memory, which is worth a factor of several at a million tasks.
static Graph reorder(const Graph &graph, std::vector<int32_t> &newToOld) {
  std::vector<int32_t> oldToNew(graph.vertices, -1);
  newToOld.clear();
  for (int32_t root = 0; root < graph.vertices; ++root) {
    if (oldToNew[root] >= 0)
      continue;
    size_t head = newToOld.size();
    oldToNew[root] = head;
    newToOld.push_back(root);
    for (; head < newToOld.size(); ++head)
      for (int64_t a = graph.offsets[newToOld[head]];
           a < graph.offsets[newToOld[head] + 1]; ++a)
        if (int32_t &index = oldToNew[graph.targets[a]]; index < 0) {
          index = newToOld.size();
          newToOld.push_back(graph.targets[a]);
        }
  }
  Graph result;
  result.vertices = graph.vertices;
  result.targets.reserve(graph.arcs());
  result.arcWeights.reserve(graph.arcWeights.size());
  for (int32_t old : newToOld) {
    for (int64_t a = graph.offsets[old]; a < graph.offsets[old + 1]; ++a) {
      result.targets.push_back(oldToNew[graph.targets[a]]);
      if (!graph.arcWeights.empty())
        result.arcWeights.push_back(graph.arcWeights[a]);
    }
    result.offsets.push_back(result.targets.size());
    if (!graph.vertexWeights.empty())
      result.vertexWeights.push_back(graph.vertexWeights[old]);
    result.labels.push_back(graph.name(old));
  }
  return result;
}

/// Nets count for placement as flows between the driver and each sink, of the
/// weight that a link shared by all sinks would see.
static Graph withNets(const Graph &graph) {
  struct Arc {
    int32_t from, to;
    int64_t weight;
  };
  std::vector<Arc> arcs;
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      arcs.push_back({v, graph.targets[a], graph.weight(a)});
  for (const Net &net : graph.nets)
    for (int32_t sink : net.sinks) {
      arcs.push_back({net.driver, sink, net.weight});
      arcs.push_back({sink, net.driver, net.weight});
    }
  std::sort(arcs.begin(), arcs.end(), [](const Arc &a, const Arc &b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  Graph result;
  result.vertices = graph.vertices;
  result.vertexWeights = graph.vertexWeights;
  size_t at = 0;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    for (; at < arcs.size() && arcs[at].from == v; ++at) {
      bool again =
          at && arcs[at - 1].from == v && arcs[at - 1].to == arcs[at].to;
      if (again) {
        result.arcWeights.back() += arcs[at].weight;
        continue;
      }
      result.targets.push_back(arcs[at].to);
      result.arcWeights.push_back(arcs[at].weight);
    }
    result.offsets.push_back(result.targets.size());
    result.labels.push_back(graph.name(v));
  }
  return result;
}

/// A lattice that faults leave no free rectangle for: in the middle, with just
/// the room it needs, it has to give way here and there only.
static Embedding guideByLattice(PlacementProblem &problem,
                                const Lattice &lattice) {
  const Machine &machine = problem.machine;
  int32_t height = lattice.height, width = lattice.width;
  Embedding guide{{lattice.x.begin(), lattice.x.end()},
                  {lattice.y.begin(), lattice.y.end()}};
  if (height > machine.rows || width > machine.columns) {
    std::swap(height, width);
    std::swap(guide.x, guide.y);
  }
  height = std::min(height, machine.rows);
  width = std::min(width, machine.columns);
  for (bool taller = false;; taller = !taller) {
    Window w;
    w.r1 = (machine.rows - height) / 2;
    w.c1 = (machine.columns - width) / 2;
    w.r2 = w.r1 + height - 1;
    w.c2 = w.c1 + width - 1;
    int64_t inside = 0;
    for (int32_t r = w.r1; r <= w.r2; ++r)
      for (int32_t c = w.c1; c <= w.c2; ++c)
        inside += problem.room[machine.core(r, c)];
    problem.window = w;
    if (inside >= problem.totalWeight ||
        (height == machine.rows && width == machine.columns))
      return guide;
    if ((taller || width == machine.columns) && height < machine.rows)
      ++height;
    else if (width < machine.columns)
      ++width;
  }
}

static Result<Placement> solve(PlacementProblem &problem) {
  problem.report("looking for a lattice");
  Lattice lattice = findLattice(problem);
  Embedding byLattice;
  Placement torn;
  if (lattice.width) {
    Placement placement = placeLattice(problem, lattice);
    if (!placement.empty())
      return placement;
    torn = placeLatticeWithSeams(problem, lattice);
    if (!torn.empty())
      improveLocally(problem, torn);
    byLattice = guideByLattice(problem, lattice);
  }
  Placement chain = placeChain(problem);
  double limit = degreeBound(problem.graph, problem.machine);
  if (!chain.empty() && hopVolume(problem, chain) <= 1.01 * limit)
    return chain;
  Result<Placement> result =
      placeIrregular(problem, lattice.width ? &byLattice : nullptr);
  if (!result)
    return result;
  for (Placement *other : {&chain, &torn})
    if (!other->empty() &&
        hopVolume(problem, *other) < hopVolume(problem, *result))
      result = std::move(*other);
  problem.report("relief of full links");
  relieveLinks(problem, *result);
  return result;
}

/// First as if nothing were bound: that is a limit, and a start.
static Result<Placement> solveBound(PlacementProblem &problem,
                                    const Graph &graph,
                                    const std::vector<int32_t> &taskOf) {
  Result<PlacementRules> rules = PlacementRules::make(graph, problem, taskOf);
  if (!rules)
    return rules.failure();
  problem.rules = &*rules;
  if (Status failure = checkBoundRoom(problem))
    return *failure;
  PlacementProblem free = problem;
  free.rules = nullptr;
  Result<Placement> relaxed = solve(free);
  return placeBound(problem, relaxed ? *relaxed : Placement());
}

Result<Placement> dsa::mesh::place(const Graph &graph, const Machine &machine,
                                   const PlaceOptions &options) {
  if (graph.vertices == 0)
    return Placement();
  auto deadline = std::chrono::steady_clock::now() +
                  std::chrono::milliseconds(options.budgetMs);
  Graph flows = graph.nets.empty() ? Graph() : withNets(graph);
  const Graph *tasks = graph.nets.empty() ? &graph : &flows;
  std::vector<int32_t> taskOf(graph.vertices), newToOld;
  std::iota(taskOf.begin(), taskOf.end(), 0);
  if (!graph.constraints.empty()) {
    Graph named = *tasks;
    named.constraints = graph.constraints;
    Result<TaskGroups> groups = joinTasks(named, machine);
    if (!groups)
      return groups.failure();
    taskOf = std::move(groups->groupOf);
    flows = std::move(groups->graph);
    tasks = &flows;
  }
  Graph ordered = reorder(*tasks, newToOld);
  flows = Graph();
  std::vector<int32_t> oldToNew(newToOld.size());
  for (size_t i = 0; i < newToOld.size(); ++i)
    oldToNew[newToOld[i]] = i;
  for (int32_t &task : taskOf)
    task = oldToNew[task];
  PlacementProblem problem(ordered, machine, options);
  problem.deadline = deadline;
  if (Status failure = setUpRoom(problem))
    return *failure;
  if (Status failure = keepOnePiece(problem))
    return *failure;
  chooseWindow(problem);
  Result<Placement> result = graph.constraints.empty()
                                 ? solve(problem)
                                 : solveBound(problem, graph, taskOf);
  if (!result)
    return result;
  Placement placement(graph.vertices);
  for (int32_t v = 0; v < graph.vertices; ++v)
    placement[v] = (*result)[taskOf[v]];
  return placement;
}
