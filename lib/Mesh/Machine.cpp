// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Topology queries of the machine.
#include "dsa/Mesh/Machine.h"
#include <algorithm>
#include <cstdlib>

using namespace dsa::mesh;

int32_t Machine::beyond(int32_t core, int direction) const {
  int32_t c = column(core);
  switch (direction) {
  case East:
    if (c + 1 < columns)
      return core + 1;
    return wrapsColumns() ? core - c : -1;
  case West:
    if (c > 0)
      return core - 1;
    return wrapsColumns() ? core + columns - 1 : -1;
  case South:
    if (core + columns < cores())
      return core + columns;
    return wrapsRows() ? c : -1;
  default:
    if (core >= columns)
      return core - columns;
    return wrapsRows() ? cores() - columns + c : -1;
  }
}

int32_t Machine::neighbour(int32_t core, int direction) const {
  int32_t other = beyond(core, direction);
  if (other < 0)
    return -1;
  if (!deadCores.empty() && (deadCores[core] || deadCores[other]))
    return -1;
  if (!deadLinks.empty() && deadLinks[int64_t(core) * 4 + direction])
    return -1;
  return other;
}

int Machine::directionTo(int32_t from, int32_t to) const {
  for (int direction = 0; direction < numDirections; ++direction)
    if (beyond(from, direction) == to)
      return direction;
  return -1;
}

static int32_t alongSide(int32_t a, int32_t b, int32_t side, bool wraps) {
  int32_t d = std::abs(a - b);
  return wraps ? std::min(d, side - d) : d;
}

int32_t Machine::rowDistance(int32_t a, int32_t b) const {
  int32_t d = alongSide(a, b, rows, wrapsRows());
  if (!hasChips())
    return d;
  int32_t height = rows / chipRows;
  return d + (chipLinkCost - 1) * std::abs(a / height - b / height);
}
int32_t Machine::columnDistance(int32_t a, int32_t b) const {
  int32_t d = alongSide(a, b, columns, wrapsColumns());
  if (!hasChips())
    return d;
  int32_t width = columns / chipColumns;
  return d + (chipLinkCost - 1) * std::abs(a / width - b / width);
}

int32_t Machine::hops(int32_t a, int32_t b) const {
  return alongSide(row(a), row(b), rows, wrapsRows()) +
         alongSide(column(a), column(b), columns, wrapsColumns());
}

void Machine::killCore(int32_t core) {
  if (deadCores.empty())
    deadCores.assign(cores(), 0);
  deadCores[core] = 1;
}

void Machine::killLink(int32_t core, int direction) {
  if (deadLinks.empty())
    deadLinks.assign(links(), 0);
  deadLinks[int64_t(core) * 4 + direction] = 1;
  deadLinks[int64_t(beyond(core, direction)) * 4 + opposite(direction)] = 1;
}

int32_t Machine::liveCores() const {
  if (deadCores.empty())
    return cores();
  return std::count(deadCores.begin(), deadCores.end(), 0);
}

int32_t Machine::taskCores() const {
  int32_t count = 0;
  for (int32_t core = 0; core < cores(); ++core)
    count += runsTasks(core);
  return count;
}

int64_t Machine::liveLinks() const {
  int64_t count = 0;
  for (int32_t core = 0; core < cores(); ++core)
    for (int direction = 0; direction < numDirections; ++direction)
      count += neighbour(core, direction) >= 0;
  return count;
}

std::vector<int32_t> Machine::components() const {
  std::vector<int32_t> component(cores(), -1), queue;
  std::vector<std::pair<int32_t, int32_t>> sizes; // (-size, number)
  for (int32_t root = 0; root < cores(); ++root) {
    if (component[root] >= 0 || isDead(root))
      continue;
    int32_t number = sizes.size();
    queue.assign(1, root);
    component[root] = number;
    for (size_t head = 0; head < queue.size(); ++head)
      for (int direction = 0; direction < numDirections; ++direction) {
        int32_t other = neighbour(queue[head], direction);
        if (other < 0 || component[other] >= 0)
          continue;
        component[other] = number;
        queue.push_back(other);
      }
    sizes.push_back({-int32_t(queue.size()), number});
  }
  std::sort(sizes.begin(), sizes.end());
  std::vector<int32_t> renumbered(sizes.size());
  for (size_t i = 0; i < sizes.size(); ++i)
    renumbered[sizes[i].second] = i;
  for (int32_t &c : component)
    if (c >= 0)
      c = renumbered[c];
  return component;
}
