// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which turns a route may take so that no cycle of channels can close.
#ifndef DSA_LIB_MESH_TURNRULE_H
#define DSA_LIB_MESH_TURNRULE_H

#include "dsa/Mesh/Machine.h"

namespace dsa::mesh {

/// Ranks of cores by distance from a root: towards a lower rank is up.
std::vector<int32_t> rankFromRoot(const Machine &machine);

class TurnRule {
public:
  enum Kind {
    /// Never west, never west's opposite; north and south may alternate only
    /// with steps along the row between. All cycles need both row directions.
    Eastbound,
    Westbound,
    /// Chiu, "The odd-even turn model for adaptive routing", 2000.
    OddEven,
    /// Up* / down* (Schroeder et al., "Autonet", 1991): never up after down.
    UpDown
  };
  TurnRule(Kind kind, const Machine &machine,
           const std::vector<int32_t> *ranks = nullptr)
      : kind(kind), machine(machine), ranks(ranks) {}

  /// Whether a route may leave `core` by `out` after it came by `in` (-1: it
  /// begins here).
  bool allows(int32_t core, int in, int out) const {
    if (in >= 0 && out == opposite(in))
      return false;
    switch (kind) {
    case Eastbound:
      return out != West;
    case Westbound:
      return out != East;
    case OddEven: {
      bool even = machine.column(core) % 2 == 0;
      if (in == East && (out == North || out == South))
        return !even;
      if ((in == North || in == South) && out == West)
        return even;
      return true;
    }
    case UpDown: {
      if (in < 0)
        return true;
      int32_t before = machine.beyond(core, opposite(in));
      bool cameDown = (*ranks)[core] > (*ranks)[before];
      bool goesUp = (*ranks)[machine.beyond(core, out)] < (*ranks)[core];
      return !(cameDown && goesUp);
    }
    }
    return false;
  }

private:
  Kind kind;
  const Machine &machine;
  const std::vector<int32_t> *ranks;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_TURNRULE_H
