// SPDX-License-Identifier: Apache-2.0
#include "capabilities/metered.h"

#include "capabilities/call.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>

namespace portico::capabilities {

namespace {

// Marks the account for which a password is hashed, because the host queues accounts separately. Names that differ only in
// the case of letters are one account.
class LoginOf {
public:
    explicit LoginOf(std::string_view name) noexcept : context_(CallContext::forCurrentThread()) {
        constexpr std::uint64_t start = 14695981039346656037u, prime = 1099511628211u; // FNV-1a
        context_.login = start;
        for (const char c : name)
            context_.login = (context_.login ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * prime;
    }
    ~LoginOf() { context_.login = 0; }
    LoginOf(const LoginOf&) = delete;
    LoginOf& operator=(const LoginOf&) = delete;

private:
    CallContext& context_;
};

// Splits the arguments of a table's function, so that one template can wrap all functions.
template <class Function>
struct Forward;

} // namespace

struct MeteredCalls {
    static const Metered& of(void* self) { return *static_cast<const Metered*>(self); }
    template <class Table>
    static const Table& real(const Metered& metered) {
        return *static_cast<const Table*>(metered.real_.table);
    }
    static void* self(const Metered& metered) { return metered.real_.self; }
    static PluginStats* stats(const Metered& metered) { return metered.stats_; }
};

namespace {

// The functions of portico_users that hash; their first argument names the account.
template <class Table>
constexpr bool hashes(std::string_view function) {
    return std::is_same_v<Table, portico_users> &&
           (function == "verify" || function == "set_secret" || function == "create");
}

template <class... Rest>
std::string_view firstOf(portico_str name, const Rest&...) noexcept {
    return {name.ptr, name.len};
}
template <class... Rest>
std::string_view firstOf(const portico_user* user, const Rest&...) noexcept {
    return {user->name.ptr, user->name.len};
}

template <class... Arguments>
struct Forward<portico_status (*)(void*, Arguments...)> {
    template <class Table, auto member, const char* name>
    static portico_status call(void* self, Arguments... arguments) {
        const Metered& metered = MeteredCalls::of(self);
        Call on(MeteredCalls::stats(metered), name);
        std::optional<LoginOf> login;
        if constexpr (hashes<Table>(name)) login.emplace(firstOf(arguments...));
        return on.ended((MeteredCalls::real<Table>(metered).*member)(MeteredCalls::self(metered), arguments...));
    }
};

#define PORTICO_METERED(Table, member) Forward<decltype(Table::member)>::call<Table, &Table::member, Table##_##member>
#define PORTICO_NAMED(Table, member) constexpr char Table##_##member[] = #member

PORTICO_NAMED(portico_users, find);
PORTICO_NAMED(portico_users, get);
PORTICO_NAMED(portico_users, list);
PORTICO_NAMED(portico_users, verify);
PORTICO_NAMED(portico_users, create);
PORTICO_NAMED(portico_users, update);
PORTICO_NAMED(portico_users, set_secret);
PORTICO_NAMED(portico_users, remove);
PORTICO_NAMED(portico_users, change);
PORTICO_NAMED(portico_sessions, create);
PORTICO_NAMED(portico_sessions, find);
PORTICO_NAMED(portico_sessions, touch);
PORTICO_NAMED(portico_sessions, end);
PORTICO_NAMED(portico_sessions, end_all);
PORTICO_NAMED(portico_sessions, list);
PORTICO_NAMED(portico_mail, send);

constexpr portico_users meteredUsers{sizeof(portico_users),
                                     0,
                                     PORTICO_METERED(portico_users, find),
                                     PORTICO_METERED(portico_users, get),
                                     PORTICO_METERED(portico_users, list),
                                     PORTICO_METERED(portico_users, verify),
                                     PORTICO_METERED(portico_users, create),
                                     PORTICO_METERED(portico_users, update),
                                     PORTICO_METERED(portico_users, set_secret),
                                     PORTICO_METERED(portico_users, remove),
                                     PORTICO_METERED(portico_users, change)};

constexpr portico_sessions meteredSessions{sizeof(portico_sessions),
                                           0,
                                           PORTICO_METERED(portico_sessions, create),
                                           PORTICO_METERED(portico_sessions, find),
                                           PORTICO_METERED(portico_sessions, touch),
                                           PORTICO_METERED(portico_sessions, end),
                                           PORTICO_METERED(portico_sessions, end_all),
                                           PORTICO_METERED(portico_sessions, list)};

constexpr portico_mail meteredMail{sizeof(portico_mail), 0, PORTICO_METERED(portico_mail, send)};

#undef PORTICO_METERED
#undef PORTICO_NAMED

// The metered table of a provider whose table may be older (shorter) or newer (longer) than this host's, or lack optional
// functions: what the provider lacks is missing here, too, and what this host does not know cannot be called.
template <class Table>
Table meteredTable(const Table& all, const void* provided) {
    static_assert(offsetof(Table, reserved) + sizeof all.reserved == sizeof(void*), "functions follow one word");
    Table table = all;
    table.size = std::min(all.size, static_cast<const Table*>(provided)->size);
    const std::span<const std::byte> theirs(static_cast<const std::byte*>(provided), table.size);
    const std::span<std::byte> ours = std::as_writable_bytes(std::span(&table, 1));
    for (std::size_t at = sizeof(void*); at < sizeof table; at += sizeof(void*)) {
        const auto word = theirs.subspan(std::min(at, theirs.size()));
        const bool isThere =
            word.size() >= sizeof(void*) &&
            std::ranges::any_of(word.first(sizeof(void*)), [](std::byte b) { return b != std::byte{}; });
        if (!isThere) std::ranges::fill(ours.subspan(at, sizeof(void*)), std::byte{});
    }
    return table;
}

} // namespace

Metered::Metered(std::string_view capability, portico_provider provider, PluginStats* stats)
    : real_(provider), stats_(stats), provider_(provider) {
    if (provider.table == nullptr) return;
    if (capability == PORTICO_USERS) {
        users_ = meteredTable(meteredUsers, provider.table);
        provider_ = {&users_, this};
    } else if (capability == PORTICO_SESSIONS) {
        sessions_ = meteredTable(meteredSessions, provider.table);
        provider_ = {&sessions_, this};
    } else if (capability == PORTICO_MAIL) {
        mail_ = meteredTable(meteredMail, provider.table);
        provider_ = {&mail_, this};
    }
}

} // namespace portico::capabilities
