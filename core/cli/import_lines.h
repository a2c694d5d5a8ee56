// SPDX-License-Identifier: Apache-2.0
// Imports users from lines NAME:HASH or NAME:HASH:ROLES, as in htpasswd files. Empty lines and lines that start with # are
// skipped.
#pragma once

#include "cli/progress.h"

#include <portico/user.hpp>

#include <iosfwd>
#include <string>

namespace portico::cli {

// Adds the users of all valid lines; prints file, line and reason for the others to `faults`. Shows the number of the line, also
// of how many if `lines` can be read twice. True if all lines were valid.
bool importLines(std::istream& lines, const std::string& source, Users& users, std::ostream& out, std::ostream& faults,
                 Progress& progress);

} // namespace portico::cli
