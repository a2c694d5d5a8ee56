// SPDX-License-Identifier: Apache-2.0
// A key of the configuration: its declaration, checked, with default and limits as values. Whether a value fits a key is
// asked of read_value.h; which keys there are, of keys.h.
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
};

// The key, or a sentence that says what is wrong with its declaration.
std::variant<Key, std::string> makeKey(Declaration declaration);

// A value in TOML's spelling, and in that of --set and the environment. Secrets too: callers hide them.
std::string tomlText(const Key& key, const Value& value);
std::string plainText(const Key& key, const Value& value);

// "an integer from 1 to 1024": completes the sentence "server.threads must be".
std::string expectation(const Key& key);

// What a message shows as an example: the default, or the declared example where the default is empty.
Value exampleValue(const Key& key);

} // namespace portico::config
