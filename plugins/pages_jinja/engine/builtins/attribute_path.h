// SPDX-License-Identifier: Apache-2.0
// The argument `attribute` of filters: "address.city", "0", 3, or, for sort, several with commas.
#pragma once

#include "engine/value/rendering.h"

#include <vector>

namespace pages_jinja {

class AttributePath {
public:
    AttributePath() = default; // the item itself
    explicit AttributePath(const Value& attribute);

    // `otherwise` is used where an attribute does not exist.
    Value of(Rendering& rendering, const Value& item, const Value& otherwise = {}) const;

private:
    std::vector<Value> parts_;
};

// The key by which sort, unique, min and others compare: texts ignore case unless caseSensitive is set.
Value comparable(Rendering& rendering, const Value& value, bool caseSensitive);

} // namespace pages_jinja
