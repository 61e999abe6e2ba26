// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The one resource model of the mesh: cores, links, what is dead, and what a
/// core or a link can take. Placer, router, checker, simulator and bounds all
/// read this and nothing else about the hardware.
#ifndef DSA_MESH_MACHINE_H
#define DSA_MESH_MACHINE_H

#include "dsa/Mesh/Result.h"
#include <cstdint>
#include <string_view>
#include <vector>

namespace dsa::mesh {

/// The way a link leads. Opposite directions differ in the lowest bit.
enum Direction : int { East = 0, West = 1, South = 2, North = 3 };
constexpr int numDirections = 4;
inline int opposite(int direction) { return direction ^ 1; }

/// A directed link: the core it leaves times four, plus its direction.
using Link = int32_t;

/// Rows and columns of cores, both ends included.
struct Window {
  int32_t r1, r2, c1, c2;
  int32_t rows() const { return r2 - r1 + 1; }
  int32_t columns() const { return c2 - c1 + 1; }
  bool holds(int32_t row, int32_t column) const {
    return row >= r1 && row <= r2 && column >= c1 && column <= c2;
  }
};

struct Machine {
  int32_t rows = 0;
  int32_t columns = 0;
  bool torus = false;
  /// Vertex weight a core can hold; 0 is one task a core whatever it weighs.
  int64_t capacity = 0;
  /// Virtual channel classes of each link.
  int classes = 2;
  /// Load a directed link can take; 0 is no limit.
  int64_t linkCapacity = 0;
  /// Bytes a link carries a cycle, one flit; 0 where flows count no bytes.
  int64_t linkBytes = 0;
  /// Cycles a flit takes over a link.
  int hopCycles = 1;
  /// Chips down and across; each has as many rows and columns of the cores.
  int32_t chipRows = 1, chipColumns = 1;
  /// A link between chips takes so many times the cycles of another, for a
  /// flit and for the next one. It counts as so many hops, and so many times
  /// what it carries as its load.
  int32_t chipLinkCost = 1;
  /// Flits a core sends, and takes, a cycle; 0 is no limit.
  int ports = 0;
  /// Empty, or one flag a core.
  std::vector<uint8_t> deadCores;
  /// Empty, or one flag a directed link.
  std::vector<uint8_t> deadLinks;
  /// Empty, or one flag a core that forwards but runs no task.
  std::vector<uint8_t> idleCores;

  /// Limits that keep every index in 32 bits.
  static constexpr int32_t maxSide = 1 << 15;
  static constexpr int32_t maxCores = 1 << 27;
  static constexpr int maxClasses = 16;

  int32_t cores() const { return rows * columns; }
  int64_t links() const { return int64_t(cores()) * numDirections; }
  int32_t row(int32_t core) const { return core / columns; }
  int32_t column(int32_t core) const { return core % columns; }
  int32_t core(int32_t row, int32_t column) const {
    return row * columns + column;
  }
  bool isDead(int32_t core) const {
    return !deadCores.empty() && deadCores[core];
  }
  /// Whether tasks may run on `core`.
  bool runsTasks(int32_t core) const {
    return !isDead(core) && (idleCores.empty() || !idleCores[core]);
  }
  bool wrapsRows() const { return torus && rows > 2; }
  bool wrapsColumns() const { return torus && columns > 2; }
  Window whole() const { return {0, rows - 1, 0, columns - 1}; }
  bool hasChips() const { return chipLinkCost > 1; }
  bool hasFaults() const { return !deadCores.empty() || !deadLinks.empty(); }

  /// The core on the other end of the link, dead or not; -1 at the rim.
  int32_t beyond(int32_t core, int direction) const;
  /// The same, but -1 also where the link or an end of it is dead.
  int32_t neighbour(int32_t core, int direction) const;
  /// The direction of a link from `from` to `to`, -1 if they do not touch.
  int directionTo(int32_t from, int32_t to) const;
  bool isLive(Link link) const {
    return neighbour(link / numDirections, link % numDirections) >= 0;
  }

  /// What the link costs: 1, or chipLinkCost where it leaves the chip.
  int32_t linkCost(int32_t core, int direction) const {
    if (!hasChips())
      return 1;
    bool along = direction == East || direction == West;
    int32_t length = along ? columns / chipColumns : rows / chipRows;
    int32_t at = along ? column(core) : row(core);
    bool up = direction == East || direction == South;
    return (at + up) % length ? 1 : chipLinkCost;
  }
  int32_t linkCost(int64_t link) const {
    return linkCost(int32_t(link / numDirections), link % numDirections);
  }

  int32_t rowDistance(int32_t a, int32_t b) const;
  int32_t columnDistance(int32_t a, int32_t b) const;
  /// Manhattan, on a torus the shorter way; dead cores do not count.
  int32_t hops(int32_t a, int32_t b) const;
  /// The same with what links between chips cost.
  int32_t distance(int32_t a, int32_t b) const {
    return rowDistance(row(a), row(b)) + columnDistance(column(a), column(b));
  }

  void killCore(int32_t core);
  /// Both directed links between `core` and its neighbour that way.
  void killLink(int32_t core, int direction);

  int32_t liveCores() const;
  /// Cores that may run tasks.
  int32_t taskCores() const;
  int64_t liveLinks() const;
  /// The connected component of each live core (-1 for dead ones), numbered
  /// by falling size.
  std::vector<int32_t> components() const;
};

/// `RxC`.
Status parseMesh(std::string_view text, Machine &machine);
/// `RxC` chips, which the cores have to divide evenly among.
Status parseChips(std::string_view text, Machine &machine);
/// Cores `c` and links `a-b`, separated by commas or white space.
Status parseDead(std::string_view text, Machine &machine);
/// Cores that forward but run no task, listed likewise; links are refused.
Status parseKeepOut(std::string_view text, Machine &machine);

} // namespace dsa::mesh

#endif // DSA_MESH_MACHINE_H
