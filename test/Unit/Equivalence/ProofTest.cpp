// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is proved must be so: random mappings, right ones and spoilt ones, are
/// executed instruction by instruction, and every one that `prove` accepts
/// gives what the program gives.
#include "dsa/Equivalence/Proof.h"
#include "dsa/Equivalence/Search.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <map>
#include <random>

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

namespace {

using Point = std::vector<int64_t>;
using Elements = std::map<Point, APInt>;

/// Calls `visit` with each point of the box, in lexicographic order.
void forEachPoint(ArrayRef<int64_t> extents,
                  function_ref<void(const Point &)> visit) {
  Point point(extents.size(), 0);
  if (llvm::is_contained(extents, 0))
    return;
  while (true) {
    visit(point);
    unsigned dim = extents.size();
    while (dim > 0 && ++point[dim - 1] == extents[dim - 1])
      point[--dim] = 0;
    if (dim == 0)
      return;
  }
}

Point getImage(AffineMap map, const Point &point) {
  SmallVector<Attribute> operands;
  MLIRContext *context = map.getContext();
  for (int64_t value : point)
    operands.push_back(IntegerAttr::get(IndexType::get(context), value));
  SmallVector<Attribute> results;
  EXPECT_TRUE(succeeded(map.constantFold(operands, results)));
  Point values;
  for (Attribute result : results)
    values.push_back(cast<IntegerAttr>(result).getInt());
  return values;
}

APInt evaluateBody(const ScalarBody &body, ArrayRef<APInt> inputs) {
  std::optional<APInt> value = evaluate(body, inputs);
  EXPECT_TRUE(value.has_value());
  return *value;
}

class ProofTest : public testing::Test {
protected:
  ProofTest() {
    context.loadDialect<arith::ArithDialect, func::FuncDialect,
                        linalg::LinalgDialect, DSADialect>();
  }

  /// A statement with inputs addressed by `left` and `right`, summed at `sum`.
  Statement parseProgram(StringRef left, StringRef right, StringRef sum,
                         StringRef iterators, StringRef types) {
    auto [leftType, rest] = types.split(' ');
    auto [rightType, sumType] = rest.split(' ');
    std::string text;
    llvm::raw_string_ostream(text)
        << "func.func @f(%a: " << leftType << ", %b: " << rightType
        << ", %c: " << sumType << ") -> " << sumType << " {\n"
        << "%r = linalg.generic {indexing_maps = [affine_map<" << left
        << ">, affine_map<" << right << ">, affine_map<" << sum
        << ">], iterator_types = [" << iterators
        << "]} ins(%a, %b : " << leftType << ", " << rightType
        << ") outs(%c : " << sumType << ") {\n^bb0(%x: i8, %y: i8, %s: i32):\n"
        << "%0 = arith.extsi %x : i8 to i32\n"
        << "%1 = arith.extui %y : i8 to i32\n"
        << "%2 = arith.muli %0, %1 : i32\n%3 = arith.addi %s, %2 : i32\n"
        << "linalg.yield %3 : i32 } -> " << sumType
        << "\nreturn %r : " << sumType << " }";
    program = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(program);
    linalg::LinalgOp op;
    program->walk([&](linalg::LinalgOp found) { op = found; });
    std::string reason;
    FailureOr<Statement> statement = extractStatement(op, reason);
    EXPECT_TRUE(succeeded(statement)) << reason;
    return *statement;
  }

  /// A 3 x 2 matrix product of depth 2 * 2, signed by unsigned.
  InstructionModel parseInstruction() {
    isa = parseSourceString<ModuleOp>(R"(
      dsa.isa @s {
        dsa.registers @a count 4 means tensor<3x2x2xi8> issues_as vector<12xi8>
        dsa.registers @b count 4 means tensor<2x2x2xi8> issues_as vector<8xi8>
        dsa.registers @c count 4 means tensor<3x2xi32> issues_as vector<6xi32>
        dsa.instruction @dot(!dsa.reg<@s::@a>, !dsa.reg<@s::@c> tied,
                             !dsa.reg<@s::@b>) -> !dsa.reg<@s::@c>
        semantics {
        ^bb0(%a: tensor<3x2x2xi8>, %c: tensor<3x2xi32>, %b: tensor<2x2x2xi8>):
          %r = linalg.generic {indexing_maps = [
              affine_map<(m, n, k, q) -> (m, k, q)>,
              affine_map<(m, n, k, q) -> (k, n, q)>,
              affine_map<(m, n, k, q) -> (m, n)>],
              iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
              ins(%a, %b : tensor<3x2x2xi8>, tensor<2x2x2xi8>)
              outs(%c : tensor<3x2xi32>) {
          ^bb0(%x: i8, %y: i8, %s: i32):
            %0 = arith.extsi %x : i8 to i32
            %1 = arith.extui %y : i8 to i32
            %2 = arith.muli %1, %0 : i32
            %3 = arith.addi %2, %s : i32
            linalg.yield %3 : i32
          } -> tensor<3x2xi32>
          dsa.yield %r : tensor<3x2xi32>
        } emission {
        ^bb0(%a: vector<12xi8>, %c: vector<6xi32>, %b: vector<8xi8>):
          dsa.yield %c : vector<6xi32>
        }
      })",
                                      &context);
    EXPECT_TRUE(isa);
    InstructionOp op;
    isa->walk([&](InstructionOp found) { op = found; });
    std::string reason;
    FailureOr<InstructionModel> model = modelInstruction(op, reason);
    EXPECT_TRUE(succeeded(model)) << reason;
    return *model;
  }

  /// Values for all elements that `program` touches.
  std::vector<Elements> makeArrays(const Statement &statement) {
    std::vector<Elements> arrays(statement.accesses.size());
    for (auto [array, access] : llvm::zip(arrays, statement.accesses))
      forEachPoint(access.shape,
                   [&, &array = array, &access = access](const Point &point) {
                     unsigned bits = access.elementType.getIntOrFloatBitWidth();
                     array.emplace(point, APInt(64, random()).trunc(bits));
                   });
    return arrays;
  }

  Elements runProgram(const Statement &statement,
                      std::vector<Elements> arrays) {
    forEachPoint(statement.extents, [&](const Point &point) {
      SmallVector<APInt> inputs;
      for (auto [array, access] : llvm::zip(arrays, statement.accesses))
        inputs.push_back(array.at(getImage(access.map, point)));
      arrays.back().at(getImage(statement.getWrite().map, point)) =
          evaluateBody(statement.body, inputs);
    });
    return arrays.back();
  }

  Elements runInstructions(const Pairing &pairing, std::vector<Elements> arrays,
                           ArrayRef<TypedAttr> padding);

  MLIRContext context;
  std::mt19937_64 random{1};
  OwningOpRef<ModuleOp> program, isa;
};

/// Fills registers by what iterations read, runs every block, and stores what
/// iterations wrote.
Elements ProofTest::runInstructions(const Pairing &pairing,
                                    std::vector<Elements> arrays,
                                    ArrayRef<TypedAttr> padding) {
  const Statement &program = pairing.program;
  const Statement &instruction = pairing.instruction.statement;
  const LoopMapping &mapping = pairing.mapping;
  unsigned numBlocks = mapping.getNumBlocks();
  auto getSlot = [&](unsigned access, const Point &image) {
    Point slot, loops(image.begin() + numBlocks, image.end());
    bool isAccumulator = access == instruction.getAccumulator();
    for (unsigned block = 0; block < numBlocks; ++block)
      if (!isAccumulator || !mapping.isReductionBlock[block])
        slot.push_back(image[block]);
    llvm::append_range(slot, getImage(instruction.accesses[access].map, loops));
    return slot;
  };
  std::vector<Elements> registers(instruction.accesses.size());
  forEachPoint(program.extents, [&](const Point &point) {
    Point image = getImage(mapping.forward, point);
    for (unsigned access = 0; access < registers.size(); ++access) {
      unsigned source = pairing.sources[access];
      registers[access].insert_or_assign(
          getSlot(access, image),
          arrays[source].at(getImage(program.accesses[source].map, point)));
    }
  });
  SmallVector<int64_t> extents(mapping.blockExtents);
  llvm::append_range(extents, instruction.extents);
  forEachPoint(extents, [&](const Point &image) {
    SmallVector<APInt> inputs;
    for (unsigned access = 0; access < registers.size(); ++access)
      inputs.push_back(
          registers[access]
              .try_emplace(getSlot(access, image),
                           cast<IntegerAttr>(padding[access]).getValue())
              .first->second);
    registers.back().at(getSlot(instruction.getAccumulator(), image)) =
        evaluateBody(instruction.body, inputs);
  });
  forEachPoint(program.extents, [&](const Point &point) {
    Point image = getImage(mapping.forward, point);
    arrays.back().at(getImage(program.getWrite().map, point)) =
        registers.back().at(getSlot(instruction.getAccumulator(), image));
  });
  return arrays.back();
}

/// A program to match, by its parts.
struct Example {
  StringRef left, right, sum, iterators, types;
};

const Example examples[] = {
    {"(m,n,k)->(m,k)", "(m,n,k)->(k,n)", "(m,n,k)->(m,n)",
     R"("parallel","parallel","reduction")",
     "tensor<4x5xi8> tensor<5x3xi8> tensor<4x3xi32>"},
    {"(k,n,m)->(n,k)", "(k,n,m)->(k,m)", "(k,n,m)->(m,n)",
     R"("reduction","parallel","parallel")",
     "tensor<3x4xi8> tensor<4x2xi8> tensor<2x3xi32>"},
    {"(p,q,f,r,s)->(2*p+r,q+2*s)", "(p,q,f,r,s)->(r,s,f)",
     "(p,q,f,r,s)->(p,q,f)",
     R"("parallel","parallel","parallel","reduction","reduction")",
     "tensor<4x5xi8> tensor<2x2x3xi8> tensor<2x3x3xi32>"},
    {"(p,c,r)->(p+r,c)", "(p,c,r)->(r,c)", "(p,c,r)->(p,c)",
     R"("parallel","parallel","reduction")",
     "tensor<6x3xi8> tensor<3x3xi8> tensor<4x3xi32>"}};

} // namespace

TEST_F(ProofTest, EveryMappingThatMasksAllowIsProvedAndRight) {
  InstructionModel model = parseInstruction();
  for (const Example &example : examples) {
    Statement statement = parseProgram(example.left, example.right, example.sum,
                                       example.iterators, example.types);
    SearchResult found =
        searchMappings(statement, {model}, MemoryCosts(), Numerics::Exact,
                       SmallVector<bool>(3, false));
    EXPECT_FALSE(found.candidates.empty());
    for (const Candidate &candidate : found.candidates) {
      std::string reason;
      FailureOr<LoopMapping> mapping = readMapping(
          buildMapping(statement, model.statement, candidate.places), statement,
          model.statement, reason);
      ASSERT_TRUE(succeeded(mapping)) << reason;
      Pairing pairing{statement, model, *mapping, candidate.sources};
      Proof proof = prove(pairing, Numerics::Exact);
      ASSERT_TRUE(proof.holds()) << proof.getFailure().explanation;
      std::vector<Elements> arrays = makeArrays(statement);
      EXPECT_EQ(runProgram(statement, arrays),
                runInstructions(pairing, arrays, proof.padding));
    }
  }
}

TEST_F(ProofTest, WhatIsAcceptedOfSpoiltMappingsIsRight) {
  InstructionModel model = parseInstruction();
  unsigned numAccepted = 0, numRefused = 0;
  for (const Example &example : examples) {
    Statement statement = parseProgram(example.left, example.right, example.sum,
                                       example.iterators, example.types);
    SearchResult found =
        searchMappings(statement, {model}, MemoryCosts(), Numerics::Exact,
                       SmallVector<bool>(3, false));
    for (unsigned trial = 0; trial < 60; ++trial) {
      const Candidate &candidate =
          found.candidates[random() % found.candidates.size()];
      AffineMap forward =
          buildMapping(statement, model.statement, candidate.places);
      // Exchange two results, or put a loop into another's place.
      SmallVector<AffineExpr> results(forward.getResults());
      unsigned a = random() % results.size(), b = random() % results.size();
      if (random() % 2)
        std::swap(results[a], results[b]);
      else
        results[a] =
            results[b] +
            getAffineDimExpr(random() % statement.getNumLoops(), &context);
      forward = AffineMap::get(forward.getNumDims(), 0, results, &context);
      std::string reason;
      FailureOr<LoopMapping> mapping =
          readMapping(forward, statement, model.statement, reason);
      if (failed(mapping)) {
        ++numRefused;
        continue;
      }
      Pairing pairing{statement, model, *mapping, candidate.sources};
      Proof proof = prove(pairing, Numerics::Exact);
      if (!proof.holds()) {
        ++numRefused;
        EXPECT_FALSE(proof.getFailure().explanation.empty());
        continue;
      }
      ++numAccepted;
      std::vector<Elements> arrays = makeArrays(statement);
      EXPECT_EQ(runProgram(statement, arrays),
                runInstructions(pairing, arrays, proof.padding));
    }
  }
  EXPECT_GT(numAccepted, 0u);
  EXPECT_GT(numRefused, 0u);
}
