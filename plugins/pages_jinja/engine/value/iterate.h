// SPDX-License-Identifier: Apache-2.0
// Iterates over any value: texts give characters, dicts their keys. Every item costs a step of the render.
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
    std::size_t position_ = 0; // the next item; in texts, the next byte
};

// A new list of all items.
Sequence* collected(Rendering& rendering, const Value& value);

// A Python generator over items that were computed already: it can be iterated once and has no length.
Value generator(Rendering& rendering, Sequence* items, std::string_view name = "generator");

} // namespace pages_jinja
