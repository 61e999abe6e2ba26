// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The heat map. Up to 64 cores a side every core and link is drawn; beyond
/// that a cell stands for a block of cores and shows its fullest link.
#include "HeatColour.h"
#include "dsa/Mesh/Draw.h"
#include "dsa/Mesh/Metrics.h"
#include <algorithm>
#include <sstream>

using namespace dsa::mesh;

namespace {
constexpr int32_t maxDetailed = 64;
constexpr int margin = 48, legendHeight = 90;

class HeatMap {
public:
  explicit HeatMap(const Drawing &drawing)
      : drawing(drawing), machine(drawing.machine),
        fullest(maximumLoad(drawing.loads)) {}
  std::string draw();

private:
  void open(int width, int height);
  void legend(int y, int width, const std::string &note);
  void detailed();
  void overview();
  void core(int32_t core, int x, int y, int size,
            const std::vector<int32_t> &tasks);
  void link(int32_t core, int direction, int x, int y);
  void axis(double pitch, int32_t step);
  std::string fullestLinks() const;
  double share(int64_t load) const {
    return fullest ? double(load) / fullest : 0;
  }

  const Drawing &drawing;
  const Machine &machine;
  int64_t fullest;
  std::ostringstream out;
};
} // namespace

void HeatMap::open(int width, int height) {
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width
      << " " << height << "\" width=\"" << width << "\" height=\"" << height
      << "\" font-family=\"sans-serif\" font-size=\"11\">\n"
      << "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
      << "<text x=\"" << margin << "\" y=\"18\" font-size=\"15\" "
      << "font-weight=\"bold\" fill=\"#222\">" << drawing.title << "</text>\n";
}

/// The scale of colours with loads in units of flow weight.
void HeatMap::legend(int y, int width, const std::string &note) {
  constexpr int steps = 24, barWidth = 240, barHeight = 12;
  for (int i = 0; i < steps; ++i)
    out << "<rect x=\"" << margin + i * barWidth / steps << "\" y=\"" << y
        << "\" width=\"" << barWidth / steps << "\" height=\"" << barHeight
        << "\" fill=\"" << heatColour((i + 0.5) / steps) << "\"/>\n";
  out << "<text x=\"" << margin << "\" y=\"" << y + 26 << "\">0</text>\n"
      << "<text x=\"" << margin + barWidth / 2 << "\" y=\"" << y + 26
      << "\" text-anchor=\"middle\">" << fullest / 2.0 << "</text>\n<text x=\""
      << margin + barWidth << "\" y=\"" << y + 26 << "\" text-anchor=\"end\">"
      << fullest << "</text>\n<text x=\"" << margin << "\" y=\"" << y + 42
      << "\" fill=\"#444\">load of a directed link (flow weight per round)"
      << "</text>\n<text x=\"" << margin << "\" y=\"" << y + 56
      << "\" fill=\"#444\">" << note << "</text>\n<text x=\"" << margin
      << "\" y=\"" << y + 70 << "\" fill=\"#0047ff\">" << fullestLinks()
      << "</text>\n";
}

/// Numbers of columns above and of rows beside, `pitch` units a core.
void HeatMap::axis(double pitch, int32_t step) {
  auto label = [&](double x, double y, const char *anchor,
                   const std::string &text) {
    out << "<text x=\"" << x << "\" y=\"" << y << "\" text-anchor=\"" << anchor
        << "\" fill=\"#666\" font-size=\"9\">" << text << "</text>\n";
  };
  for (int32_t c = 0; c < machine.columns; c += step)
    label(margin + (c + 0.5) * pitch, margin - 4, "middle", std::to_string(c));
  for (int32_t r = 0; r < machine.rows; r += step)
    label(margin - 6, margin + (r + 0.5) * pitch + 3, "end", std::to_string(r));
  label(margin - 6, margin - 16, "end", "row");
  label(margin + 2, margin - 16, "start", "column");
}

/// Which links are the fullest, in words.
std::string HeatMap::fullestLinks() const {
  int64_t count = 0;
  std::string first;
  for (int64_t link = 0; fullest && link < machine.links(); ++link)
    if (drawing.loads[link] == fullest && count++ == 0) {
      int32_t from = link / numDirections;
      int32_t to = machine.beyond(from, link % numDirections);
      first = std::to_string(from) + " to " + std::to_string(to) + " (row " +
              std::to_string(machine.row(from)) + ", column " +
              std::to_string(machine.column(from)) + ")";
    }
  if (!count)
    return "no link carries anything";
  return "fullest: " + std::to_string(fullest) + ", core " + first +
         (count > 1 ? " and " + std::to_string(count - 1) + " more" : "");
}

void HeatMap::core(int32_t core, int x, int y, int size,
                   const std::vector<int32_t> &tasks) {
  const char *fill = machine.isDead(core) ? "#9a9a9a"
                     : tasks.empty()      ? "#f4f6f8"
                                          : "#b9d3ea";
  out << "<rect x=\"" << x << "\" y=\"" << y << "\" width=\"" << size
      << "\" height=\"" << size << "\" rx=\"2\" fill=\"" << fill
      << "\" stroke=\"#7b8fa1\" stroke-width=\"0.5\"><title>core " << core
      << " (row " << machine.row(core) << ", column " << machine.column(core)
      << ")";
  if (machine.isDead(core))
    out << ", dead";
  for (int32_t task : tasks)
    out << ", task " << drawing.graph.name(task);
  out << "</title></rect>\n";
  if (machine.isDead(core))
    out << "<path d=\"M" << x << " " << y << "l" << size << " " << size << "m"
        << -size << " 0l" << size << " " << -size
        << "\" stroke=\"#555\" stroke-width=\"1\"/>\n";
}

/// A bar between two cores, the two directions side by side; the fullest
/// links have a dark outline and their load beside them.
void HeatMap::link(int32_t from, int direction, int x, int y) {
  constexpr int pitch = 28, size = 14, gap = pitch - size, bar = 5;
  int32_t to = machine.beyond(from, direction);
  if (to < 0)
    return;
  int64_t load = drawing.loads[int64_t(from) * 4 + direction];
  bool dead = machine.neighbour(from, direction) < 0;
  int bx = x, by = y, width = gap, height = bar;
  switch (direction) {
  case East:
    bx = x + size, by = y + 1;
    break;
  case West:
    bx = x - gap, by = y + size - bar - 1;
    break;
  case South:
    bx = x + size - bar - 1, by = y + size, width = bar, height = gap;
    break;
  default:
    bx = x + 1, by = y - gap, width = bar, height = gap;
  }
  bool hottest = load == fullest && load > 0;
  out << "<rect x=\"" << bx << "\" y=\"" << by << "\" width=\"" << width
      << "\" height=\"" << height << "\" fill=\""
      << (dead ? "#dddddd" : heatColour(share(load))) << "\""
      << (hottest ? " stroke=\"#0047ff\" stroke-width=\"1.6\"" : "")
      << "><title>" << from << " to " << to << ": "
      << (dead ? "dead" : "load " + std::to_string(load))
      << "</title></rect>\n";
}

void HeatMap::detailed() {
  constexpr int pitch = 28, size = 14;
  std::vector<std::vector<int32_t>> tasks(machine.cores());
  for (int32_t v = 0; v < drawing.graph.vertices; ++v)
    tasks[drawing.placement[v]].push_back(v);
  int width = std::max(2 * margin + machine.columns * pitch, 440);
  int bottom = margin + machine.rows * pitch + 16;
  open(width, bottom + legendHeight);
  axis(pitch, machine.columns > 16 || machine.rows > 16 ? 4 : 1);
  for (int pass = 0; pass < 2; ++pass)
    for (int32_t c = 0; c < machine.cores(); ++c) {
      int x = margin + machine.column(c) * pitch + (pitch - size) / 2;
      int y = margin + machine.row(c) * pitch + (pitch - size) / 2;
      // The fullest links come last, so that their outline lies on top.
      for (int direction = 0; direction < numDirections; ++direction)
        if ((drawing.loads[int64_t(c) * 4 + direction] == fullest) == pass)
          link(c, direction, x, y);
      if (pass)
        core(c, x, y, size, tasks[c]);
    }
  legend(bottom, width,
         "blue outline: the fullest links; blue core: has a task; grey: dead");
}

void HeatMap::overview() {
  // About 128 cells a side, whole blocks of cores each.
  int32_t longer = std::max(machine.rows, machine.columns);
  int32_t block = (longer + 127) / 128;
  int32_t rows = (machine.rows + block - 1) / block;
  int32_t columns = (machine.columns + block - 1) / block;
  std::vector<int64_t> top(size_t(rows) * columns, 0);
  for (int32_t c = 0; c < machine.cores(); ++c)
    for (int direction = 0; direction < numDirections; ++direction) {
      size_t cell =
          size_t(machine.row(c) / block) * columns + machine.column(c) / block;
      top[cell] =
          std::max(top[cell], drawing.loads[int64_t(c) * 4 + direction]);
    }
  constexpr int pitch = 6;
  int width = std::max(2 * margin + columns * pitch, 440);
  int bottom = margin + rows * pitch + 16;
  open(width, bottom + legendHeight);
  int32_t step = 1;
  while (longer / step > 12)
    step *= step % 3 == 2 ? 5 : 2; // 1, 2, 10, 20, 100, 200
  axis(double(pitch) / block, step);
  // A few rings lead the eye; many would hide what they mark.
  constexpr int64_t maxRings = 12;
  const int64_t hot = fullest ? std::count(top.begin(), top.end(), fullest) : 0;
  std::string rings;
  out << "<g shape-rendering=\"crispEdges\">\n";
  for (int32_t r = 0; r < rows; ++r)
    for (int32_t c = 0; c < columns; ++c) {
      int64_t load = top[size_t(r) * columns + c];
      out << "<rect x=\"" << margin + c * pitch << "\" y=\""
          << margin + r * pitch << "\" width=\"" << pitch << "\" height=\""
          << pitch << "\" fill=\"" << heatColour(share(load))
          << "\"><title>rows " << r * block << "-"
          << std::min(machine.rows, (r + 1) * block) - 1 << ", columns "
          << c * block << "-" << std::min(machine.columns, (c + 1) * block) - 1
          << ": fullest link " << load << "</title></rect>\n";
      if (load == fullest && load > 0 && hot <= maxRings)
        rings += "<circle cx=\"" + std::to_string(margin + c * pitch + 3) +
                 "\" cy=\"" + std::to_string(margin + r * pitch + 3) +
                 "\" r=\"9\" fill=\"none\" stroke=\"#0047ff\" "
                 "stroke-width=\"2\"/>\n";
    }
  out << "</g>\n" << rings;
  std::string cell = std::to_string(block) + "x" + std::to_string(block);
  legend(bottom, width,
         "a cell is " + cell + " cores, coloured by its fullest link; " +
             (hot <= maxRings
                  ? "blue ring: the fullest"
                  : std::to_string(hot) + " of " + std::to_string(top.size()) +
                        " cells reach the fullest"));
}

std::string HeatMap::draw() {
  if (machine.rows <= maxDetailed && machine.columns <= maxDetailed)
    detailed();
  else
    overview();
  out << "</svg>\n";
  return out.str();
}

std::string dsa::mesh::drawSvg(const Drawing &drawing) {
  return HeatMap(drawing).draw();
}
