// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pictures of a placement and of the load of its links.
#ifndef DSA_MESH_DRAW_H
#define DSA_MESH_DRAW_H

#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

struct Drawing {
  const Graph &graph;
  const Machine &machine;
  const Placement &placement;
  /// Of each directed link.
  const std::vector<int64_t> &loads;
  /// What the loads are: of routes, or under dimension order.
  std::string title;
};

/// A heat map: tasks as squares, links as bars coloured by load, the fullest
/// marked; meshes too large for that as an overview of blocks of cores.
std::string drawSvg(const Drawing &drawing);

/// A page around the heat map with the figures (`key value` lines) and a
/// histogram of link loads; it refers to nothing outside itself.
std::string drawHtml(const Drawing &drawing, const std::string &figures);

} // namespace dsa::mesh

#endif // DSA_MESH_DRAW_H
