// SPDX-License-Identifier: Apache-2.0
// The map of redirects, read from a file with lines "FROM TO [STATUS]". FROM is a path of this site, or "/path/*" for all paths below
// it. TO is a path of this site or an address with http or https; its final "/*" stands for the rest of the path. Only the rest of a
// path comes from a client, and it is always behind a slash, so that no client chooses the site.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace filter_redirects {

struct Redirect {
    std::string location;
    int status = 308;
};

class RedirectMap {
public:
    static constexpr std::size_t mostLines = 100'000, longestLine = 8192;

    // `name`: of the file, for messages. Throws portico::Error with name and line for the first line that is wrong.
    RedirectMap(std::string_view text, const std::string& name);

    // For a canonical, decoded path and the query as sent. An exact line precedes a longer prefix, and that a shorter one.
    std::optional<Redirect> find(std::string_view path, std::string_view query) const;

    std::size_t size() const noexcept { return exact_.size() + below_.size(); }

private:
    using Lines = std::map<std::string, Redirect, std::less<>>;
    void add(std::string_view line);

    // By the decoded path, in `below_` without "/*"; there, a location ends with a slash if the rest follows.
    Lines exact_, below_;
    std::size_t longestBelow_ = 0; // bytes: a longer path of a client costs no more
};

} // namespace filter_redirects
