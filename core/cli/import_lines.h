// SPDX-License-Identifier: Apache-2.0
// Users from lines NAME:HASH or NAME:HASH:ROLES (as in htpasswd files); empty lines and lines with # are left out.
#pragma once

#include <portico/user.hpp>

#include <iosfwd>
#include <string>

namespace portico::cli {

// Adds every user whose line is good; names file, line and reason of those that are not on `faults`. True if all were.
bool importLines(std::istream& lines, const std::string& source, Users& users, std::ostream& out, std::ostream& faults);

} // namespace portico::cli
