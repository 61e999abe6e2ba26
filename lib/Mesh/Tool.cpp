// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The verbs of `dsa-mesh`.
#include "dsa/Mesh/Tool.h"
#include "Figures.h"
#include "ToolOptions.h"
#include "dsa/Mesh/Arrays.h"
#include "dsa/Mesh/Bounds.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Draw.h"
#include "dsa/Mesh/Metrics.h"

using namespace dsa::mesh;

namespace {
class Tool {
public:
  explicit Tool(ToolOptions options)
      : options(std::move(options)), machine(this->options.machine) {}

  Status run();
  std::string output() const {
    return options.json ? figures.json() : figures.lines();
  }

private:
  Status loadMachine();
  Status loadList(const std::string &option, const std::string &value,
                  Status (*parse)(std::string_view, Machine &));
  Status loadGraph();
  Status loadMore(const std::string &path,
                  const std::function<Status(std::string_view, Graph &)> &);
  Status loadMap(const std::string &path);
  Status loadRoutes(const std::string &path);
  /// Checks the map and reports what it costs.
  Status reportMap();
  Status reportRoutes();
  void reportLegal(const Status &failure) {
    figures.add("legal", std::string(failure ? "no" : "yes"));
  }
  Status runPlace();
  Status runPlaceArrays();
  Status runRoute();
  Status runCheck();
  Status runBound();
  Status runSimulate();
  Status runDraw();

  ToolOptions options;
  Machine &machine;
  Graph graph;
  Placement placement;
  RouteSet routes;
  RouteFigures routeFigures;
  Bound linkLimit;
  Figures figures;
};
} // namespace

static Failure inFile(const std::string &path, const Failure &failure) {
  return {failure.kind, path + ": " + failure.message};
}

/// The format of a graph file, by its extension.
static std::string formatOf(const std::string &path) {
  size_t dot = path.rfind('.');
  std::string extension = dot == std::string::npos ? "" : path.substr(dot);
  if (extension == ".grf")
    return "grf";
  if (extension == ".graph" || extension == ".metis")
    return "metis";
  if (extension == ".dat")
    return "qap";
  if (extension == ".arrays")
    return "arrays";
  return "";
}

Status Tool::loadGraph() {
  const std::string &path = options.files[0];
  std::string format = options.format.empty() ? formatOf(path) : options.format;
  if (format.empty() || format == "arrays")
    return malformed("expected a graph file ending in .grf, .graph, .metis or "
                     ".dat, or --format, but got " +
                     path);
  Result<std::string> text = readFile(path);
  if (!text)
    return text.failure();
  Result<Graph> read = format == "grf"     ? readScotchGraph(*text)
                       : format == "metis" ? readMetisGraph(*text)
                                           : readQapGraph(*text, options.flow);
  if (!read)
    return inFile(path, read.failure());
  graph = std::move(*read);
  if (Status failure = loadMore(options.nets, readNets))
    return failure;
  if (Status failure = loadMore(options.phases, readPhases))
    return failure;
  return loadMore(options.program, readProgram);
}

/// What another file says about the graph, if one is given.
Status
Tool::loadMore(const std::string &path,
               const std::function<Status(std::string_view, Graph &)> &reader) {
  if (path.empty())
    return {};
  Result<std::string> text = readFile(path);
  if (!text)
    return text.failure();
  Status failure = reader(*text, graph);
  return failure ? Status(inFile(path, *failure)) : failure;
}

Status Tool::loadMachine() {
  if (!options.mesh.empty())
    if (Status failure = parseMesh(options.mesh, machine))
      return failure;
  if (Status failure = applyLocations(graph, machine))
    return failure;
  if (!machine.rows)
    return malformed("expected --mesh=ROWSxCOLUMNS, but got none");
  if (options.chips.empty() != !machine.hasChips())
    return malformed("expected --chips=ROWSxCOLUMNS and --chip-link-cost=N of "
                     "2 or more together, but got one");
  if (!options.chips.empty())
    if (Status failure = parseChips(options.chips, machine))
      return failure;
  if (Status failure = loadList("--dead", options.dead, parseDead))
    return failure;
  if (Status failure = loadList("--keep-out", options.keepOut, parseKeepOut))
    return failure;
  return loadMore(options.constraints, [&](std::string_view text, Graph &to) {
    return readConstraints(text, machine, to);
  });
}

/// A list in the option itself, or in the file that it names after an @.
Status Tool::loadList(const std::string &option, const std::string &value,
                      Status (*parse)(std::string_view, Machine &)) {
  if (value.empty())
    return {};
  std::string path = value[0] == '@' ? value.substr(1) : option;
  Result<std::string> text = value[0] == '@' ? readFile(path) : value;
  if (!text)
    return text.failure();
  Status failure = parse(*text, machine);
  return failure ? Status(inFile(path, *failure)) : failure;
}

Status Tool::loadMap(const std::string &path) {
  Result<std::string> text = readFile(path);
  if (!text)
    return text.failure();
  Result<Placement> read = readMap(*text, graph);
  if (!read)
    return inFile(path, read.failure());
  placement = std::move(*read);
  return {};
}

Status Tool::loadRoutes(const std::string &path) {
  Result<std::string> text = readFile(path);
  if (!text)
    return text.failure();
  Result<RouteSet> read = readRoutes(*text, graph);
  if (!read)
    return inFile(path, read.failure());
  routes = std::move(*read);
  return {};
}

Status Tool::reportMap() {
  if (Status failure = checkMap(graph, machine, placement))
    return failure;
  HopFigures hops = measureHops(graph, machine, placement);
  Bound limit = hopBound(graph, machine);
  figures.add("hop_volume", hops.volume);
  figures.add("average_hop", hops.average());
  figures.add("max_hop", int64_t(hops.longest));
  if (graph.locations.scale)
    figures.add("qap_value", hops.volume * graph.locations.scale);
  figures.add("hop_bound", limit.value);
  figures.add("hop_bound_by", limit.by);
  figures.add("hop_ratio", limit.value ? hops.volume / limit.value : 1.0);
  int64_t load = maximumLoad(dimensionOrderLoads(graph, machine, placement));
  figures.add("link_load_xy", load);
  linkLimit = linkBound(graph, machine, placement);
  if (options.files.size() < 3 && options.verb != "route") {
    figures.add("link_bound", linkLimit.value);
    figures.add("link_bound_by", linkLimit.by);
    figures.add("link_ratio", linkLimit.value ? load / linkLimit.value : 1.0);
  }
  return {};
}

Status Tool::reportRoutes() {
  Status failure = checkRoutes(graph, machine, placement, routes, routeFigures);
  if (!failure)
    figures.add("link_load_routes", routeFigures.largestLoad);
  figures.add("link_bound", linkLimit.value);
  figures.add("link_bound_by", linkLimit.by);
  if (!failure)
    figures.add("link_ratio", linkLimit.value
                                  ? routeFigures.largestLoad / linkLimit.value
                                  : 1.0);
  return failure;
}

Status Tool::runPlace() {
  Result<Placement> placed = place(graph, machine, options.place);
  if (!placed)
    return placed.failure();
  placement = std::move(*placed);
  Status failure = reportMap();
  reportLegal(failure);
  if (failure)
    return failure;
  return writeFile(options.output, writeMap(graph, placement));
}

/// Arrays are placed by a few numbers each, whatever their size.
Status Tool::runPlaceArrays() {
  for (const std::string &file :
       {options.constraints, options.program, options.phases})
    if (!file.empty())
      return malformed("expected no constraints, phases and waits of an array "
                       "program, but got " +
                       file);
  const std::string &path = options.files[0];
  Result<std::string> text = readFile(path);
  if (!text)
    return text.failure();
  Result<ArrayProgram> program = readArrays(*text);
  if (!program)
    return inFile(path, program.failure());
  if (Status failure = loadMachine())
    return failure;
  Result<std::vector<ArrayMap>> maps = placeArrays(*program, machine);
  if (!maps)
    return maps.failure();
  ArrayFigures found = measureArrays(*program, *maps);
  figures.add("hop_volume", found.volume);
  figures.add("average_hop",
              found.weight ? double(found.volume) / found.weight : 0.0);
  figures.add("max_hop", found.longest);
  figures.add("hop_bound", found.bound);
  figures.add("hop_bound_by", std::string("degree"));
  figures.add("hop_ratio",
              found.bound ? double(found.volume) / found.bound : 1.0);
  figures.add("link_load_at_most", found.loadAtMost);
  reportLegal({});
  return writeFile(options.output, writeArrayMaps(*program, *maps));
}

Status Tool::runRoute() {
  if (Status failure = loadMap(options.files[1]))
    return failure;
  Status failure = reportMap();
  if (!failure) {
    RouteOptions routing{options.policy, options.place.seed,
                         options.place.budgetMs};
    Result<RouteSet> routed = route(graph, machine, placement, routing);
    if (!routed)
      return routed.failure();
    routes = std::move(*routed);
    failure = reportRoutes();
  }
  reportLegal(failure);
  if (failure)
    return failure;
  return writeFile(options.output, writeRoutes(graph, routes));
}

Status Tool::runCheck() {
  if (Status failure = loadMap(options.files[1]))
    return failure;
  if (options.files.size() > 2)
    if (Status failure = loadRoutes(options.files[2]))
      return failure;
  Status failure = reportMap();
  if (!failure && options.files.size() > 2)
    failure = reportRoutes();
  reportLegal(failure);
  return failure;
}

Status Tool::runBound() {
  if (options.files.size() > 1) {
    if (Status failure = loadMap(options.files[1]))
      return failure;
    Status failure = reportMap();
    reportLegal(failure);
    return failure;
  }
  Bound hops = hopBound(graph, machine);
  Bound load = linkBound(graph, machine, hops.value);
  figures.add("hop_bound", hops.value);
  figures.add("hop_bound_by", hops.by);
  figures.add("link_bound", load.value);
  figures.add("link_bound_by", load.by);
  return {};
}

Status Tool::runSimulate() {
  bool flit = options.depth == "flit";
  if (!graph.program.empty() && !flit)
    return malformed("expected --depth=flit to simulate a --program, but got " +
                     options.depth);
  if (Status failure = loadMap(options.files[1]))
    return failure;
  if (Status failure = loadRoutes(options.files[2]))
    return failure;
  if (Status failure = checkMap(graph, machine, placement))
    return failure;
  // A flit simulation shows a deadlock; all else has to be legal first.
  Status illegal = checkRoutes(graph, machine, placement, routes, routeFigures);
  if (illegal && !(flit && routeFigures.onlyDeadlocks))
    return illegal;
  const SimulationOptions &with = options.simulation;
  Simulation lower = simulateAnalytic(graph, machine, routes, with);
  Simulation simulation = lower;
  if (flit) {
    Result<Simulation> simulated = simulateFlits(graph, machine, routes, with);
    if (!simulated)
      return simulated.failure();
    simulation = std::move(*simulated);
  } else if (options.depth == "flow") {
    simulation = simulateFlows(graph, machine, routes, with);
  }
  figures.add("depth", options.depth);
  figures.add("cycles", simulation.cycles);
  figures.add("cycles_bound", lower.cycles);
  figures.add("cycles_ratio",
              lower.cycles ? simulation.cycles / lower.cycles : 1.0);
  if (graph.phases > 1) {
    figures.add("phases", int64_t(graph.phases));
    figures.add("cycles_longest_phase", simulation.longestPhase);
  }
  figures.add("link_flits", maximumLoad(simulation.linkFlits));
  if (!options.trace.empty())
    if (Status failure = writeFile(
            options.trace, writeTrace(graph, machine, routes, simulation)))
      return failure;
  return illegal;
}

Status Tool::runDraw() {
  size_t dot = options.output.rfind('.');
  std::string extension =
      dot == std::string::npos ? "" : options.output.substr(dot);
  if (extension != ".svg" && extension != ".html")
    return malformed("expected -o FILE.svg or FILE.html, but got " +
                     options.output);
  if (Status failure = loadMap(options.files[1]))
    return failure;
  bool routed = options.files.size() > 2;
  if (routed)
    if (Status failure = loadRoutes(options.files[2]))
      return failure;
  if (Status failure = reportMap())
    return failure;
  if (routed)
    if (Status failure = reportRoutes())
      return failure;
  std::vector<int64_t> loads =
      routed ? routeFigures.loads
             : dimensionOrderLoads(graph, machine, placement);
  Drawing drawing{graph, machine, placement, loads,
                  routed ? "Load of links by the routes"
                         : "Load of links under dimension order"};
  return writeFile(options.output, extension == ".svg"
                                       ? drawSvg(drawing)
                                       : drawHtml(drawing, figures.lines()));
}

Status Tool::run() {
  if (options.verb == "place" && formatOf(options.files[0]) == "arrays")
    return runPlaceArrays();
  if (Status failure = loadGraph())
    return failure;
  if (Status failure = loadMachine())
    return failure;
  if (options.verb == "place")
    return runPlace();
  if (options.verb == "route")
    return runRoute();
  if (options.verb == "check")
    return runCheck();
  if (options.verb == "simulate")
    return runSimulate();
  if (options.verb == "draw")
    return runDraw();
  return runBound();
}

ToolOutcome
dsa::mesh::runTool(const std::vector<std::string> &arguments,
                   const std::function<void(const std::string &)> &progress) {
  Result<ToolOptions> options = parseToolOptions(arguments);
  if (!options)
    return {options.failure().kind, "",
            "dsa-mesh: error: " + options.failure().message + "\n"};
  if (options->help)
    return {0, toolHelp(), ""};
  options->place.progress = progress;
  Tool tool(std::move(*options));
  Status failure = tool.run();
  if (!failure)
    return {0, tool.output(), ""};
  return {failure->kind, tool.output(),
          "dsa-mesh: error: " + failure->message + "\n"};
}
