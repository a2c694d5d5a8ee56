// SPDX-License-Identifier: Apache-2.0
// The revision of each user of the file. The file has no room for one, so it follows from what the line says and from how often
// the line was seen to change since the server started: a line that is put back as it was does not bring old logins back.
#pragma once

#include "accounts.h"

#include <portico/host.hpp>

namespace users_file {

class LineRevisions {
public:
    explicit LineRevisions(portico::Host host) : host_(host), state_(host.state()) {}

    // Gives every account of `now` its revision. `before`: what was read before, or null.
    void stamp(const Accounts* before, Accounts& now) const;

private:
    struct Seen {
        std::string line; // a digest; empty: the line is gone
        std::int64_t changes = 0;
    };
    std::int64_t changesOf(const std::string& id, const std::string& before, const std::string& now) const;
    static std::optional<Seen> seenIn(const std::string& kept);

    portico::Host host_;
    portico::State state_; // which both generations see during a reload
};

} // namespace users_file
