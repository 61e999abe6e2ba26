// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A loop over independent pieces of work on a few threads.
#ifndef DSA_LIB_MESH_PARALLEL_H
#define DSA_LIB_MESH_PARALLEL_H

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace dsa::mesh {

template <typename Body>
void parallelFor(int threads, size_t count, const Body &body) {
  if (threads <= 1 || count <= 1) {
    for (size_t i = 0; i < count; ++i)
      body(i);
    return;
  }
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t i = next++; i < count; i = next++)
      body(i);
  };
  std::vector<std::thread> pool;
  for (int t = 1; t < threads && size_t(t) < count; ++t)
    pool.emplace_back(work);
  work();
  for (std::thread &thread : pool)
    thread.join();
}

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_PARALLEL_H
