// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Compiles an instruction as issued and as simulated, runs both on the same
/// samples, and reduces a sample on which they differ to its essence.
#include "Comparison.h"
#include "dsa/Execution/Compile.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include <cstring>

using namespace mlir;
using namespace mlir::dsa;

/// `program` in one of its forms, in this process.
static FailureOr<std::unique_ptr<Callable>>
compile(ModuleOp program, const Target &target, StringRef machine,
        bool simulate, const CheckOptions &check) {
  OwningOpRef<ModuleOp> module = program.clone();
  CompileOptions options;
  options.machine = machine.str();
  options.from = "llvm";
  options.simulate = simulate;
  if (failed(lowerToLLVMDialect(*module, options)))
    return failure();
  return makeCallable(*module, target,
                     {simulate, check.libraries, check.emulator});
}

FailureOr<Comparison> Comparison::create(CheckProgram program,
                                         const Target &target,
                                         StringRef machine,
                                         const CheckOptions &options) {
  FailureOr<Form> issued =
      compile(*program.module, target, machine, false, options);
  if (failed(issued))
    return failure();
  FailureOr<Form> simulated =
      compile(*program.module, target, machine, true, options);
  if (failed(simulated))
    return failure();
  return Comparison(std::move(program), std::move(*issued),
                    std::move(*simulated));
}

Comparison::Comparison(CheckProgram given, Form issued, Form simulated)
    : program(std::move(given)), issued(std::move(issued)),
      simulated(std::move(simulated)) {
  for (const CheckBuffer &buffer : program.buffers) {
    size_t bytes = buffer.getSampleBytes() * buffer.type.getDimSize(0);
    memories.push_back({std::vector<char>(bytes), std::vector<char>(bytes),
                        std::vector<char>(bytes)});
  }
}

void Comparison::fill(uint64_t first, int64_t count, unsigned seed) {
  for (auto [index, buffer] : llvm::enumerate(program.buffers)) {
    ElementSource source(buffer.type.getElementType());
    unsigned bytes = buffer.getElementBytes();
    char *memory = memories[index].given.data();
    for (int64_t sample = 0; sample < count; ++sample) {
      RandomBits seeds(seed);
      RandomBits random(seeds() ^ RandomBits(first + sample)() ^
                        (index * 0x9E3779B97F4A7C15));
      for (int64_t i = 0; i < buffer.getElements(); ++i, memory += bytes)
        writeElement(memory, bytes, source.make(first + sample, random));
    }
  }
}

LogicalResult Comparison::runForm(Callable &form,
                                  std::vector<char> Memory::*memory,
                                  int64_t count) {
  SmallVector<void *> arguments = {&count};
  for (auto [index, buffer] : llvm::enumerate(program.buffers)) {
    std::vector<char> &copy = memories[index].*memory;
    std::memcpy(copy.data(), memories[index].given.data(),
                buffer.getSampleBytes() * count);
    arguments.push_back(copy.data());
  }
  return form.call(program.module->getLoc(), "check", arguments);
}

std::optional<Mismatch> Comparison::compare(int64_t count) const {
  for (auto [index, buffer] : llvm::enumerate(program.buffers)) {
    const Memory &memory = memories[index];
    if (std::memcmp(memory.issued.data(), memory.simulated.data(),
                    buffer.getSampleBytes() * count) == 0)
      continue;
    Type type = buffer.type.getElementType();
    unsigned bytes = buffer.getElementBytes();
    for (int64_t i = 0; i < buffer.getElements() * count; ++i)
      if (!areSame(type, readElement(&memory.issued[i * bytes], bytes),
                   readElement(&memory.simulated[i * bytes], bytes)))
        return Mismatch{static_cast<unsigned>(index), i / buffer.getElements(),
                        i % buffer.getElements()};
  }
  return std::nullopt;
}

FailureOr<std::optional<Mismatch>> Comparison::run(int64_t count) {
  if (failed(runForm(*issued, &Memory::issued, count)) ||
      failed(runForm(*simulated, &Memory::simulated, count)))
    return failure();
  return compare(count);
}

FailureOr<Mismatch> Comparison::reduce(int64_t sample) {
  size_t most = 0;
  for (auto [memory, buffer] : llvm::zip(memories, program.buffers)) {
    size_t bytes = buffer.getSampleBytes();
    std::memmove(memory.given.data(), &memory.given[sample * bytes], bytes);
    most = std::max(most, bytes);
  }
  // Ever smaller pieces become 0 where the forms still differ without them.
  for (size_t piece = llvm::PowerOf2Ceil(most); piece > 0; piece /= 2)
    for (auto [memory, buffer] : llvm::zip(memories, program.buffers)) {
      size_t size = buffer.getSampleBytes();
      if (piece < buffer.getElementBytes())
        continue;
      for (size_t begin = 0; begin < size; begin += piece) {
        char *data = memory.given.data() + begin;
        std::vector<char> old(data, data + std::min(piece, size - begin));
        std::memset(data, 0, old.size());
        FailureOr<std::optional<Mismatch>> mismatch = run(1);
        if (failed(mismatch))
          return failure();
        if (!*mismatch)
          std::memcpy(data, old.data(), old.size());
      }
    }
  FailureOr<std::optional<Mismatch>> mismatch = run(1);
  if (failed(mismatch) || !*mismatch)
    return failure();
  return **mismatch;
}

void Comparison::printElement(unsigned buffer, int64_t element, uint64_t bits,
                              raw_ostream &os) const {
  MemRefType type = program.buffers[buffer].type;
  SmallVector<int64_t> strides = computeStrides(type.getShape().drop_front());
  os << program.buffers[buffer].name;
  if (!strides.empty()) {
    os << " [";
    llvm::interleaveComma(delinearize(element, strides), os);
    os << "]";
  }
  os << " = " << formatElement(type.getElementType(), bits);
}

void Comparison::print(const Mismatch &mismatch, raw_ostream &os) const {
  const CheckBuffer &wrong = program.buffers[mismatch.buffer];
  const Memory &memory = memories[mismatch.buffer];
  unsigned bytes = wrong.getElementBytes();
  int64_t offset = mismatch.element * bytes;
  printElement(mismatch.buffer, mismatch.element,
               readElement(&memory.issued[offset], bytes), os);
  os << " by the emission, but "
     << formatElement(wrong.type.getElementType(),
                      readElement(&memory.simulated[offset], bytes))
     << " by the semantics, where\n";
  constexpr unsigned kMostPrinted = 16;
  for (auto [index, buffer] : llvm::enumerate(program.buffers)) {
    unsigned printed = 0, bytes = buffer.getElementBytes();
    for (int64_t i = 0; i < buffer.getElements(); ++i) {
      uint64_t bits = readElement(&memories[index].given[i * bytes], bytes);
      if (bits == 0 || ++printed > kMostPrinted)
        continue;
      os << "    ";
      printElement(index, i, bits, os);
      os << "\n";
    }
    if (printed > kMostPrinted)
      os << "    and " << printed - kMostPrinted << " more of " << buffer.name
         << "\n";
  }
  os << "    and all others are 0\n";
}
