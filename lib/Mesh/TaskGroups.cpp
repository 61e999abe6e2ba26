// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tasks that have to lie together become one task.
#include "TaskGroups.h"
#include "PlacementRules.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

/// The representative of each task's group, numbered as groups.
static std::vector<int32_t> numberGroups(const Graph &graph, int32_t &groups) {
  std::vector<int32_t> parent(graph.vertices);
  std::iota(parent.begin(), parent.end(), 0);
  auto find = [&](int32_t v) {
    while (parent[v] != v)
      v = parent[v] = parent[parent[v]];
    return v;
  };
  for (const Constraint &each : graph.constraints)
    if (each.kind == Constraint::Together)
      for (int32_t v : each.tasks) {
        int32_t a = find(v), b = find(each.tasks[0]);
        parent[std::max(a, b)] = std::min(a, b);
      }
  groups = 0;
  std::vector<int32_t> groupOf(graph.vertices, -1);
  for (int32_t v = 0; v < graph.vertices; ++v)
    groupOf[v] = find(v) == v ? groups++ : groupOf[find(v)];
  return groupOf;
}

static Status checkRoom(const Graph &graph, const Machine &machine,
                        const TaskGroups &groups) {
  int64_t room = machine.capacity ? machine.capacity : 1;
  for (int32_t g = 0; g < groups.graph.vertices; ++g) {
    int64_t weight = groups.weights[g];
    if (groups.sizes[g] == 1 || weight <= room)
      continue;
    std::vector<int32_t> tasks;
    for (int32_t v = 0; v < graph.vertices; ++v)
      if (groups.groupOf[v] == g)
        tasks.push_back(v);
    return impossible("expected room for " + nameTasks(graph, tasks) +
                      " together, of weight " + std::to_string(weight) +
                      ", but got cores with room for " + std::to_string(room) +
                      ", " + std::to_string(weight - room) + " too little");
  }
  return {};
}

/// Arcs within a group are gone, those between two groups add up.
static void joinArcs(const Graph &graph, TaskGroups &groups) {
  Graph &joined = groups.graph;
  std::vector<std::vector<int32_t>> members(joined.vertices);
  for (int32_t v = 0; v < graph.vertices; ++v)
    members[groups.groupOf[v]].push_back(v);
  std::vector<std::pair<int32_t, int64_t>> row;
  for (int32_t g = 0; g < joined.vertices; ++g) {
    row.clear();
    for (int32_t v : members[g])
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
        if (groups.groupOf[graph.targets[a]] != g)
          row.push_back({groups.groupOf[graph.targets[a]], graph.weight(a)});
    std::sort(row.begin(), row.end());
    for (size_t i = 0; i < row.size(); ++i) {
      if (i && row[i].first == row[i - 1].first) {
        joined.arcWeights.back() += row[i].second;
        continue;
      }
      joined.targets.push_back(row[i].first);
      joined.arcWeights.push_back(row[i].second);
    }
    joined.offsets.push_back(joined.targets.size());
    joined.labels.push_back(graph.name(members[g][0]));
  }
}

Result<TaskGroups> dsa::mesh::joinTasks(const Graph &graph,
                                        const Machine &machine) {
  TaskGroups groups;
  groups.groupOf = numberGroups(graph, groups.graph.vertices);
  groups.sizes.assign(groups.graph.vertices, 0);
  groups.weights.assign(groups.graph.vertices, 0);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    ++groups.sizes[groups.groupOf[v]];
    groups.weights[groups.groupOf[v]] +=
        machine.capacity ? graph.vertexWeight(v) : 1;
  }
  if (Status failure = checkRoom(graph, machine, groups))
    return *failure;
  joinArcs(graph, groups);
  if (machine.capacity)
    groups.graph.vertexWeights = groups.weights;
  return groups;
}
