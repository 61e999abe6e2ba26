// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Gathers the constraints of each task, and finds those that cannot hold
/// together.
#include "PlacementRules.h"
#include "PlacementProblem.h"
#include <algorithm>
#include <cstdlib>

using namespace dsa::mesh;

std::string dsa::mesh::nameTasks(const Graph &graph,
                                 const std::vector<int32_t> &tasks) {
  constexpr size_t most = 8;
  std::string text = tasks.size() == 1 ? "task" : "tasks";
  for (size_t i = 0; i < tasks.size() && i < most; ++i)
    text += (i ? ", " : " ") + std::to_string(graph.name(tasks[i]));
  if (tasks.size() > most)
    text += " and " + std::to_string(tasks.size() - most) + " more";
  return text;
}

std::string dsa::mesh::nameWindow(const Window &w) {
  auto range = [](const char *what, int32_t first, int32_t last) {
    return first == last ? std::string(what) + " " + std::to_string(first)
                         : std::string(what) + "s " + std::to_string(first) +
                               ".." + std::to_string(last);
  };
  return range("row", w.r1, w.r2) + ", " + range("column", w.c1, w.c2);
}

PlacementRules::Rule &PlacementRules::ruleFor(int32_t task) {
  if (index[task] < 0) {
    index[task] = rules.size();
    rules.push_back({whole, {}, {}});
  }
  return rules[index[task]];
}

static bool overlap(const Window &a, const Window &b) {
  return std::max(a.r1, b.r1) <= std::min(a.r2, b.r2) &&
         std::max(a.c1, b.c1) <= std::min(a.c2, b.c2);
}

static std::string atLine(const Constraint &constraint) {
  return " (line " + std::to_string(constraint.line) + ")";
}

/// Two windows of one task that have no core in common. There are two if all
/// together have none: windows have Helly's number 2.
static Failure disjoint(const Graph &graph, const std::vector<int32_t> &taskOf,
                        int32_t vertex) {
  std::vector<const Constraint *> windows;
  for (const Constraint &each : graph.constraints)
    for (int32_t v : each.tasks)
      if (each.kind == Constraint::Within && taskOf[v] == taskOf[vertex]) {
        windows.push_back(&each);
        break;
      }
  for (const Constraint *a : windows)
    for (const Constraint *b : windows)
      if (!overlap(a->where, b->where))
        return impossible("expected a core that all constraints on task " +
                          std::to_string(graph.name(vertex)) +
                          " allow, but got " + nameWindow(a->where) +
                          atLine(*a) + " and " + nameWindow(b->where) +
                          atLine(*b));
  return impossible("expected a core for task " +
                    std::to_string(graph.name(vertex)) + ", but got none");
}

Status PlacementRules::addWindows(const Graph &graph,
                                  const std::vector<int32_t> &taskOf) {
  for (const Constraint &each : graph.constraints) {
    if (each.kind != Constraint::Within)
      continue;
    for (int32_t v : each.tasks) {
      Window &w = ruleFor(taskOf[v]).where;
      if (!overlap(w, each.where))
        return disjoint(graph, taskOf, v);
      w = {std::max(w.r1, each.where.r1), std::min(w.r2, each.where.r2),
           std::max(w.c1, each.where.c1), std::min(w.c2, each.where.c2)};
    }
  }
  return {};
}

Status PlacementRules::addPairs(const Graph &graph,
                                const std::vector<int32_t> &taskOf) {
  auto join = [&](int32_t a, int32_t b, std::vector<int32_t> Rule::*list) {
    (ruleFor(a).*list).push_back(b);
    (ruleFor(b).*list).push_back(a);
  };
  for (const Constraint &each : graph.constraints) {
    bool adjacent = each.kind == Constraint::Adjacent;
    if (!adjacent && each.kind != Constraint::Apart)
      continue;
    size_t firsts = adjacent ? 1 : each.tasks.size();
    for (size_t i = 0; i < firsts; ++i)
      for (size_t j = i + 1; j < each.tasks.size(); ++j) {
        int32_t a = taskOf[each.tasks[i]], b = taskOf[each.tasks[j]];
        if (a == b)
          return impossible("expected " +
                            nameTasks(graph, {each.tasks[i], each.tasks[j]}) +
                            " on two cores" + atLine(each) +
                            ", but got constraints that put them together");
        join(a, b, adjacent ? &Rule::near : &Rule::apart);
      }
  }
  for (Rule &rule : rules)
    for (auto *list : {&rule.near, &rule.apart}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
  return {};
}

Result<PlacementRules>
PlacementRules::make(const Graph &graph, const PlacementProblem &problem,
                     const std::vector<int32_t> &taskOf) {
  PlacementRules result(problem.machine);
  result.whole = problem.machine.whole();
  result.index.assign(problem.graph.vertices, -1);
  if (Status failure = result.addWindows(graph, taskOf))
    return *failure;
  if (Status failure = result.addPairs(graph, taskOf))
    return *failure;
  return result;
}

bool PlacementRules::keeps(const Placement &placement, int32_t task,
                           int32_t core, int32_t other,
                           int32_t otherCore) const {
  const Rule *rule = find(task);
  if (!rule)
    return true;
  if (!rule->where.holds(machine.row(core), machine.column(core)))
    return false;
  auto at = [&](int32_t partner) {
    return partner == other ? otherCore : placement[partner];
  };
  for (int32_t partner : rule->near) {
    int32_t there = at(partner);
    if (there < 0)
      continue;
    int direction = machine.directionTo(core, there);
    if (direction < 0 || machine.neighbour(core, direction) < 0)
      return false;
  }
  return std::none_of(rule->apart.begin(), rule->apart.end(),
                      [&](int32_t partner) { return at(partner) == core; });
}

std::vector<std::vector<int32_t>> PlacementRules::neighbourGroups() const {
  std::vector<std::vector<int32_t>> groups;
  std::vector<bool> known(index.size(), false);
  for (int32_t task : boundTasks()) {
    if (!hasNeighbours(task) || known[task])
      continue;
    std::vector<int32_t> group{task};
    known[task] = true;
    for (size_t head = 0; head < group.size(); ++head)
      for (int32_t partner : find(group[head])->near)
        if (!known[partner]) {
          known[partner] = true;
          group.push_back(partner);
        }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<int32_t> PlacementRules::boundTasks() const {
  std::vector<int32_t> tasks;
  for (size_t task = 0; task < index.size(); ++task)
    if (index[task] >= 0)
      tasks.push_back(task);
  auto key = [&](int32_t task) {
    const Window &w = where(task);
    return std::make_pair(int64_t(w.rows()) * w.columns(), task);
  };
  std::sort(tasks.begin(), tasks.end(),
            [&](int32_t a, int32_t b) { return key(a) < key(b); });
  return tasks;
}
