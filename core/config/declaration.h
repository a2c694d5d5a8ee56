// SPDX-License-Identifier: Apache-2.0
// The declaration of a configuration key: by the host in host_keys.cpp, by a plugin in its manifest. Both use the same text form,
// so that one reader (read_value.h) checks defaults, limits and the values of the administrator.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::config {

enum class Type {
    text,     // "Portico"
    integer,  // 16
    boolean,  // true
    duration, // "30s": a number and s, m, h or d
    size,     // "64 KiB": a number and B, KiB, MiB or GiB
    list,     // ["a", "b"]; as text: a,b
    path,     // "/var/lib/portico": absolute, or empty if the default is empty
    choice,   // one of `choices`
    table,    // names that the administrator chooses, each with a string
};

// When a changed value takes effect. At a restart if sockets, threads or folders that live as long as the process depend on it.
enum class Applies { atReload, atRestart };

// A condition for every string of a value; `expected` completes the sentence "... must be".
struct Rule {
    bool (*holds)(std::string_view);
    std::string_view expected;
};

struct Declaration {
    std::string name{}; // dotted, e.g. server.listen; in a manifest only the last part
    Type type = Type::text;
    std::string defaultText{}; // the default; for a list: items separated by commas; for a table: always empty
    std::string least{};       // for integer, duration and size; empty: 0
    std::string most{};        // empty: the largest int64_t
    std::vector<std::string> choices{};
    std::string sentence{}; // what the key is for; ends with a period
    std::string reason{};   // why this is the default; may be empty
    std::string example{};  // shown if the default is empty
    bool secret = false;    // never printed; only such keys may come from a credential
    Applies applies = Applies::atReload;
    std::optional<Rule> rule{};
    std::optional<Rule> entryRule{}; // for the names in a table
};

// "string", "integer" ..., as spelled in manifests and documentation.
std::string_view typeName(Type type);
std::optional<Type> typeNamed(std::string_view name);

// "reload" or "restart".
std::string_view appliesName(Applies applies);

} // namespace portico::config
