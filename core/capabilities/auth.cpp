// SPDX-License-Identifier: Apache-2.0
// Calls the auth plugin.
#include "capabilities/auth.h"

#include "capabilities/call.h"

#include <utility>

namespace portico::capabilities {

namespace {

struct Answer {
    const Auth::Take& take;
    int calls = 0;

    static portico_status call(void* ctx, const portico_user* user, portico_str session) {
        auto* self = static_cast<Answer*>(ctx);
        return exceptionBarrier(nullptr, [&] {
            if (++self->calls == 1) self->take(*user, view(session));
            return PORTICO_OK;
        });
    }
};

} // namespace

Auth::Auth(Provided provided) : provided_(std::move(provided)) {
    loginPath_ = ask(table().login_path);
    logoutPath_ = ask(table().logout_path);
}

std::string Auth::ask(portico_str (*which)(void*)) const {
    std::string path;
    const Call call(provided_.stats, "login_path or logout_path");
    exceptionBarrier(nullptr, [&] {
        path = view(which(provided_.provider.self));
        return PORTICO_OK;
    });
    return path;
}

Auth::Verdict Auth::identify(portico_exchange& x, const Take& take, Why& why) const {
    Answer answer{take};
    const portico_identity who{&answer, Answer::call};
    Call call(provided_.stats, "identify");
    const portico_status status = call.ended(
        exceptionBarrier(why.get(), [&] { return table().identify(provided_.provider.self, &x, &who, why.get()); }));
    if (status == PORTICO_OK) {
        if (answer.calls == 1) return Verdict::Known;
        explain(why.get(), "identify returned PORTICO_OK but did not report exactly one user");
        return Verdict::Unavailable;
    }
    if (answer.calls != 0) {
        explain(why.get(), "identify reported a user but did not return PORTICO_OK");
        return Verdict::Unavailable;
    }
    if (status == PORTICO_NOT_FOUND) return Verdict::Stranger;
    return status == PORTICO_DENIED ? Verdict::Invalid : Verdict::Unavailable;
}

bool Auth::challenge(portico_exchange& x, Why& why) const {
    Call call(provided_.stats, "challenge");
    return call.ended(exceptionBarrier(
               why.get(), [&] { return table().challenge(provided_.provider.self, &x, why.get()); })) == PORTICO_OK;
}

} // namespace portico::capabilities
