// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Moves vertices between two sides, best gain first, past local optima, and
/// keeps the best state seen. Only vertices that could gain are looked at.
#include "Partition.h"
#include <algorithm>
#include <cmath>
#include <queue>

using namespace dsa::mesh;

namespace {
class SideRefiner {
public:
  SideRefiner(const PartitionGraph &graph, const PartitionLimits &limits,
              std::vector<uint8_t> &sides)
      : graph(graph), limits(limits), sides(sides), gains(graph.size()),
        locked(graph.size(), 0), queued(graph.size(), 0) {
    for (int32_t v = 0; v < graph.size(); ++v) {
      load[sides[v]] += graph.weights[v];
      heaviest = std::max(heaviest, graph.weights[v]);
    }
  }
  void run(int passes);

private:
  struct Entry {
    int64_t gain;
    int32_t vertex;
    bool operator<(const Entry &other) const {
      return gain != other.gain ? gain < other.gain : vertex < other.vertex;
    }
  };

  int64_t overflow() const {
    return std::max<int64_t>(0, load[0] - limits.room[0]) +
           std::max<int64_t>(0, load[1] - limits.room[1]);
  }
  bool computeGain(int32_t v);
  void move(int32_t v);
  int32_t next();
  int32_t nextByScan() const;
  bool mayMove(int from, int32_t v) const;
  bool pass();
  void fill(bool all);

  const PartitionGraph &graph;
  const PartitionLimits &limits;
  std::vector<uint8_t> &sides;
  std::vector<int64_t> gains;
  /// Few vertices: looking at all of them is faster than queues.
  const bool scans = graph.size() <= 80;
  std::vector<uint8_t> locked;
  /// Whether an entry with at least the vertex's gain is in the queue.
  std::vector<uint8_t> queued;
  std::priority_queue<Entry> queues[2];
  std::vector<int32_t> moved;
  int64_t load[2] = {0, 0};
  int64_t heaviest = 1;
  int64_t passGain = 0;
};
} // namespace

/// Whether the vertex touches the other side or is pulled there.
bool SideRefiner::computeGain(int32_t v) {
  int64_t gain = sides[v] ? graph.pulls[v] : -graph.pulls[v];
  bool onBoundary = gain > 0;
  for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
    bool cut = sides[graph.targets[a]] != sides[v];
    gain += cut ? graph.arcCosts[a] : -graph.arcCosts[a];
    onBoundary |= cut;
  }
  gains[v] = gain;
  return onBoundary;
}

void SideRefiner::move(int32_t v) {
  int from = sides[v];
  passGain += gains[v];
  sides[v] = !from;
  load[from] -= graph.weights[v];
  load[!from] += graph.weights[v];
  gains[v] = -gains[v];
  for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
    int32_t u = graph.targets[a];
    int64_t change = 2 * graph.arcCosts[a];
    bool gained = sides[u] == from;
    gains[u] += gained ? change : -change;
    // What lost is queued anew when its old entry comes up.
    if (!scans && !locked[u] && (gained || !queued[u])) {
      queued[u] = 1;
      queues[sides[u]].push({gains[u], u});
    }
  }
}

/// A side may run over by one vertex within a pass, so that swaps work.
bool SideRefiner::mayMove(int from, int32_t v) const {
  return load[!from] + graph.weights[v] <= limits.room[!from] + heaviest ||
         load[from] > limits.room[from];
}

int32_t SideRefiner::next() {
  if (scans)
    return nextByScan();
  for (auto &queue : queues)
    while (!queue.empty()) {
      const Entry &top = queue.top();
      int32_t v = top.vertex;
      if (!locked[v] && gains[v] == top.gain)
        break;
      bool lost = !locked[v] && gains[v] < top.gain;
      queue.pop();
      if (lost)
        queue.push({gains[v], v});
    }
  int from;
  if (load[0] > limits.room[0] && load[1] <= limits.room[1])
    from = 0;
  else if (load[1] > limits.room[1] && load[0] <= limits.room[0])
    from = 1;
  else if (queues[0].empty() || queues[1].empty())
    from = queues[0].empty();
  else
    from = queues[0].top() < queues[1].top();
  for (int attempt = 0; attempt < 2; ++attempt, from = !from) {
    if (queues[from].empty())
      continue;
    int32_t v = queues[from].top().vertex;
    if (mayMove(from, v))
      return v;
    if (overflow())
      break;
  }
  return -1;
}

/// The same without queues.
int32_t SideRefiner::nextByScan() const {
  int32_t best[2] = {-1, -1};
  for (int32_t v = 0; v < graph.size(); ++v)
    if (int32_t &top = best[sides[v]];
        !locked[v] && (top < 0 || gains[v] > gains[top]))
      top = v;
  int from;
  if (load[0] > limits.room[0] && load[1] <= limits.room[1])
    from = 0;
  else if (load[1] > limits.room[1] && load[0] <= limits.room[0])
    from = 1;
  else if (best[0] < 0 || best[1] < 0)
    from = best[0] < 0;
  else
    from = gains[best[0]] < gains[best[1]];
  for (int attempt = 0; attempt < 2; ++attempt, from = !from) {
    if (best[from] < 0)
      continue;
    if (mayMove(from, best[from]))
      return best[from];
    if (overflow())
      break;
  }
  return -1;
}

void SideRefiner::fill(bool all) {
  if (scans) {
    for (int32_t v = 0; v < graph.size(); ++v)
      computeGain(v);
    return;
  }
  for (auto &queue : queues)
    queue = {};
  std::vector<Entry> entries[2];
  for (int32_t v = 0; v < graph.size(); ++v)
    if ((queued[v] = computeGain(v) || all))
      entries[sides[v]].push_back({gains[v], v});
  for (int side = 0; side < 2; ++side)
    queues[side] = std::priority_queue<Entry>(std::less<Entry>(),
                                              std::move(entries[side]));
}

bool SideRefiner::pass() {
  std::fill(locked.begin(), locked.end(), 0);
  fill(overflow() > 0);
  moved.clear();
  passGain = 0;
  int64_t bestGain = 0, bestOverflow = overflow();
  size_t best = 0;
  size_t patience =
      scans ? 6 + graph.size() / 4 : 60 + 8 * std::sqrt(double(graph.size()));
  bool startedOver = bestOverflow > 0;
  while (moved.size() - best < patience || (startedOver && bestOverflow > 0)) {
    int32_t v = next();
    if (v < 0)
      break;
    locked[v] = 1;
    move(v);
    moved.push_back(v);
    int64_t over = overflow();
    if (over < bestOverflow || (over == bestOverflow && passGain > bestGain)) {
      bestOverflow = over;
      bestGain = passGain;
      best = moved.size();
    }
  }
  while (moved.size() > best) {
    int32_t v = moved.back();
    moved.pop_back();
    int from = sides[v];
    sides[v] = !from;
    load[from] -= graph.weights[v];
    load[!from] += graph.weights[v];
  }
  return best > 0;
}

void SideRefiner::run(int passes) {
  for (int i = 0; i < passes; ++i)
    if (!pass())
      return;
}

void dsa::mesh::refinePartition(const PartitionGraph &graph,
                                const PartitionLimits &limits,
                                std::vector<uint8_t> &sides, int passes) {
  SideRefiner(graph, limits, sides).run(passes);
}
