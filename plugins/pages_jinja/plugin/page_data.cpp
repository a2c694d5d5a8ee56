// SPDX-License-Identifier: Apache-2.0
// Converts the data of a page into values of the engine.
#include "plugin/page_data.h"

#include <portico/error.hpp>

namespace pages_jinja {

namespace {

constexpr int deepest = 100; // the host gives at most 32 levels

Map* mapFrom(const portico_value& data, Arena& arena, int depth);

Value valueFrom(const portico_value& value, Arena& arena, int depth) {
    if (depth > deepest) throw portico::Error(PORTICO_INVALID, "the data of the page is more than 100 levels deep");
    switch (value.type) {
    case PORTICO_BOOLEAN: return Value::boolean(value.as.integer != 0);
    case PORTICO_INTEGER: return Value::integer(value.as.integer);
    case PORTICO_REAL: return Value::real(value.as.real);
    case PORTICO_TEXT: return Value::text(portico::view(value.as.text));
    case PORTICO_MAP: return Value::map(mapFrom(value, arena, depth));
    case PORTICO_LIST: {
        auto* list = arena.make<Sequence>(arena);
        list->items.reserve(value.as.list.count);
        for (std::size_t i = 0; i < value.as.list.count; ++i)
            list->items.push_back(valueFrom(value.as.list.items[i], arena, depth + 1));
        return Value::list(list);
    }
    default: return Value::none();
    }
}

Map* mapFrom(const portico_value& data, Arena& arena, int depth) {
    Map* map = arena.make<Map>(arena);
    map->reserve(data.as.map.count);
    for (std::size_t i = 0; i < data.as.map.count; ++i) {
        const portico_member& member = data.as.map.members[i];
        map->append(Value::text(portico::view(member.key)), valueFrom(member.value, arena, depth + 1));
    }
    return map;
}

} // namespace

Map* dataFrom(const portico_value& data, Arena& arena) {
    return data.type == PORTICO_MAP ? mapFrom(data, arena, 0) : arena.make<Map>(arena);
}

} // namespace pages_jinja
