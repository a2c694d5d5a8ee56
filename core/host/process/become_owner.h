// SPDX-License-Identifier: Apache-2.0
// For an administrator who runs a command as root: it goes on as the server's user, so that what it writes belongs to the
// server, and what it judges it judges as the server would.
#pragma once

#include <filesystem>

namespace portico::host {

// Of the folder; nothing happens for anybody but root, and where root owns it or it is not there. For good. Throws
// std::runtime_error.
void becomeOwnerOf(const std::filesystem::path& folder);

} // namespace portico::host
