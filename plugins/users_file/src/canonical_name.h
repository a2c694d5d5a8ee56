// SPDX-License-Identifier: Apache-2.0
// The form in which a name is unique in the file and is looked up: the canonical name of all stores in the normal form NFC,
// because editors and keyboards encode "é" differently.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace users_file {

// Nothing if the text is not a valid name.
std::optional<std::string> canonicalName(std::string_view typed);

} // namespace users_file
