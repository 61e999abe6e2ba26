// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Programs of task arrays, and the maps of their arrays, as text.
#include "dsa/Mesh/Arrays.h"
#include <sstream>

using namespace dsa::mesh;

namespace {
class ArraysReader {
public:
  Result<ArrayProgram> run(std::string_view text);

private:
  Status readLine(const std::string &text);
  Status readArray(std::istringstream &words);
  Status readFlow(std::istringstream &words);
  Failure expected(const std::string &what, const std::string &got) const {
    return malformed("line " + std::to_string(line) + ": expected " + what +
                     ", but got '" + got + "'");
  }
  int32_t find(const std::string &name) const {
    for (size_t i = 0; i < program.arrays.size(); ++i)
      if (program.arrays[i].name == name)
        return i;
    return -1;
  }

  ArrayProgram program;
  int64_t sum = 0;
  int line = 0;
};
} // namespace

Status ArraysReader::readArray(std::istringstream &words) {
  std::string name, extents;
  words >> name >> extents;
  Machine shape;
  if (parseMesh(extents, shape))
    return expected("array NAME ROWSxCOLUMNS of at most " +
                        std::to_string(Machine::maxCores) + " tasks",
                    name + " " + extents);
  if (find(name) >= 0)
    return expected("each array once", name);
  constexpr size_t most = 256;
  if (program.arrays.size() == most)
    return expected("at most " + std::to_string(most) + " arrays", name);
  program.arrays.push_back({name, shape.rows, shape.columns});
  return {};
}

Status ArraysReader::readFlow(std::istringstream &words) {
  std::string from, to, wrap;
  words >> from >> to;
  for (const std::string &name : {from, to})
    if (find(name) < 0)
      return expected("an array", name);
  ArrayFlow flow{find(from), find(to), 0};
  constexpr int64_t maxWeight = 1 << 20;
  bool read = bool(words >> flow.weight >> flow.dr >> flow.dc);
  auto isStep = [](int32_t d) {
    return d >= -Machine::maxSide && d <= Machine::maxSide;
  };
  if (!read || flow.weight < 1 || flow.weight > maxWeight || !isStep(flow.dr) ||
      !isStep(flow.dc))
    return expected("a weight from 1 to " + std::to_string(maxWeight) +
                        " and two steps",
                    words.str());
  if (words >> wrap) {
    if (wrap != "wrap")
      return expected("'wrap' or nothing", wrap);
    flow.wraps = true;
  }
  const TaskArray &array = program.arrays[flow.from];
  bool stays = flow.wraps
                   ? flow.dr % array.rows == 0 && flow.dc % array.columns == 0
                   : flow.dr == 0 && flow.dc == 0;
  if (flow.from == flow.to && stays)
    return expected("a flow to another task", words.str());
  // Sums of weight times distance stay within 62 bits.
  sum += flow.weight * array.rows * array.columns;
  if (sum > INT64_MAX / 4 / Machine::maxSide)
    return expected("less weight in all", words.str());
  if (program.flows.size() == 4096)
    return expected("at most 4096 flows", words.str());
  program.flows.push_back(flow);
  return {};
}

Status ArraysReader::readLine(const std::string &text) {
  std::istringstream words(text);
  std::string keyword, rest;
  if (!(words >> keyword) || keyword[0] == '#')
    return {};
  if (keyword != "array" && keyword != "flow")
    return expected("'array' or 'flow'", keyword);
  if (Status failure = keyword == "array" ? readArray(words) : readFlow(words))
    return failure;
  if (words >> rest)
    return expected("the end of the line", rest);
  return {};
}

Result<ArrayProgram> ArraysReader::run(std::string_view text) {
  std::istringstream in{std::string(text)};
  for (std::string each; std::getline(in, each);) {
    ++line;
    if (Status failure = readLine(each))
      return *failure;
  }
  if (program.arrays.empty())
    return malformed("expected an array, but got none");
  return std::move(program);
}

Result<ArrayProgram> dsa::mesh::readArrays(std::string_view text) {
  return ArraysReader().run(text);
}

std::string dsa::mesh::writeArrayMaps(const ArrayProgram &program,
                                      const std::vector<ArrayMap> &maps) {
  auto axis = [](const char *name, const AxisMap &map) {
    static const char *const kinds[] = {"straight", "mirrored", "folded"};
    return std::string(" ") + name + " " + std::to_string(map.offset) + " " +
           std::to_string(map.stride) + " " + kinds[map.kind];
  };
  std::string text = "# array, then of its rows and of its columns: offset, "
                     "stride, order\n";
  for (size_t i = 0; i < maps.size(); ++i)
    text += program.arrays[i].name + axis("rows", maps[i].rows) +
            axis("columns", maps[i].columns) +
            (maps[i].transposed ? " transposed\n" : "\n");
  return text;
}
