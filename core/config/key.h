// SPDX-License-Identifier: Apache-2.0
// A configuration key: its checked declaration, with default and limits as values. read_value.h checks values against a key;
// keys.h lists all keys.
#pragma once

#include "config/declaration.h"
#include "config/value.h"

#include <limits>
#include <variant>

namespace portico::config {

struct Key : Declaration {
    Value defaultValue{};
    std::int64_t leastNumber = 0;
    std::int64_t mostNumber = std::numeric_limits<std::int64_t>::max();
    double leastReal = 0;
    double mostReal = std::numeric_limits<double>::max();
    std::vector<Key> fieldKeys{}; // of `rows`; their names begin with that of this key

    Type itemType() const { return type == Type::list ? item : type; } // of each value in it
};

// The key, or what is wrong with its declaration.
std::variant<Key, std::string> makeKey(Declaration declaration);

// A value in the syntax of TOML, and in that of --set and the environment. They do not hide secrets: callers must.
std::string tomlText(const Key& key, const Value& value);
std::string plainText(const Key& key, const Value& value);

// "an integer from 1 to 1024": completes the sentence "server.threads must be".
std::string expectation(const Key& key);

// The example for messages: the default, or the declared example if the default is empty.
Value exampleValue(const Key& key);

} // namespace portico::config
