// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Readers and writers of the files that `dsa-mesh` works on. The readers take
/// text, so that tests and fuzzers need no file; they trust no header.
#ifndef DSA_MESH_FILES_H
#define DSA_MESH_FILES_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

/// Which matrix of a QAPLIB file is the flows.
enum class FlowMatrix { Detect, A, B };

/// Scotch, `.grf`.
Result<Graph> readScotchGraph(std::string_view text);
/// METIS, `.graph` and `.metis`.
Result<Graph> readMetisGraph(std::string_view text);
/// QAPLIB, `.dat`.
Result<Graph> readQapGraph(std::string_view text,
                           FlowMatrix flow = FlowMatrix::Detect);
/// Adds multicast nets: `driver weight sink sink …`, a net a line.
Status readNets(std::string_view text, Graph &graph);
/// Adds constraints on tasks, one a line; cores are those of the machine.
Status readConstraints(std::string_view text, const Machine &machine,
                       Graph &graph);
/// Adds what tasks wait for: `send TASK TARGET after SOURCE…` and `buffer TASK
/// MESSAGES`, one a line.
Status readProgram(std::string_view text, Graph &graph);
/// Adds the phases of flows: `PHASE SOURCE TARGET` or `PHASE net DRIVER`, one
/// a line; other flows are in phase 0.
Status readPhases(std::string_view text, Graph &graph);

Result<Placement> readMap(std::string_view text, const Graph &graph);
std::string writeMap(const Graph &graph, const Placement &placement);

Result<RouteSet> readRoutes(std::string_view text, const Graph &graph);
std::string writeRoutes(const Graph &graph, const RouteSet &routes);

Result<std::string> readFile(const std::string &path);
/// Writes all or nothing.
Status writeFile(const std::string &path, std::string_view text);

/// The grid cells whose Manhattan distances, times some scale, are the n×n
/// `distances`; no cells if there are none.
GridLocations findGridLocations(const std::vector<int64_t> &distances,
                                int32_t n);

} // namespace dsa::mesh

#endif // DSA_MESH_FILES_H
