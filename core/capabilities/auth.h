// SPDX-License-Identifier: Apache-2.0
// Calls the auth plugin to identify the sender of a request and to challenge anonymous clients. Every failure counts as
// "unavailable", never as "known". http/pipeline/guard.cpp decides what a guard does with the result.
#pragma once

#include "capabilities/registry.h"

#include <portico/user.hpp>

#include <functional>

namespace portico::capabilities {

class Auth {
public:
    explicit Auth(Provided provided);

    enum class Verdict { Known, Stranger, Invalid, Unavailable };
    using Take = std::function<void(const portico_user& user, std::string_view session)>;

    // Known only if the plugin called `take` exactly once, Stranger and Invalid only if it did not: what it told `take` counts
    // with Known alone. `why` receives the reason of a failure.
    Verdict identify(portico_exchange& x, const Take& take, Why& why) const;

    // Lets the plugin answer `x` with a challenge. False if the plugin failed; `why` receives the reason.
    bool challenge(portico_exchange& x, Why& why) const;

    // The paths for logging in and out; empty if there are none.
    const std::string& loginPath() const noexcept { return loginPath_; }
    const std::string& logoutPath() const noexcept { return logoutPath_; }
    const std::string& plugin() const noexcept { return provided_.plugin; }

private:
    const portico_auth& table() const noexcept { return *static_cast<const portico_auth*>(provided_.provider.table); }
    std::string ask(portico_str (*which)(void*)) const;

    Provided provided_;
    std::string loginPath_;
    std::string logoutPath_;
};

} // namespace portico::capabilities
