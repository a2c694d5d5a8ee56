// SPDX-License-Identifier: Apache-2.0
// A checked value, and the forms that a value has before its key is known (Raw).
// The type of the key says what a number means: a count, seconds or bytes.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portico::config {

using List = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>; // a list of integers, durations or sizes
using Table = std::map<std::string, std::string, std::less<>>;
struct Row;
using Rows = std::vector<Row>; // a list of tables
using Value = std::variant<bool, std::int64_t, double, std::string, List, Numbers, Table, Rows>;

// One entry of a list of tables: the values of its fields, in the order of their declaration.
struct Row {
    std::vector<Value> values{};
    bool operator==(const Row&) const = default;
};

// From the environment, a credential or --set: only the key determines the type.
struct Untyped {
    std::string text;
};

// A value that no key accepts; `what` completes the sentence "must be a string, not".
struct Foreign {
    std::string what;
};

struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    auto operator<=>(const Position&) const = default;
};

// A section without keys. It sets nothing, but its name is checked.
struct EmptySection {};

// The file with the value could not be read; `why` is a complete clause.
struct Unreadable {
    std::string why;
};

struct RawRow;
using RawRows = std::vector<RawRow>; // never empty: an empty list is a List

using Raw = std::variant<bool, std::int64_t, double, std::string, List, Numbers, RawRows, Untyped, Foreign,
                         EmptySection, Unreadable>;

struct RawField {
    std::string name;
    Raw value;
    Position nameAt{};
    Position valueAt{};
};

struct RawRow {
    std::vector<RawField> fields{}; // in the order of the file
    Position at{};
};

// The parts of a name. A part may contain a dot, as in pages.guards."/a.html".
using Path = std::vector<std::string>;

std::vector<std::string> split(std::string_view text, char separator); // always at least one part, possibly empty
Path splitName(std::string_view dotted);
std::string_view lastPart(std::string_view dotted);
std::string joinName(const Path& path); // in TOML syntax: parts that are not bare keys are quoted

// "..." with the escapes that TOML and JSON require.
std::string inQuotes(std::string_view text);

// Valid UTF-8 without control characters; `lines` permits tab, CR and LF.
bool isPlainText(std::string_view text, bool lines);

} // namespace portico::config
