// SPDX-License-Identifier: Apache-2.0
// A user as commands find and show one.
#pragma once

#include <portico/user.hpp>

#include <iosfwd>
#include <string>

namespace portico::cli {

// By name or by id. Throws std::runtime_error if there is nobody.
User userNamed(Users& users, const std::string& nameOrId);

// "2026-11-24 02:00", or "-" for unknown.
std::string when(std::int64_t seconds);

std::string jsonOf(const User& user);            // one object on one line
std::string lineOf(const User& user);            // one line of a list
void print(const User& user, std::ostream& out); // everything, one line each

} // namespace portico::cli
