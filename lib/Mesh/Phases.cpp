// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads which phase flows are in, and takes graphs and routes apart by them.
#include "Phases.h"
#include "VertexNames.h"
#include "dsa/Mesh/Files.h"

using namespace dsa::mesh;

Graph dsa::mesh::phaseGraph(const Graph &graph, int32_t phase) {
  Graph result;
  result.vertices = graph.vertices;
  result.vertexWeights = graph.vertexWeights;
  result.base = graph.base;
  result.labels = graph.labels;
  result.offsets.reserve(graph.vertices + 1);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      if (graph.arcPhase(a) != phase)
        continue;
      result.targets.push_back(graph.targets[a]);
      if (!graph.arcWeights.empty())
        result.arcWeights.push_back(graph.arcWeights[a]);
    }
    result.offsets.push_back(result.targets.size());
  }
  for (const Net &net : graph.nets)
    if (net.phase == phase)
      result.nets.push_back(net);
  return result;
}

void dsa::mesh::appendRoute(const RouteSet &from, int64_t index, RouteSet &to) {
  to.begin(from.sources[index], from.targets[index]);
  for (int64_t i = from.offsets[index]; i < from.offsets[index + 1]; ++i)
    to.append(from.cores[i], from.classes[i]);
  to.end();
}

std::vector<PhaseRoutes> dsa::mesh::splitRoutes(const Graph &graph,
                                                const RouteSet &routes) {
  std::vector<PhaseRoutes> result(graph.phases);
  std::vector<int64_t> netOf(graph.vertices, -1);
  for (size_t n = 0; n < graph.nets.size(); ++n)
    netOf[graph.nets[n].driver] = n;
  std::vector<bool> used(graph.arcs(), false);
  for (int64_t r = 0; r < routes.size(); ++r) {
    int64_t arc = graph.findArc(routes.sources[r], routes.targets[r]);
    int64_t net = netOf[routes.sources[r]];
    int32_t phase = 0;
    // Where an arc and a net join the same tasks, the arc's route is first.
    if (arc >= 0 && (!used[arc] || net < 0)) {
      used[arc] = true;
      phase = graph.arcPhase(arc);
    } else if (net >= 0) {
      phase = graph.nets[net].phase;
    }
    appendRoute(routes, r, result[phase].routes);
    result[phase].indices.push_back(r);
  }
  return result;
}

namespace {
class PhasesReader {
public:
  PhasesReader(std::string_view text, Graph &graph)
      : scanner(text), graph(graph), arcDone(graph.arcs(), false) {}
  Status run();

private:
  Status readLine();
  Status setArc(int32_t source, int32_t target, int32_t phase);
  Status setNet(int32_t driver, int32_t phase);

  TextScanner scanner;
  Graph &graph;
  std::vector<bool> arcDone;
  std::vector<int32_t> netOf;
  std::vector<bool> netDone;
};
} // namespace

Status PhasesReader::setArc(int32_t source, int32_t target, int32_t phase) {
  std::string flow = std::to_string(graph.name(source)) + " to " +
                     std::to_string(graph.name(target));
  int64_t arc = graph.findArc(source, target);
  if (arc < 0)
    return scanner.expectedInstead("a flow of the graph", flow);
  if (arcDone[arc])
    return scanner.expectedInstead("each flow once", flow + " again");
  arcDone[arc] = true;
  graph.arcPhases[arc] = phase;
  return {};
}

Status PhasesReader::setNet(int32_t driver, int32_t phase) {
  int32_t net = netOf[driver];
  std::string name = std::to_string(graph.name(driver));
  if (net < 0)
    return scanner.expectedInstead("the driver of a net", name);
  if (netDone[net])
    return scanner.expectedInstead("each net once",
                                   "that of " + name + " again");
  netDone[net] = true;
  graph.nets[net].phase = phase;
  return {};
}

/// `PHASE SOURCE TARGET`, or `PHASE net DRIVER`.
Status PhasesReader::readLine() {
  int64_t phase;
  std::string found = scanner.found();
  if (!scanner.readNumber(phase) || phase < 0 || phase >= Graph::maxPhases)
    return scanner.expectedInstead(
        "a phase below " + std::to_string(Graph::maxPhases), found);
  graph.phases = std::max<int32_t>(graph.phases, phase + 1);
  scanner.skipBlanks();
  Status failure;
  if (!scanner.atNumber()) {
    std::string word = scanner.readWord();
    if (word != "net")
      return scanner.expectedInstead("a task or 'net'", "'" + word + "'");
    Result<int32_t> driver = readVertex(scanner, graph, "a driver");
    failure = driver ? setNet(*driver, phase) : Status(driver.failure());
  } else {
    Result<int32_t> source = readVertex(scanner, graph, "a task");
    if (!source)
      return source.failure();
    Result<int32_t> target =
        readVertex(scanner, graph, "the task that it sends to");
    failure =
        target ? setArc(*source, *target, phase) : Status(target.failure());
  }
  if (failure)
    return failure;
  scanner.skipBlanks();
  return scanner.atLineEnd() ? Status()
                             : Status(scanner.expected("the end of the line"));
}

Status PhasesReader::run() {
  if (!graph.program.empty())
    return malformed("expected phases or a program, but got both: what a task "
                     "waits for is no phase");
  graph.arcPhases.assign(graph.arcs(), 0);
  netOf.assign(graph.vertices, -1);
  netDone.assign(graph.nets.size(), false);
  for (size_t n = 0; n < graph.nets.size(); ++n)
    netOf[graph.nets[n].driver] = n;
  while (scanner.nextLine())
    if (Status failure = readLine())
      return failure;
  return {};
}

Status dsa::mesh::readPhases(std::string_view text, Graph &graph) {
  return PhasesReader(text, graph).run();
}
