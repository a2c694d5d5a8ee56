// SPDX-License-Identifier: Apache-2.0
// The tables, as a list of numbered steps from an empty file to the current schema. A released step never changes; a change adds
// a new step at the end. The number of completed steps is the file's user_version.
#pragma once

#include <Poco/Data/Session.h>
#include <string>

namespace users_sqlite {

// The number of the newest step.
int newestSchema();

// True for a file of this plugin with all steps done: then opening it need not wait for writers.
bool isUpToDate(Poco::Data::Session& connection);

// Runs the missing steps inside the caller's transaction. `upTo` is for tests. Throws portico::Error for a file that is newer
// than this plugin or belongs to another program.
void bringUpToDate(Poco::Data::Session& connection, const std::string& file, int upTo = newestSchema());

} // namespace users_sqlite
