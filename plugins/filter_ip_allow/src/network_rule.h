// SPDX-License-Identifier: Apache-2.0
// One rule of the setting `rules`: which addresses may use the paths below `path`.
#pragma once

#include <portico/plugin.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace filter_ip_allow {

// Networks, and the clients of a Unix socket.
class Networks {
public:
    // Throws portico::Error with the name of the setting for text that is neither a network nor "unix".
    Networks(const std::vector<std::string>& texts, const std::string& setting);
    bool contains(std::string_view peer) const noexcept;
    bool empty() const noexcept { return networks_.empty() && !hasUnix_; }

private:
    std::vector<portico::IpNetwork> networks_;
    bool hasUnix_ = false;
};

class NetworkRule {
public:
    explicit NetworkRule(const portico::SettingValue& entry);

    bool covers(std::string_view path) const noexcept { return portico::isBelow(path, path_); }
    // False for an address that is denied, or not in the list of allowed ones if there is one. An unknown address is refused in any
    // case: it may be any.
    bool admits(std::string_view peer) const noexcept;

private:
    std::string path_;
    Networks allow_, deny_;
};

} // namespace filter_ip_allow
