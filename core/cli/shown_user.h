// SPDX-License-Identifier: Apache-2.0
// Finds and prints a user.
#pragma once

#include <portico/user.hpp>

#include <iosfwd>
#include <string>

namespace portico::cli {

// By name or by id. Throws std::runtime_error if there is no such user.
User userNamed(Users& users, const std::string& nameOrId);

// "2026-11-24 02:00", or "-" for unknown.
std::string when(std::int64_t seconds);

std::string jsonOf(const User& user);            // one object on one line
std::string lineOf(const User& user);            // one line of a list
void print(const User& user, std::ostream& out); // all fields, one per line

} // namespace portico::cli
