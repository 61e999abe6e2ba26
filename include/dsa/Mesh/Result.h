// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How the mesh library reports what it cannot do: a value or a failure, the
/// failure with the exit status that `dsa-mesh` gives it.
#ifndef DSA_MESH_RESULT_H
#define DSA_MESH_RESULT_H

#include <optional>
#include <string>
#include <utility>

namespace dsa::mesh {

struct Failure {
  enum Kind {
    /// The request is well formed, but cannot be met or is not legal.
    Impossible = 1,
    /// A file or an option is malformed.
    Malformed = 2
  };
  Kind kind;
  std::string message;
};

inline Failure impossible(std::string message) {
  return {Failure::Impossible, std::move(message)};
}
inline Failure malformed(std::string message) {
  return {Failure::Malformed, std::move(message)};
}

/// Empty is success.
using Status = std::optional<Failure>;

template <typename T>
class [[nodiscard]] Result {
public:
  Result(T value) : value(std::move(value)) {}
  Result(Failure failure) : error(std::move(failure)) {}

  explicit operator bool() const { return value.has_value(); }
  T &operator*() { return *value; }
  const T &operator*() const { return *value; }
  T *operator->() { return &*value; }
  const T *operator->() const { return &*value; }
  const Failure &failure() const { return *error; }

private:
  std::optional<T> value;
  std::optional<Failure> error;
};

} // namespace dsa::mesh

#endif // DSA_MESH_RESULT_H
