// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Is a placement legal?
#include "dsa/Mesh/Check.h"

using namespace dsa::mesh;

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
  return {};
}
