// SPDX-License-Identifier: Apache-2.0
// The auth plugins of a site as one: usually a single plugin, otherwise several, each for its own kind of credentials. Decides what
// their answers mean together, so that a request is never identified more easily than by each of them alone. Calls no plugin
// itself: http/pipeline/identify.cpp and http/handler/challenge.cpp do, with an exchange for each plugin.
#pragma once

#include "capabilities/auth.h"

#include <span>

namespace portico::capabilities {

// What two answers mean together, in any order. An error is an error, whatever the other says. If both found credentials, it is
// unclear which ones are meant, so neither are used.
constexpr Auth::Verdict together(Auth::Verdict one, Auth::Verdict other) noexcept {
    using enum Auth::Verdict;
    if (one == Unavailable || other == Unavailable) return Unavailable;
    if (one == Stranger) return other;
    return other == Stranger ? one : Invalid;
}

class AuthChain {
public:
    // `members`: at least one, in the order of the configuration.
    explicit AuthChain(const std::vector<Provided>& members);

    struct Result {
        Auth::Verdict verdict = Auth::Verdict::Stranger;
        const Auth* by = nullptr;        // the member that identified the sender, if the verdict is Known
        const Auth* overruled = nullptr; // a member that identified a user who is denied because of another member
    };
    // Asks every member, also after one has denied: the result does not depend on the order.
    template <class Ask> // Auth::Verdict(const Auth& member)
    Result identify(Ask&& ask) const {
        Result result;
        const Auth* known = nullptr;
        for (const Auth& member : members_) {
            const Auth::Verdict verdict = ask(member);
            if (verdict == Auth::Verdict::Known) known = &member;
            result.verdict = together(result.verdict, verdict);
        }
        (result.verdict == Auth::Verdict::Known ? result.by : result.overruled) = known;
        return result;
    }

    // The member that answers a challenge: the first that can log a person in, or the first.
    const Auth& challenger() const noexcept;
    std::span<const Auth> members() const noexcept { return members_; }

    const std::string& loginPath() const noexcept { return challenger().loginPath(); }
    // The path with which the user logs out whom `by` identified. Null: for a visitor who is not identified.
    const std::string& logoutPath(const Auth* by) const noexcept {
        return (by != nullptr ? *by : challenger()).logoutPath();
    }

private:
    std::vector<Auth> members_;
};

} // namespace portico::capabilities
