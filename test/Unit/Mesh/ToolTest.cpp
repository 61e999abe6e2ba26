// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-mesh` from files to files: exit statuses, figures, no partial output.
#include "dsa/Mesh/Tool.h"
#include "TestGraphs.h"
#include "gtest/gtest.h"
#include <cstdio>
#include <unistd.h>

using namespace dsa::mesh;

namespace {

class Tool : public testing::Test {
protected:
  void SetUp() override {
    char name[] = "/tmp/dsa-mesh-test-XXXXXX";
    directory = mkdtemp(name);
    directory += "/";
    file("a.grf", "0\n4 8\n0 000\n2 1 2\n2 0 3\n2 0 3\n2 1 2\n");
  }
  void TearDown() override {
    for (const std::string &path : made)
      std::remove(path.c_str());
    rmdir(directory.c_str());
  }
  std::string path(const std::string &name) {
    made.push_back(directory + name);
    return made.back();
  }
  void file(const std::string &name, const std::string &text) {
    ASSERT_FALSE(writeFile(path(name), text));
  }
  ToolOutcome run(std::vector<std::string> arguments) {
    for (std::string &argument : arguments)
      if (argument[0] == '@')
        argument = path(argument.substr(1));
    return runTool(arguments);
  }
  bool exists(const std::string &name) {
    return access((directory + name).c_str(), F_OK) == 0;
  }
  std::string directory;
  std::vector<std::string> made;
};

TEST_F(Tool, PlacesRoutesAndChecks) {
  auto placed = run({"place", "@a.grf", "--mesh=2x2", "-o", "@a.map"});
  EXPECT_EQ(placed.status, 0) << placed.errors;
  EXPECT_NE(placed.output.find("hop_volume 8\naverage_hop 1\nmax_hop 1\n"
                               "hop_bound 8\n"),
            std::string::npos)
      << placed.output;
  EXPECT_NE(placed.output.find("legal yes"), std::string::npos);
  auto routed =
      run({"route", "@a.grf", "@a.map", "--mesh=2x2", "-o", "@a.routes"});
  EXPECT_EQ(routed.status, 0) << routed.errors;
  auto checked =
      run({"check", "@a.grf", "@a.map", "@a.routes", "--mesh=2x2", "--json"});
  EXPECT_EQ(checked.status, 0) << checked.errors;
  EXPECT_NE(checked.output.find("\"link_load_routes\": 1"), std::string::npos);
  EXPECT_NE(checked.output.find("\"legal\": \"yes\""), std::string::npos);
  auto bound = run({"bound", "@a.grf", "--mesh", "2x2"});
  EXPECT_EQ(bound.status, 0);
  EXPECT_EQ(bound.output, "hop_bound 8\nhop_bound_by degree\nlink_bound 1\n"
                          "link_bound_by average\n");
}

TEST_F(Tool, ImpossibleIsOne) {
  auto small = run({"place", "@a.grf", "--mesh=1x3", "-o", "@no.map"});
  EXPECT_EQ(small.status, 1);
  EXPECT_NE(small.errors.find("1 too little"), std::string::npos);
  EXPECT_FALSE(exists("no.map"));
  file("bad.map", "4\n0 0\n1 0\n2 2\n3 3\n");
  auto doubled = run({"check", "@a.grf", "@bad.map", "--mesh=2x2"});
  EXPECT_EQ(doubled.status, 1);
  EXPECT_NE(doubled.output.find("legal no"), std::string::npos);
  auto routed =
      run({"route", "@a.grf", "@bad.map", "--mesh=2x2", "-o", "@no.routes"});
  EXPECT_EQ(routed.status, 1);
  EXPECT_FALSE(exists("no.routes"));
}

TEST_F(Tool, WrongUsageAndMalformedFilesAreTwo) {
  file("bad.grf", "0\n4 8\n0 000\n2 1\n");
  file("bad.map", "4\n0 0\n1 0\n");
  for (std::vector<std::string> arguments :
       std::vector<std::vector<std::string>>{
           {},
           {"paint", "@a.grf"},
           {"place", "@a.grf", "--mesh=2x2"},
           {"place", "@a.grf", "-o", "@no.map"},
           {"place", "@bad.grf", "--mesh=2x2", "-o", "@no.map"},
           {"place", "@none.grf", "--mesh=2x2", "-o", "@no.map"},
           {"place", "@a.grf", "--mesh=2x", "-o", "@no.map"},
           {"place", "@a.grf", "--mesh=2x2", "--seed=x", "-o", "@no.map"},
           {"place", "@a.grf", "--mesh=2x2", "--wrong=1", "-o", "@no.map"},
           {"place", "@a.grf", "--mesh=2x2", "--dead=7", "-o", "@no.map"},
           {"place", "@a.txt", "--mesh=2x2", "-o", "@no.map"},
           {"check", "@a.grf", "@bad.map", "--mesh=2x2"},
           {"check", "@a.grf", "--mesh=2x2"}}) {
    auto outcome = run(arguments);
    EXPECT_EQ(outcome.status, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(outcome.errors.rfind("dsa-mesh: error: ", 0), 0u);
  }
  EXPECT_FALSE(exists("no.map"));
  EXPECT_EQ(run({"--help"}).status, 0);
}

} // namespace
