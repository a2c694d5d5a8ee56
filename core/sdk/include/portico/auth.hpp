// SPDX-License-Identifier: Apache-2.0
// The interface of a plugin that identifies the senders of requests: portico_auth in abi/auth.h. The host calls it on many
// threads at the same time. Part of <portico/plugin.hpp>.
//
// Example, a site with one secret:
//
//     class KeyAuth final : public portico::Auth {
//         Verdict identify(portico::Exchange& x, Identity& who) override {
//             const auto key = x.header("X-Key");
//             if (!key) return Verdict::Stranger;
//             if (*key != "secret") return Verdict::Invalid; // a real plugin compares in constant time
//             who.user.id = who.user.name = "owner";
//             return Verdict::Known;
//         }
//         void challenge(portico::Exchange& x) override { x.status(401); }
//     };
#pragma once

#include <portico/exchange.hpp>

#include <string>
#include <string_view>

namespace portico {

class Auth {
public:
    virtual ~Auth() = default;
    struct Identity {
        User user;
        std::string session;
    };
    enum class Verdict { Known, Stranger, Invalid };
    // Known: `who` is filled in. Throw if the answer is unknown: guarded routes then answer 503.
    virtual Verdict identify(Exchange& x, Identity& who) = 0;
    virtual void challenge(Exchange& x) = 0;
    virtual std::string_view loginPath() { return {}; }
    virtual std::string_view logoutPath() { return {}; }
};

} // namespace portico
