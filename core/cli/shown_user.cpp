// SPDX-License-Identifier: Apache-2.0
// Finds and prints a user.
#include "cli/shown_user.h"

#include "base/json_string.h"

#include <ctime>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <stdexcept>

namespace portico::cli {

namespace {

const char* stateOf(const User& user) { return user.disabled ? "disabled" : "enabled"; }

} // namespace

User userNamed(Users& users, const std::string& nameOrId) {
    std::optional<User> user = users.find(nameOrId);
    if (!user) user = users.get(nameOrId);
    if (!user) throw std::runtime_error("there is no user \"" + nameOrId + "\"; `portico user list` lists all users");
    return *std::move(user);
}

std::string when(std::int64_t seconds) {
    if (seconds == 0) return "-";
    const std::time_t time = static_cast<std::time_t>(seconds);
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &utc)};
}

std::string jsonOf(const User& user) {
    std::ostringstream json;
    json << "{\"id\": " << base::jsonString(user.id) << ", \"name\": " << base::jsonString(user.name)
         << ", \"roles\": " << base::jsonString(user.roles) << ", \"disabled\": " << (user.disabled ? "true" : "false")
         << ", \"created\": " << user.created << ", \"changed\": " << user.changed << '}';
    return json.str();
}

std::string lineOf(const User& user) {
    std::ostringstream line;
    line << std::left << std::setw(32) << user.name << ' ' << std::setw(9) << stateOf(user) << ' ' << std::setw(17)
         << when(user.created) << ' ' << user.roles;
    return line.str();
}

void print(const User& user, std::ostream& out) {
    out << "name     " << user.name << "\nid       " << user.id << "\nroles    "
        << (user.roles.empty() ? "-" : user.roles) << "\nstate    " << stateOf(user) << "\ncreated  "
        << when(user.created) << "\nchanged  " << when(user.changed) << '\n';
}

} // namespace portico::cli
