// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Is a placement legal, and does it keep the constraints?
#include "dsa/Mesh/Check.h"
#include <map>

using namespace dsa::mesh;

static std::string onCore(const Graph &graph, const Placement &placement,
                          int32_t task) {
  return "task " + std::to_string(graph.name(task)) + " on core " +
         std::to_string(placement[task]);
}

/// Whether a constraint holds; tasks are on live cores.
static Status checkConstraint(const Graph &graph, const Machine &machine,
                              const Placement &placement,
                              const Constraint &constraint) {
  auto wrong = [&](const std::string &expected, int32_t a, int32_t b) {
    return impossible("expected " + expected + " (constraint on line " +
                      std::to_string(constraint.line) + "), but got " +
                      onCore(graph, placement, a) +
                      (b < 0 ? "" : " and " + onCore(graph, placement, b)));
  };
  const std::vector<int32_t> &tasks = constraint.tasks;
  const Window &w = constraint.where;
  std::map<int32_t, int32_t> taskOn;
  for (int32_t task : tasks) {
    int32_t core = placement[task], first = placement[tasks[0]];
    switch (constraint.kind) {
    case Constraint::Within:
      if (!w.holds(machine.row(core), machine.column(core)))
        return wrong("tasks in rows " + std::to_string(w.r1) + ".." +
                         std::to_string(w.r2) + ", columns " +
                         std::to_string(w.c1) + ".." + std::to_string(w.c2),
                     task, -1);
      break;
    case Constraint::Adjacent: {
      int direction = machine.directionTo(first, core);
      if (task != tasks[0] &&
          (direction < 0 || machine.neighbour(first, direction) < 0))
        return wrong("tasks on cores that a live link joins", tasks[0], task);
      break;
    }
    case Constraint::Together:
      if (core != first)
        return wrong("tasks on one core", tasks[0], task);
      break;
    case Constraint::Apart:
      if (auto [it, isNew] = taskOn.insert({core, task}); !isNew)
        return wrong("tasks on different cores", it->second, task);
      break;
    }
  }
  return {};
}

Status dsa::mesh::checkMap(const Graph &graph, const Machine &machine,
                           const Placement &placement) {
  std::vector<int64_t> load(machine.cores(), 0);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    int32_t core = placement[v];
    std::string where = "task " + std::to_string(graph.name(v)) + " on core " +
                        std::to_string(core);
    if (core < 0 || core >= machine.cores())
      return impossible("expected cores below " +
                        std::to_string(machine.cores()) + ", but got " + where);
    if (machine.isDead(core))
      return impossible("expected tasks on live cores, but got " + where +
                        ", which is dead");
    if (!machine.runsTasks(core))
      return impossible("expected tasks on cores that may run some, but got " +
                        where +
                        ", which is kept out or none of the "
                        "instance's locations");
    int64_t room = machine.capacity ? machine.capacity : 1;
    load[core] += machine.capacity ? graph.vertexWeight(v) : 1;
    if (load[core] > room)
      return impossible("expected at most " + std::to_string(room) +
                        " on core " + std::to_string(core) + ", but got " +
                        where + ", which makes " + std::to_string(load[core]) +
                        ", " + std::to_string(load[core] - room) + " too many");
  }
  for (const Constraint &each : graph.constraints)
    if (Status failure = checkConstraint(graph, machine, placement, each))
      return failure;
  return {};
}
