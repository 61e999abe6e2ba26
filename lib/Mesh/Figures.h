// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Results as `key value` lines or as one JSON object.
#ifndef DSA_LIB_MESH_FIGURES_H
#define DSA_LIB_MESH_FIGURES_H

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace dsa::mesh {

class Figures {
public:
  void add(const char *key, int64_t value) {
    entries.push_back({key, std::to_string(value), false});
  }
  void add(const char *key, double value) {
    char text[64];
    if (std::isinf(value))
      std::snprintf(text, sizeof text, "1e999");
    else if (value == std::floor(value) && std::fabs(value) < 1e15)
      std::snprintf(text, sizeof text, "%.0f", value);
    else
      std::snprintf(text, sizeof text, "%.6g", value);
    entries.push_back({key, text, false});
  }
  void add(const char *key, std::string word) {
    entries.push_back({key, std::move(word), true});
  }
  std::string lines() const {
    std::string text;
    for (const Entry &e : entries)
      text += std::string(e.key) + " " + e.value + "\n";
    return text;
  }
  std::string json() const {
    std::string text;
    for (const Entry &e : entries)
      text += std::string(text.empty() ? "{\"" : ", \"") + e.key +
              "\": " + (e.isWord ? "\"" + e.value + "\"" : e.value);
    return text.empty() ? "{}\n" : text + "}\n";
  }

private:
  struct Entry {
    const char *key;
    std::string value;
    bool isWord;
  };
  std::vector<Entry> entries;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_FIGURES_H
