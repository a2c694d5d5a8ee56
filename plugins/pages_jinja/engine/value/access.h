// SPDX-License-Identifier: Apache-2.0
// a.name, a[key] and a[start:stop:step]. What is not there becomes undefined; using anything of an undefined value throws.
#pragma once

#include "engine/value/rendering.h"

namespace pages_jinja {

// The attribute first, then the item: `a.name`.
Value attributeOf(Rendering& rendering, const Value& object, std::string_view name);

// The item first, then the attribute: `a[key]`.
Value itemOf(Rendering& rendering, const Value& object, const Value& key);

// Missing for the bounds that are not written.
Value sliceOf(Rendering& rendering, const Value& object, const Value& start, const Value& stop, const Value& step);

// Where a slice of `length` items starts, how it goes on and how many there are: Python's rules for negative bounds.
struct SliceBounds {
    std::int64_t start;
    std::int64_t step;
    std::size_t count;
};
SliceBounds sliceBounds(std::size_t length, const Value& start, const Value& stop, const Value& step);

} // namespace pages_jinja
