// SPDX-License-Identifier: Apache-2.0
#include "loader/manifest/capability_id.h"

#include "config/nearest.h"

#include <portico/abi.h>

#include <algorithm>

namespace portico::loader {

namespace {

constexpr std::string_view ours = "portico.";
constexpr std::size_t longestId = 64;

bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordCharacter(char c) { return isLower(c) || isDigit(c) || c == '_' || c == '-'; }

bool isWord(std::string_view word) {
    return !word.empty() && isLower(word.front()) && std::ranges::all_of(word, isWordCharacter);
}

bool isDottedName(std::string_view name) {
    if (name.find('.') == std::string_view::npos) return false;
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        if (!isWord(name.substr(0, dot))) return false;
        name.remove_prefix(dot + 1);
    }
    return isWord(name);
}

bool isRevision(std::string_view text) {
    return !text.empty() && text.size() <= 4 && text.front() != '0' && std::ranges::all_of(text, isDigit);
}

} // namespace

bool isCapabilityId(std::string_view id) {
    const std::size_t slash = id.find('/');
    return id.size() <= longestId && slash != std::string_view::npos && isDottedName(id.substr(0, slash)) &&
           isRevision(id.substr(slash + 1));
}

bool isPluginId(std::string_view id) {
    const auto permitted = [](char c) { return isLower(c) || isDigit(c) || c == '_'; };
    return !id.empty() && id.size() <= longestId && isLower(id.front()) && std::ranges::all_of(id, permitted);
}

const std::vector<std::string_view>& knownCapabilities() {
    static const std::vector<std::string_view> known{PORTICO_ROUTES, PORTICO_AUTH,   PORTICO_USERS,  PORTICO_SESSIONS,
                                                     PORTICO_PAGES,  PORTICO_BACKUP, PORTICO_FILTER, PORTICO_MAIL};
    return known;
}

std::string capabilityProblem(std::string_view id) {
    const std::string quoted = '"' + std::string(id) + '"';
    if (!isCapabilityId(id)) return quoted + ", which is not a capability id; an example is \"" PORTICO_USERS "\"";
    const auto& known = knownCapabilities();
    if (!id.starts_with(ours) || std::ranges::find(known, id) != known.end()) return {};
    const auto near = config::nearest(id, std::vector<std::string>(known.begin(), known.end()));
    return quoted + ", which this server does not know; " +
           (near ? "did you mean \"" + *near + "\"?" : "upgrade portico or correct the id");
}

bool isShared(std::string_view id) { return id == PORTICO_ROUTES || id == PORTICO_BACKUP || id == PORTICO_FILTER; }

const std::string& filterCapability() {
    static const std::string id = PORTICO_FILTER;
    return id;
}

bool isOnlyForPlugins(std::string_view id) { return id == PORTICO_MAIL; }

std::optional<std::string> configurationKey(std::string_view id) {
    const auto& known = knownCapabilities();
    if (isShared(id) || std::ranges::find(known, id) == known.end()) return std::nullopt;
    return "capabilities." + std::string(id.substr(ours.size(), id.find('/') - ours.size()));
}

} // namespace portico::loader
