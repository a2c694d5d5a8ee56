// SPDX-License-Identifier: Apache-2.0
// Methods of lists, tuples and dicts. Those that change their list or dict do so in place, visible through every reference.
#include "engine/operations/methods.h"
#include "engine/value/compare.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"
#include "engine/value/sorting.h"

#include <algorithm>

namespace pages_jinja {

namespace {

enum class View : std::uint8_t { Keys, Values, Items };

class MapView : public Object {
public:
    MapView(Map& map, View view) : map_(map), view_(view) {}
    std::string_view typeName() const override {
        return view_ == View::Keys ? "dict_keys" : view_ == View::Values ? "dict_values" : "dict_items";
    }
    bool isIterable() const override { return true; }
    std::optional<std::size_t> length() const override { return map_.size(); }
    bool next(Rendering& rendering, std::size_t position, Value& item) override {
        if (position >= map_.size()) return false;
        const Map::Entry& entry = map_.entries()[position];
        item = view_ == View::Keys     ? entry.key
               : view_ == View::Values ? entry.value
                                       : rendering.tuple({entry.key, entry.value});
        return true;
    }
    void print(Buffer& out) const override {
        out.append(typeName());
        out.append("([");
        for (std::size_t i = 0; i < map_.size(); ++i) {
            const Map::Entry& entry = map_.entries()[i];
            if (i != 0) out.append(", ");
            if (view_ == View::Items) out.push('(');
            if (view_ != View::Values) appendRepr(out, entry.key);
            if (view_ == View::Items) out.append(", ");
            if (view_ != View::Keys) appendRepr(out, entry.value);
            if (view_ == View::Items) out.push(')');
        }
        out.append("])");
    }

private:
    Map& map_;
    View view_;
};

template <View view>
Value viewOf(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("a dict's view", arguments, {});
    return Value::object(rendering.arena.make<MapView>(self.map(), view));
}

Value get(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("get", arguments, {"key/", "default/"}, 1);
    const Value* value = self.map().find(given[0]);
    return value != nullptr ? *value : given.value(1, Value::none());
}

Value popFromMap(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("pop", arguments, {"key/", "default/"}, 1);
    const Value* found = self.map().find(given[0]);
    if (found == nullptr && !given.has(1)) fail("pop: no such key");
    const Value value = found != nullptr ? *found : given[1];
    self.map().erase(given[0]);
    return value;
}

Value setDefault(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("setdefault", arguments, {"key/", "default/"}, 1);
    const Value* found = self.map().find(given[0]);
    if (found != nullptr) return *found;
    self.map().set(given[0], given.value(1, Value::none()));
    return given.value(1, Value::none());
}

Value update(Rendering& rendering, const Value& self, const Arguments& arguments) {
    updateMap(rendering, self.map(), "update", arguments);
    return Value::none();
}

Value popItem(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("popitem", arguments, {});
    if (self.map().size() == 0) fail("popitem: the dict is empty");
    const Map::Entry last = self.map().entries().back();
    self.map().erase(last.key);
    return rendering.tuple({last.key, last.value});
}

Value fromKeys(Rendering& rendering, const Value&, const Arguments& arguments) {
    const Bound given("fromkeys", arguments, {"keys/", "value/"}, 1);
    Map* map = rendering.newMap();
    Iterator iterator(rendering, given[0]);
    for (Value key; iterator.next(key);) map->set(key, given.value(1, Value::none()));
    return Value::map(map);
}

Value copyMap(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("copy", arguments, {});
    Map* map = rendering.newMap();
    for (const Map::Entry& entry : self.map().entries()) map->append(entry.key, entry.value);
    return Value::map(map);
}

Value clearMap(Rendering&, const Value& self, const Arguments& arguments) {
    Bound("clear", arguments, {});
    self.map().clear();
    return Value::none();
}

auto& itemsOf(const Value& self) { return self.sequence().items; }

Value append(Rendering&, const Value& self, const Arguments& arguments) {
    itemsOf(self).push_back(Bound("append", arguments, {"item/"}, 1)[0]);
    return Value::none();
}

Value extend(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Sequence* more = collected(rendering, Bound("extend", arguments, {"items/"}, 1)[0]);
    itemsOf(self).insert(itemsOf(self).end(), more->items.begin(), more->items.end());
    return Value::none();
}

Value insert(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("insert", arguments, {"index/", "item/"}, 2);
    const auto size = static_cast<std::int64_t>(itemsOf(self).size());
    const std::int64_t index = given.integer(0, 0);
    const std::int64_t at =
        std::clamp<std::int64_t>(index < 0 ? std::max<std::int64_t>(index, -size) + size : index, 0, size);
    itemsOf(self).insert(itemsOf(self).begin() + at, given[1]);
    return Value::none();
}

Value popFromList(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("pop", arguments, {"index/"});
    const auto size = static_cast<std::int64_t>(itemsOf(self).size());
    std::int64_t at = given.integer(0, -1);
    if (at < 0) at += size;
    if (at < 0 || at >= size) fail("pop: no such item");
    const Value value = itemsOf(self)[static_cast<std::size_t>(at)];
    itemsOf(self).erase(itemsOf(self).begin() + at);
    return value;
}

// The position of `item` in [from, to); `to` if it is not found.
std::size_t positionOf(const Value& self, const Value& item, std::size_t from, std::size_t to) {
    std::size_t at = from;
    while (at < to && !equal(itemsOf(self)[at], item)) ++at;
    return at;
}

Value remove(Rendering&, const Value& self, const Arguments& arguments) {
    const std::size_t size = itemsOf(self).size();
    const std::size_t at = positionOf(self, Bound("remove", arguments, {"item/"}, 1)[0], 0, size);
    if (at == size) fail("remove: no such item");
    itemsOf(self).erase(itemsOf(self).begin() + static_cast<std::ptrdiff_t>(at));
    return Value::none();
}

Value index(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("index", arguments, {"item/", "start/", "stop/"}, 1);
    const auto size = static_cast<std::int64_t>(itemsOf(self).size());
    const auto place = [&](std::int64_t at) {
        return static_cast<std::size_t>(std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size));
    };
    const std::size_t to = place(given.integer(2, size));
    const std::size_t at = positionOf(self, given[0], std::min(place(given.integer(1, 0)), to), to);
    if (at == to) fail("index: no such item");
    return Value::integer(static_cast<std::int64_t>(at));
}

Value count(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("count", arguments, {"item/"}, 1);
    return Value::integer(std::count_if(itemsOf(self).begin(), itemsOf(self).end(),
                                        [&](const Value& item) { return equal(item, given[0]); }));
}

Value reverse(Rendering&, const Value& self, const Arguments& arguments) {
    Bound("reverse", arguments, {});
    std::reverse(itemsOf(self).begin(), itemsOf(self).end());
    return Value::none();
}

Value sort(Rendering& rendering, const Value& self, const Arguments& arguments) {
    if (!arguments.positional.empty()) fail("sort takes 'key' and 'reverse' by name only");
    const Bound given("sort", arguments, {"key", "reverse"});
    if (given.has(0) && !given[0].is(Type::None))
        fail("sort: a key cannot be given; the filter sort takes an attribute");
    Sequence* sorted = rendering.newSequence();
    sorted->items = itemsOf(self);
    sortBy(*sorted, given.integer(1, 0) != 0, [](const Value& item) { return item; });
    itemsOf(self) = sorted->items;
    return Value::none();
}

Value clearList(Rendering&, const Value& self, const Arguments& arguments) {
    Bound("clear", arguments, {});
    itemsOf(self).clear();
    return Value::none();
}

Value copyList(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("copy", arguments, {});
    return rendering.list(itemsOf(self));
}

struct Entry {
    std::string_view name;
    Method method;
};

constexpr Entry mapMethods[] = {
    {"items", viewOf<View::Items>},
    {"keys", viewOf<View::Keys>},
    {"values", viewOf<View::Values>},
    {"get", get},
    {"pop", popFromMap},
    {"setdefault", setDefault},
    {"update", update},
    {"popitem", popItem},
    {"fromkeys", fromKeys},
    {"copy", copyMap},
    {"clear", clearMap},
};

constexpr Entry listMethods[] = {
    {"append", append},   {"extend", extend},   {"insert", insert}, {"pop", popFromList},
    {"remove", remove},   {"index", index},     {"count", count},   {"sort", sort},
    {"reverse", reverse}, {"clear", clearList}, {"copy", copyList},
};

template <std::size_t size>
Method lookUp(const Entry (&table)[size], std::string_view name) {
    for (const Entry& entry : table)
        if (entry.name == name) return entry.method;
    return nullptr;
}

} // namespace

void updateMap(Rendering& rendering, Map& map, std::string_view function, const Arguments& arguments) {
    const Bound given(function, {arguments.positional, {}}, {"other/"});
    if (given.has(0) && given[0].is(Type::Map)) {
        if (&given[0].map() != &map)
            for (const Map::Entry& entry : given[0].map().entries()) map.set(entry.key, entry.value);
    } else if (given.has(0)) {
        Iterator iterator(rendering, given[0]);
        for (Value pair; iterator.next(pair);) {
            const Sequence* both = collected(rendering, pair);
            if (both->items.size() != 2) fail(std::string(function) + " needs pairs of key and value");
            map.set(both->items[0], both->items[1]);
        }
    }
    for (const Named& argument : arguments.named) map.set(Value::text(argument.name), argument.value);
}

Method mapMethod(std::string_view name) { return lookUp(mapMethods, name); }
Method listMethod(std::string_view name) { return lookUp(listMethods, name); }

Method tupleMethod(std::string_view name) {
    if (name == "index") return index;
    return name == "count" ? count : nullptr;
}

Value mapItems(Rendering& rendering, Map& map) {
    return Value::object(rendering.arena.make<MapView>(map, View::Items));
}

} // namespace pages_jinja
