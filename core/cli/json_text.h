// SPDX-License-Identifier: Apache-2.0
// A string as JSON, including the quotes.
#pragma once

#include <string>
#include <string_view>

namespace portico::cli {

std::string jsonText(std::string_view text);

} // namespace portico::cli
