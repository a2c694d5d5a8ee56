// SPDX-License-Identifier: Apache-2.0
// Environment variables as a layer: PORTICO_, then the key in capitals with two underscores for a dot. PORTICO_SERVER__PUBLIC_URL
// sets server.public_url. A variable that ends in __FILE names a file that contains the value.
#pragma once

#include "config/draft.h"

#include <filesystem>
#include <map>
#include <string>

namespace portico::config {

using Environment = std::map<std::string, std::string, std::less<>>;

Environment environmentOf(const char* const* variables); // e.g. `environ` of unistd.h

void assignEnvironment(Draft& draft, const Environment& environment);

// A value from a file that contains nothing else.
void assignSecret(Draft& draft, Path path, const std::filesystem::path& file, const Origin& origin);

std::string variableName(std::string_view key);

} // namespace portico::config
