// SPDX-License-Identifier: Apache-2.0
// The file policy: which owners and modes files must have before the server trusts them. It applies to everything that is read
// from disk at a start and a reload: configuration, plugins and their private copies, keys, certificates, state.directory.
//
// Root and the user of the process are trusted. Configuration and code must belong to one of them, and nobody else may write
// them; in addition, secrets must not be world-readable. A group may read a secret: systemd passes credentials and Debian shares
// keys with the group ssl-cert that way. A group may write configuration only if the owner is its only member, as in a checkout
// with umask 002; root's group may have other members, who are not listed in it.
//
// Folders above a file must belong to root or to the server's user, too, and nobody else may write them unless they are sticky:
// renaming files there cannot create a file that root owns, but can remove one that guards a page, or restore an older one. The
// same holds for every folder that contains a symbolic link on the path to the file: changing the link has the same effect.
// If an entry of an access control list permits writing, the group's mode bits do, too, so the exception for a group with one
// member does not apply if the file has such a list.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::config {

enum class FileUse {
    code,     // runs in this process: no group may write it
    settings, // configuration: only trusted users may write it
    secret,   // like settings, and not world-readable
    own,      // created by the server: only its user may read it
};

struct PolicyViolation {
    std::string what;   // "is writable by users other than its owner"
    std::string advice; // "chmod go-w it"
    std::string text() const { return what + "; " + advice; }
};

// Violations of an open file or folder, so that the checked file is the one that is read. `user` is trusted in addition to root.
// `hasAcl`: it has an access control list (acl(5)).
std::vector<PolicyViolation> violationsOf(const struct stat& opened, FileUse what, uid_t user, bool hasAcl = false);

bool hasAcl(int descriptor);

// Violations of everything that decides where `path` leads: the folders above it, symbolic links and the folders that contain
// them. `path` need not exist. A relative path begins in the current folder.
std::vector<PolicyViolation> violationsAbove(const std::filesystem::path& path, uid_t user);

// In addition, it is a violation if `path` no longer exists, or if it belongs to an untrusted user and `opened` does not: it has been
// changed since it was opened. A new file of root or of `user` is no violation.
std::vector<PolicyViolation> violationsAboveOpened(const std::filesystem::path& path, const struct stat& opened,
                                                   uid_t user);

// Violations of a folder from which all files are read, and of everything that decides where its path leads. A symbolic link is
// followed. If there are none, no untrusted user can replace the folder afterwards: create a folder first, then check it, then use it.
std::vector<PolicyViolation> violationsOfFolder(const std::filesystem::path& folder, FileUse what, uid_t user);

// The first violation as text, or empty: for messages that report only one.
std::string firstOf(const std::vector<PolicyViolation>& all);

} // namespace portico::config
