// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads integers from text and knows the line it is on. The readers of graphs
/// of millions of vertices are as fast as this.
#ifndef DSA_LIB_MESH_TEXTSCANNER_H
#define DSA_LIB_MESH_TEXTSCANNER_H

#include "dsa/Mesh/Result.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace dsa::mesh {

class TextScanner {
public:
  explicit TextScanner(std::string_view text)
      : at(text.data()), end(text.data() + text.size()) {}

  int64_t line() const { return lineNumber; }
  int64_t bytesLeft() const { return end - at; }

  /// Blanks, but not the end of the line.
  void skipBlanks() {
    while (at != end && (*at == ' ' || *at == '\t' || *at == '\r'))
      ++at;
  }
  void skipSpace() {
    for (skipBlanks(); at != end && *at == '\n'; skipBlanks())
      ++at, ++lineNumber;
  }
  /// To the next line that holds more than a comment (#); false at the end.
  bool nextLine() {
    for (skipSpace(); peek() == '#'; skipSpace())
      skipLine();
    return !atEnd();
  }
  bool atEnd() const { return at == end; }
  bool atLineEnd() const { return at == end || *at == '\n'; }
  void skipLine() {
    while (!atLineEnd())
      ++at;
    if (at != end)
      ++at, ++lineNumber;
  }
  char peek() const { return at == end ? '\0' : *at; }
  bool consume(char c) {
    if (peek() != c || at == end)
      return false;
    ++at;
    return true;
  }
  bool atNumber() const {
    return at != end && (*at == '-' || (*at >= '0' && *at <= '9'));
  }

  /// Any 64-bit integer that starts here.
  bool readNumber(int64_t &value) {
    bool negative = consume('-');
    if (at == end || *at < '0' || *at > '9')
      return false;
    uint64_t magnitude = 0;
    for (; at != end && *at >= '0' && *at <= '9'; ++at) {
      if (magnitude > (uint64_t(INT64_MAX) - 9) / 10)
        return false;
      magnitude = magnitude * 10 + (*at - '0');
    }
    value = negative ? -int64_t(magnitude) : int64_t(magnitude);
    return true;
  }
  /// What stands here up to the next white space, as far as it is printable;
  /// at most 24 characters.
  std::string readWord() {
    const char *begin = at;
    while (at != end && *at > 32 && *at < 127 && at - begin < 24)
      ++at;
    return {begin, at};
  }
  /// What stands here, for messages.
  std::string found() const {
    if (at == end)
      return "the end of the file";
    if (*at == '\n')
      return "the end of the line";
    std::string word;
    for (const char *p = at; p != end && word.size() < 24; ++p) {
      if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r')
        break;
      word += *p >= 32 && *p < 127 ? *p : '?';
    }
    return "'" + word + "'";
  }
  Failure expected(std::string what) const {
    return expectedInstead(std::move(what), found());
  }
  Failure expectedInstead(std::string what, std::string got) const {
    return malformed("line " + std::to_string(lineNumber) + ": expected " +
                     std::move(what) + ", but got " + std::move(got));
  }

private:
  const char *at;
  const char *end;
  int64_t lineNumber = 1;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_TEXTSCANNER_H
