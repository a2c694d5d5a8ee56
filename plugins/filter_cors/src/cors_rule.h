// SPDX-License-Identifier: Apache-2.0
// One rule of the setting `rules`: which other sites may use the paths below `path` from a browser, and how. Origins are compared as a
// whole: nothing is derived from what a client sends.
#pragma once

#include <portico/plugin.hpp>

#include <optional>
#include <string>
#include <vector>

namespace filter_cors {

class CorsRule {
public:
    // Throws Error for an origin that no browser sends, for "null", and for credentials together with "*".
    explicit CorsRule(const portico::SettingValue& entry);

    bool covers(std::string_view path) const noexcept { return portico::isBelow(path, path_); }

    // The value of Access-Control-Allow-Origin for a request from this origin; nothing if it is not allowed. A view of this rule.
    std::optional<std::string_view> allowed(std::optional<std::string_view> origin) const;

    // What an answer to any request says.
    void mark(portico::Head& head, std::optional<std::string_view> origin) const;
    // What the answer to a preflight adds.
    void markPreflight(portico::Exchange& x) const;

private:
    std::string path_;
    std::vector<std::string> origins_;
    std::string methods_, headers_, expose_, maxAge_;
    bool credentials_;
};

} // namespace filter_cors
