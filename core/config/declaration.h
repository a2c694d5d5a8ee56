// SPDX-License-Identifier: Apache-2.0
// How a configuration key is declared: by the host in host_keys.cpp, by a plugin in its manifest. Both write the same text
// form, so that one reader (read_value.h) judges defaults, limits and what an administrator gives.
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
    path,     // "/var/lib/portico": absolute, or empty where the default is
    choice,   // one of `choices`
    table,    // names that the administrator chooses, each with a string
};

// When a changed value takes effect. At a restart: sockets, threads and folders hold it that live as long as the process.
enum class Applies { atReload, atRestart };

// What every string of a value must satisfy; `expected` completes the sentence "... must be".
struct Rule {
    bool (*holds)(std::string_view);
    std::string_view expected;
};

struct Declaration {
    std::string name{}; // dotted, e.g. server.listen; in a manifest the last part only
    Type type = Type::text;
    std::string defaultText{}; // the default; for a list: items with commas between; for a table: always empty
    std::string least{};    // for integer, duration and size; empty: 0
    std::string most{};     // empty: the largest that fits
    std::vector<std::string> choices{};
    std::string sentence{}; // what it decides, for a person; ends with a full stop
    std::string reason{};   // why the default is what it is; may be empty
    std::string example{};  // shown when the default is empty
    bool secret = false;    // never printed; the only keys that a credential may give
    Applies applies = Applies::atReload;
    std::optional<Rule> rule{};
    std::optional<Rule> entryRule{}; // what the names in a table must satisfy
};

// "string", "integer", ... as a manifest and the documentation spell it.
std::string_view typeName(Type type);
std::optional<Type> typeNamed(std::string_view name);

// "reload" or "restart".
std::string_view appliesName(Applies applies);

} // namespace portico::config
