// SPDX-License-Identifier: Apache-2.0
// The key that signs tokens: the configured one, or one that this server creates once and keeps. A key is text, used byte for
// byte, so that the same text works with other JWT libraries.
#pragma once

#include <portico/host.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace auth_cookie {

// Throws portico::Error that says what is wrong with the key: too short, published, or hardly random.
void mustBeGoodKey(std::string_view key);

// The key in `file`. If the file does not exist, creates it with a new key of 256 random bits, readable by the owner only. If
// several processes do so at once, all get the same key. Throws portico::Error if others may read the file.
std::string keyFromFile(const std::filesystem::path& file);

// Like the above; but while the disk cannot store a key, returns one that lasts until the server stops, across reloads.
std::string keyOf(const portico::Host& host, const std::filesystem::path& file);

} // namespace auth_cookie
