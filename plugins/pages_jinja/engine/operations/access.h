// SPDX-License-Identifier: Apache-2.0
// a.name, a[key] and a[start:stop:step]. What does not exist becomes undefined; accessing anything of an undefined value throws.
#pragma once

#include "engine/value/rendering.h"

namespace pages_jinja {

// The attribute first, then the item: `a.name`.
Value attributeOf(Rendering& rendering, const Value& object, std::string_view name);

// The item first, then the attribute: `a[key]`.
Value itemOf(Rendering& rendering, const Value& object, const Value& key);

// Missing for bounds that are left out.
Value sliceOf(Rendering& rendering, const Value& object, const Value& start, const Value& stop, const Value& step);

// The start, step and number of items of a slice of `length` items, with Python's rules for negative bounds.
struct SliceBounds {
    std::int64_t start;
    std::int64_t step;
    std::size_t count;
};
SliceBounds sliceBounds(std::size_t length, const Value& start, const Value& stop, const Value& step);

} // namespace pages_jinja
