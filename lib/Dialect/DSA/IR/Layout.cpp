// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Layouts of register classes that a group of lanes holds together: checked by
/// isl to give each element of the meaning exactly one place.
#include "dsa/Dialect/DSA/IR/Layout.h"
#include "dsa/Polyhedral/Relations.h"
#include "llvm/Support/FormatVariadic.h"
#include <isl/isl-noexceptions.h>

using namespace mlir;
using namespace mlir::dsa;

LogicalResult LayoutAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 int64_t lanes, AffineMap map) {
  // C1: `lanes` is positive; `map` is of a lane and a number.
  if (lanes <= 0)
    return emitError() << "expected a positive number of lanes, but got "
                       << lanes;
  if (map.getNumDims() != 2 || map.getNumSymbols() != 0)
    return emitError() << "expected a map of a lane and the number of an "
                          "element in it, but got "
                       << AffineMapAttr::get(map);
  return success();
}

/// The coordinates of the first point of `set`.
static SmallVector<int64_t> getSample(const isl::set &set) {
  isl::point point = set.lexmin().sample_point();
  SmallVector<int64_t> coordinates;
  unsigned rank = isl_set_dim(set.get(), isl_dim_set);
  for (unsigned dim = 0; dim < rank; ++dim)
    coordinates.push_back(point.coordinate_val(isl::dim::set, dim).num_si());
  return coordinates;
}

/// The coordinates of a pair of `map`: those of its source, then of its target.
static SmallVector<int64_t> getSample(const isl::map &map) {
  return getSample(isl::manage(isl_set_flatten(map.wrap().release())));
}

static std::string print(ArrayRef<int64_t> coordinates) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "(";
  llvm::interleaveComma(coordinates, os);
  os << ")";
  return text;
}

/// The place that is wrong, or the element that has none; empty if all is well.
static std::string findProblem(const isl::map &places, const isl::set &elements,
                               Type meaning) {
  isl::map beyond =
      isl::manage(isl_map_subtract_range(places.copy(), elements.copy()));
  if (!beyond.is_empty().is_true()) {
    SmallVector<int64_t> sample = getSample(beyond);
    return llvm::formatv("expected (lane, element) {0} to hold an element of "
                         "{1}, but the layout gives it {2}",
                         print(ArrayRef(sample).take_front(2)), meaning,
                         print(ArrayRef(sample).drop_front(2)));
  }
  isl::map twice = places.apply_range(places.reverse())
                       .intersect(isl::map::lex_lt(places.domain().space()));
  if (!twice.is_empty().is_true()) {
    SmallVector<int64_t> sample = getSample(twice);
    isl::set place = places.domain();
    for (unsigned dim : {0u, 1u})
      place = isl::manage(
          isl_set_fix_si(place.release(), isl_dim_set, dim, sample[dim]));
    return llvm::formatv(
        "expected one place for each element, but (lane, "
        "element) {0} and {1} both hold {2}",
        print(ArrayRef(sample).take_front(2)),
        print(ArrayRef(sample).drop_front(2)),
        print(getSample(places.intersect_domain(place).range())));
  }
  isl::set missing = elements.subtract(places.range());
  if (!missing.is_empty().is_true())
    return "expected a place for each element, but none holds " +
           print(getSample(missing));
  return "";
}

LogicalResult dsa::verifyLayout(RegistersOp registers) {
  LayoutAttr layout = registers.getLayoutAttr();
  ArrayRef<int64_t> shape = registers.getMeaning().getShape();
  auto vector = dyn_cast<VectorType>(registers.getIssuesAs());
  if (!vector || vector.isScalable() ||
      layout.getMap().getNumResults() != shape.size() ||
      !registers.getMeaning().hasStaticShape())
    return registers.emitOpError("expected a layout from the elements of a "
                                 "vector to those of ")
           << registers.getMeaning() << ", but got " << layout;
  IslContext context;
  isl::ctx isl(context.get());
  isl::map places(isl, getMapText(layout.getMap(), {layout.getLanes(),
                                                    vector.getNumElements()}));
  isl::set elements(isl, getBoxText(shape));
  std::string problem = findProblem(places, elements, registers.getMeaning());
  if (context.hasFailed())
    problem = "expected a layout that isl can check";
  return problem.empty() ? success()
                         : LogicalResult(registers.emitOpError(problem));
}
