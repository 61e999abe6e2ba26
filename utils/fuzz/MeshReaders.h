// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A seeded fuzzer of the mesh library's readers: good files with bytes
/// changed, numbers replaced by hostile ones, lines dropped or repeated.
#ifndef DSA_UTILS_FUZZ_MESHREADERS_H
#define DSA_UTILS_FUZZ_MESHREADERS_H

#include "dsa/Mesh/Arrays.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Files.h"
#include "dsa/Mesh/Place.h"
#include <random>

namespace dsa::mesh {

struct FuzzCounts {
  int64_t refused = 0;
  int64_t read = 0;
  /// The first text that was read into something inconsistent.
  std::string inconsistent;
};

class ReaderFuzzer {
public:
  explicit ReaderFuzzer(uint64_t seed) : random(seed) {}

  FuzzCounts run(int64_t rounds) {
    for (int64_t i = 0; i < rounds && counts.inconsistent.empty(); ++i)
      round();
    return counts;
  }

private:
  static constexpr int numSeeds = 12;
  /// Which reader, and a file that it takes.
  static const char *seedText(int which) {
    static const char *const texts[numSeeds] = {
        "0\n4 8\n0 000\n2 1 2\n2 0 3\n2 0 3\n2 1 2\n",
        "0\n3 4\n0 111\n10 5 1 7 20\n20 6 2 7 10 8 30\n30 1 1 8 20\n",
        "% comment\n4 3 011 1\n3 2 5\n1 1 5 3 6\n2 2 6 4 1\n9 3 1\n",
        "3\n0 2 4 2 0 2 4 2 0\n0 5 1 5 0 0 1 0 0\n",
        "0 3 1 2\n1 1 3\n2 9 0 1 3\n",
        "4\n0 3\n1 2\n2 1\n3 0\n",
        "# routes\n0 1 0 0 1\n1 2 1 1 4@0 5\n3 0 0 3 0\n",
        "5, 0-1\n2-6",
        "array A 3x4\narray B 2x2\nflow A B 3 0 1\nflow A A 1 0 1 wrap\n",
        "pin 5 0\nrows 0..1 1 2\nregion 1 0..2 3\nadjacent 1 2\napart 0 3\n",
        "send 1 0 after 0\nsend 3 2 after 2\nbuffer 1 2\n# x\n",
        "1 0 1\n2 1 0\n0 2 3\n1 3 2\n"};
    return texts[which];
  }

  std::string mutate(std::string text) {
    static const char *const numbers[] = {"-1",
                                          "0",
                                          "1",
                                          "2",
                                          "7",
                                          "255",
                                          "2147483647",
                                          "2147483648",
                                          "1099511627776",
                                          "9223372036854775807",
                                          "99999999999999999999",
                                          "x",
                                          ""};
    for (int i = random() % 3; i >= 0 && !text.empty(); --i) {
      size_t at = random() % text.size();
      switch (random() % 6) {
      case 0:
        text[at] = char(random());
        break;
      case 1:
        text.erase(at, 1 + random() % 4);
        break;
      case 2:
        text.resize(at);
        break;
      case 3:
        text[at] = char('0' + random() % 10);
        break;
      case 4: {
        size_t end = text.find_first_of(" \n", at);
        text.replace(at, (end == std::string::npos ? text.size() : end) - at,
                     numbers[random() % 13]);
        break;
      }
      default: {
        size_t end = text.find('\n', at);
        text.insert(at,
                    text.substr(at, end == std::string::npos ? std::string::npos
                                                             : end - at + 1));
      }
      }
    }
    return text;
  }

  static bool isConsistent(const Graph &graph) {
    if (int64_t(graph.offsets.size()) != int64_t(graph.vertices) + 1 ||
        graph.offsets.back() != graph.arcs())
      return false;
    for (int32_t v = 0; v < graph.vertices; ++v) {
      if (graph.find(graph.name(v)) != v)
        return false;
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
        int32_t u = graph.targets[a];
        int64_t twin = u >= 0 && u < graph.vertices ? graph.findArc(u, v) : -1;
        if (twin < 0 || u == v || graph.weight(a) < 1 ||
            graph.weight(a) != graph.weight(twin))
          return false;
      }
    }
    return true;
  }

  void note(bool read, bool consistent, const std::string &text) {
    ++(read ? counts.read : counts.refused);
    if (read && !consistent)
      counts.inconsistent = text;
  }

  /// What is read is about tasks and cores that there are, and what the placer
  /// makes of it is legal.
  void fuzzConstraints(const std::string &text, const Machine &machine,
                       Graph &graph) {
    Status failure = readConstraints(text, machine, graph);
    bool sound = true;
    for (const Constraint &each : graph.constraints) {
      const Window &w = each.where;
      sound &= w.r1 >= 0 && w.r1 <= w.r2 && w.r2 < machine.rows && w.c1 >= 0 &&
               w.c1 <= w.c2 && w.c2 < machine.columns && !each.tasks.empty();
      for (int32_t task : each.tasks)
        sound &= task >= 0 && task < graph.vertices;
    }
    PlaceOptions options;
    options.budgetMs = 1;
    if (!failure && sound && random() % 512 == 0)
      if (auto placement = place(graph, machine, options))
        sound = !checkMap(graph, machine, *placement);
    note(!failure, sound, text);
  }

  void round() {
    int which = random() % numSeeds;
    std::string text = mutate(seedText(which));
    Graph graph = *readScotchGraph(seedText(0));
    if (which < 4) {
      Result<Graph> read = which < 2    ? readScotchGraph(text)
                           : which == 2 ? readMetisGraph(text)
                                        : readQapGraph(text);
      return note(bool(read), read && isConsistent(*read), text);
    }
    if (which == 4) {
      Status failure = readNets(text, graph);
      return note(!failure, true, text);
    }
    if (which == 5) {
      Result<Placement> read = readMap(text, graph);
      bool whole = read && read->size() == 4;
      for (int32_t core : read ? *read : Placement())
        whole &= core >= 0;
      return note(bool(read), whole, text);
    }
    if (which == 6) {
      Result<RouteSet> read = readRoutes(text, graph);
      return note(bool(read),
                  read && read->offsets.size() == read->sources.size() + 1 &&
                      read->classes.size() == read->cores.size(),
                  text);
    }
    Machine machine;
    machine.rows = 3;
    machine.columns = 4;
    if (which == 8) {
      Result<ArrayProgram> read = readArrays(text);
      bool sound = true;
      if (auto maps = read ? placeArrays(*read, machine)
                           : Result<std::vector<ArrayMap>>(malformed(""))) {
        ArrayFigures figures = measureArrays(*read, *maps);
        sound = figures.volume >= figures.bound;
      }
      return note(bool(read), sound, text);
    }
    if (which == 9)
      return fuzzConstraints(text, machine, graph);
    if (which == 10) {
      Status failure = readProgram(text, graph);
      bool sound = true;
      for (const MessageRule &rule : graph.program.rules)
        for (int32_t source : rule.after)
          sound &= graph.findArc(source, rule.task) >= 0 &&
                   graph.findArc(rule.task, rule.target) >= 0;
      return note(!failure, sound, text);
    }
    if (which == 11) {
      Status failure = readPhases(text, graph);
      bool sound = graph.phases >= 1 && graph.phases <= Graph::maxPhases;
      for (int64_t a = 0; a < graph.arcs(); ++a)
        sound &= graph.arcPhase(a) < graph.phases;
      return note(!failure, sound, text);
    }
    Status failure = parseDead(text, machine);
    note(!failure, true, text);
  }

  std::mt19937_64 random;
  FuzzCounts counts;
};

inline FuzzCounts fuzzReaders(uint64_t seed, int64_t rounds) {
  return ReaderFuzzer(seed).run(rounds);
}

} // namespace dsa::mesh

#endif // DSA_UTILS_FUZZ_MESHREADERS_H
