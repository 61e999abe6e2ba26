// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The portfolio of placers. What is recognised as regular is placed exactly;
/// small problems are searched; for the rest a global method (embedding or
/// bisection, whichever does better) is followed by local search.
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

/// For small problems: tabu search from a good and from other starts.
static Placement search(const PlacementProblem &problem, Placement placement) {
  int64_t sites = 0;
  for (int64_t room : problem.room)
    sites += room;
  Placement best = placement;
  int64_t bestVolume = hopVolume(problem, best);
  constexpr int starts = 6;
  // Steps cost sites squared; the product is about the same for all sizes.
  int64_t iterations =
      std::min<int64_t>(3000 * sites, 300'000'000 / (sites * sites + 1));
  std::vector<Placement> results(starts, placement);
  for (int i = 0; i < starts; ++i) {
    Random random(problem.options.seed * 1009 + i);
    // All but the first begin anywhere.
    for (int32_t v = problem.graph.vertices - 1; i && v > 0; --v)
      std::swap(results[i][v], results[i][random.below(v + 1)]);
    improveByTabu(problem, results[i], iterations, random.next());
    int64_t volume = hopVolume(problem, results[i]);
    if (volume < bestVolume) {
      bestVolume = volume;
      best = results[i];
    }
  }
  return best;
}

static int sweepsFor(const PlacementProblem &problem) {
  return problem.graph.vertices > 300'000 ? 4 : 12;
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

/// Global placements to choose from: more of them for smaller graphs, where
/// one partition more or less is cheap and luck counts.
static int startsFor(const PlacementProblem &problem) {
  int32_t n = problem.graph.vertices;
  return n <= 1500     ? 40
         : n <= 3000   ? 16
         : n <= 10'000 ? 6
         : n <= 30'000 ? 2
                       : 1;
}

/// A global placement with swaps, legal; nothing if no packing was found, or
/// if it begins above a hop volume from which swaps would not win.
static Placement startFrom(const PlacementProblem &problem,
                           const Embedding *guide, uint64_t seed,
                           int64_t hopeless, Status &failure) {
  Placement placement = placeByBisection(problem, guide, seed);
  failure = repairCapacity(problem, placement);
  if (failure || hopVolume(problem, placement) > hopeless)
    return {};
  improveBySwaps(problem, placement, sweepsFor(problem));
  return placement;
}

/// Whether most flows are short as soon as a few tasks are in the middle.
static bool hangsOnHubs(const PlacementProblem &problem,
                        const Placement &hubsInside) {
  if (hubsInside.empty())
    return false;
  const Window &window = problem.window;
  HopFigures hops = measureHops(problem.graph, problem.machine, hubsInside);
  double anywhere = (window.rows() + window.columns()) / 3.0;
  return hops.average() < 0.5 * anywhere;
}

static void improveLocally(const PlacementProblem &problem,
                           Placement &placement, double temperature = 1.0) {
  int32_t tasks = problem.graph.vertices;
  int64_t moves = tasks > manyTasks
                      ? std::max(4, 1'500'000 / tasks)
                      : std::min(4000, 10'000'000 / std::max(tasks, 1));
  auto report = [&](const char *step) {
    if (problem.options.progress)
      problem.report(std::string(step) + ", hop volume " +
                     std::to_string(hopVolume(problem, placement)));
  };
  report("annealing");
  improveByAnnealing(problem, placement, temperature, moves);
  report("swaps");
  improveBySwaps(problem, placement, sweepsFor(problem));
}

namespace {
/// The best few global placements, to be improved.
class Starts {
public:
  Starts(const PlacementProblem &problem, size_t most)
      : problem(problem), most(most) {}

  void add(Placement placement) {
    if (placement.empty())
      return;
    int64_t volume = hopVolume(problem, placement);
    auto at = std::upper_bound(
        best.begin(), best.end(), volume,
        [](int64_t value, const auto &entry) { return value < entry.first; });
    best.insert(at, {volume, std::move(placement)});
    if (best.size() > most)
      best.pop_back();
  }
  /// The volume from which a start would not win.
  int64_t hopeless(double factor) const { return best[0].first * factor; }

  Placement improve() {
    std::vector<std::pair<int64_t, Placement>> starts;
    starts.swap(best);
    for (auto &[volume, placement] : starts) {
      if (!best.empty() && problem.outOfTime())
        break;
      problem.report("moves of blocks, hop volume " + std::to_string(volume));
      improveByBlockMoves(problem, placement);
      improveLocally(problem, placement);
      add(std::move(placement));
    }
    // Warmer, where it is cheap: some graphs then lose their faults, and others
    // what was good.
    if (problem.graph.vertices <= 3000 && !problem.outOfTime()) {
      Placement warm = best[0].second;
      improveLocally(problem, warm, 4.0);
      add(std::move(warm));
    }
    return std::move(best[0].second);
  }

private:
  const PlacementProblem &problem;
  size_t most;
  /// By rising hop volume.
  std::vector<std::pair<int64_t, Placement>> best;
};
} // namespace

static Result<Placement> placeIrregular(const PlacementProblem &problem,
                                        const Embedding *known) {
  uint64_t seed = problem.options.seed;
  bool tabu = problem.machine.cores() <= maxTabuCores && problem.uniform &&
              *std::max_element(problem.room.begin(), problem.room.end()) == 1;
  Status failure;
  const bool many = problem.graph.vertices > manyTasks;
  Placement hubsInside = known || tabu ? Placement() : placeHubsInside(problem);
  if (many && hangsOnHubs(problem, hubsInside)) {
    improveLocally(problem, hubsInside);
    return hubsInside;
  }
  Embedding guide;
  if (!known && !tabu) {
    problem.report("coarser graphs");
    guide = guideByLevels(problem, seed);
    // It takes as long as all the rest to be sure that nothing else is better.
    if (many && !guide.x.empty())
      known = &guide;
  }
  problem.report("bisection");
  Placement start = startFrom(problem, known, seed, INT64_MAX, failure);
  if (failure)
    return *failure;
  if (tabu)
    return search(problem, start);
  Starts starts(problem, problem.graph.vertices > 3000 ? 1 : 2);
  starts.add(std::move(start));
  if (!many && !guide.x.empty() && !problem.outOfTime())
    starts.add(startFrom(problem, &guide, seed, starts.hopeless(1.1), failure));
  if (!many && !hubsInside.empty() && !problem.outOfTime()) {
    improveBySwaps(problem, hubsInside, sweepsFor(problem));
    starts.add(std::move(hubsInside));
  }
  for (int i = 1; !known && i < startsFor(problem) && !problem.outOfTime(); ++i)
    starts.add(startFrom(problem, nullptr, seed + 7919 * i,
                         starts.hopeless(1.2), failure));
  return starts.improve();
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
