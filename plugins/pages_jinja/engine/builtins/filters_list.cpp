// SPDX-License-Identifier: Apache-2.0
// Filters on whole lists and dicts: their size, order and parts.
#include "engine/builtins/attribute_path.h"
#include "engine/builtins/filters.h"
#include "engine/operations/access.h"
#include "engine/operations/operators.h"
#include "engine/operations/text_operations.h"
#include "engine/value/compare.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"
#include "engine/value/sorting.h"

#include <random>
#include <unordered_map>

namespace pages_jinja {

namespace {

Value length(Rendering&, const Value& value, const Arguments& arguments) {
    Bound("length", arguments, {});
    const auto size = lengthOfValue(value);
    if (!size) fail("a " + std::string(typeName(value)) + " has no length");
    return Value::integer(static_cast<std::int64_t>(*size));
}

Value list(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("list", arguments, {});
    return Value::list(collected(r, value));
}

Value first(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("first", arguments, {});
    Iterator iterator(r, value);
    Value item;
    return iterator.next(item) ? item : Value::undefined("No first item, sequence was empty.", true);
}

Value last(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("last", arguments, {});
    const auto size = lengthOfValue(value);
    if (!size) fail("last needs a list, got " + std::string(typeName(value)));
    if (*size == 0) return Value::undefined("No last item, sequence was empty.", true);
    if (!value.is(Type::Map)) return itemOf(r, value, Value::integer(-1));
    return value.map().entries().back().key;
}

Value random(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("random", arguments, {});
    const auto size = lengthOfValue(value);
    if (!size) fail("random needs a list, got " + std::string(typeName(value)));
    if (*size == 0) return Value::undefined("No random item, sequence was empty.", true);
    std::random_device source;
    return itemOf(r, value, Value::integer(static_cast<std::int64_t>(source() % *size)));
}

Value reverse(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("reverse", arguments, {});
    if (value.is(Type::Text)) return sliceOf(r, value, {}, {}, Value::integer(-1));
    Sequence* items = collected(r, value);
    std::reverse(items->items.begin(), items->items.end());
    return generator(r, items, "reversed");
}

Value join(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("join", arguments, {"d", "attribute"});
    const AttributePath path(given[1]);
    const Value separator = given.value(0, Value::text({}));
    Sequence* items = collected(r, value);
    bool markup = isHtml(separator);
    for (Value& item : items->items) {
        item = path.of(r, item);
        markup = markup || isHtml(item);
        if (!item.is(Type::Text) && !isHtml(item)) item = softText(r.arena, item);
    }
    markup = markup && r.autoescape();
    const Value between = markup ? escapedValue(r.arena, separator) : Value::text(softText(r.arena, separator).text());
    return joinedBy(r, between, *items);
}

Value sort(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("sort", arguments, {"reverse", "case_sensitive", "attribute"});
    std::vector<AttributePath> paths;
    if (given.has(2) && given[2].is(Type::Text))
        for (std::string_view rest = given[2].text();;) {
            const std::size_t comma = rest.find(',');
            paths.emplace_back(Value::text(rest.substr(0, comma)));
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
        }
    else
        paths.emplace_back(given[2]);
    Sequence* items = collected(r, value);
    sortBy(*items, given.integer(0, 0) != 0, [&](const Value& item) {
        Sequence* keys = r.newSequence(paths.size());
        for (const AttributePath& path : paths) keys->items.push_back(comparable(r, path.of(r, item), given.flag(1)));
        return Value::list(keys);
    });
    return Value::list(items);
}

Value dictSort(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("dictsort", arguments, {"case_sensitive", "by", "reverse"});
    const std::string_view by = given.text(1, "key");
    if (by != "key" && by != "value") fail("dictsort: by must be key or value");
    if (value.is(Type::Undefined)) failUndefined(value);
    if (!value.is(Type::Map)) fail("dictsort needs a dict, got " + std::string(typeName(value)));
    Sequence* items = r.newSequence(value.map().size());
    for (const Map::Entry& entry : value.map().entries()) items->items.push_back(r.tuple({entry.key, entry.value}));
    sortBy(*items, given.integer(2, 0) != 0,
           [&](const Value& pair) { return comparable(r, pair.sequence().items[by == "key" ? 0 : 1], given.flag(0)); });
    return Value::list(items);
}

Value items(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("items", arguments, {});
    Sequence* pairs = r.newSequence();
    if (!value.is(Type::Undefined) && !value.is(Type::Map))
        fail("items needs a dict, got " + std::string(typeName(value)));
    if (value.is(Type::Map))
        for (const Map::Entry& entry : value.map().entries()) pairs->items.push_back(r.tuple({entry.key, entry.value}));
    return generator(r, pairs);
}

Value unique(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("unique", arguments, {"case_sensitive", "attribute"});
    const AttributePath path(given[1]);
    Map* seen = r.newMap();
    Sequence* kept = r.newSequence();
    Iterator iterator(r, value);
    for (Value item; iterator.next(item);) {
        const Value key = comparable(r, path.of(r, item), given.flag(0));
        if (seen->find(key) != nullptr) continue;
        seen->append(key, Value::none());
        kept->items.push_back(item);
    }
    return generator(r, kept);
}

template <bool maximum>
Value extreme(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given(maximum ? "max" : "min", arguments, {"case_sensitive", "attribute"});
    const AttributePath path(given[1]);
    Iterator iterator(r, value);
    Value best;
    if (!iterator.next(best)) return Value::undefined("No aggregated item, sequence was empty.", true);
    const auto keyOf = [&](const Value& item) { return comparable(r, path.of(r, item), given.flag(0)); };
    Value bestKey = keyOf(best);
    for (Value item; iterator.next(item);) {
        const Value key = keyOf(item);
        if (!(maximum ? less(bestKey, key) : less(key, bestKey))) continue;
        best = item;
        bestKey = key;
    }
    return best;
}

Value sum(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("sum", arguments, {"attribute", "start"});
    const AttributePath path(given[0]);
    Value total = given.value(1, Value::integer(0));
    if (total.is(Type::Text)) fail("sum cannot add texts, use join");
    Iterator iterator(r, value);
    for (Value item; iterator.next(item);) total = calculate(r, Operator::Add, total, path.of(r, item));
    return total;
}

Value batch(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("batch", arguments, {"linecount", "fill_with"}, 1);
    const auto isFull = [&](const Sequence& row) {
        return equal(Value::integer(static_cast<std::int64_t>(row.items.size())), given[0]);
    };
    Sequence* rows = r.newSequence();
    Sequence* row = r.newSequence();
    Iterator iterator(r, value);
    for (Value item; iterator.next(item);) {
        if (isFull(*row)) {
            rows->items.push_back(Value::list(row));
            row = r.newSequence();
        }
        row->items.push_back(item);
    }
    if (!row->items.empty() && given.has(1) && !given[1].is(Type::None)) {
        const std::int64_t missing = given.integer(0, 0) - static_cast<std::int64_t>(row->items.size());
        r.step(static_cast<std::uint64_t>(std::max<std::int64_t>(missing, 0)));
        for (std::int64_t i = 0; i < missing; ++i) row->items.push_back(given[1]);
    }
    if (!row->items.empty()) rows->items.push_back(Value::list(row));
    return generator(r, rows);
}

Value slice(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("slice", arguments, {"slices", "fill_with"}, 1);
    const std::int64_t slices = given.integer(0, 1);
    if (slices == 0) fail("slice: division by zero");
    const Sequence* all = collected(r, value);
    const bool fills = given.has(1) && !given[1].is(Type::None);
    r.step(static_cast<std::uint64_t>(std::max<std::int64_t>(slices, 0)));
    const auto size = static_cast<std::int64_t>(all->items.size());
    const std::int64_t extra = slices > 0 ? size % slices : 0;
    Sequence* columns = r.newSequence();
    auto at = all->items.begin();
    for (std::int64_t i = 0; i < slices; ++i) {
        const std::int64_t count = size / slices + (i < extra ? 1 : 0);
        Sequence* column = r.newSequence();
        column->items.assign(at, at + count);
        at += count;
        if (fills && i >= extra) column->items.push_back(given[1]);
        columns->items.push_back(Value::list(column));
    }
    return generator(r, columns);
}

Value groupBy(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("groupby", arguments, {"attribute", "default", "case_sensitive"}, 1);
    const AttributePath path(given[0]);
    const auto keyOf = [&](const Value& item) { return comparable(r, path.of(r, item, given[1]), given.flag(2)); };
    Sequence* sorted = collected(r, value);
    sortBy(*sorted, false, keyOf);
    Sequence* groups = r.newSequence();
    Value current;
    for (const Value& item : sorted->items) {
        const Value key = keyOf(item);
        if (current.isMissing() || !equal(current, key)) {
            const Value shown = path.of(r, item, given[1]);
            groups->items.push_back(Value::group(&r.tuple({shown, Value::list(r.newSequence())}).sequence()));
        }
        groups->items.back().sequence().items[1].sequence().items.push_back(item);
        current = key;
    }
    return Value::list(groups);
}

constexpr NamedFilter filters[] = {
    {"length", length}, {"count", length},    {"list", list},       {"first", first},        {"last", last},
    {"random", random}, {"reverse", reverse}, {"join", join},       {"sort", sort},          {"dictsort", dictSort},
    {"items", items},   {"unique", unique},   {"sum", sum},         {"min", extreme<false>}, {"max", extreme<true>},
    {"batch", batch},   {"slice", slice},     {"groupby", groupBy},
};

} // namespace

std::span<const NamedFilter> listFilters() { return filters; }

} // namespace pages_jinja
