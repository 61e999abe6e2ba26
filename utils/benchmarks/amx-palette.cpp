// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Some virtual machines offer AMX and hide the CPUID leaves that describe its
/// tiles. oneDNN then configures tiles of no size and dies with SIGILL. Linked
/// into a benchmark, this answers these leaves as the processor would (Intel
/// SDM volume 1, 18.2), through Linux' CPUID faulting, and does nothing where
/// they are not hidden.
#include <asm/prctl.h>
#include <cpuid.h>
#include <csignal>
#include <cstdio>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static constexpr unsigned kPaletteLeaf = 0x1d, kMultiplierLeaf = 0x1e;

static void allowCpuid(bool allow) {
  syscall(SYS_arch_prctl, ARCH_SET_CPUID, allow ? 1L : 0L);
}

static bool isHidden() {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d >> 24 & 1))
    return false;
  return __get_cpuid_max(0, nullptr) < kPaletteLeaf;
}

/// The registers that leaf `leaf` answers with.
static void answer(unsigned leaf, unsigned sub, unsigned registers[4]) {
  __cpuid_count(leaf, sub, registers[0], registers[1], registers[2],
                registers[3]);
  auto set = [&](unsigned a, unsigned b, unsigned c) {
    registers[0] = a, registers[1] = b, registers[2] = c, registers[3] = 0;
  };
  if (leaf == 0)
    registers[0] = kMultiplierLeaf;
  if (leaf == kPaletteLeaf && sub == 0)
    set(1, 0, 0);
  // 8192 bytes in 8 tiles of 1024, 64 bytes a row, 16 rows.
  if (leaf == kPaletteLeaf && sub == 1)
    set(1024 << 16 | 8192, 8 << 16 | 64, 16);
  if (leaf == kMultiplierLeaf && sub == 0)
    set(0, 64 << 8 | 16, 0);
}

static void emulate(int, siginfo_t *, void *context) {
  greg_t *state = static_cast<ucontext_t *>(context)->uc_mcontext.gregs;
  auto *code = reinterpret_cast<const unsigned char *>(state[REG_RIP]);
  if (code[0] != 0x0f || code[1] != 0xa2) {
    signal(SIGSEGV, SIG_DFL);
    return;
  }
  allowCpuid(true);
  unsigned registers[4];
  answer(state[REG_RAX], state[REG_RCX], registers);
  allowCpuid(false);
  state[REG_RAX] = registers[0];
  state[REG_RBX] = registers[1];
  state[REG_RCX] = registers[2];
  state[REG_RDX] = registers[3];
  state[REG_RIP] += 2;
}

/// Before the constructors of libraries could not be; before main is enough.
__attribute__((constructor)) static void install() {
  if (!isHidden())
    return;
  struct sigaction action = {};
  action.sa_sigaction = emulate;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGSEGV, &action, nullptr);
  allowCpuid(false);
  std::fputs("the system hides the CPUID leaves of AMX: answered for oneDNN\n",
             stderr);
}
