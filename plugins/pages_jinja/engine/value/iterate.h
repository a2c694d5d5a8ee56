// SPDX-License-Identifier: Apache-2.0
// Going through the items of any value: texts give characters, dicts their keys. Every item costs a step of the render.
#pragma once

#include "engine/value/rendering.h"

#include <optional>

namespace pages_jinja {

bool isIterable(const Value& value);

// Python's len(); nothing for values that have none (numbers, generators).
std::optional<std::size_t> lengthOfValue(const Value& value);

class Iterator {
public:
    Iterator(Rendering& rendering, const Value& over); // throws if it cannot be iterated
    bool next(Value& item);

private:
    bool nextCharacter(Value& item);
    bool nextOf(const Sequence& sequence, Value& item);

    Rendering& rendering_;
    Value over_;
    std::size_t position_ = 0; // of the next item; in texts, of the next byte
};

// A new list of all items.
Sequence* collected(Rendering& rendering, const Value& value);

// A Python generator over items that were computed already: it can be gone through once, and has no length.
Value generator(Rendering& rendering, Sequence* items, std::string_view name = "generator");

} // namespace pages_jinja
