// SPDX-License-Identifier: Apache-2.0
// The C tables of a plugin class: each function finds the C++ object and calls it behind an exception barrier.
// Internal part of <portico/plugin.hpp>.
#pragma once

#include <portico/plugin.hpp>

namespace portico::detail {

template <class Sink>
auto takerOf(const Sink* out) {
    return [out](const auto& item) {
        const auto c = borrow(item);
        return out->take(out->ctx, &c) == PORTICO_OK;
    };
}

template <class T>
struct UsersTable {
    static Users& of(void* self) { return static_cast<T*>(self)->users(); }

    static portico_status told(const std::optional<User>& user, const portico_user_sink* out, portico_status no) {
        if (!user) return no;
        takerOf(out)(*user);
        return PORTICO_OK;
    }
    static Secret secretFrom(const portico_secret& secret) {
        if (secret.kind != PORTICO_SECRET_PASSWORD && secret.kind != PORTICO_SECRET_HASH)
            throw Error(PORTICO_INVALID, "this plugin does not know this kind of secret");
        return {static_cast<Secret::Kind>(secret.kind), view(secret.text)};
    }
    static portico_status find(void* s, portico_str name, const portico_user_sink* out, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return told(of(s).find(view(name)), out, PORTICO_NOT_FOUND); });
    }
    static portico_status get(void* s, portico_str id, const portico_user_sink* out, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return told(of(s).get(view(id)), out, PORTICO_NOT_FOUND); });
    }
    static portico_status list(void* s, const portico_user_sink* out, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).list(takerOf(out)), PORTICO_OK; });
    }
    static portico_status verify(void* s, portico_str name, portico_str password, const portico_user_sink* out,
                                 portico_error* why) noexcept {
        return exceptionBarrier(why,
                                [&] { return told(of(s).verify(view(name), view(password)), out, PORTICO_DENIED); });
    }
    static portico_status create(void* s, const portico_user* user, const portico_secret* secret,
                                 portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).create(userFrom(*user), secretFrom(*secret)), PORTICO_OK; });
    }
    static portico_status update(void* s, const portico_user* user, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).update(userFrom(*user)), PORTICO_OK; });
    }
    static portico_status setSecret(void* s, portico_str id, const portico_secret* secret,
                                    portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).setSecret(view(id), secretFrom(*secret)), PORTICO_OK; });
    }
    static portico_status remove(void* s, portico_str id, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).remove(view(id)), PORTICO_OK; });
    }
    static portico_status change(void* s, const portico_user* user, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).change(userFrom(*user)), PORTICO_OK; });
    }
    static constexpr portico_users table = {
        sizeof(portico_users), 0, find, get, list, verify, create, update, setSecret, remove, change};
};

template <class T>
struct SessionsTable {
    static Sessions& of(void* self) { return static_cast<T*>(self)->sessions(); }

    static portico_status create(void* s, const portico_session* session, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).create(sessionFrom(*session)), PORTICO_OK; });
    }
    static portico_status find(void* s, portico_str id, const portico_session_sink* out, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            const std::optional<Session> session = of(s).find(view(id));
            if (!session) return PORTICO_NOT_FOUND;
            takerOf(out)(*session);
            return PORTICO_OK;
        });
    }
    static portico_status touch(void* s, portico_str id, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).touch(view(id)), PORTICO_OK; });
    }
    static portico_status end(void* s, portico_str id, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).end(view(id)), PORTICO_OK; });
    }
    static portico_status endAll(void* s, portico_str userId, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).endAll(view(userId)), PORTICO_OK; });
    }
    static portico_status list(void* s, portico_str userId, const portico_session_sink* out,
                               portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).list(view(userId), takerOf(out)), PORTICO_OK; });
    }
    static constexpr portico_sessions table = {sizeof(portico_sessions), 0, create, find, touch, end, endAll, list};
};

template <class T>
struct AuthTable {
    static Auth& of(void* self) { return static_cast<T*>(self)->auth(); }

    static portico_status identify(void* s, portico_exchange* x, const portico_identity* who,
                                   portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            Exchange exchange(x);
            Auth::Identity identity;
            switch (of(s).identify(exchange, identity)) {
            case Auth::Verdict::Known: break;
            case Auth::Verdict::Stranger: return PORTICO_NOT_FOUND;
            case Auth::Verdict::Invalid: return PORTICO_DENIED;
            }
            const portico_user user = borrow(identity.user);
            return who->take(who->ctx, &user, str(identity.session));
        });
    }
    static portico_status challenge(void* s, portico_exchange* x, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            Exchange exchange(x);
            of(s).challenge(exchange);
            return PORTICO_OK;
        });
    }
    static portico_str loginPath(void* s) noexcept { return path(s, &Auth::loginPath); }
    static portico_str logoutPath(void* s) noexcept { return path(s, &Auth::logoutPath); }
    static portico_str path(void* s, std::string_view (Auth::*which)()) noexcept {
        portico_str result{};
        exceptionBarrier(nullptr, [&] { return result = str((of(s).*which)()), PORTICO_OK; });
        return result;
    }
    static constexpr portico_auth table = {sizeof(portico_auth), 0, identify, challenge, loginPath, logoutPath};
};

template <class T>
struct PagesTable {
    static Pages& of(void* self) { return static_cast<T*>(self)->pages(); }

    static portico_status list(void* s, const portico_page_sink* out, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            of(s).list([out](const Page& listed) {
                const portico_page page{sizeof(portico_page), 0, str(listed.name), str(listed.path), str(listed.guard),
                                        str(listed.fault)};
                return out->take(out->ctx, &page) == PORTICO_OK;
            });
            return PORTICO_OK;
        });
    }
    static portico_status render(void* s, portico_str page, const portico_value* data, const portico_sink* out,
                                 portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            const bool found = of(s).render(view(page), *data, [out](std::string_view bytes) {
                if (out->write(out->ctx, str(bytes)) != PORTICO_OK) throw Error(PORTICO_FAILED, "the page is too long");
            });
            return found ? PORTICO_OK : PORTICO_NOT_FOUND;
        });
    }
    static constexpr portico_pages table = {sizeof(portico_pages), 0, list, render};
};

template <class T>
struct BackupTable {
    static Backup& of(void* self) { return static_cast<T*>(self)->backup(); }

    static portico_status save(void* s, portico_str folder, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).save(std::string(view(folder))), PORTICO_OK; });
    }
    static portico_status load(void* s, portico_str folder, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return of(s).load(std::string(view(folder))), PORTICO_OK; });
    }
    static constexpr portico_backup table = {sizeof(portico_backup), 0, save, load};
};

// Whether a class derived from Filter overrides this function; true if the function is private, which only an override can be.
#define PORTICO_OVERRIDES_(Name, function)                                                                             \
    template <class F, class = void>                                                                                   \
    struct Name : std::true_type {};                                                                                   \
    template <class F>                                                                                                 \
    struct Name<F, std::void_t<decltype(&F::function)>>                                                                \
        : std::integral_constant<bool, std::is_same_v<F, Filter> ||                                                    \
                                           !std::is_same_v<decltype(&F::function), decltype(&Filter::function)>> {}
PORTICO_OVERRIDES_(OverridesRequest, request);
PORTICO_OVERRIDES_(OverridesAdmitted, admitted);
PORTICO_OVERRIDES_(OverridesHead, head);
PORTICO_OVERRIDES_(OverridesEnd, end);
#undef PORTICO_OVERRIDES_

template <class T>
struct FilterTable {
    using Own = std::remove_reference_t<decltype(std::declval<T&>().filter())>;
    static Filter& of(void* self) { return static_cast<T*>(self)->filter(); }

    static portico_status statusOf(Filter::Next next) noexcept {
        return next == Filter::Next::Answered ? PORTICO_FILTER_ANSWERED : PORTICO_OK;
    }
    // What a filter throws becomes the answer, as with a handler.
    template <class Work>
    static portico_status answered(portico_exchange* x, portico_error* why, Work&& work) noexcept {
        return exceptionBarrier(why, [&]() -> portico_status {
            Exchange exchange(x);
            try {
                return statusOf(work(exchange));
            } catch (const HttpError& error) {
                error.problem().answer(exchange, error.what());
                return PORTICO_FILTER_ANSWERED;
            }
        });
    }
    static portico_status request(void* s, portico_exchange* x, portico_rewrite* rewrite, portico_error* why) noexcept {
        return answered(x, why, [&](Exchange& exchange) {
            Rewrite to(rewrite);
            return of(s).request(exchange, to);
        });
    }
    static portico_status admitted(void* s, portico_exchange* x, portico_error* why) noexcept {
        return answered(x, why, [&](Exchange& exchange) { return of(s).admitted(exchange); });
    }
    static portico_status head(void* s, portico_exchange* x, portico_head* head, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            const Exchange exchange(x);
            Head changed(head);
            of(s).head(exchange, changed);
            return PORTICO_OK;
        });
    }
    static void end(void* s, const portico_request_end* end) noexcept {
        exceptionBarrier(nullptr, [&] { return of(s).end(*end), PORTICO_OK; });
    }
    static constexpr portico_filter table = {sizeof(portico_filter),
                                             0,
                                             OverridesRequest<Own>::value ? request : nullptr,
                                             OverridesAdmitted<Own>::value ? admitted : nullptr,
                                             OverridesHead<Own>::value ? head : nullptr,
                                             OverridesEnd<Own>::value ? end : nullptr};
};

template <class T>
struct RoutesTable {
    static const portico_route* route(void* s, std::size_t index) noexcept {
        return static_cast<const Plugin*>(static_cast<T*>(s))->route(index);
    }
    static constexpr portico_routes table = {sizeof(portico_routes), 0, route};
};

template <class T, class = void>
struct HasUsers : std::false_type {};
template <class T>
struct HasUsers<T, std::void_t<decltype(std::declval<T&>().users())>> : std::true_type {};
template <class T, class = void>
struct HasSessions : std::false_type {};
template <class T>
struct HasSessions<T, std::void_t<decltype(std::declval<T&>().sessions())>> : std::true_type {};
template <class T, class = void>
struct HasAuth : std::false_type {};
template <class T>
struct HasAuth<T, std::void_t<decltype(std::declval<T&>().auth())>> : std::true_type {};
template <class T, class = void>
struct HasPages : std::false_type {};
template <class T>
struct HasPages<T, std::void_t<decltype(std::declval<T&>().pages())>> : std::true_type {};

template <class T, class = void>
struct HasBackup : std::false_type {};
template <class T>
struct HasBackup<T, std::void_t<decltype(std::declval<T&>().backup())>> : std::true_type {};
template <class T, class = void>
struct HasFilter : std::false_type {};
template <class T>
struct HasFilter<T, std::void_t<decltype(std::declval<T&>().filter())>> : std::true_type {};

// Is `id` in the list "provides" of a manifest? A rough scan at compile time; the host reads manifests with a real parser.
constexpr bool provides(std::string_view manifest, std::string_view id) {
    std::size_t at = manifest.find("\"provides\"");
    if (at == std::string_view::npos) return false;
    at = manifest.find('[', at);
    if (at == std::string_view::npos) return false;
    const std::string_view list = manifest.substr(at, manifest.find(']', at) - at);
    for (at = list.find(id); at != std::string_view::npos; at = list.find(id, at + 1))
        if (list.substr(at - 1, 1) == "\"" && list.substr(at + id.size(), 1) == "\"") return true;
    return false;
}

template <class T>
struct Entry {
    static portico_status create(const portico_host* host, void** self, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] {
            *self = std::make_unique<T>(Host(host)).release();
            return PORTICO_OK;
        });
    }
    static portico_status start(void* self, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return static_cast<T*>(self)->start(), PORTICO_OK; });
    }
    static portico_status stop(void* self, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return static_cast<T*>(self)->stop(), PORTICO_OK; });
    }
    static void destroy(void* self) noexcept { std::unique_ptr<T>(static_cast<T*>(self)); }

    static const void* capability(void* self, const char* id) noexcept {
        const std::string_view wanted(id);
        if (wanted == PORTICO_ROUTES && static_cast<const Plugin*>(static_cast<T*>(self))->hasRoutes())
            return &RoutesTable<T>::table;
        if constexpr (HasUsers<T>::value)
            if (wanted == PORTICO_USERS) return &UsersTable<T>::table;
        if constexpr (HasSessions<T>::value)
            if (wanted == PORTICO_SESSIONS) return &SessionsTable<T>::table;
        if constexpr (HasAuth<T>::value)
            if (wanted == PORTICO_AUTH) return &AuthTable<T>::table;
        if constexpr (HasPages<T>::value)
            if (wanted == PORTICO_PAGES) return &PagesTable<T>::table;
        if constexpr (HasBackup<T>::value)
            if (wanted == PORTICO_BACKUP) return &BackupTable<T>::table;
        if constexpr (HasFilter<T>::value)
            if (wanted == PORTICO_FILTER) return &FilterTable<T>::table;
        return static_cast<const Plugin*>(static_cast<T*>(self))->ownCapability(wanted);
    }
    static constexpr portico_plugin table = {sizeof(portico_plugin),
                                             PORTICO_MAGIC,
                                             PORTICO_ABI_MAJOR,
                                             PORTICO_ABI_MINOR,
                                             create,
                                             start,
                                             stop,
                                             destroy,
                                             capability};
};

} // namespace portico::detail
