// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What no placement, or no routing of a given placement, can go below.
#ifndef DSA_MESH_BOUNDS_H
#define DSA_MESH_BOUNDS_H

#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

/// A limit and the argument behind it.
struct Bound {
  double value = 0;
  std::string by = "none";
  /// The set of cores behind a cut, for messages.
  std::string where;

  void raise(double other, const char *name, std::string place = "") {
    if (other <= value)
      return;
    value = other;
    by = name;
    where = std::move(place);
  }
};

/// Hop volume of any placement: the best of the three below.
Bound hopBound(const Graph &graph, const Machine &machine);

/// Each task has only so many cores near it.
double degreeBound(const Graph &graph, const Machine &machine);
/// Each straight cut halves the graph somehow (Fiedler 1973); 0 where the
/// argument does not hold or the graph is too large for a certain eigenvalue.
double spectralBound(const Graph &graph, const Machine &machine);
/// Gilmore 1962, Lawler 1963; 0 for graphs too large for it.
double gilmoreLawlerBound(const Graph &graph, const Machine &machine);

/// Largest link load in any phase of any routing, split and detours included,
/// of any placement (`volume` bounds its hop volume from below).
Bound linkBound(const Graph &graph, const Machine &machine, double volume);
/// The same for one placement: what has to leave or enter a rectangle of cores
/// shares the live links of its rim. A net leaves once. Infinite if a flow
/// has no way at all.
Bound linkBound(const Graph &graph, const Machine &machine,
                const Placement &placement);

} // namespace dsa::mesh

#endif // DSA_MESH_BOUNDS_H
