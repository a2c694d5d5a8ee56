// SPDX-License-Identifier: Apache-2.0
// Comparisons recurse into containers: the depth is bounded, because a template can build a list that contains itself.
#include "engine/value/compare.h"

#include "engine/value/containers.h"
#include "engine/value/object.h"

#include <cmath>
#include <functional>

namespace pages_jinja {

namespace {

bool equalAt(const Value& a, const Value& b, int depth);

bool equalNumbers(const Value& a, const Value& b) {
    if (a.isWhole() && b.isWhole()) return a.integer() == b.integer();
    return a.number() == b.number();
}

bool equalItems(const Sequence& a, const Sequence& b, int depth) {
    if (a.items.size() != b.items.size()) return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (!equalAt(a.items[i], b.items[i], depth + 1)) return false;
    return true;
}

bool equalMaps(const Map& a, const Map& b, int depth) {
    if (a.size() != b.size()) return false;
    for (const Map::Entry& entry : a.entries()) {
        const Value* other = b.find(entry.key);
        if (other == nullptr || !equalAt(entry.value, *other, depth + 1)) return false;
    }
    return true;
}

bool equalAt(const Value& a, const Value& b, int depth) {
    mustNotBeTooDeep(depth);
    if (a.isNumber() && b.isNumber()) return equalNumbers(a, b);
    if (a.type() != b.type()) return false;
    switch (a.type()) {
    case Type::Missing:
    case Type::Undefined:
    case Type::None: return true;
    case Type::Text: return a.text() == b.text();
    case Type::List:
    case Type::Tuple: return &a.sequence() == &b.sequence() || equalItems(a.sequence(), b.sequence(), depth);
    case Type::Map: return &a.map() == &b.map() || equalMaps(a.map(), b.map(), depth);
    default: return &a.object() == &b.object() || a.object().equals(b.object());
    }
}

[[noreturn]] void failOrder(std::string_view op, const Value& a, const Value& b) {
    if (a.is(Type::Undefined)) failUndefined(a);
    if (b.is(Type::Undefined)) failUndefined(b);
    fail("'" + std::string(op) + "' is not possible between " + std::string(typeName(a)) + " and " +
         std::string(typeName(b)));
}

template <class Compare>
bool ordered(const Value& a, const Value& b, std::string_view op, int depth, Compare compare) {
    mustNotBeTooDeep(depth);
    if (a.isWhole() && b.isWhole()) return compare(a.integer(), b.integer());
    if (a.isNumber() && b.isNumber()) return compare(a.number(), b.number());
    if (a.type() != b.type()) failOrder(op, a, b);
    if (a.is(Type::Text)) return compare(a.text(), b.text());
    if (!a.isSequence()) failOrder(op, a, b);
    const auto& x = a.sequence().items;
    const auto& y = b.sequence().items;
    for (std::size_t i = 0; i < x.size() && i < y.size(); ++i)
        if (!equalAt(x[i], y[i], depth + 1)) return ordered(x[i], y[i], op, depth + 1, compare);
    return compare(x.size(), y.size());
}

std::size_t mixed(std::size_t seed, std::size_t hash) {
    return seed ^ (hash + 0x9e3779b97f4a7c15U + (seed << 6) + (seed >> 2));
}

std::size_t hashAt(const Value& value, int depth) {
    mustNotBeTooDeep(depth);
    switch (value.type()) {
    case Type::Boolean:
    case Type::Integer: return std::hash<std::int64_t>()(value.integer()) * 0x9e3779b97f4a7c15U >> 7;
    case Type::Real:
        if (std::abs(value.real()) < 9e18 && std::floor(value.real()) == value.real())
            return hashAt(Value::integer(static_cast<std::int64_t>(value.real())), depth);
        return std::hash<double>()(value.real());
    case Type::Text: return std::hash<std::string_view>()(value.text());
    case Type::Tuple: {
        std::size_t seed = 17;
        for (const Value& item : value.sequence().items) seed = mixed(seed, hashAt(item, depth + 1));
        return seed;
    }
    case Type::List:
    case Type::Map: fail("a " + std::string(typeName(value)) + " cannot be a key");
    case Type::Object: return std::hash<const void*>()(&value.object());
    default: return static_cast<std::size_t>(value.type());
    }
}

} // namespace

bool equal(const Value& a, const Value& b) { return equalAt(a, b, 0); }

bool less(const Value& a, const Value& b) {
    return ordered(a, b, "<", 0, [](const auto& x, const auto& y) { return x < y; });
}

bool lessOrEqual(const Value& a, const Value& b) {
    return ordered(a, b, "<=", 0, [](const auto& x, const auto& y) { return x <= y; });
}

std::size_t hashOf(const Value& value) { return hashAt(value, 0); }

} // namespace pages_jinja
