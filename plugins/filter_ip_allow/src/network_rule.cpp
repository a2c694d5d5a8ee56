// SPDX-License-Identifier: Apache-2.0
#include "network_rule.h"

#include <algorithm>

namespace filter_ip_allow {

namespace {

constexpr std::string_view unixSocket = "unix";

std::string nameOf(const portico::SettingValue& entry) { return "plugins.filter_ip_allow." + entry.name(); }

Networks networksOf(const portico::SettingValue& entry, const char* field) {
    return {entry.field(field).as<std::vector<std::string>>(), nameOf(entry) + '.' + field};
}

} // namespace

Networks::Networks(const std::vector<std::string>& texts, const std::string& setting) {
    for (const std::string& text : texts) {
        if (text == unixSocket) {
            hasUnix_ = true;
            continue;
        }
        const auto network = portico::IpNetwork::parse(text);
        if (!network)
            throw portico::Error(PORTICO_INVALID,
                                 setting + ": \"" + text +
                                     "\" is no address or network; write for example \"192.0.2.0/24\"");
        networks_.push_back(*network);
    }
}

bool Networks::contains(std::string_view peer) const noexcept {
    if (peer == unixSocket) return hasUnix_;
    const auto address = portico::IpAddress::parse(peer);
    return address && std::any_of(networks_.begin(), networks_.end(),
                                  [&](const portico::IpNetwork& network) { return network.contains(*address); });
}

NetworkRule::NetworkRule(const portico::SettingValue& entry)
    : path_(portico::checkedPrefix(entry.field("path").as<std::string_view>(), nameOf(entry))),
      allow_(networksOf(entry, "allow")),
      deny_(networksOf(entry, "deny")) {
    if (allow_.empty() && deny_.empty())
        throw portico::Error(PORTICO_INVALID, nameOf(entry) + ": neither allows nor denies an address");
}

bool NetworkRule::admits(std::string_view peer) const noexcept {
    if (peer != unixSocket && !portico::IpAddress::parse(peer)) return false;
    return !deny_.contains(peer) && (allow_.empty() || allow_.contains(peer));
}

} // namespace filter_ip_allow
