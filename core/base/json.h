// SPDX-License-Identifier: Apache-2.0
// A JSON text as a tree. It keeps the order of members and also keeps duplicates, of which the last would otherwise win
// silently. Used for the manifests of plugins and backups.
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
};

struct JsonMember {
    std::string name;
    Json value;
};

// The tree, or where and why the text is not JSON: "line 1, column 9, after `{"id": `: a value is missing".
std::variant<Json, std::string> parseJson(const std::string& text);

} // namespace portico::base
