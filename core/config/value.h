// SPDX-License-Identifier: Apache-2.0
// A checked value, and the forms in which a value arrives before its key is known (Raw).
// What a number means (a count, seconds, bytes) is said by the key's type.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portico::config {

using List = std::vector<std::string>;
using Table = std::map<std::string, std::string, std::less<>>;
using Value = std::variant<bool, std::int64_t, std::string, List, Table>;

// From the environment, a credential or --set: the type is the key's, not the source's.
struct Untyped {
    std::string text;
};

// Something that no key takes; `what` completes the sentence "must be a string, not".
struct Foreign {
    std::string what;
};

// A section with nothing in it: says nothing, but its name is checked.
struct EmptySection {};

// A file that was to give the value and could not be read; `why` is a whole clause.
struct Unreadable {
    std::string why;
};

using Raw = std::variant<bool, std::int64_t, std::string, List, Untyped, Foreign, EmptySection, Unreadable>;

// The parts of a name. A part may hold a dot itself, as in pages.guards."/a.html".
using Path = std::vector<std::string>;

std::vector<std::string> split(std::string_view text, char separator); // always at least one, perhaps empty
Path splitName(std::string_view dotted);
std::string joinName(const Path& path); // as TOML writes it: parts that are not bare are quoted

// "..." with everything escaped that TOML and JSON want escaped.
std::string inQuotes(std::string_view text);

// Valid UTF-8 without control characters; `lines` permits tab, CR and LF.
bool isPlainText(std::string_view text, bool lines);

} // namespace portico::config
