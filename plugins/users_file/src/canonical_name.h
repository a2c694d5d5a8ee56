// SPDX-License-Identifier: Apache-2.0
// The form under which a name is unique in the file and is looked up: as all stores have it, and in the normal form NFC, because
// editors and keyboards differ in how they write "é".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace users_file {

// Nothing if this is no name.
std::optional<std::string> canonicalName(std::string_view typed);

} // namespace users_file
