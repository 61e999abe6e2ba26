// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The report: heat map, figures, histogram of link loads, in one file.
#include "HeatColour.h"
#include "dsa/Mesh/Draw.h"
#include "dsa/Mesh/Metrics.h"
#include <sstream>

using namespace dsa::mesh;

/// How many live links carry how much, in at most 20 bins.
static std::string histogram(const Drawing &drawing) {
  int64_t fullest = maximumLoad(drawing.loads);
  int64_t width = fullest / 20 + 1;
  std::vector<int64_t> bins(fullest / width + 1, 0);
  for (int64_t link = 0; link < drawing.machine.links(); ++link)
    if (drawing.machine.isLive(link))
      ++bins[drawing.loads[link] / width];
  int64_t most = *std::max_element(bins.begin(), bins.end());
  std::ostringstream out;
  constexpr int rowHeight = 18, barWidth = 320, left = 90;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
      << left + barWidth + 90 << "\" height=\"" << bins.size() * rowHeight + 8
      << "\" font-family=\"sans-serif\" font-size=\"11\">\n";
  for (size_t i = 0; i < bins.size(); ++i) {
    int64_t low = i * width, high = low + width - 1;
    int length = most ? int(double(bins[i]) / most * barWidth) : 0;
    double share = fullest ? double(low + high) / 2 / fullest : 0;
    out << "<text x=\"" << left - 6 << "\" y=\"" << i * rowHeight + 14
        << "\" text-anchor=\"end\">" << low
        << (high > low ? "-" + std::to_string(high) : "") << "</text><rect x=\""
        << left << "\" y=\"" << i * rowHeight + 3 << "\" width=\""
        << std::max(length, bins[i] ? 1 : 0) << "\" height=\"13\" fill=\""
        << heatColour(share) << "\" stroke=\"#aaa\" stroke-width=\"0.4\"/>"
        << "<text x=\"" << left + length + 6 << "\" y=\"" << i * rowHeight + 14
        << "\" fill=\"#444\">" << bins[i] << "</text>\n";
  }
  out << "</svg>\n";
  return out.str();
}

static std::string figureTable(const std::string &figures) {
  std::istringstream in(figures);
  std::string key, value, table;
  while (in >> key >> value)
    table += "<tr><td>" + key + "</td><td>" + value + "</td></tr>\n";
  return table;
}

std::string dsa::mesh::drawHtml(const Drawing &drawing,
                                const std::string &figures) {
  const Machine &machine = drawing.machine;
  std::ostringstream out;
  out << R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>dsa-mesh report</title>
<style>
body { font-family: sans-serif; margin: 2em; color: #222; }
table { border-collapse: collapse; }
td { padding: 2px 14px 2px 0; border-bottom: 1px solid #ddd; }
td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
.columns { display: flex; flex-wrap: wrap; gap: 3em; }
</style></head><body>
)";
  out << "<h1>" << drawing.graph.vertices << " tasks on " << machine.rows
      << " × " << machine.columns << (machine.torus ? " torus" : " mesh")
      << "</h1>\n<div class=\"columns\"><div>\n"
      << drawSvg(drawing) << "</div><div>\n<h2>Figures</h2>\n<table>\n"
      << figureTable(figures)
      << "</table>\n<h2>Links by load</h2>\n<p>load (flow weight) and number "
         "of live directed links</p>\n"
      << histogram(drawing) << "</div></div></body></html>\n";
  return out.str();
}
