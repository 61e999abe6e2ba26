// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole machines and programs as text, and random changes to them.
#ifndef DSA_FUZZ_DESCRIPTIONS_H
#define DSA_FUZZ_DESCRIPTIONS_H

#include <random>
#include <string>

namespace dsa::fuzz {

/// Changes one place of `text` at random: an operation, a sign, a constant, a
/// bound, an operand, a kind of loop, the order of indices. What was changed;
/// empty if nothing was. The text may no longer be valid.
std::string mutateText(std::string &text, std::mt19937_64 &random);

/// A program that adds up the term of `adapter`, with operands that are
/// addressed and known in one of many ways.
std::string makeProgram(const std::string &adapter, std::mt19937_64 &random);

/// A sum of products of bytes, one without sign and one with it, whose operands
/// have ranges where instructions begin to differ from it, and next to that.
std::string makeBoundedProgram(std::mt19937_64 &random);

/// Takes instructions out of the text of a machine, at random.
std::string thinMachine(const std::string &machine, std::mt19937_64 &random);

} // namespace dsa::fuzz

#endif // DSA_FUZZ_DESCRIPTIONS_H
