// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Random changes to texts, place by place.
#include "Descriptions.h"
#include <functional>
#include <regex>
#include <vector>

using namespace dsa::fuzz;

using Random = std::mt19937_64;
using Match = std::smatch;

namespace {
/// Where a text may be changed, and what to.
struct Rule {
  const char *name;
  std::regex place;
  std::string (*change)(const Match &, const std::string &, Random &);
};
} // namespace

static std::string pick(std::vector<std::string> words, Random &random) {
  return words[random() % words.size()];
}

static std::string changeNumber(int64_t number, Random &random) {
  const int64_t others[] = {number + 1, number - 1, -number,
                            number * 2, number / 2, 0};
  return std::to_string(others[random() % 6]);
}

static std::string moveByOne(const std::string &number, Random &random) {
  return std::to_string(std::stoll(number) + (random() % 2 ? 1 : -1));
}

/// Another name in the text.
static std::string pickName(const std::string &text, Random &random) {
  static const std::regex name("%[A-Za-z0-9_]+");
  std::vector<std::string> names;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end;
       ++at)
    names.push_back(at->str());
  return pick(names, random);
}

static const std::vector<Rule> &getRules() {
  static const std::vector<Rule> rules = {
      {"sign", std::regex("arith\\.ext[su]i"),
       [](const Match &match, const std::string &, Random &) {
         return std::string(match.str() == "arith.extsi" ? "arith.extui"
                                                         : "arith.extsi");
       }},
      {"operator",
       std::regex("arith\\.((add|sub|mul|and|or|xor)i|(max|min)[su]i|sh(l|rs|"
                  "ru)i)\\b"),
       [](const Match &, const std::string &, Random &random) {
         return "arith." +
                pick({"addi", "subi", "muli", "andi", "ori", "xori", "maxsi",
                      "minsi", "minui", "shli", "shrsi", "shrui"},
                     random);
       }},
      {"operator of floats", std::regex("(arith|complex)\\.(add|sub|mul)(f?)"),
       [](const Match &match, const std::string &, Random &random) {
         // Integers have rules of their own.
         if (match.str(1) == "arith" && match.str(3).empty())
           return match.str();
         return match.str(1) + "." + pick({"add", "sub", "mul"}, random) +
                match.str(3);
       }},
      {"part", std::regex("complex\\.(re|im)\\b"),
       [](const Match &match, const std::string &, Random &) {
         return std::string(match.str() == "complex.re" ? "complex.im"
                                                        : "complex.re");
       }},
      {"constant", std::regex("constant (-?[0-9]+) :"),
       [](const Match &match, const std::string &, Random &random) {
         return "constant " + changeNumber(std::stoll(match.str(1)), random) +
                " :";
       }},
      {"bound", std::regex("(least|most) = (-?[0-9]+)"),
       [](const Match &match, const std::string &, Random &random) {
         return match.str(1) + " = " + moveByOne(match.str(2), random);
       }},
      {"range", std::regex("dsa.range = \\[(-?[0-9]+), (-?[0-9]+)\\]"),
       [](const Match &match, const std::string &, Random &random) {
         bool first = random() % 2;
         return "dsa.range = [" +
                (first ? moveByOne(match.str(1), random) : match.str(1)) +
                ", " +
                (first ? match.str(2) : moveByOne(match.str(2), random)) + "]";
       }},
      {"swapped operands", std::regex("(%[A-Za-z0-9_]+), (%[A-Za-z0-9_]+)"),
       [](const Match &match, const std::string &, Random &) {
         return match.str(2) + ", " + match.str(1);
       }},
      {"replaced operand", std::regex("(%[A-Za-z0-9_]+)(,| :|\\))"),
       [](const Match &match, const std::string &text, Random &random) {
         return pickName(text, random) + match.str(2);
       }},
      {"kind of loop", std::regex("\"(parallel|reduction)\""),
       [](const Match &match, const std::string &, Random &) {
         return std::string(match.str(1) == "parallel" ? "\"reduction\""
                                                       : "\"parallel\"");
       }},
      {"core", std::regex("dsa\\.sum (core )?"),
       [](const Match &match, const std::string &, Random &) {
         return std::string(match.str(1).empty() ? "dsa.sum core "
                                                 : "dsa.sum ");
       }},
      {"swapped indices", std::regex("-> \\(([a-z]), ([a-z])\\)"),
       [](const Match &match, const std::string &, Random &) {
         return "-> (" + match.str(2) + ", " + match.str(1) + ")";
       }}};
  return rules;
}

std::string dsa::fuzz::mutateText(std::string &text, Random &random) {
  for (unsigned trial = 0; trial < 16; ++trial) {
    const Rule &rule = getRules()[random() % getRules().size()];
    std::vector<Match> places(
        std::sregex_iterator(text.begin(), text.end(), rule.place), {});
    if (places.empty())
      continue;
    const Match &place = places[random() % places.size()];
    std::string changed = rule.change(place, text, random);
    if (changed == place.str())
      continue;
    text = place.prefix().str() + changed + place.suffix().str();
    return rule.name;
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

namespace {
/// An operand of a program: its type, the loops it is addressed by, and how its
/// value becomes the argument of a term.
struct Read {
  std::string name, type, element, map;
};
} // namespace

static std::string getShape(const std::string &map,
                            const std::vector<int64_t> &extents) {
  std::string shape;
  for (char loop : map)
    shape += std::to_string(extents[std::string("mnk").find(loop)]) + "x";
  return shape;
}

static std::vector<int64_t> makeExtents(Random &random) {
  std::vector<int64_t> extents;
  for (unsigned loop = 0; loop < 3; ++loop)
    extents.push_back(1 + int64_t(random() % 4));
  return extents;
}

static std::string printMap(const std::string &map) {
  std::string text = "affine_map<(m, n, k) -> (";
  for (size_t index = 0; index < map.size(); ++index)
    text += (index ? ", " : "") + std::string(1, map[index]);
  return text + ")>";
}

static std::string makeRange(const std::string &type, Random &random) {
  if (type[0] != 'i' || random() % 4 != 0)
    return "";
  unsigned bits = std::stoul(type.substr(1));
  int64_t most = (int64_t(1) << (bits - 1)) - 1;
  most >>= random() % (bits / 2);
  if (random() % 4 == 0)
    most = 2 * most + 1;
  int64_t least =
      random() % 2 ? 0 : std::max(-most - 1, -(int64_t(1) << (bits - 1)));
  if (least < 0 && most >= int64_t(1) << (bits - 1))
    least = 0;
  return " {dsa.range = [" + std::to_string(least) + ", " +
         std::to_string(most) + "]}";
}

/// A constant of random numbers.
static std::string makeConstant(const Read &read,
                                const std::vector<int64_t> &extents,
                                Random &random) {
  std::function<std::string(size_t)> print = [&](size_t dim) {
    unsigned bits = std::stoul(read.element.substr(1));
    if (dim == read.map.size()) {
      int64_t limit = int64_t(1) << (bits - 1);
      return std::to_string(int64_t(random() % (2 * limit)) - limit);
    }
    std::string text = "[";
    int64_t extent = extents[std::string("mnk").find(read.map[dim])];
    for (int64_t at = 0; at < extent; ++at)
      text += (at ? ", " : "") + print(dim + 1);
    return text + "]";
  };
  return "  " + read.name + " = arith.constant dense<" + print(0) +
         "> : tensor<" + getShape(read.map, extents) + read.element + ">\n";
}

/// How operands of a term are usually addressed, by their number and how many
/// there are; sometimes any other way.
static std::string makeMap(size_t number, size_t count, Random &random) {
  const char *usual[] = {"mk", "kn", "mk", "kn"};
  const char *points[] = {"mk", "m", "kn", "n"};
  if (random() % 8 == 0)
    return pick({"mk", "kn", "nk", "m", "n", "k", "mn", "", "km"}, random);
  if (count == 4)
    return points[number];
  if (count == 3)
    return number == 1 ? pick({"m", "", "n"}, random) : number ? "kn" : "mk";
  return random() % 4 ? usual[number % 4] : pick({"nk", "km", "k"}, random);
}

static std::string getCombiner(const std::string &type, Random &random) {
  if (type.rfind("complex", 0) == 0)
    return "complex.add";
  if (type[0] != 'i')
    return "arith.addf";
  return random() % 24 ? "arith.addi" : "arith.subi";
}

static std::string printProgram(const std::vector<Read> &reads,
                                const std::vector<std::string> &ranges,
                                const std::string &body,
                                const std::string &type,
                                const std::vector<int64_t> &extents,
                                Random &random) {
  std::string arguments, constants, names, types, maps, inner;
  for (size_t index = 0; index < reads.size(); ++index) {
    const Read &read = reads[index];
    std::string comma = index ? ", " : "";
    std::string tensor =
        "tensor<" + getShape(read.map, extents) + read.element + ">";
    if (read.element[0] == 'i' && random() % 5 == 0)
      constants += makeConstant(read, extents, random);
    else
      arguments += read.name + ": " + tensor + ranges[index] + ", ";
    names += comma + read.name;
    types += comma + tensor;
    maps += printMap(read.map) + ", ";
    inner += "%e" + std::to_string(index) + ": " + read.element + ", ";
  }
  std::string result = "tensor<" + getShape("mn", extents) + type + ">";
  return "func.func @f(" + arguments + "%acc: " + result + ranges.back() +
         ") -> " + result + " {\n" + constants +
         "  %r = linalg.generic {indexing_maps = [" + maps + printMap("mn") +
         "], iterator_types = [\"parallel\", \"parallel\", \"reduction\"]}\n"
         "      ins(" +
         names + " : " + types + ") outs(%acc : " + result + ") {\n  ^bb0(" +
         inner + "%s: " + type + "):\n" + body +
         "    linalg.yield %sum : " + type + "\n  } -> " + result +
         "\n  return %r : " + result + "\n}\n";
}

std::string dsa::fuzz::makeProgram(const std::string &adapter, Random &random) {
  static const std::regex term(
      "\\^bb0\\(([^)]*)\\):\\n([^}]*)dsa\\.yield (%[A-Za-z0-9_]+) : ([^\\n]*)"
      "\\n");
  static const std::regex argument("(%[A-Za-z0-9_]+): ([a-z0-9<>]+)");
  Match found;
  if (!std::regex_search(adapter, found, term))
    return "";
  std::string arguments = found.str(1), body, type = found.str(4);
  std::vector<Match> all(
      std::sregex_iterator(arguments.begin(), arguments.end(), argument), {});
  std::vector<Read> reads;
  std::vector<std::string> ranges;
  for (const Match &each : all) {
    Read read{"%a" + std::to_string(reads.size()), each.str(2), each.str(2),
              makeMap(reads.size(), all.size(), random)};
    std::string inner = "%e" + std::to_string(reads.size());
    if (read.type == "i32" && random() % 8) {
      read.element = random() % 6 ? "i8" : "i16";
      body += "    " + each.str(1) + " = arith." +
              pick({"extsi", "extui"}, random) + " " + inner + " : " +
              read.element + " to i32\n";
    }
    reads.push_back(read);
    ranges.push_back(makeRange(read.element, random));
  }
  ranges.push_back(makeRange(type, random));
  std::string middle = found.str(2);
  // An argument that is read as it is has the name of the operand's element.
  for (size_t index = 0; index < all.size(); ++index) {
    std::string inner = "%e" + std::to_string(index);
    if (reads[index].type == reads[index].element)
      middle = std::regex_replace(middle, std::regex(all[index].str(1) + "\\b"),
                                  inner);
  }
  std::string value = found.str(3);
  body += middle + "\n    %sum = " + getCombiner(type, random) + " %s, " +
          value + " : " + type + "\n";
  return printProgram(reads, ranges, body, type, makeExtents(random), random);
}

std::string dsa::fuzz::makeBoundedProgram(Random &random) {
  int64_t around = int64_t(random() % 3) - 1;
  int64_t left = random() % 2 ? 127 + int64_t(random() % 4) - 1
                              : int64_t(random() % 255) + 1;
  int64_t right = random() % 2 ? 127 : int64_t(random() % 127) + 1;
  std::vector<int64_t> extents = makeExtents(random);
  int64_t reduced = extents[2];
  int64_t sums = std::max<int64_t>(32767 - reduced * left * right + around, 0);
  auto range = [](int64_t least, int64_t most) {
    return " {dsa.range = [" + std::to_string(least) + ", " +
           std::to_string(most) + "]}";
  };
  std::vector<std::string> ranges = {
      range(0, left), range(random() % 2 ? -right - around : -128, right),
      range(random() % 2 ? -sums : 0, sums)};
  for (std::string &each : ranges)
    if (random() % 5 == 0)
      each.clear();
  std::vector<Read> reads = {{"%a0", "i8", "i8", "mk"},
                             {"%a1", "i8", "i8", random() % 2 ? "kn" : "nk"}};
  return printProgram(reads, ranges,
                      "    %x = arith.extui %e0 : i8 to i32\n"
                      "    %y = arith.extsi %e1 : i8 to i32\n"
                      "    %p = arith.muli %x, %y : i32\n"
                      "    %sum = arith.addi %s, %p : i32\n",
                      "i32", extents, random);
}

std::string dsa::fuzz::thinMachine(const std::string &machine, Random &random) {
  const std::string start = "\n  dsa.instruction ";
  std::string text;
  size_t at = machine.find(start);
  text = machine.substr(0, at);
  while (at != std::string::npos) {
    size_t next = machine.find(start, at + 1);
    std::string part = machine.substr(
        at, next == std::string::npos ? machine.rfind("\n}") - at : next - at);
    // Parts of a sequence have no accumulator that is tied.
    bool isPart = part.find(" tied") == std::string::npos;
    if (isPart || random() % 5 < 3)
      text += part;
    at = next;
  }
  return text + "\n}\n";
}
