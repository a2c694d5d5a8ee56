// SPDX-License-Identifier: Apache-2.0
// Imports users from lines NAME:HASH or NAME:HASH:ROLES.
#include "cli/import_lines.h"

#include <algorithm>
#include <istream>
#include <ostream>

namespace portico::cli {

namespace {

constexpr std::string_view mark = "\xef\xbb\xbf"; // UTF-8 byte order mark, which some editors write

// No hash format of crypt(5) or PHC contains a colon.
void importLine(const std::string& line, Users& users) {
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string::npos) throw Error(PORTICO_INVALID, "expected NAME:HASH or NAME:HASH:ROLES");
    const std::size_t second = line.find(':', colon + 1);
    User user;
    user.name = line.substr(0, colon);
    if (second != std::string::npos) user.roles = line.substr(second + 1);
    std::replace(user.roles.begin(), user.roles.end(), ',', ' ');
    const std::string hash = line.substr(colon + 1, second == std::string::npos ? second : second - colon - 1);
    users.create(user, {Secret::Kind::Hash, hash});
}

// "ada: " for messages; empty if the line may consist only of a hash, which must not be printed.
std::string nameIn(const std::string& line) {
    const std::size_t colon = line.find(':');
    return colon == 0 || colon == std::string::npos ? "" : line.substr(0, colon) + ": ";
}

// " of 12"; empty if the lines can be read only once.
std::string ofAll(std::istream& lines) {
    const std::istream::pos_type start = lines.tellg();
    if (start == std::istream::pos_type(-1)) return {};
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) ++count;
    lines.clear();
    lines.seekg(start);
    return " of " + std::to_string(count);
}

} // namespace

bool importLines(std::istream& lines, const std::string& source, Users& users, std::ostream& out, std::ostream& faults,
                 Progress& progress) {
    const std::string total = ofAll(lines);
    std::size_t number = 0, added = 0, bad = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        progress.show("importing users", "line " + std::to_string(number) + total);
        if (number == 1 && line.starts_with(mark)) line.erase(0, mark.size());
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        try {
            importLine(line, users);
            ++added;
        } catch (const Error& error) {
            ++bad;
            progress.clear();
            faults << source << ':' << number << ": " << nameIn(line) << error.what() << '\n';
        }
    }
    progress.clear();
    out << "imported " << added << (added == 1 ? " user" : " users");
    if (bad > 0) out << ", left out " << bad;
    out << '\n';
    return bad == 0;
}

} // namespace portico::cli
