// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Cores for tasks that have to be on neighbouring ones.
#ifndef DSA_LIB_MESH_NEIGHBOURSEARCH_H
#define DSA_LIB_MESH_NEIGHBOURSEARCH_H

#include "CoreRings.h"
#include "RegionMatching.h"
#include <memory>
#include <optional>

namespace dsa::mesh {

/// Depth-first search over the tasks with neighbours, group by group, near to
/// where they wish to be; the other tasks that are bound to windows make way
/// where they can.
class NeighbourSearch {
public:
  /// `wishes` holds a core for each task.
  NeighbourSearch(const PlacementProblem &problem, const Placement &wishes,
                  uint64_t seed);

  /// Sets the cores of all tasks with neighbours and, if tasks weigh the same,
  /// of those bound to windows; -1 for others. Says so where no placement has
  /// them, and where none was found.
  Result<Placement> run();

private:
  struct Member {
    int32_t task;
    /// A partner that comes before, -1 for the first of a group.
    int32_t parent;
  };
  using Group = std::vector<Member>;
  /// The cores that a task may go to, best first.
  struct Choice {
    std::optional<CoreRings> anywhere;
    std::vector<int32_t> beside;
    size_t at = 0;

    int32_t next() {
      if (anywhere)
        return anywhere->next();
      return at < beside.size() ? beside[at++] : -1;
    }
  };
  enum Outcome { Found, Exhausted, GaveUp };

  Group orderGroup(const std::vector<int32_t> &tasks) const;
  Status contradiction() const;
  bool oddRing(std::vector<int32_t> &ring) const;
  Outcome attempt(const Placement &wishes);
  Choice choicesFor(const Member &member, const Placement &wishes) const;
  bool occupy(int32_t task, int32_t core);
  void release(int32_t task);
  Placement alongSnake() const;
  Placement anywhere();
  Failure failure(Outcome outcome) const;

  const PlacementProblem &problem;
  const Machine &machine;
  const PlacementRules &rules;
  const Placement &wishes;
  Random random;
  std::vector<Group> groups;
  /// The state of an attempt, and the group that it did not come past.
  std::unique_ptr<RegionMatching> matching;
  Placement placement;
  std::vector<int64_t> load;
  size_t stuck = 0;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_NEIGHBOURSEARCH_H
