// SPDX-License-Identifier: Apache-2.0
// A JSON text as a tree that keeps the order of members. base/json.h reads it. Used for the manifests of plugins and backups
// and for the answers of the running server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portico::base {

struct JsonMember;
struct Json;
using JsonList = std::vector<Json>;
using JsonMap = std::vector<JsonMember>;

struct Json {
    // Without an initialiser: JsonMember is not complete yet.
    std::variant<std::monostate, bool, std::int64_t, double, std::string, JsonList, JsonMap> value;

    template <class T>
    const T* as() const {
        return std::get_if<T>(&value);
    }

    // The first member of that name; nullptr if there is none or this is not an object.
    const Json* find(std::string_view name) const;

    // The member of that name. They throw std::runtime_error if it is missing or has another type.
    const std::string& text(std::string_view name) const;
    std::int64_t number(std::string_view name) const;
    bool truth(std::string_view name) const;
    const JsonList& list(std::string_view name) const;
    // A list of strings, which may be missing.
    std::vector<std::string> texts(std::string_view name) const;
};

struct JsonMember {
    std::string name;
    Json value;
};

// On one line.
std::string jsonText(const Json& json);

} // namespace portico::base
