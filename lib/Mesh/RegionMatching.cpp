// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Matching of tasks with cores. Tasks of one window look the same from
/// outside, so a search looks into each window once.
#include "RegionMatching.h"
#include "CoreRings.h"
#include <algorithm>

using namespace dsa::mesh;

RegionMatching::RegionMatching(const PlacementProblem &problem)
    : problem(problem), machine(problem.machine),
      coreOf(problem.graph.vertices, -1), spare(problem.room),
      first(machine.cores(), -1), next(problem.graph.vertices, -1),
      seen(machine.cores(), 0), before(machine.cores(), -1),
      via(machine.cores(), -1), tight(machine.cores(), -1) {}

void RegionMatching::put(int32_t task, int32_t core) {
  coreOf[task] = core;
  next[task] = first[core];
  first[core] = task;
  --spare[core];
}

void RegionMatching::take(int32_t task) {
  int32_t core = coreOf[task];
  int32_t *link = &first[core];
  while (*link != task)
    link = &next[*link];
  *link = next[task];
  coreOf[task] = -1;
  ++spare[core];
}

/// Adds the cores of the task's window to the search; true if one is free.
bool RegionMatching::expand(int32_t task, int32_t from, int32_t &found) {
  const Window &w = problem.rules->where(task);
  int32_t &last = expanded[{w.r1, w.r2, w.c1, w.c2}];
  if (last == search)
    return false;
  last = search;
  for (int32_t r = w.r1; r <= w.r2; ++r)
    for (int32_t c = w.c1; c <= w.c2; ++c) {
      int32_t core = machine.core(r, c);
      if (seen[core] == search || !problem.room[core])
        continue;
      seen[core] = search;
      before[core] = from;
      via[core] = task;
      if (spare[core] > 0) {
        found = core;
        return true;
      }
      queue.push_back(core);
    }
  return false;
}

bool RegionMatching::augment(int32_t task) {
  ++search;
  queue.clear();
  int32_t found = -1;
  bool free = expand(task, -1, found);
  for (size_t head = 0; head < queue.size() && !free; ++head)
    for (int32_t u = first[queue[head]]; u >= 0 && !free; u = next[u])
      free = expand(u, queue[head], found);
  if (!free)
    return false;
  for (int32_t core = found; core >= 0; core = before[core]) {
    if (coreOf[via[core]] >= 0)
      take(via[core]);
    put(via[core], core);
  }
  return true;
}

int32_t RegionMatching::anyFree(const Window &w) {
  int64_t &at = full[{w.r1, w.r2, w.c1, w.c2}];
  for (; at < int64_t(w.rows()) * w.columns(); ++at) {
    int32_t core =
        machine.core(w.r1 + at / w.columns(), w.c1 + at % w.columns());
    if (spare[core] > 0)
      return core;
  }
  return -1;
}

bool RegionMatching::assign(int32_t task, int32_t wish) {
  if (wish < 0) {
    int32_t core = anyFree(problem.rules->where(task));
    if (core < 0)
      return augment(task);
    put(task, core);
    return true;
  }
  CoreRings rings(machine, problem.rules->where(task), wish);
  for (int32_t core; (core = rings.next()) >= 0;)
    if (spare[core] > 0) {
      put(task, core);
      return true;
    }
  return augment(task);
}

bool RegionMatching::block(int32_t core) {
  if (tight[core] == releases)
    return false;
  if (spare[core]-- > 0)
    return true;
  int32_t task = first[core];
  if (task >= 0) {
    take(task);
    if (augment(task))
      return true;
    put(task, core);
    for (int32_t other : queue)
      tight[other] = releases;
  }
  ++spare[core];
  tight[core] = releases;
  return false;
}

/// Whether the last search saw all cores of the window that run tasks.
bool RegionMatching::isSeen(const Window &w) const {
  for (int32_t r = w.r1; r <= w.r2; ++r)
    for (int32_t c = w.c1; c <= w.c2; ++c)
      if (int32_t core = machine.core(r, c);
          problem.room[core] && seen[core] != search)
        return false;
  return true;
}

Failure RegionMatching::missing(const std::vector<int32_t> &unplaced) const {
  std::vector<int32_t> tasks{unplaced[0]};
  std::map<WindowKey, bool> known;
  for (size_t i = 1; i < unplaced.size(); ++i) {
    const Window &w = problem.rules->where(unplaced[i]);
    auto [it, isNew] = known.insert({{w.r1, w.r2, w.c1, w.c2}, false});
    if (isNew)
      it->second = isSeen(w);
    if (it->second)
      tasks.push_back(unplaced[i]);
  }
  int64_t room = 0;
  Window hull = problem.rules->where(tasks[0]);
  for (int32_t core : queue) {
    room += problem.room[core];
    for (int32_t u = first[core]; u >= 0; u = next[u])
      tasks.push_back(u);
    int32_t r = machine.row(core), c = machine.column(core);
    hull = {std::min(hull.r1, r), std::max(hull.r2, r), std::min(hull.c1, c),
            std::max(hull.c2, c)};
  }
  std::sort(tasks.begin(), tasks.end(), [&](int32_t a, int32_t b) {
    return problem.graph.name(a) < problem.graph.name(b);
  });
  int64_t count = tasks.size(), cores = queue.size();
  return impossible("expected room for the " + std::to_string(count) +
                    (count == 1 ? " task" : " tasks") +
                    " bound to windows within " + nameWindow(hull) +
                    ", but got room for " + std::to_string(room) + " on " +
                    std::to_string(cores) + (cores == 1 ? " core" : " cores") +
                    " that run tasks there, " + std::to_string(count - room) +
                    " too little: " + nameTasks(problem.graph, tasks));
}
