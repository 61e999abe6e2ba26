// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds a cycle in the channel dependency graph by taking away, again and
/// again, channels that nothing waits for.
#include "ChannelDependencies.h"
#include <unordered_map>

using namespace dsa::mesh;

template <typename Callback>
void ChannelDependencies::forEachSuccessor(int64_t channel,
                                           Callback callback) const {
  uint64_t mask = successors[channel];
  if (!mask)
    return;
  int64_t link = channel / machine.classes;
  int64_t core = machine.beyond(link / 4, link % 4);
  for (; mask; mask &= mask - 1)
    callback(core * 4 * machine.classes + __builtin_ctzll(mask));
}

std::vector<int64_t> ChannelDependencies::findCycle() const {
  std::vector<uint16_t> waiting(successors.size(), 0);
  for (size_t c = 0; c < successors.size(); ++c)
    forEachSuccessor(c, [&](int64_t next) { ++waiting[next]; });
  std::vector<int64_t> stack;
  std::vector<bool> removed(successors.size(), false);
  for (size_t root = 0; root < successors.size(); ++root) {
    if (waiting[root] || removed[root])
      continue;
    stack.assign(1, root);
    while (!stack.empty()) {
      int64_t c = stack.back();
      stack.pop_back();
      removed[c] = true;
      forEachSuccessor(c, [&](int64_t next) {
        if (--waiting[next] == 0)
          stack.push_back(next);
      });
    }
  }
  // Each channel that is left has one that waits for it among those left, so
  // walking backwards must close a cycle.
  std::vector<int64_t> waiter(successors.size(), -1);
  int64_t at = -1;
  for (size_t c = 0; c < successors.size(); ++c)
    if (!removed[c]) {
      forEachSuccessor(c, [&](int64_t next) {
        if (!removed[next])
          waiter[next] = c;
      });
      at = c;
    }
  if (at < 0)
    return {};
  while (waiter[at] >= 0) {
    int64_t previous = waiter[at];
    waiter[at] = -1;
    at = previous;
  }
  return cycleThrough(at);
}

std::vector<int64_t> ChannelDependencies::cycleThrough(int64_t start) const {
  // `start` is on a cycle: the shortest one makes the shortest message.
  std::vector<int64_t> queue{start}, cycle;
  std::unordered_map<int64_t, int64_t> from;
  for (size_t head = 0; head < queue.size() && !from.count(start); ++head)
    forEachSuccessor(queue[head], [&](int64_t next) {
      if (from.insert({next, queue[head]}).second)
        queue.push_back(next);
    });
  for (int64_t c = from.at(start); c != start; c = from.at(c))
    cycle.push_back(c);
  cycle.push_back(start);
  return {cycle.rbegin(), cycle.rend()};
}

std::string
ChannelDependencies::describe(const std::vector<int64_t> &channels) const {
  std::string text;
  for (int64_t c : channels) {
    int64_t link = c / machine.classes;
    text += (text.empty() ? "" : ", ") + std::to_string(link / 4) + "->" +
            std::to_string(machine.beyond(link / 4, link % 4)) + "@" +
            std::to_string(c % machine.classes);
  }
  return text;
}
