/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/**
 * \file
 * Measures the costs that the descriptions of x86 instruction sets state:
 * cycles from one start to the next of independent instructions (interval) and
 * along a chain through the accumulator (latency). A cycle is a third of an
 * integer multiplication. The least of many short runs is taken, because other
 * programs and the other thread of a core disturb.
 */
#include <cpuid.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <x86intrin.h>

#define RUNS 4000
#define ITERATIONS 100
#define CLOBBERS                                                               \
  "memory", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",    \
      "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"

static char memory[16384] __attribute__((aligned(64)));

static unsigned long now(void) {
  unsigned processor;
  return __rdtscp(&processor);
}

/** Time of a chain of multiplications, in ticks. */
static unsigned long time_reference(void) {
  unsigned long begin = now(), value = 3;
  for (int i = 0; i < ITERATIONS; ++i)
    __asm__ volatile("imul %0,%0;imul %0,%0;imul %0,%0;imul %0,%0;"
                     "imul %0,%0;imul %0,%0;imul %0,%0;imul %0,%0"
                     : "+r"(value));
  return now() - begin;
}

/** Prints the cycles of each of `count` instructions in `code`. */
#define MEASURE(name, count, code)                                             \
  do {                                                                         \
    unsigned long least = ~0ul, reference = ~0ul;                              \
    for (int run = 0; run < RUNS; ++run) {                                     \
      unsigned long time = time_reference(), begin = now();                    \
      reference = time < reference ? time : reference;                         \
      for (int i = 0; i < ITERATIONS; ++i)                                     \
        __asm__ volatile(code ::"S"(memory), "c"(64L) : CLOBBERS);             \
      time = now() - begin;                                                    \
      least = time < least ? time : least;                                     \
    }                                                                          \
    printf("%-26s %6.2f cycles\n", name,                                       \
           (double)least / (count) / ((double)reference / (8 * 3)));           \
    fflush(stdout);                                                            \
  } while (0)

#define EIGHT(code) code code code code code code code code
#define TO(code, n) code "%%zmm31,%%zmm30,%%zmm" #n ";"
#define TO_TWELVE(code)                                                        \
  TO(code, 0)                                                                  \
  TO(code, 1)                                                                  \
  TO(code, 2)                                                                  \
  TO(code, 3)                                                                  \
  TO(code, 4) TO(code, 5) TO(code, 6) TO(code, 7) TO(code, 8) TO(code, 9)      \
      TO(code, 10) TO(code, 11)
#define DOT(name)                                                              \
  MEASURE(name " latency", 8, EIGHT(name " %%zmm1,%%zmm2,%%zmm0;"));           \
  MEASURE(name " interval", 12, TO_TWELVE(name " "))

/** Of 32 bytes, to registers that later ones read again. */
#define TO_HALF(code, n) code "%%ymm15,%%ymm14,%%ymm" #n ";"
#define HALF(name)                                                             \
  MEASURE(name " latency", 8, EIGHT(name " %%ymm1,%%ymm0,%%ymm0;"));           \
  MEASURE(name " interval", 8,                                                 \
          TO_HALF(name " ", 0) TO_HALF(name " ", 1) TO_HALF(name " ", 2)       \
              TO_HALF(name " ", 3) TO_HALF(name " ", 4) TO_HALF(name " ", 5)   \
                  TO_HALF(name " ", 6) TO_HALF(name " ", 7))

#define FROM(code, n) code " " #n "*64(%%rsi),%%zmm" #n ";"
#define FROM_EIGHT(code)                                                       \
  FROM(code, 0)                                                                \
  FROM(code, 1)                                                                \
  FROM(code, 2)                                                                \
  FROM(code, 3) FROM(code, 4) FROM(code, 5) FROM(code, 6) FROM(code, 7)

static void measure_vectors(void) {
  __asm__ volatile("vpxord %%zmm0,%%zmm0,%%zmm0;vpxord %%zmm1,%%zmm1,%%zmm1;"
                   "vpxord %%zmm2,%%zmm2,%%zmm2;vpxord %%zmm30,%%zmm30,%%zmm30;"
                   "vpxord %%zmm31,%%zmm31,%%zmm31" ::
                       : CLOBBERS);
  DOT("vfmadd231ps");
  DOT("vfmadd231pd");
  DOT("vpdpbusd");
  DOT("vpdpbusds");
  DOT("vpdpwssd");
  if (__builtin_cpu_supports("avx512bf16"))
    DOT("vdpbf16ps");
  MEASURE("vmovups load interval", 8, FROM_EIGHT("vmovups"));
  MEASURE("vbroadcastss interval", 8, FROM_EIGHT("vbroadcastss"));
  MEASURE("vpbroadcastd interval", 8, FROM_EIGHT("vpbroadcastd"));
  MEASURE("vmovups store interval", 8, EIGHT("vmovups %%zmm0,(%%rsi);"));
}

static void measure_half_vectors(void) {
  __asm__ volatile(
      "vpxor %%ymm0,%%ymm0,%%ymm0;vpxor %%ymm1,%%ymm1,%%ymm1;"
      "vpxor %%ymm14,%%ymm14,%%ymm14;vpxor %%ymm15,%%ymm15,%%ymm15" ::
          : CLOBBERS);
  HALF("vfmadd231ps");
  HALF("vfmadd231pd");
  HALF("vpmaddubsw");
  HALF("vpmaddwd");
  HALF("vpaddd");
  HALF("vpmulld");
#define HALF_FROM(code, n) code " " #n "*32(%%rsi),%%ymm" #n ";"
#define HALF_FROM_EIGHT(code)                                                  \
  HALF_FROM(code, 0)                                                           \
  HALF_FROM(code, 1)                                                           \
  HALF_FROM(code, 2)                                                           \
  HALF_FROM(code, 3)                                                           \
  HALF_FROM(code, 4) HALF_FROM(code, 5) HALF_FROM(code, 6) HALF_FROM(code, 7)
  MEASURE("vmovdqu load interval", 8, HALF_FROM_EIGHT("vmovdqu"));
  MEASURE("vpbroadcastd ymm interval", 8, HALF_FROM_EIGHT("vpbroadcastd"));
  MEASURE("vbroadcastss ymm interval", 8, HALF_FROM_EIGHT("vbroadcastss"));
  MEASURE("vmovdqu store interval", 8, EIGHT("vmovdqu %%ymm0,(%%rsi);"));
}

#define TILE(code, a, b, c, d) code a ";" code b ";" code c ";" code d ";"

static void measure_tiles(void) {
  struct {
    unsigned char palette, start, reserved[14];
    unsigned short bytes[16];
    unsigned char rows[16];
  } shapes = {.palette = 1};
  for (int i = 0; i < 8; ++i) {
    shapes.bytes[i] = 64;
    shapes.rows[i] = 16;
  }
  __asm__ volatile("ldtilecfg %0" ::"m"(shapes));
  __asm__ volatile(TILE("tileloadd (%%rsi,%%rcx,1),", "%%tmm0", "%%tmm1",
                        "%%tmm6", "%%tmm7")::"S"(memory),
                   "c"(64L));
#define DOT_TILE(name)                                                         \
  MEASURE(                                                                     \
      name " chain", 4,                                                        \
      TILE(name " %%tmm6,%%tmm7,", "%%tmm0", "%%tmm0", "%%tmm0", "%%tmm0"));   \
  MEASURE(                                                                     \
      name " interval", 4,                                                     \
      TILE(name " %%tmm6,%%tmm7,", "%%tmm0", "%%tmm1", "%%tmm2", "%%tmm3"))
  DOT_TILE("tdpbssd");
  DOT_TILE("tdpbf16ps");
  MEASURE("tileloadd interval", 4,
          TILE("tileloadd (%%rsi,%%rcx,1),", "%%tmm0", "%%tmm1", "%%tmm2",
               "%%tmm3"));
  MEASURE("tilestored interval", 4,
          "tilestored %%tmm0,(%%rsi,%%rcx,1);"
          "tilestored %%tmm1,1024(%%rsi,%%rcx,1);"
          "tilestored %%tmm2,2048(%%rsi,%%rcx,1);"
          "tilestored %%tmm3,3072(%%rsi,%%rcx,1);");
  MEASURE("tilezero interval", 4,
          TILE("tilezero ", "%%tmm0", "%%tmm1", "%%tmm2", "%%tmm3"));
  __asm__ volatile("tilerelease");
}

int main(void) {
  for (size_t i = 0; i < sizeof(memory); ++i)
    memory[i] = (char)(i * 37 % 11);
  if (!__builtin_cpu_supports("avx2")) {
    printf("this processor lacks AVX2\n");
    return 0;
  }
  measure_half_vectors();
  if (!__builtin_cpu_supports("avx512vnni")) {
    printf("this processor lacks AVX512-VNNI\n");
    return 0;
  }
  measure_vectors();
  unsigned a, b, c, d;
  int has_tiles = __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
                  (d & bit_AMXINT8) && (d & bit_AMXBF16);
  /* Tiles need the permission of the system (ARCH_REQ_XCOMP_PERM). */
  if (has_tiles && syscall(SYS_arch_prctl, 0x1023, 18) == 0)
    measure_tiles();
  else
    printf("this processor or system lacks AMX\n");
  return 0;
}
