// SPDX-License-Identifier: Apache-2.0
// The declaration of a configuration key: by the host in host_keys.cpp, by a plugin in its manifest. Both use the same text form,
// so that one reader (read_value.h) checks defaults, limits and the values of the administrator.
#pragma once

#include "config/value.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::config {

enum class Type {
    text,     // "Portico"
    integer,  // 16
    number,   // 0.5
    boolean,  // true
    duration, // "30s": a number and s, m, h or d
    size,     // "64 KiB": a number and B, KiB, MiB or GiB
    list,     // ["a", "b"]; as text: a,b. `item` is the type of the items
    path,     // "/var/lib/portico": absolute, or empty if the default is empty
    choice,   // one of `choices`
    table,    // names that the administrator chooses, each with a string
    section,  // [plugins.ID.NAME]: `fields`, each of which becomes a key of its own. Only in manifests
    rows,     // [[plugins.ID.NAME]]: any number of entries, each with all `fields`
};

// 64-bit integers, in the configuration with or without a unit.
constexpr bool isWhole(Type type) { return type == Type::integer || type == Type::duration || type == Type::size; }

// When a changed value takes effect. At a restart if sockets, threads or folders that live as long as the process depend on it.
enum class Applies { atReload, atRestart };

// A condition for every string of a value; `expected` completes the sentence "... must be".
struct Rule {
    bool (*holds)(std::string_view);
    std::string_view expected;
};

constexpr std::size_t noMostEntries = std::numeric_limits<std::size_t>::max();

struct Declaration {
    std::string name{}; // dotted, e.g. server.listen; in a manifest only the last part
    Type type = Type::text;
    Type item = Type::text;       // of a list: text, integer, duration, size, path or choice
    std::string defaultText{};    // the default; for a list: items separated by commas; for a table: always empty
    RawRows defaultRows{};        // the default of `rows`
    bool required = false;        // for a field of `rows`: each entry must set it, so there is no default
    std::string least{};          // for numbers and lists of them; empty: 0
    std::string most{};           // empty: the largest number
    bool orOne = false;           // a `list` that may also be written as its only item: auth = "a"
    std::size_t leastEntries = 0; // for `list` and `rows`
    std::size_t mostEntries = noMostEntries;
    std::vector<std::string> choices{};
    std::vector<Declaration> fields{}; // with the last part of their names
    std::string sentence{};            // what the key is for; ends with a period
    std::string reason{};              // why this is the default; may be empty
    std::string example{};             // shown if the default is empty
    bool secret = false;               // never printed; only such keys may come from a credential
    Applies applies = Applies::atReload;
    std::optional<Rule> rule{};
    std::optional<Rule> entryRule{}; // for the names in a table
};

struct TypeOf {
    Type type;
    Type item = Type::text;
    bool operator==(const TypeOf&) const = default;
};

// "string", "list of integers" ..., as spelled in manifests and documentation.
std::string_view typeName(Type type, Type item = Type::text);
std::optional<TypeOf> typeNamed(std::string_view name);

// "reload" or "restart".
std::string_view appliesName(Applies applies);

} // namespace portico::config
