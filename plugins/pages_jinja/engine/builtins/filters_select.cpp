// SPDX-License-Identifier: Apache-2.0
// Filters that apply another filter, a test or an attribute to each item of a list.
#include "engine/builtins/attribute_path.h"
#include "engine/builtins/filters.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

Value mapAttribute(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("map", arguments, {"attribute", "default"});
    const AttributePath path(given[0]);
    Sequence* results = r.newSequence();
    Iterator iterator(r, value);
    for (Value item; iterator.next(item);) results->items.push_back(path.of(r, item, given[1]));
    return generator(r, results);
}

Value map(Rendering& r, const Value& value, const Arguments& arguments) {
    if (!truth(value)) return generator(r, r.newSequence());
    if (arguments.positional.empty() && arguments.find("attribute") != nullptr)
        return mapAttribute(r, value, arguments);
    if (arguments.positional.empty()) fail("map needs the name of a filter");
    const Value& name = arguments.positional[0];
    const Filter filter = name.is(Type::Text) ? findFilter(name.text()) : nullptr;
    if (filter == nullptr) fail("map: unknown filter");
    Sequence* results = r.newSequence();
    Iterator iterator(r, value);
    for (Value item; iterator.next(item);) results->items.push_back(filter(r, item, arguments.withoutFirst(1)));
    return generator(r, results);
}

// Keeps the items for which the test, or their truth value, equals `wanted`.
Value chosen(Rendering& r, const Value& value, const AttributePath& path, const Arguments& arguments, bool wanted) {
    Test test = nullptr;
    if (!arguments.positional.empty()) {
        const Value& name = arguments.positional[0];
        test = name.is(Type::Text) ? findTest(name.text()) : nullptr;
        if (test == nullptr) fail("unknown test");
    }
    Sequence* kept = r.newSequence();
    Iterator iterator(r, value);
    for (Value item; iterator.next(item);) {
        const Value tested = path.of(r, item);
        const bool passed = test == nullptr ? truth(tested) : test(r, tested, arguments.withoutFirst(1));
        if (passed == wanted) kept->items.push_back(item);
    }
    return generator(r, kept);
}

template <bool wanted>
Value select(Rendering& r, const Value& value, const Arguments& arguments) {
    if (!truth(value)) return generator(r, r.newSequence());
    return chosen(r, value, AttributePath(), arguments, wanted);
}

template <bool wanted>
Value selectAttribute(Rendering& r, const Value& value, const Arguments& arguments) {
    if (!truth(value)) return generator(r, r.newSequence());
    if (arguments.positional.empty()) fail("selectattr and rejectattr need the name of an attribute");
    return chosen(r, value, AttributePath(arguments.positional[0]), arguments.withoutFirst(1), wanted);
}

constexpr NamedFilter filters[] = {
    {"map", map},
    {"select", select<true>},
    {"reject", select<false>},
    {"selectattr", selectAttribute<true>},
    {"rejectattr", selectAttribute<false>},
};

} // namespace

std::span<const NamedFilter> selectFilters() { return filters; }

} // namespace pages_jinja
