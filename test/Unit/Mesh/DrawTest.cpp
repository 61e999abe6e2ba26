// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pictures hold what they should, and stay small on large machines.
#include "dsa/Mesh/Draw.h"
#include "TestGraphs.h"
#include "dsa/Mesh/Metrics.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

int count(const std::string &text, const std::string &part) {
  int n = 0;
  for (size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1))
    ++n;
  return n;
}

TEST(Draw, EveryLinkAndTheFullest) {
  Graph graph = makeGraph(12, {{{0, 3}, 5}, {{4, 5}, 1}});
  Machine machine = makeMachine(3, 4);
  machine.killCore(11);
  Placement placement = identity(12);
  placement.pop_back();
  graph.vertices = 11;
  std::vector<int64_t> loads = dimensionOrderLoads(graph, machine, placement);
  Drawing drawing{graph, machine, placement, loads, "title"};
  std::string svg = drawSvg(drawing);
  EXPECT_EQ(count(svg, "<title>core "), 12);
  EXPECT_EQ(count(svg, ": load ") + count(svg, ": dead</title"), 34);
  EXPECT_EQ(count(svg, "stroke-width=\"1.6\""), 6); // 0-3 both ways
  EXPECT_EQ(count(svg, ", dead"), 1);
  EXPECT_EQ(count(svg, "load of a directed link"), 1);
  std::string html = drawHtml(drawing, "hop_volume 32\n");
  EXPECT_NE(html.find("<td>hop_volume</td><td>32</td>"), std::string::npos);
  // Names of XML name spaces are the only addresses.
  EXPECT_EQ(count(html, "http"), count(html, "xmlns=\"http"));
}

TEST(Draw, LargeMachinesAsAnOverview) {
  Graph graph = makeGraph(2, {{{0, 1}, 1}});
  Machine machine = makeMachine(1000, 1000);
  std::vector<int64_t> loads(machine.links(), 0);
  loads[4 * 500'500] = 7;
  std::string svg = drawSvg({graph, machine, {0, 1}, loads, "title"});
  EXPECT_LT(svg.size(), 4'000'000u);
  EXPECT_EQ(count(svg, "fullest link 7"), 1);
  EXPECT_EQ(count(svg, "a cell is 8x8 cores"), 1);
  EXPECT_EQ(count(svg, "<circle"), 1);
  // Where many links are as full, rings would hide them.
  std::fill(loads.begin(), loads.end(), 7);
  svg = drawSvg({graph, machine, {0, 1}, loads, "title"});
  EXPECT_EQ(count(svg, "<circle"), 0);
  EXPECT_EQ(count(svg, "15625 of 15625 cells reach the fullest"), 1);
}

} // namespace
