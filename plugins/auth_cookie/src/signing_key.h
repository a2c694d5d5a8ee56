// SPDX-License-Identifier: Apache-2.0
// The key that signs tokens: the one of the configuration, or one that this server makes once and keeps.
// A key is text, used byte for byte, so that other JWT libraries are given the very same text.
#pragma once

#include <portico/host.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace auth_cookie {

// Throws portico::Error with a sentence that says what is wrong with this key: too short, well known, hardly random.
void mustBeGoodKey(std::string_view key);

// The key in `file`; if there is no such file yet, a new key of 256 random bits is put there, for the owner only. Of several
// processes that come at the same time all get the same key. Throws portico::Error if others may read it.
std::string keyFromFile(const std::filesystem::path& file);

// The same, or, while the disk does not take one, a key that lives as long as this server, over its reloads.
std::string keyOf(const portico::Host& host, const std::filesystem::path& file);

} // namespace auth_cookie
