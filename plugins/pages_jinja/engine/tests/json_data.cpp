// SPDX-License-Identifier: Apache-2.0
// Poco parses the JSON and preserves the order of keys.
#include "json_data.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/ParseHandler.h>
#include <Poco/JSON/Parser.h>

namespace pages_jinja::test {

namespace {

Value valueFrom(const Poco::Dynamic::Var& json, Arena& arena);

Map* mapFrom(const Poco::JSON::Object& object, Arena& arena) {
    Map* map = arena.make<Map>(arena);
    for (const std::string& name : object.getNames())
        map->set(Value::text(arena.copy(name)), valueFrom(object.get(name), arena));
    return map;
}

Value valueFrom(const Poco::Dynamic::Var& json, Arena& arena) {
    if (json.isEmpty()) return Value::none();
    if (json.type() == typeid(Poco::JSON::Object::Ptr))
        return Value::map(mapFrom(*json.extract<Poco::JSON::Object::Ptr>(), arena));
    if (json.type() == typeid(Poco::JSON::Array::Ptr)) {
        auto* items = arena.make<Sequence>(arena);
        for (const auto& item : *json.extract<Poco::JSON::Array::Ptr>()) items->items.push_back(valueFrom(item, arena));
        return Value::list(items);
    }
    if (json.isBoolean()) return Value::boolean(json.convert<bool>());
    if (json.isString()) return Value::text(arena.copy(json.convert<std::string>()));
    return json.isInteger() ? Value::integer(json.convert<Poco::Int64>()) : Value::real(json.convert<double>());
}

} // namespace

Map* dataFrom(const std::string& json, Arena& arena) {
    if (json.empty()) return arena.make<Map>(arena);
    Poco::JSON::Parser parser(new Poco::JSON::ParseHandler(true));
    return mapFrom(*parser.parse(json).extract<Poco::JSON::Object::Ptr>(), arena);
}

} // namespace pages_jinja::test
