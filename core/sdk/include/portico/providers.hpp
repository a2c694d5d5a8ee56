// SPDX-License-Identifier: Apache-2.0
// Calls the user store and the session store of another plugin through their C tables. Host returns these classes for needed
// capabilities, and the host itself uses them to call plugins. Part of <portico/plugin.hpp>.
// A provider is a pair of pointers: copy it freely; it is valid while the providing plugin is started.
//
// Example, in a plugin that needs portico.users/1 and portico.sessions/1 (`users` and `sessions` from Host):
//
//     void logOutEverywhere(portico::UsersProvider users, portico::SessionsProvider sessions, std::string_view name) {
//         if (const std::optional<portico::User> user = users.find(name)) sessions.endAll(user->id);
//     }
#pragma once

#include <portico/session.hpp>
#include <portico/user.hpp>

namespace portico {

namespace detail {

// A sink that converts each C struct with `From` and passes it to `take`. rethrow() rethrows an exception of `take`.
template <class C, class Cxx, Cxx (*From)(const C&)>
class Taker {
public:
    explicit Taker(const std::function<bool(const Cxx&)>& take) : take_(take) {}
    static portico_status call(void* ctx, const C* item) noexcept {
        auto* self = static_cast<Taker*>(ctx);
        try {
            return self->take_(From(*item)) ? PORTICO_OK : PORTICO_DENIED;
        } catch (...) {
            self->thrown_ = std::current_exception();
            return PORTICO_FAILED;
        }
    }
    void rethrow() const {
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    const std::function<bool(const Cxx&)>& take_;
    std::exception_ptr thrown_;
};
using UserTaker = Taker<portico_user, User, userFrom>;
using SessionTaker = Taker<portico_session, Session, sessionFrom>;

} // namespace detail

class UsersProvider final : public Users {
public:
    explicit UsersProvider(portico_provider p) : t_(static_cast<const portico_users*>(p.table)), self_(p.self) {}

    std::optional<User> find(std::string_view name) override {
        return one([&](auto* sink, auto* why) { return t_->find(self_, str(name), sink, why); }, PORTICO_NOT_FOUND);
    }
    std::optional<User> get(std::string_view id) override {
        return one([&](auto* sink, auto* why) { return t_->get(self_, str(id), sink, why); }, PORTICO_NOT_FOUND);
    }
    std::optional<User> verify(std::string_view name, std::string_view password) override {
        return one([&](auto* sink, auto* why) { return t_->verify(self_, str(name), str(password), sink, why); },
                   PORTICO_DENIED);
    }
    void list(const Take& take) override {
        Why why;
        detail::UserTaker taker(take);
        const portico_user_sink sink{&taker, detail::UserTaker::call};
        const portico_status status = t_->list(self_, &sink, why.get());
        taker.rethrow();
        if (status != PORTICO_DENIED) why.check(status);
    }
    void create(const User& user, const Secret& secret) override {
        const portico_user c = borrow(user);
        const portico_secret s = borrowSecret(secret);
        Why why;
        why.check(t_->create(self_, &c, &s, why.get()));
    }
    void update(const User& user) override {
        const portico_user c = borrow(user);
        Why why;
        why.check(t_->update(self_, &c, why.get()));
    }
    void setSecret(std::string_view id, const Secret& secret) override {
        const portico_secret s = borrowSecret(secret);
        Why why;
        why.check(t_->set_secret(self_, str(id), &s, why.get()));
    }
    void remove(std::string_view id) override {
        Why why;
        why.check(t_->remove(self_, str(id), why.get()));
    }
    void change(const User& user) override {
        if (!PORTICO_HAS_FUNCTION(t_, portico_users, change)) return Users::change(user);
        const portico_user c = borrow(user);
        Why why;
        why.check(t_->change(self_, &c, why.get()));
    }

private:
    static portico_secret borrowSecret(const Secret& secret) noexcept {
        return {static_cast<std::uint32_t>(secret.kind), 0, str(secret.text)};
    }
    template <class Call>
    static std::optional<User> one(Call&& call, portico_status no) {
        std::optional<User> found;
        const portico_user_sink sink{&found, [](void* ctx, const portico_user* user) {
                                         return exceptionBarrier(nullptr, [&] {
                                             *static_cast<std::optional<User>*>(ctx) = userFrom(*user);
                                             return PORTICO_OK;
                                         });
                                     }};
        Why why;
        if (!why.answer(call(&sink, why.get()), no)) return std::nullopt;
        return found; // empty if the provider returned PORTICO_OK without calling the sink
    }
    const portico_users* t_;
    void* self_;
};

class SessionsProvider final : public Sessions {
public:
    explicit SessionsProvider(portico_provider p) : t_(static_cast<const portico_sessions*>(p.table)), self_(p.self) {}

    void create(const Session& session) override {
        const portico_session c = borrow(session);
        Why why;
        why.check(t_->create(self_, &c, why.get()));
    }
    std::optional<Session> find(std::string_view id) override {
        std::optional<Session> found;
        const Take take = [&](const Session& session) {
            found = session;
            return true;
        };
        Why why;
        detail::SessionTaker taker(take);
        const portico_session_sink sink{&taker, detail::SessionTaker::call};
        const portico_status status = t_->find(self_, str(id), &sink, why.get());
        taker.rethrow();
        return why.answer(status, PORTICO_NOT_FOUND) ? found : std::nullopt;
    }
    void touch(std::string_view id) override {
        Why why;
        why.answer(t_->touch(self_, str(id), why.get()), PORTICO_NOT_FOUND);
    }
    void end(std::string_view id) override {
        Why why;
        why.check(t_->end(self_, str(id), why.get()));
    }
    void endAll(std::string_view userId) override {
        Why why;
        why.check(t_->end_all(self_, str(userId), why.get()));
    }
    void list(std::string_view userId, const Take& take) override {
        Why why;
        detail::SessionTaker taker(take);
        const portico_session_sink sink{&taker, detail::SessionTaker::call};
        const portico_status status = t_->list(self_, str(userId), &sink, why.get());
        taker.rethrow();
        if (status != PORTICO_DENIED) why.check(status);
    }

private:
    const portico_sessions* t_;
    void* self_;
};

} // namespace portico
