// SPDX-License-Identifier: Apache-2.0
// Judges state.directory by the file policy, and creates it if it is missing. The folders of plugins in it are made by
// loader/file/state_folder.h.
#pragma once

#include <filesystem>

namespace portico::host {

// False if the folder does not exist. Throws Refusal if it violates the file policy or cannot be examined. Once it is judged, no
// untrusted user can put another folder in its place.
bool judgeState(const std::filesystem::path& folder);

// Creates the folder first and then judges it: another user may have created it a moment earlier. Returns `folder`. Also throws
// std::runtime_error if it cannot be created.
std::filesystem::path makeState(std::filesystem::path folder);

} // namespace portico::host
