// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Classes for messages that set off others: a request never holds a channel
/// that a reply needs, if each has a class of its own.
#include "RoutingTable.h"
#include <algorithm>
#include <map>

using namespace dsa::mesh;

std::vector<int> dsa::mesh::messageClasses(const RoutingTable &table) {
  const Program &program = table.graph.program;
  bool limited = std::any_of(program.buffers.begin(), program.buffers.end(),
                             [](int64_t room) { return room > 0; });
  if (program.rules.empty() || !limited || table.machine.torus ||
      table.machine.hasFaults())
    return {};
  // How many messages come before one, by rounds: chains that are longer than
  // the classes are not for this.
  std::map<std::pair<int32_t, int32_t>, int> depth;
  bool changed = true;
  for (int round = 0; changed; ++round) {
    if (round > table.machine.classes)
      return {};
    changed = false;
    for (const MessageRule &rule : program.rules)
      for (int32_t source : rule.after) {
        int least = depth[{source, rule.task}] + 1;
        int &own = depth[{rule.task, rule.target}];
        changed |= own < least;
        own = std::max(own, least);
      }
  }
  std::vector<int> classes;
  for (const Flow &flow : table.flows) {
    auto it = depth.find({flow.source, flow.target});
    classes.push_back(it == depth.end() ? 0 : it->second);
    if (classes.back() >= table.machine.classes)
      return {};
  }
  return classes;
}
