// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Times compiled products (gemm.h) and oneDNN's in turns. Arguments: the
/// directory with the constant matrices, and how many pairs of runs. Prints one
/// line of JSON a product.
#include "gemm.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dnnl.hpp>
#include <fstream>
#include <random>
#include <string>
#include <vector>

using dnnl::memory;

static constexpr int64_t kSize = 1024;

/// Memory aligned as both sides like it.
template <typename T>
static T *allocate() {
  void *memory = std::aligned_alloc(64, kSize * kSize * sizeof(T));
  std::memset(memory, 0, kSize * kSize * sizeof(T));
  return static_cast<T *>(memory);
}

/// oneDNN's product, with the weights packed when it is made.
class Peer {
public:
  Peer(memory::data_type element, memory::data_type sum, void *a, void *b,
       void *c)
      : engine(dnnl::engine::kind::cpu, 0), stream(engine) {
    memory::dims dims = {kSize, kSize};
    auto plain = memory::format_tag::ab;
    memory::desc source(dims, element, plain), target(dims, sum, plain);
    memory::desc weights(dims, element, memory::format_tag::any);
    dnnl::matmul::primitive_desc description(
        dnnl::matmul::desc(source, weights, target), engine);
    memory unpacked(memory::desc(dims, element, plain), engine, b);
    packed = memory(description.weights_desc(), engine);
    dnnl::reorder(unpacked, packed).execute(stream, unpacked, packed);
    stream.wait();
    product = dnnl::matmul(description);
    arguments = {{DNNL_ARG_SRC, memory(source, engine, a)},
                 {DNNL_ARG_WEIGHTS, packed},
                 {DNNL_ARG_DST, memory(target, engine, c)}};
  }

  void run() {
    product.execute(stream, arguments);
    stream.wait();
  }

private:
  dnnl::engine engine;
  dnnl::stream stream;
  memory packed;
  dnnl::matmul product;
  std::unordered_map<int, memory> arguments;
};

/// The time that this thread, the only one, had a processor: what other
/// processes do on the machine counts less than in the time that passes.
template <typename Function>
static double milliseconds(Function &&function) {
  auto now = [] {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
  };
  double start = now();
  function();
  return now() - start;
}

static double quantile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(part * double(values.size() - 1) + 0.5)];
}

/// The largest difference, as a part of what sums of floats may differ by.
template <typename Sum>
static double compare(const Sum *ours, const Sum *peers) {
  double worst = 0;
  for (int64_t i = 0; i < kSize * kSize; ++i) {
    double difference = std::fabs(double(ours[i]) - double(peers[i]));
    double allowed = std::is_integral_v<Sum>
                         ? 0.5
                         : 1e-4 * (1 + std::fabs(double(peers[i])));
    worst = std::max(worst, difference / allowed);
  }
  return worst;
}

template <typename Element>
static void fill(Element *a) {
  std::mt19937 random(2);
  std::uniform_real_distribution<float> reals(-1, 1);
  for (int64_t i = 0; i < kSize * kSize; ++i) {
    if constexpr (std::is_same_v<Element, float>) {
      a[i] = reals(random);
    } else if constexpr (std::is_same_v<Element, int8_t>) {
      a[i] = static_cast<int8_t>(random());
    } else {
      float value = reals(random);
      std::memcpy(&a[i], reinterpret_cast<char *>(&value) + 2, 2);
    }
  }
}

template <typename Element, typename Sum>
static int measure(const std::string &directory, const char *kind, int pairs,
                   int (*function)(const Element *, Sum *),
                   memory::data_type element, memory::data_type sum) {
  Element *a = allocate<Element>(), *b = allocate<Element>();
  Sum *ours = allocate<Sum>(), *peers = allocate<Sum>();
  fill(a);
  std::ifstream file(directory + "/" + kind + ".bin", std::ios::binary);
  file.read(reinterpret_cast<char *>(b), kSize * kSize * sizeof(Element));
  if (!file) {
    std::fprintf(stderr, "%s: cannot read the weights\n", kind);
    return 1;
  }
  Peer peer(element, sum, a, b, peers);
  peer.run();
  if (int status = function(a, ours)) {
    std::fprintf(stderr, "%s: status %d\n", kind, status);
    return 1;
  }
  double difference = compare(ours, peers);
  if (!(difference <= 1)) {
    std::fprintf(stderr, "%s: the results differ, by %g of what they may\n",
                 kind, difference);
    return 1;
  }
  std::vector<double> oursTimes, peerTimes, ratios;
  for (int pair = 0; pair < pairs; ++pair) {
    oursTimes.push_back(milliseconds([&] { function(a, ours); }));
    peerTimes.push_back(milliseconds([&] { peer.run(); }));
    ratios.push_back(peerTimes.back() / oursTimes.back());
  }
  std::printf("{\"kind\": \"%s\", \"pairs\": %d, \"ours_ms\": %.6f, "
              "\"peer_ms\": %.6f, \"ratio\": %.6f, \"ratio_q1\": %.6f, "
              "\"ratio_q3\": %.6f, \"difference\": %.3g}\n",
              kind, pairs, quantile(oursTimes, 0.5), quantile(peerTimes, 0.5),
              quantile(ratios, 0.5), quantile(ratios, 0.25),
              quantile(ratios, 0.75), difference);
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  std::string directory = argv[1];
  int pairs = std::atoi(argv[2]);
  using Type = memory::data_type;
  int failures = 0;
#ifdef HAS_S8
  failures += measure(directory, "s8", pairs, gemm_s8, Type::s8, Type::s32);
#endif
#ifdef HAS_BF16
  failures +=
      measure(directory, "bf16", pairs, gemm_bf16, Type::bf16, Type::f32);
#endif
#ifdef HAS_F32
  failures += measure(directory, "f32", pairs, gemm_f32, Type::f32, Type::f32);
#endif
  return failures != 0;
}
