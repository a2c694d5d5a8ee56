// SPDX-License-Identifier: Apache-2.0
// Whose files may decide about this server, and who may read its secrets? The one rule for what is read from disk at a start and at a
// reload: configuration, plugins and the copies that they run from, keys, certificates, state.directory.
//
// Trusted are root and the user that the process runs as. What decides belongs to one of them, and nobody else may write it; a secret
// may in addition not be read by everybody. A group may read a secret: that is how systemd gives credentials, and Debian its keys to
// the group ssl-cert. A group may write configuration only if its owner is alone in it, as in a checkout of somebody with umask 002.
//
// Folders above belong to the same, and nobody else may write them unless they are sticky: who may rename there cannot make a file of
// root, but can take one away that guards a page, or put an older one in its place.
// Access lists need no look of their own: an entry that permits writing shows in the group's mode bits.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::config {

enum class FileUse {
    code,     // runs in this process: no group may write it
    settings, // decides
    secret,   // and only some may read it
    own,      // the server's alone: keys that it made itself
};

struct PolicyViolation {
    std::string what;   // "may be written by others than its owner"
    std::string advice; // "chmod go-w it"
    std::string text() const { return what + "; " + advice; }
};

// Of an open file or folder, so that what is judged is what is read. `user` is trusted besides root.
std::vector<PolicyViolation> violationsOf(const struct stat& opened, FileUse what, uid_t user);

// Of the folders above `path`, which must be canonical and need not be there.
std::vector<PolicyViolation> violationsAbove(const std::filesystem::path& path, uid_t user);

// Of a folder whose files are taken whatever their names, and of the folders above it. `folder` must be canonical.
std::vector<PolicyViolation> violationsOfFolder(const std::filesystem::path& folder, FileUse what, uid_t user);

// The first of them as text, or nothing: for messages with room for one.
std::string firstOf(const std::vector<PolicyViolation>& all);

} // namespace portico::config
