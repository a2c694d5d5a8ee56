// SPDX-License-Identifier: Apache-2.0
// The attributes of texts and containers are their methods; Python internals (__class__ and the like) cannot be reached.
#include "engine/operations/access.h"

#include "engine/operations/methods.h"
#include "engine/text/unicode.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

#include <algorithm>

namespace pages_jinja {

namespace {

bool findAttribute(Rendering& rendering, const Value& object, std::string_view name, Value& found) {
    if (object.is(Type::Undefined)) failUndefined(object);
    if (object.is(Type::Object)) return object.object().attribute(rendering, name, found);
    if (object.isGroup() && (name == "grouper" || name == "list")) {
        found = object.sequence().items[name == "grouper" ? 0 : 1];
        return true;
    }
    return findMethod(rendering, object, name, found);
}

bool itemAt(std::size_t length, const Value& key, std::size_t& position) {
    if (!key.isWhole()) return false;
    const auto size = static_cast<std::int64_t>(length);
    const std::int64_t at = key.integer() < 0 ? key.integer() + size : key.integer();
    position = static_cast<std::size_t>(at);
    return at >= 0 && at < size;
}

bool isHashable(const Value& key) { return !key.is(Type::List) && !key.is(Type::Map); }

bool findItem(Rendering& rendering, const Value& object, const Value& key, Value& found) {
    std::size_t at = 0;
    switch (object.type()) {
    case Type::Undefined: failUndefined(object);
    case Type::List:
    case Type::Tuple:
        if (!itemAt(object.sequence().items.size(), key, at)) return false;
        found = object.sequence().items[at];
        return true;
    case Type::Text:
        if (!itemAt(lengthOf(object.text()), key, at)) return false;
        found = Value::text(cut(object.text(), at, at + 1), object.isMarkup());
        return true;
    case Type::Map: {
        const Value* value = isHashable(key) ? object.map().find(key) : nullptr;
        if (value == nullptr) return false;
        found = *value;
        return true;
    }
    case Type::Object: return object.object().item(rendering, key, found);
    default: return false;
    }
}

Value notThere(Rendering& rendering, const Value& object, const Value& key) {
    TextBuilder text(rendering.arena);
    text.append(typeName(object));
    text.append(key.is(Type::Text) ? " has no attribute " : " has no element ");
    appendRepr(text, key);
    return Value::undefined(text.text().text(), true);
}

} // namespace

Value attributeOf(Rendering& rendering, const Value& object, std::string_view name) {
    Value found;
    if (object.is(Type::Map)) { // the usual case: data, whose keys rarely have the name of a method
        if (findMethod(rendering, object, name, found)) return found;
        const Value* value = object.map().find(name);
        if (value != nullptr) return *value;
    } else if (findAttribute(rendering, object, name, found) || findItem(rendering, object, Value::text(name), found)) {
        return found;
    }
    return notThere(rendering, object, Value::text(name));
}

Value itemOf(Rendering& rendering, const Value& object, const Value& key) {
    Value found;
    if (findItem(rendering, object, key, found)) return found;
    if (key.is(Type::Text) && findAttribute(rendering, object, key.text(), found)) return found;
    return notThere(rendering, object, key);
}

SliceBounds sliceBounds(std::size_t length, const Value& start, const Value& stop, const Value& step) {
    const auto number = [](const Value& value, std::int64_t otherwise) {
        if (value.isMissing() || value.is(Type::None)) return otherwise;
        if (value.is(Type::Undefined)) failUndefined(value);
        if (!value.isWhole()) fail("a slice needs whole numbers, not " + std::string(typeName(value)));
        return value.integer();
    };
    const auto size = static_cast<std::int64_t>(length);
    const std::int64_t by = std::max<std::int64_t>(number(step, 1), -INT64_MAX);
    if (by == 0) fail("the step of a slice cannot be zero");
    const std::int64_t low = by > 0 ? 0 : -1;
    const std::int64_t high = by > 0 ? size : size - 1;
    const auto bounded = [&](std::int64_t at) { return std::clamp(at < 0 ? at + size : at, low, high); };
    const std::int64_t from =
        start.isMissing() || start.is(Type::None) ? (by > 0 ? low : high) : bounded(number(start, 0));
    const std::int64_t to = stop.isMissing() || stop.is(Type::None) ? (by > 0 ? high : low) : bounded(number(stop, 0));
    const std::int64_t span = by > 0 ? to - from : from - to;
    const std::int64_t stride = by > 0 ? by : -by;
    return {from, by, span <= 0 ? 0 : static_cast<std::size_t>((span - 1) / stride + 1)};
}

Value sliceOf(Rendering& rendering, const Value& object, const Value& start, const Value& stop, const Value& step) {
    if (object.is(Type::Undefined)) failUndefined(object);
    if (!object.is(Type::Text) && !object.isSequence())
        fail("'" + std::string(typeName(object)) + "' object cannot be sliced");
    const SliceBounds bounds = sliceBounds(*lengthOfValue(object), start, stop, step);
    if (object.is(Type::Text) && bounds.step == 1) {
        const auto from = static_cast<std::size_t>(bounds.start);
        return Value::text(
            cut(object.text(), bounds.count == 0 ? 0 : from, bounds.count == 0 ? 0 : from + bounds.count),
            object.isMarkup());
    }
    const Sequence* all = object.is(Type::Text) ? collected(rendering, object) : &object.sequence();
    Sequence* items = rendering.newSequence(bounds.count);
    std::int64_t at = bounds.start;
    for (std::size_t i = 0; i < bounds.count; ++i, at += bounds.step)
        items->items.push_back(all->items[static_cast<std::size_t>(at)]);
    if (!object.is(Type::Text)) return object.is(Type::List) ? Value::list(items) : Value::tuple(items);
    TextBuilder text(rendering.arena);
    for (const Value& character : items->items) text.append(character.text());
    return text.text(object.isMarkup());
}

} // namespace pages_jinja
