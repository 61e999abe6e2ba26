// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads what tasks wait for before they send, and room for messages.
#include "VertexNames.h"
#include "dsa/Mesh/Files.h"

using namespace dsa::mesh;

namespace {
class ProgramReader {
public:
  ProgramReader(std::string_view text, Graph &graph)
      : scanner(text), graph(graph) {}
  Status run();

private:
  Status readSend();
  Status readBuffer();
  int64_t messages(int32_t source, int32_t target) const;

  TextScanner scanner;
  Graph &graph;
  /// Of each driver, -1 for none.
  std::vector<int32_t> netOf;
};
} // namespace

/// The weight of the flow or one-sink net between them, 0 if there is none.
int64_t ProgramReader::messages(int32_t source, int32_t target) const {
  if (int64_t arc = graph.findArc(source, target); arc >= 0)
    return graph.weight(arc);
  if (netOf[source] < 0 || graph.nets[netOf[source]].sinks[0] != target)
    return 0;
  return graph.nets[netOf[source]].weight;
}

/// `send TASK TARGET after SOURCE...`
Status ProgramReader::readSend() {
  int64_t line = scanner.line();
  Result<int32_t> task = readVertex(scanner, graph, "a task");
  if (!task)
    return task.failure();
  Result<int32_t> target =
      readVertex(scanner, graph, "the task that it sends to");
  if (!target)
    return target.failure();
  MessageRule rule{*task, *target, {}, line};
  scanner.skipBlanks();
  std::string word = scanner.readWord();
  if (word != "after")
    return scanner.expectedInstead("'after'", "'" + word + "'");
  int64_t sent = messages(rule.task, rule.target);
  auto noFlow = [&](int32_t from, int32_t to) {
    return scanner.expectedInstead("a flow of the graph or a net of one sink",
                                   std::to_string(graph.name(from)) + " to " +
                                       std::to_string(graph.name(to)));
  };
  if (!sent)
    return noFlow(rule.task, rule.target);
  for (scanner.skipBlanks(); !scanner.atLineEnd(); scanner.skipBlanks()) {
    Result<int32_t> source =
        readVertex(scanner, graph, "a task that it receives from");
    if (!source)
      return source.failure();
    int64_t received = messages(*source, rule.task);
    if (!received)
      return noFlow(*source, rule.task);
    if (received != sent)
      return scanner.expectedInstead(
          "as many messages (units of weight) received as sent, " +
              std::to_string(sent),
          std::to_string(received) + " from task " +
              std::to_string(graph.name(*source)));
    rule.after.push_back(*source);
  }
  if (rule.after.empty())
    return scanner.expected("a task that it receives from");
  graph.program.rules.push_back(std::move(rule));
  return {};
}

/// `buffer TASK MESSAGES`
Status ProgramReader::readBuffer() {
  Result<int32_t> task = readVertex(scanner, graph, "a task");
  if (!task)
    return task.failure();
  int64_t room;
  scanner.skipBlanks();
  if (!scanner.readNumber(room) || room < 1)
    return scanner.expected("room for 1 message or more");
  std::vector<int64_t> &buffers = graph.program.buffers;
  buffers.resize(graph.vertices, 0);
  if (buffers[*task])
    return scanner.expectedInstead("one buffer a task",
                                   "a second one of " +
                                       std::to_string(graph.name(*task)));
  buffers[*task] = room;
  scanner.skipBlanks();
  return scanner.atLineEnd() ? Status()
                             : Status(scanner.expected("the end of the line"));
}

Status ProgramReader::run() {
  if (graph.phases > 1)
    return malformed("expected a program or phases, but got both: what a task "
                     "waits for is no phase");
  for (const Net &net : graph.nets)
    if (net.sinks.size() > 1)
      return malformed("expected nets of one sink in a program, but got one "
                       "of task " +
                       std::to_string(graph.name(net.driver)) + " with " +
                       std::to_string(net.sinks.size()));
  netOf.assign(graph.vertices, -1);
  for (size_t n = 0; n < graph.nets.size(); ++n)
    netOf[graph.nets[n].driver] = n;
  while (scanner.nextLine()) {
    std::string word = scanner.readWord();
    if (word != "send" && word != "buffer")
      return scanner.expectedInstead("send or buffer", "'" + word + "'");
    if (Status failure = word == "send" ? readSend() : readBuffer())
      return failure;
  }
  return {};
}

Status dsa::mesh::readProgram(std::string_view text, Graph &graph) {
  return ProgramReader(text, graph).run();
}
