// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The machine as options give it: `RxC` and lists of what is dead.
#include "TextScanner.h"
#include "dsa/Mesh/Machine.h"

using namespace dsa::mesh;

/// `RxC`, both 1 or more.
static bool readExtents(std::string_view text, int64_t &rows,
                        int64_t &columns) {
  TextScanner scanner(text);
  return scanner.readNumber(rows) && scanner.consume('x') &&
         scanner.readNumber(columns) && scanner.atEnd() && rows > 0 &&
         columns > 0;
}

Status dsa::mesh::parseChips(std::string_view text, Machine &machine) {
  int64_t rows = 0, columns = 0;
  if (!readExtents(text, rows, columns))
    return malformed("expected --chips=ROWSxCOLUMNS, but got '" +
                     std::string(text) + "'");
  if (machine.rows % rows || machine.columns % columns)
    return malformed(
        "expected chips that the mesh of " + std::to_string(machine.rows) +
        "x" + std::to_string(machine.columns) +
        " cores divides evenly into, but got " + std::string(text));
  if (machine.torus)
    return malformed("expected a mesh of chips without wrap links, but got "
                     "--torus");
  // Sums of weight times distance stay within 64 bits.
  int64_t cost = machine.chipLinkCost - 1;
  if (machine.rows + cost * (rows - 1) > Machine::maxSide ||
      machine.columns + cost * (columns - 1) > Machine::maxSide)
    return malformed("expected chips and links between them that make a side "
                     "at most " +
                     std::to_string(Machine::maxSide) + " hops long, but got " +
                     std::string(text) + " and a cost of " +
                     std::to_string(machine.chipLinkCost));
  machine.chipRows = rows;
  machine.chipColumns = columns;
  return {};
}

Status dsa::mesh::parseMesh(std::string_view text, Machine &machine) {
  int64_t rows = 0, columns = 0;
  if (!readExtents(text, rows, columns))
    return malformed("expected --mesh=ROWSxCOLUMNS, but got '" +
                     std::string(text) + "'");
  if (rows > Machine::maxSide || columns > Machine::maxSide ||
      rows * columns > Machine::maxCores)
    return malformed("expected a mesh of at most " +
                     std::to_string(Machine::maxCores) + " cores and " +
                     std::to_string(Machine::maxSide) + " a side, but got " +
                     std::string(text));
  machine.rows = rows;
  machine.columns = columns;
  return {};
}

static Status parseDeadItem(TextScanner &scanner, Machine &machine) {
  int64_t a = 0, b = 0;
  auto checkCore = [&](int64_t core) -> Status {
    if (core >= 0 && core < machine.cores())
      return {};
    return scanner.expectedInstead("a core below " +
                                       std::to_string(machine.cores()),
                                   std::to_string(core));
  };
  if (!scanner.readNumber(a))
    return scanner.expected("a dead core 'c' or link 'a-b'");
  if (Status failure = checkCore(a))
    return failure;
  if (!scanner.consume('-')) {
    machine.killCore(a);
    return {};
  }
  if (!scanner.readNumber(b))
    return scanner.expected("the other end of the dead link");
  if (Status failure = checkCore(b))
    return failure;
  int direction = machine.directionTo(a, b);
  if (direction < 0)
    return scanner.expectedInstead("a link between neighbours",
                                   std::to_string(a) + "-" + std::to_string(b));
  machine.killLink(a, direction);
  return {};
}

Status dsa::mesh::parseDead(std::string_view text, Machine &machine) {
  TextScanner scanner(text);
  auto skipSeparators = [&] {
    do
      scanner.skipSpace();
    while (scanner.consume(','));
  };
  for (skipSeparators(); !scanner.atEnd(); skipSeparators()) {
    if (Status failure = parseDeadItem(scanner, machine))
      return failure;
    scanner.skipBlanks();
    if (!scanner.atLineEnd() && scanner.peek() != ',' && !scanner.atNumber())
      return scanner.expected("a comma or white space");
  }
  return {};
}

Status dsa::mesh::parseKeepOut(std::string_view text, Machine &machine) {
  Machine listed;
  listed.rows = machine.rows;
  listed.columns = machine.columns;
  if (Status failure = parseDead(text, listed))
    return failure;
  if (!listed.deadLinks.empty())
    return malformed("expected cores to keep out, but got a link");
  if (machine.idleCores.empty())
    machine.idleCores.assign(machine.cores(), 0);
  for (int32_t core = 0; core < machine.cores(); ++core)
    machine.idleCores[core] |= listed.isDead(core);
  return {};
}
