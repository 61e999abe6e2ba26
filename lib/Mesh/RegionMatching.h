// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tasks of one weight that are bound to windows of cores, each given a core.
#ifndef DSA_LIB_MESH_REGIONMATCHING_H
#define DSA_LIB_MESH_REGIONMATCHING_H

#include "PlacementProblem.h"
#include "PlacementRules.h"
#include <array>
#include <map>

namespace dsa::mesh {

/// A bipartite matching that grows by augmenting paths (Berge 1957), so that
/// a task is refused only where no arrangement of the others would help.
class RegionMatching {
public:
  explicit RegionMatching(const PlacementProblem &problem);

  /// Gives the task a core of its window, the one nearest to `wish` (-1: any)
  /// if that moves no other; false if there is none, whatever others do.
  bool assign(int32_t task, int32_t wish);
  /// Takes room for a task on a core; the others make way. False if they
  /// cannot.
  bool block(int32_t core);
  void unblock(int32_t core) {
    ++spare[core];
    ++releases;
  }

  const std::vector<int32_t> &cores() const { return coreOf; }
  /// After `assign` failed for the first of `tasks`: more tasks than room in
  /// the windows that they are bound to (a violator of Hall's condition,
  /// 1935), those of `tasks` that have nowhere else to go among them.
  Failure missing(const std::vector<int32_t> &tasks) const;

private:
  bool augment(int32_t task);
  int32_t anyFree(const Window &window);
  bool expand(int32_t task, int32_t from, int32_t &found);
  bool isSeen(const Window &window) const;
  void put(int32_t task, int32_t core);
  void take(int32_t task);

  const PlacementProblem &problem;
  const Machine &machine;
  std::vector<int32_t> coreOf;
  std::vector<int64_t> spare;
  std::vector<int32_t> first, next;
  /// Of the last search: cores seen, by number of the search; the core whose
  /// task `via` led here, -1 from the task that looks for one.
  std::vector<int32_t> seen, before, via, queue;
  int32_t search = 0;
  using WindowKey = std::array<int32_t, 4>;
  std::map<WindowKey, int32_t> expanded;
  /// Up to here a window has no free core; cores are never freed by `assign`.
  std::map<WindowKey, int64_t> full;
  /// Cores that a search found no way out of, by the number of releases then.
  std::vector<int64_t> tight;
  int64_t releases = 0;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_REGIONMATCHING_H
