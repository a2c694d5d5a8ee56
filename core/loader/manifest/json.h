// SPDX-License-Identifier: Apache-2.0
// A JSON text as a tree that keeps the order of members and does not forget doubled ones: the last of two equal members would win in
// silence. Of manifests, of plugins and of backups.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portico::loader {

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

// The tree, or where the text is not JSON, and why: "line 1, column 9, behind `{"id": `: a value is missing".
std::variant<Json, std::string> parseJson(const std::string& text);

} // namespace portico::loader
