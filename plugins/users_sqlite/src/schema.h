// SPDX-License-Identifier: Apache-2.0
// The tables, as a list of numbered steps from an empty file to today. A step that was released never changes; what is to
// change gets a new step at the end. The number of steps done is the file's user_version.
#pragma once

#include <Poco/Data/Session.h>
#include <string>

namespace users_sqlite {

// The number of the newest step.
int newestSchema();

// A file of ours with all steps done: for that, nobody who writes has to be waited for.
bool isUpToDate(Poco::Data::Session& connection);

// Does the missing steps, inside of the caller's transaction. `upTo` is for tests. Throws portico::Error for a file that is
// newer than this plugin, or that belongs to another program.
void bringUpToDate(Poco::Data::Session& connection, const std::string& file, int upTo = newestSchema());

} // namespace users_sqlite
