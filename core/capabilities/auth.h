// SPDX-License-Identifier: Apache-2.0
// Calls the auth plugin: who sends this request, and how is a stranger asked to log in? Whatever goes wrong in there is
// "unavailable", never "known". Not here: what a guard does with the answer (http/guard).
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

    // Known only if `take` was called, exactly once. `why` says what went wrong.
    Verdict identify(portico_exchange& x, const Take& take, Why& why) const;

    // Has `x` answered "log in first"? False if the plugin failed to; `why` says how.
    bool challenge(portico_exchange& x, Why& why) const;

    // Where a person logs in and out; empty if that is not how it is done.
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
