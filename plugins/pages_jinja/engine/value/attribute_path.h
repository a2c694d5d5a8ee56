// SPDX-License-Identifier: Apache-2.0
// The argument `attribute` of filters: "address.city", "0", 3, or for sort also several with commas.
#pragma once

#include "engine/value/rendering.h"

#include <vector>

namespace pages_jinja {

class AttributePath {
public:
    AttributePath() = default; // the item itself
    explicit AttributePath(const Value& attribute);

    // With a default, that is used where an attribute does not exist.
    Value of(Rendering& rendering, const Value& item, const Value& otherwise = {}) const;

private:
    std::vector<Value> parts_;
};

// What sort, unique, min and others compare: texts without case, unless caseSensitive.
Value comparable(Rendering& rendering, const Value& value, bool caseSensitive);

} // namespace pages_jinja
