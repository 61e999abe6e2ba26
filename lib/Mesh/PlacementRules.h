// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The constraints on tasks as the placers ask for them.
#ifndef DSA_LIB_MESH_PLACEMENTRULES_H
#define DSA_LIB_MESH_PLACEMENTRULES_H

#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

struct PlacementProblem;

/// Tasks here are the problem's: those that lie together are one.
class PlacementRules {
public:
  struct Rule {
    Window where{};
    /// Tasks on neighbouring cores; tasks on other cores.
    std::vector<int32_t> near, apart;
  };

  /// `taskOf` is the problem's task for each vertex of `graph`. Fails where
  /// constraints contradict each other whatever is placed where.
  static Result<PlacementRules> make(const Graph &graph,
                                     const PlacementProblem &problem,
                                     const std::vector<int32_t> &taskOf);

  /// Null if nothing binds the task.
  const Rule *find(int32_t task) const {
    return index[task] < 0 ? nullptr : &rules[index[task]];
  }
  /// The cores that a task is bound to; the whole mesh if it is not.
  const Window &where(int32_t task) const {
    return index[task] < 0 ? whole : rules[index[task]].where;
  }
  bool isBounded(int32_t task) const {
    const Window &w = where(task);
    return w.rows() < whole.rows() || w.columns() < whole.columns();
  }
  bool hasNeighbours(int32_t task) const {
    return index[task] >= 0 && !rules[index[task]].near.empty();
  }

  /// Whether `task` may go to `target` (and `other`, if any, to where it was)
  /// while all else stays.
  bool allow(const Placement &placement, int32_t task, int32_t target,
             int32_t other) const {
    return keeps(placement, task, target, other, placement[task]) &&
           (other < 0 ||
            keeps(placement, other, placement[task], task, target));
  }
  /// Whether the rules of `task` hold with it on `core` and `other` (-1: none)
  /// on `otherCore`; partners that are nowhere yet do not count.
  bool keeps(const Placement &placement, int32_t task, int32_t core,
             int32_t other, int32_t otherCore) const;

  /// The tasks that have to be neighbours, directly or by way of others.
  std::vector<std::vector<int32_t>> neighbourGroups() const;
  /// Every task with a rule, those in the smallest window first.
  std::vector<int32_t> boundTasks() const;

private:
  PlacementRules(const Machine &machine) : machine(machine) {}
  Rule &ruleFor(int32_t task);
  Status addWindows(const Graph &graph, const std::vector<int32_t> &taskOf);
  Status addPairs(const Graph &graph, const std::vector<int32_t> &taskOf);

  const Machine &machine;
  Window whole{};
  std::vector<int32_t> index;
  std::vector<Rule> rules;
};

/// `task 3`, or `tasks 3, 4 and 9 more`.
std::string nameTasks(const Graph &graph, const std::vector<int32_t> &tasks);
/// `row 3, columns 0..4`.
std::string nameWindow(const Window &window);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_PLACEMENTRULES_H
