// SPDX-License-Identifier: Apache-2.0
// Ids of capabilities, "portico.users/1", and which of them this server knows. Others may be provided and needed among
// plugins; the host itself makes no use of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

// Dotted lower-case words, a slash, a revision: "org.example.mail/1".
bool isCapabilityId(std::string_view id);

// [a-z][a-z0-9_]*, at most 64 characters.
bool isPluginId(std::string_view id);

// The capabilities of abi.h.
const std::vector<std::string_view>& knownCapabilities();

// What is wrong with this id in a manifest: malformed, or of ours and unknown. Empty if nothing.
std::string capabilityProblem(std::string_view id);

// Any number of plugins may provide it. Of every other capability there is one provider.
bool isShared(std::string_view id);

// "capabilities.users", the key that names the provider; nothing for a shared or unknown one.
std::optional<std::string> configurationKey(std::string_view id);

} // namespace portico::loader
