// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Parses the command line of `dsa-mesh`.
#include "ToolOptions.h"
#include "TextScanner.h"
#include <algorithm>
#include <functional>

using namespace dsa::mesh;

const char *dsa::mesh::toolHelp() {
  return R"(dsa-mesh places, routes, checks and simulates graphs on meshes of cores.

usage:
  dsa-mesh place GRAPH --mesh=RxC -o MAP
  dsa-mesh place PROGRAM.arrays --mesh=RxC -o MAPS
  dsa-mesh route GRAPH MAP --mesh=RxC -o ROUTES
  dsa-mesh check GRAPH MAP [ROUTES] --mesh=RxC
  dsa-mesh bound GRAPH [MAP] --mesh=RxC
  dsa-mesh simulate GRAPH MAP ROUTES --mesh=RxC [--depth=analytic|flow|flit]
  dsa-mesh draw GRAPH MAP [ROUTES] --mesh=RxC -o FILE.svg|FILE.html

machine:
  --mesh=RxC           rows x columns (a .dat file brings its own)
  --link-bytes=N       weights are bytes, a link carries N of them a cycle
  --hop-cycles=N       cycles over a link (default 1)
  --ports=N            flits a core sends, and takes, a cycle (default: no limit)
  --torus              wrap links in each dimension above 2
  --chips=RxC          the cores are on so many chips, down and across
  --chip-link-cost=N   a link between chips carries 1/N of another, takes N
                       times its cycles, and counts as N hops
  --dead=LIST|@FILE    dead cores 'c' and links 'a-b'
  --keep-out=LIST|@FILE  cores that forward but run no task
  --capacity=N         vertex weight a core can hold (default: one task a core)
  --classes=K          virtual channel classes a link (default 2)
  --link-capacity=N    load a directed link can take (default: no limit)

graph:
  --format=grf|metis|qap  instead of by extension (.grf, .graph, .metis, .dat)
  --flow=A|B           which matrix of a .dat is the flows
  --nets=FILE          multicast nets, 'driver weight sink sink ...' a line
  --phases=FILE        which phase in time flows are in, one a line: 'PHASE
                       SOURCE TARGET' or 'PHASE net DRIVER'; others are in 0
  --program=FILE       what tasks wait for, one a line:
                       'send TASK TARGET after SOURCE...', 'buffer TASK N' (it
                       has room for N messages); a message is a unit of weight
  --constraints=FILE   where tasks have to be, one a line: 'pin CORE TASK',
                       'rows A..B TASK...', 'columns A..B TASK...',
                       'region A..B C..D TASK...' (rows, columns),
                       'adjacent TASK TASK...' (the first beside each other
                       one), 'together TASK TASK...', 'apart TASK TASK...'

work:
  --seed=N             same seed, same result (default 1)
  --budget-ms=N        stop improving after this time
  --threads=N          threads to place with (default 1)
  --policy=P           auto, xy, yx, odd-even, negotiated or up-down
  --json               figures as one JSON object
simulation:
  --depth=D            analytic, flow (default) or flit
  --flits=N            flits a unit of weight (default 16)
  --packet=N           flits a packet (default 1)
  --buffer=N           flits a buffer holds, per link and class (default 16)
  --injection=I        paced (default): sources keep to the rates at which all
                       flows over a full link end together; greedy
  --trace=FILE         a trace for chrome://tracing

exit status: 0 done and legal, 1 illegal or impossible, 2 wrong usage or file

examples:
  dsa-mesh place nug30.dat -o nug30.map
  dsa-mesh place app.grf --mesh=32x32 --seed=7 -o app.map
  dsa-mesh route app.grf app.map --mesh=32x32 -o app.routes
  dsa-mesh check app.grf app.map app.routes --mesh=32x32
  dsa-mesh place app.grf --mesh=32x32 --constraints=app.constraints -o app.map
  dsa-mesh route app.grf app.map --mesh=32x32 --phases=app.phases -o app.routes
  dsa-mesh check app.grf app.map app.routes --mesh=32x32 --program=app.program
  dsa-mesh place app.grf --mesh=32x32 --chips=2x2 --chip-link-cost=4 -o app.map
  dsa-mesh draw app.grf app.map app.routes --mesh=32x32 -o app.html
)";
}

namespace {
/// How many files a verb takes, and whether it writes one.
struct Verb {
  const char *name;
  size_t minFiles, maxFiles;
  bool writes;
};
constexpr Verb verbs[] = {{"place", 1, 1, true},     {"route", 2, 2, true},
                          {"check", 2, 3, false},    {"bound", 1, 2, false},
                          {"simulate", 3, 3, false}, {"draw", 2, 3, true}};

struct NamedPolicy {
  const char *name;
  RoutePolicy policy;
};
constexpr NamedPolicy policies[] = {{"auto", RoutePolicy::Automatic},
                                    {"xy", RoutePolicy::XY},
                                    {"yx", RoutePolicy::YX},
                                    {"odd-even", RoutePolicy::OddEven},
                                    {"negotiated", RoutePolicy::Negotiated},
                                    {"up-down", RoutePolicy::UpDown}};

class OptionParser {
public:
  Result<ToolOptions> run(const std::vector<std::string> &arguments);

private:
  Status parseValue(const std::string &key, const std::string &value);
  Status number(const std::string &key, const std::string &value, int64_t low,
                int64_t high, const std::function<void(int64_t)> &set);
  Status word(const std::string &key, const std::string &value,
              std::initializer_list<const char *> words, std::string &to);
  Status checkVerb() const;

  ToolOptions options;
};
} // namespace

Status OptionParser::number(const std::string &key, const std::string &value,
                            int64_t low, int64_t high,
                            const std::function<void(int64_t)> &set) {
  TextScanner scanner(value);
  int64_t n;
  if (!scanner.readNumber(n) || !scanner.atEnd() || n < low || n > high)
    return malformed("expected --" + key + "=N from " + std::to_string(low) +
                     " to " + std::to_string(high) + ", but got '" + value +
                     "'");
  set(n);
  return {};
}

Status OptionParser::word(const std::string &key, const std::string &value,
                          std::initializer_list<const char *> words,
                          std::string &to) {
  std::string all;
  for (const char *w : words) {
    if (value == w) {
      to = value;
      return {};
    }
    all += (all.empty() ? "" : "|") + std::string(w);
  }
  return malformed("expected --" + key + "=" + all + ", but got '" + value +
                   "'");
}

Status OptionParser::parseValue(const std::string &key,
                                const std::string &value) {
  Machine &machine = options.machine;
  constexpr int64_t large = INT64_MAX / 4;
  if (key == "mesh")
    options.mesh = value;
  else if (key == "chips")
    options.chips = value;
  else if (key == "chip-link-cost")
    return number(key, value, 2, 1 << 10,
                  [&](int64_t n) { machine.chipLinkCost = n; });
  else if (key == "dead")
    options.dead = value;
  else if (key == "keep-out")
    options.keepOut = value;
  else if (key == "nets")
    options.nets = value;
  else if (key == "phases")
    options.phases = value;
  else if (key == "program")
    options.program = value;
  else if (key == "constraints")
    options.constraints = value;
  else if (key == "trace")
    options.trace = value;
  else if (key == "capacity")
    return number(key, value, 1, large,
                  [&](int64_t n) { machine.capacity = n; });
  else if (key == "classes")
    return number(key, value, 1, Machine::maxClasses,
                  [&](int64_t n) { machine.classes = n; });
  else if (key == "link-capacity")
    return number(key, value, 1, large,
                  [&](int64_t n) { machine.linkCapacity = n; });
  else if (key == "link-bytes")
    return number(key, value, 1, large,
                  [&](int64_t n) { machine.linkBytes = n; });
  else if (key == "hop-cycles")
    return number(key, value, 1, 1 << 10,
                  [&](int64_t n) { machine.hopCycles = n; });
  else if (key == "ports")
    return number(key, value, 1, 1 << 10,
                  [&](int64_t n) { machine.ports = n; });
  else if (key == "seed")
    return number(key, value, 0, INT64_MAX - 1,
                  [&](int64_t n) { options.place.seed = n; });
  else if (key == "budget-ms")
    return number(key, value, 1, large,
                  [&](int64_t n) { options.place.budgetMs = n; });
  else if (key == "threads")
    return number(key, value, 1, 256,
                  [&](int64_t n) { options.place.threads = n; });
  else if (key == "flits")
    return number(key, value, 1, 1 << 20,
                  [&](int64_t n) { options.simulation.flitsPerUnit = n; });
  else if (key == "buffer")
    return number(key, value, 1, 1 << 14,
                  [&](int64_t n) { options.simulation.bufferFlits = n; });
  else if (key == "packet")
    return number(key, value, 1, 1 << 14,
                  [&](int64_t n) { options.simulation.packetFlits = n; });
  else if (key == "format")
    return word(key, value, {"grf", "metis", "qap"}, options.format);
  else if (key == "depth")
    return word(key, value, {"analytic", "flow", "flit"}, options.depth);
  else if (key == "injection") {
    std::string how;
    if (Status failure = word(key, value, {"paced", "greedy"}, how))
      return failure;
    options.simulation.paced = how == "paced";
  } else if (key == "flow") {
    std::string letter;
    if (Status failure = word(key, value, {"A", "B"}, letter))
      return failure;
    options.flow = letter == "A" ? FlowMatrix::A : FlowMatrix::B;
  } else if (key == "policy") {
    std::string name;
    if (Status failure = word(
            key, value,
            {"auto", "xy", "yx", "odd-even", "negotiated", "up-down"}, name))
      return failure;
    for (const NamedPolicy &p : policies)
      if (name == p.name)
        options.policy = p.policy;
  } else
    return malformed("unknown option --" + key + "; see dsa-mesh --help");
  return {};
}

Status OptionParser::checkVerb() const {
  auto verb =
      std::find_if(std::begin(verbs), std::end(verbs),
                   [&](const Verb &v) { return options.verb == v.name; });
  if (verb == std::end(verbs))
    return malformed("expected a verb (place, route, check, bound, simulate, "
                     "draw), but got '" +
                     options.verb + "'; see dsa-mesh --help");
  if (options.files.size() < verb->minFiles ||
      options.files.size() > verb->maxFiles)
    return malformed("expected " + std::to_string(verb->minFiles) +
                     (verb->maxFiles > verb->minFiles
                          ? " to " + std::to_string(verb->maxFiles)
                          : "") +
                     " files for " + options.verb + ", but got " +
                     std::to_string(options.files.size()) +
                     "; see dsa-mesh --help");
  if (verb->writes && options.output.empty())
    return malformed("expected -o FILE for " + options.verb + ", but got none");
  if (!verb->writes && !options.output.empty())
    return malformed("expected no -o for " + options.verb + ", but got " +
                     options.output);
  return {};
}

Result<ToolOptions>
OptionParser::run(const std::vector<std::string> &arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      options.help = true;
      return options;
    }
    if (argument == "--torus") {
      options.machine.torus = true;
    } else if (argument == "--json") {
      options.json = true;
    } else if (argument == "-o") {
      if (++i == arguments.size())
        return malformed("expected a file after -o, but got nothing");
      options.output = arguments[i];
    } else if (argument.rfind("--", 0) == 0) {
      size_t equals = argument.find('=');
      if (equals == std::string::npos) {
        // Also `--key value`.
        if (i + 1 == arguments.size())
          return malformed("unknown option " + argument +
                           " or a value is missing; see dsa-mesh --help");
        if (Status failure = parseValue(argument.substr(2), arguments[++i]))
          return *failure;
      } else if (Status failure = parseValue(argument.substr(2, equals - 2),
                                             argument.substr(equals + 1))) {
        return *failure;
      }
    } else if (options.verb.empty()) {
      options.verb = argument;
    } else {
      options.files.push_back(argument);
    }
  }
  if (Status failure = checkVerb())
    return *failure;
  return options;
}

Result<ToolOptions>
dsa::mesh::parseToolOptions(const std::vector<std::string> &arguments) {
  return OptionParser().run(arguments);
}
