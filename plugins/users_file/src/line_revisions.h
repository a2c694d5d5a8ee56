// SPDX-License-Identifier: Apache-2.0
// The revision of each user. The file does not store it, so it is derived from the content of the line and from the number of
// changes since the server started: restoring an earlier line does not revive old sessions.
#pragma once

#include "accounts.h"

#include <portico/host.hpp>

namespace users_file {

class LineRevisions {
public:
    explicit LineRevisions(portico::Host host) : host_(host), state_(host.state()) {}

    // Sets the revision of every account of `now`. `before`: the previous content, or null.
    void stamp(const Accounts* before, Accounts& now) const;

private:
    struct Seen {
        std::string line; // a digest; empty if the line is gone
        std::int64_t changes = 0;
    };
    std::int64_t changesOf(const std::string& id, const std::string& before, const std::string& now) const;
    static std::optional<Seen> seenIn(const std::string& kept);

    portico::Host host_;
    portico::State state_; // shared by both generations during a reload
};

} // namespace users_file
