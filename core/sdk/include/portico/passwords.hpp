// SPDX-License-Identifier: Apache-2.0
// Password hashing of the host, as a C++ class: portico_passwords in abi/passwords.h. Plugins call it between start() and stop(),
// on any thread. Part of <portico/plugin.hpp>; Host::passwords() returns it.
//
// Example, a user store checks a password:
//
//     bool isRight(portico::Host host, std::string_view password, std::string& hash) {
//         const portico::Passwords passwords = host.passwords();
//         const auto answer = passwords.verify(password, hash);
//         if (answer == portico::Passwords::Answer::YesUpgrade) hash = passwords.hash(password);
//         return answer != portico::Passwords::Answer::No;
//     }
#pragma once

#include <portico/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace portico {

class Passwords {
public:
    explicit Passwords(const portico_passwords* table) : t_(table) {}

    std::string hash(std::string_view password) const {
        std::string out;
        const portico_sink sink{&out, [](void* ctx, portico_str bytes) {
                                    return exceptionBarrier(nullptr, [&] {
                                        static_cast<std::string*>(ctx)->append(view(bytes));
                                        return PORTICO_OK;
                                    });
                                }};
        Why why;
        why.check(t_->hash(t_->ctx, str(password), &sink, why.get()));
        return out;
    }

    enum class Answer { No, Yes, YesUpgrade };
    // Does the password match the hash? YesUpgrade: store a new hash. Throws Error(PORTICO_UNAVAILABLE) when overloaded.
    // No takes as long as verifying `costliest`, the costliest hash of the store.
    Answer verify(std::string_view password, std::string_view hash, std::string_view costliest = {}) const {
        return ask(password, str(hash), str(costliest));
    }
    // For a name that does not exist or must not log in: takes as long as a No.
    void verifyNobody(std::string_view password, std::string_view costliest) const {
        ask(password, {nullptr, 0}, str(costliest));
    }
    // Throws Error(PORTICO_INVALID) with the reason if this hash must not be imported.
    void mustBeAcceptable(std::string_view hash) const {
        Why why;
        why.check(t_->acceptable(t_->ctx, str(hash), why.get()));
    }
    // The cost of this hash, for comparison with others; 0 if it is malformed.
    std::uint64_t cost(std::string_view hash) const { return t_->cost(t_->ctx, str(hash)); }

private:
    Answer ask(std::string_view password, portico_str hash, portico_str costliest) const {
        std::uint32_t upgrade = 0;
        Why why;
        const portico_status status = t_->verify(t_->ctx, str(password), hash, costliest, &upgrade, why.get());
        if (!why.answer(status, PORTICO_DENIED)) return Answer::No;
        return upgrade != 0 ? Answer::YesUpgrade : Answer::Yes;
    }
    const portico_passwords* t_;
};

} // namespace portico
