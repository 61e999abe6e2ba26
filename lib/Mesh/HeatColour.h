// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Colours for loads.
#ifndef DSA_LIB_MESH_HEATCOLOUR_H
#define DSA_LIB_MESH_HEATCOLOUR_H

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace dsa::mesh {

/// From pale yellow over orange and red to near black, even steps of lightness.
inline std::string heatColour(double share) {
  static constexpr int stops[][3] = {{255, 247, 214}, {254, 217, 118},
                                     {253, 141, 60},  {227, 26, 28},
                                     {128, 0, 38},    {56, 0, 24}};
  constexpr int last = 5;
  double at = std::clamp(share, 0.0, 1.0) * last;
  int i = std::min(int(at), last - 1);
  double f = at - i;
  char text[8];
  std::snprintf(
      text, sizeof text, "#%02x%02x%02x",
      int(std::lround(stops[i][0] + f * (stops[i + 1][0] - stops[i][0]))),
      int(std::lround(stops[i][1] + f * (stops[i + 1][1] - stops[i][1]))),
      int(std::lround(stops[i][2] + f * (stops[i + 1][2] - stops[i][2]))));
  return text;
}

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_HEATCOLOUR_H
