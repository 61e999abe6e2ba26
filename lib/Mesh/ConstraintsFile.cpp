// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads constraints on tasks: a keyword, where, and the tasks, a line each.
#include "VertexNames.h"
#include "dsa/Mesh/Files.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
class ConstraintsReader {
public:
  ConstraintsReader(std::string_view text, const Machine &machine, Graph &graph)
      : scanner(text), machine(machine), graph(graph) {}
  Status run();

private:
  Status readLine();
  Status readKind(Constraint &constraint);
  Status readPin(Window &where);
  Status readRange(const char *what, int32_t side, int32_t &first,
                   int32_t &last);
  Status readTasks(Constraint &constraint);

  TextScanner scanner;
  const Machine &machine;
  Graph &graph;
};
} // namespace

/// `FIRST..LAST`, or one number for both.
Status ConstraintsReader::readRange(const char *what, int32_t side,
                                    int32_t &first, int32_t &last) {
  int64_t low, high;
  scanner.skipBlanks();
  std::string found = scanner.found();
  auto wrong = [&] {
    return scanner.expectedInstead(std::string(what) + " FIRST..LAST below " +
                                       std::to_string(side),
                                   found);
  };
  if (!scanner.readNumber(low))
    return wrong();
  high = low;
  if (scanner.consume('.') &&
      (!scanner.consume('.') || !scanner.readNumber(high)))
    return wrong();
  if (low < 0 || high < low || high >= side)
    return wrong();
  first = low;
  last = high;
  return {};
}

/// The tasks up to the end of the line, each once.
Status ConstraintsReader::readTasks(Constraint &constraint) {
  for (scanner.skipBlanks(); !scanner.atLineEnd(); scanner.skipBlanks()) {
    Result<int32_t> task = readVertex(scanner, graph, "a task");
    if (!task)
      return task.failure();
    constraint.tasks.push_back(*task);
  }
  bool within = constraint.kind == Constraint::Within;
  if (constraint.tasks.size() < (within ? 1 : 2))
    return scanner.expected(within ? "a task" : "another task");
  // Every two of them are a pair to keep apart.
  constexpr size_t most = 1000;
  if (constraint.kind == Constraint::Apart && constraint.tasks.size() > most)
    return scanner.expectedInstead("at most " + std::to_string(most) +
                                       " tasks apart from each other",
                                   std::to_string(constraint.tasks.size()));
  std::vector<int32_t> sorted = constraint.tasks;
  std::sort(sorted.begin(), sorted.end());
  auto again = std::adjacent_find(sorted.begin(), sorted.end());
  if (again == sorted.end())
    return {};
  return scanner.expectedInstead("each task once",
                                 std::to_string(graph.name(*again)) + " again");
}

Status ConstraintsReader::readPin(Window &where) {
  int64_t core;
  scanner.skipBlanks();
  std::string found = scanner.found();
  if (!scanner.readNumber(core) || core < 0 || core >= machine.cores())
    return scanner.expectedInstead(
        "a core below " + std::to_string(machine.cores()), found);
  int32_t row = machine.row(core), column = machine.column(core);
  where = {row, row, column, column};
  return {};
}

/// Where the tasks have to be, or how they are to lie to each other.
Status ConstraintsReader::readKind(Constraint &constraint) {
  std::string keyword = scanner.readWord();
  Window &where = constraint.where;
  if (keyword == "pin")
    return readPin(where);
  if (keyword == "rows")
    return readRange("rows", machine.rows, where.r1, where.r2);
  if (keyword == "columns")
    return readRange("columns", machine.columns, where.c1, where.c2);
  if (keyword == "region") {
    Status failure = readRange("rows", machine.rows, where.r1, where.r2);
    return failure ? failure
                   : readRange("columns", machine.columns, where.c1, where.c2);
  }
  if (keyword == "adjacent")
    constraint.kind = Constraint::Adjacent;
  else if (keyword == "together")
    constraint.kind = Constraint::Together;
  else if (keyword == "apart")
    constraint.kind = Constraint::Apart;
  else
    return scanner.expectedInstead(
        "pin, rows, columns, region, adjacent, together or apart",
        "'" + keyword + "'");
  return {};
}

Status ConstraintsReader::readLine() {
  Constraint constraint{
      Constraint::Within, {}, machine.whole(), scanner.line()};
  if (Status failure = readKind(constraint))
    return failure;
  if (Status failure = readTasks(constraint))
    return failure;
  graph.constraints.push_back(std::move(constraint));
  return {};
}

Status ConstraintsReader::run() {
  while (scanner.nextLine())
    if (Status failure = readLine())
      return failure;
  return {};
}

Status dsa::mesh::readConstraints(std::string_view text, const Machine &machine,
                                  Graph &graph) {
  return ConstraintsReader(text, machine, graph).run();
}
