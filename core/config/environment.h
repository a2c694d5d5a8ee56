// SPDX-License-Identifier: Apache-2.0
// Environment variables as assignments: PORTICO_, then the key in capitals with two underscores for a dot, so that
// PORTICO_SERVER__PUBLIC_URL is server.public_url. With __FILE at the end the variable names a file with the value.
#pragma once

#include "config/draft.h"

#include <filesystem>
#include <map>
#include <string>

namespace portico::config {

using Environment = std::map<std::string, std::string, std::less<>>;

Environment environmentOf(const char* const* variables); // of main()'s or unistd.h's `environ`

void assignEnvironment(Draft& draft, const Environment& environment);

// A value that is alone in a file.
void assignSecret(Draft& draft, Path path, const std::filesystem::path& file, const Origin& origin);

std::string variableName(std::string_view key);

} // namespace portico::config
