// SPDX-License-Identifier: Apache-2.0
// Ids of capabilities, such as "portico.users/1", and which of them this server knows. Plugins may provide and need others;
// the host itself does not use them.
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

// The capabilities defined in portico/abi.
const std::vector<std::string_view>& knownCapabilities();

// What is wrong with this id in a manifest: malformed, or reserved for Portico (portico.*) and unknown. Empty if nothing.
std::string capabilityProblem(std::string_view id);

// Whether any number of plugins may provide it. Every other capability has one provider.
bool isShared(std::string_view id);

// "portico.filter/1": shared, but only the plugins that capabilities.filters lists are used.
const std::string& filterCapability();

// Whether the host never calls it, so that a server without a provider is complete if no plugin needs one.
bool isOnlyForPlugins(std::string_view id);

// "capabilities.users", the key that names the provider; nothing for a shared or unknown one.
std::optional<std::string> configurationKey(std::string_view id);

} // namespace portico::loader
