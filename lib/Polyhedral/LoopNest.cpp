// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads nests of loops on memrefs. Whatever is not understood is refused: a
/// nest that has been read is all that happens below its root.
#include "NestReader.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::dsa;

bool LoopNest::isWritten(unsigned array) const {
  return llvm::any_of(statements, [&](const NestStatement &statement) {
    return statement.write.array == array;
  });
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

/// A statement reads its elements when it is done, so nothing may write them
/// between the load and the statement.
LogicalResult NestReader::checkTime(const NestStatement &statement,
                                    const Element &element) {
  for (auto [time, other] : llvm::zip(times, nest.statements)) {
    if (other.write.array != element.access.array)
      continue;
    // A loop around the statement that is not around the load comes back.
    bool isRepeated =
        element.numLoops < statement.loops.size() &&
        llvm::is_contained(other.loops, statement.loops[element.numLoops]);
    if ((time > element.time && time < now) || isRepeated)
      return refuse(statement.op,
                    "expected what is loaded to be used before it is written");
  }
  return success();
}

LogicalResult NestReader::collectReads(Operation *op, Value value,
                                       NestStatement &statement) {
  SmallVector<Value> rest = {value};
  llvm::DenseSet<Value> seen;
  while (!rest.empty()) {
    Value each = statement.resolve(rest.pop_back_val());
    if (!seen.insert(each).second)
      continue;
    if (auto found = elements.find(each); found != elements.end()) {
      statement.reads.insert({each, found->second.access});
      continue;
    }
    if (!isInside(each) || nest.variables.count(each))
      continue;
    Operation *definition = each.getDefiningOp();
    if (!definition || definition->getNumRegions() != 0 ||
        !(isMemoryEffectFree(definition) || nest.lookUps.count(definition)))
      return refuse(op, "expected a value computed by arithmetic");
    // Where the condition does not hold, the index may be none of the table.
    if (nest.lookUps.count(definition) && !statement.conditions.empty())
      return refuse(op,
                    "expected a look-up that is done in each iteration, but "
                    "got one under a condition");
    llvm::append_range(rest, llvm::reverse(definition->getOperands()));
  }
  return success();
}

/// An 'if' that `value` is computed from and whose branch is not chosen yet.
Operation *NestReader::findBranch(Value value, const Scope &scope) {
  llvm::SetVector<Value> values;
  values.insert(value);
  for (unsigned next = 0; next < values.size(); ++next) {
    Value each = values[next];
    Operation *op = each.getDefiningOp();
    if (elements.count(each) || !isInside(each) || !op)
      continue;
    if (auto branch = scope.branches.find(op); branch != scope.branches.end()) {
      Operation *yield = op->getRegion(branch->second).front().getTerminator();
      values.insert(yield->getOperand(cast<OpResult>(each).getResultNumber()));
      continue;
    }
    if (conditions.count(op))
      return op;
    values.insert_range(op->getOperands());
  }
  return nullptr;
}

/// Whether `value` is what the element `write` still holds.
bool NestReader::isUnchanged(Value value, const NestAccess &write,
                             const Scope &scope) {
  auto known = elements.find(value);
  if (known == elements.end() || !(known->second.access == write) ||
      known->second.numLoops < scope.loops.size())
    return false;
  return llvm::none_of(llvm::zip(times, nest.statements), [&](auto other) {
    auto &[time, statement] = other;
    return statement.write.array == write.array && time > known->second.time &&
           time < now;
  });
}

LogicalResult NestReader::addStatement(Operation *op, const NestAccess &write,
                                       Value value, Scope &scope) {
  ++now;
  return addAssignment(op, write, value, scope);
}

/// Results of an 'if' make an assignment for each branch, all at one time.
LogicalResult NestReader::addAssignment(Operation *op, const NestAccess &write,
                                        Value value, Scope &scope) {
  if (Operation *branch = findBranch(value, scope)) {
    // Bounds the number of assignments.
    constexpr unsigned maxBranches = 3;
    if (scope.branches.size() == maxBranches)
      return refuse(op, "expected a value from at most " + Twine(maxBranches) +
                            " conditions");
    scope.conditions.push_back(conditions.lookup(branch));
    for (unsigned number : {0u, 1u}) {
      scope.conditions.back().isNegated = number == 1;
      scope.branches[branch] = number;
      if (failed(addAssignment(op, write, value, scope)))
        return failure();
    }
    scope.branches.erase(branch);
    scope.conditions.pop_back();
    return success();
  }
  NestStatement statement;
  statement.branches = scope.branches;
  if (!scope.branches.empty() &&
      isUnchanged(statement.resolve(value), write, scope))
    return success();
  statement.op = op;
  statement.loops = scope.loops;
  statement.conditions = scope.conditions;
  statement.positions = scope.positions;
  statement.write = write;
  statement.value = value;
  if (failed(collectReads(op, value, statement)))
    return failure();
  ++scope.positions.back();
  nest.statements.push_back(std::move(statement));
  times.push_back(now);
  return success();
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Whether a place of `store`, which stands behind `loop`, is computed from
/// results of it.
static bool isPlacedByResult(Operation *store, Operation *loop) {
  llvm::SetVector<Value> values;
  values.insert_range(store->getOperands().drop_front());
  for (unsigned next = 0; next < values.size(); ++next) {
    Operation *op = values[next].getDefiningOp();
    if (op == loop)
      return true;
    if (op && op->getBlock() == loop->getBlock() && loop->isBeforeInBlock(op))
      values.insert_range(op->getOperands());
  }
  return false;
}

/// Whether a store of what `loop` carries may be done by the nest: nothing from
/// `loop` to `store`, in one block, may touch `memref`. Below the root, other
/// buffers are the nest's, and known not to overlap; behind it they are not.
bool NestReader::canTakeOver(Operation *loop, Operation *store, Value memref) {
  bool isRoot = loop == nest.root;
  if (Operation *definition = memref.getDefiningOp();
      definition && definition->getBlock() == loop->getBlock() &&
      loop->isBeforeInBlock(definition))
    return false;
  if (isPlacedByResult(store, loop))
    return false;
  for (Operation *op = loop; op && op != store; op = op->getNextNode()) {
    if (isRoot && op != loop && !done.contains(op) && !isMemoryEffectFree(op))
      return false;
    WalkResult result = op->walk([&](Operation *inner) {
      return llvm::is_contained(inner->getOperands(), memref)
                 ? WalkResult::interrupt()
                 : WalkResult::advance();
    });
    if (result.wasInterrupted())
      return false;
  }
  return true;
}

/// Where the values lie that `loop` carries as argument `index`: where the last
/// of them is stored, if that is all that happens to it; where the loop around
/// carries it; else in an array of their own.
NestAccess NestReader::getTarget(LoopLikeOpInterface loop, unsigned index,
                                 const Scope &scope) {
  Value result = loop->getResult(index);
  Value init = loop.getInits()[index];
  if (result.hasOneUse()) {
    Operation *user = *result.user_begin();
    bool isStored = isa<memref::StoreOp, affine::AffineStoreOp>(user) &&
                    user->getOperand(0) == result &&
                    user->getBlock() == loop->getBlock();
    if (isStored) {
      std::optional<Address> address = getAddress(user);
      if (address && canTakeOver(loop, user, address->memref)) {
        done.insert(user);
        if (loop == nest.root)
          nest.laterStores.push_back(user);
        return {getArray(address->memref), address->indices};
      }
    }
    auto known = elements.find(init);
    if (user->hasTrait<OpTrait::IsTerminator>() && init.hasOneUse() &&
        isa<BlockArgument>(init) && known != elements.end() &&
        init.getParentBlock() == user->getBlock())
      return known->second.access;
  }
  NestArray array{Value(), result.getType(), scope.loops};
  nest.arrays.push_back(array);
  NestAccess access{unsigned(nest.arrays.size() - 1), {}};
  for (unsigned outer : scope.loops)
    access.indices.push_back(getAffineDimExpr(outer, context));
  return access;
}

/// Values that `loop` carries from one iteration to the next.
LogicalResult NestReader::readCarried(LoopLikeOpInterface loop,
                                      MutableArrayRef<NestAccess> targets,
                                      Scope &scope) {
  for (unsigned index = 0; index < targets.size(); ++index) {
    Value init = loop.getInits()[index];
    Value argument = loop.getRegionIterArgs()[index];
    if (!argument.getType().isIntOrFloat())
      return refuse(loop, "expected loops to carry scalars");
    targets[index] = getTarget(loop, index, scope);
    auto known = elements.find(init);
    bool isThere =
        known != elements.end() && known->second.access == targets[index];
    // What is there must still be.
    for (auto [time, other] : llvm::zip(times, nest.statements))
      isThere &= other.write.array != targets[index].array ||
                 (known != elements.end() && time <= known->second.time) ||
                 isa<BlockArgument>(init);
    if (!isThere && failed(addStatement(loop, targets[index], init, scope)))
      return failure();
    elements[argument] = {targets[index], ++now,
                          unsigned(scope.loops.size() + 1)};
  }
  return success();
}

/// Whether `value` is computed from an argument in `arguments`.
static bool dependsOn(Value value, ValueRange arguments, Operation *loop) {
  llvm::SetVector<Value> values;
  values.insert(value);
  for (unsigned next = 0; next < values.size(); ++next) {
    if (llvm::is_contained(arguments, values[next]))
      return true;
    Operation *op = values[next].getDefiningOp();
    if (op && loop->isProperAncestor(op))
      op->walk(
          [&](Operation *inner) { values.insert_range(inner->getOperands()); });
  }
  return false;
}

LogicalResult NestReader::readUpdates(LoopLikeOpInterface loop,
                                      ArrayRef<NestAccess> targets,
                                      Scope &scope) {
  for (auto [index, target] : llvm::enumerate(targets)) {
    Value value = loop.getYieldedValues()[index];
    SmallVector<Value> others;
    for (auto [other, argument] : llvm::enumerate(loop.getRegionIterArgs()))
      if (other != index)
        others.push_back(argument);
    if (dependsOn(value, others, loop))
      return refuse(loop, "expected values that are carried one by one");
    auto known = elements.find(value);
    bool isThere = known != elements.end() && known->second.access == target;
    if (!isThere &&
        failed(addStatement(
            loop.getRegionIterArgs()[index].getParentBlock()->getTerminator(),
            target, value, scope)))
      return failure();
  }
  return success();
}

LogicalResult NestReader::readLoop(LoopLikeOpInterface loop, Scope &scope) {
  if (!isa<affine::AffineForOp, scf::ForOp>(*loop))
    return refuse(loop, "expected affine.for or scf.for");
  if (!loop.getLoopInductionVars()->front().getType().isIndex())
    return refuse(loop, "expected a loop that counts in index");
  unsigned number = nest.loops.size();
  nest.loops.push_back({loop, AffineExpr()});
  if (failed(readBounds(loop, number)))
    return failure();
  SmallVector<NestAccess> targets(loop->getNumResults());
  if (failed(readCarried(loop, targets, scope)))
    return failure();
  Scope inner = scope;
  inner.loops.push_back(number);
  inner.positions.push_back(0);
  if (failed(readBlock(loop.getLoopRegions().front()->front(), inner)) ||
      failed(readUpdates(loop, targets, inner)))
    return failure();
  ++scope.positions.back();
  for (auto [result, target] : llvm::zip(loop->getResults(), targets))
    elements[result] = {target, ++now, unsigned(scope.loops.size())};
  return success();
}

//===----------------------------------------------------------------------===//
// Everything
//===----------------------------------------------------------------------===//

LogicalResult NestReader::readOperation(Operation &op, Scope &scope) {
  if (done.contains(&op))
    return success();
  if (auto loop = dyn_cast<LoopLikeOpInterface>(op))
    return readLoop(loop, scope);
  if (isa<scf::IfOp, affine::AffineIfOp>(op))
    return readIf(op, scope);
  bool isLoad = isa<memref::LoadOp, affine::AffineLoadOp>(op);
  bool isStore = isa<memref::StoreOp, affine::AffineStoreOp>(op);
  if (isLoad || isStore) {
    std::optional<Address> address = getAddress(&op);
    auto load = dyn_cast<memref::LoadOp>(op);
    if (!address && load && !isInside(load.getMemRef())) {
      nest.lookUps[&op] = getArray(load.getMemRef());
      return success();
    }
    if (!address)
      return refuse(&op, "expected indices that are sums of loops, into a "
                         "buffer from outside of the loops");
    NestAccess access{getArray(address->memref), address->indices};
    if (isStore)
      return addStatement(&op, access, op.getOperand(0), scope);
    elements[op.getResult(0)] = {access, ++now, unsigned(scope.loops.size())};
    return success();
  }
  if (op.getNumRegions() == 0 && isMemoryEffectFree(&op))
    return success();
  return refuse(&op,
                "expected loops, conditions, loads, stores and arithmetic, "
                "but got '" +
                    op.getName().getStringRef() + "'");
}

LogicalResult NestReader::readBlock(Block &block, Scope &scope) {
  for (Operation &op : block.without_terminator())
    if (failed(readOperation(op, scope)))
      return failure();
  return success();
}

FailureOr<LoopNest> NestReader::read() {
  Scope scope;
  if (failed(readLoop(cast<LoopLikeOpInterface>(nest.root), scope)))
    return failure();
  for (Value result : nest.root->getResults())
    if (!nest.arrays[elements.find(result)->second.access.array].memref)
      return refuse(nest.root,
                    "expected what the outermost loop carries to be stored");
  for (Value symbol : nest.symbols)
    if (Operation *op = symbol.getDefiningOp();
        op && op->getBlock() == nest.root->getBlock() &&
        nest.root->isBeforeInBlock(op))
      return refuse(op, "expected an index that is known before the loops");
  for (const NestArray &array : nest.arrays)
    if (array.memref &&
        cast<MemRefType>(array.memref.getType()).getMemorySpace())
      return refuse(nest.root, "expected buffers in the default memory space");
  for (auto [op, array] : nest.lookUps)
    if (nest.isWritten(array))
      return refuse(op,
                    "expected indices that are sums of loops, into a buffer "
                    "that the loops write");
  for (auto [index, statement] : llvm::enumerate(nest.statements)) {
    now = times[index];
    for (auto &read : statement.reads)
      if (failed(checkTime(statement, elements.find(read.first)->second)))
        return failure();
  }
  return std::move(nest);
}

FailureOr<LoopNest> dsa::readLoopNest(Operation *root, std::string &reason,
                                      Operation *&where) {
  return NestReader(root, reason, where).read();
}
