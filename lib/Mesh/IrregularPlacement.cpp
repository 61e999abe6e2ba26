// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Graphs without a shape that is known: small ones are searched; for the rest
/// the best of several global placements is improved by local search.
#include "PlacementProblem.h"
#include "dsa/Mesh/Metrics.h"
#include <algorithm>

using namespace dsa::mesh;

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

void dsa::mesh::improveLocally(const PlacementProblem &problem,
                               Placement &placement, double temperature) {
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
  report("windows");
  repairWindows(problem, placement);
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

Result<Placement> dsa::mesh::placeIrregular(const PlacementProblem &problem,
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
