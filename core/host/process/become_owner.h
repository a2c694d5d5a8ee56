// SPDX-License-Identifier: Apache-2.0
// For commands that an administrator runs as root: they continue as the server's user, so that the files that they write
// belong to the server, and their checks have the same results as the server's.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

namespace portico::host {

struct Owner {
    uid_t user;
    gid_t group;
};

// The owner of `folder`, if root may act for it; nothing if the folder does not exist. Throws Refusal if another user may have put
// the folder there or could create it, because root would then use the data of that user. Call it as root.
std::optional<Owner> trustedOwnerOf(const std::filesystem::path& folder);

// Switches permanently to the owner of `folder`. Does nothing if the process is not root, or if the folder belongs to root or
// does not exist. Throws what trustedOwnerOf throws, and std::runtime_error if the switch fails.
void becomeOwnerOf(const std::filesystem::path& folder);

} // namespace portico::host
