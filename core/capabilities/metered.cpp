// SPDX-License-Identifier: Apache-2.0
#include "capabilities/metered.h"

#include "capabilities/call.h"

namespace portico::capabilities {

namespace {

// Takes the arguments of a table's function apart, so that one template makes the function for each.
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
    static Account* account(const Metered& metered) { return metered.account_; }
};

namespace {

template <class... Arguments>
struct Forward<portico_status (*)(void*, Arguments...)> {
    template <class Table, auto member, const char* name>
    static portico_status call(void* self, Arguments... arguments) {
        const Metered& metered = MeteredCalls::of(self);
        Call on(MeteredCalls::account(metered), name);
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
PORTICO_NAMED(portico_sessions, create);
PORTICO_NAMED(portico_sessions, find);
PORTICO_NAMED(portico_sessions, touch);
PORTICO_NAMED(portico_sessions, end);
PORTICO_NAMED(portico_sessions, end_all);
PORTICO_NAMED(portico_sessions, list);

constexpr portico_users meteredUsers{sizeof(portico_users),
                                     0,
                                     PORTICO_METERED(portico_users, find),
                                     PORTICO_METERED(portico_users, get),
                                     PORTICO_METERED(portico_users, list),
                                     PORTICO_METERED(portico_users, verify),
                                     PORTICO_METERED(portico_users, create),
                                     PORTICO_METERED(portico_users, update),
                                     PORTICO_METERED(portico_users, set_secret),
                                     PORTICO_METERED(portico_users, remove)};

constexpr portico_sessions meteredSessions{sizeof(portico_sessions),
                                           0,
                                           PORTICO_METERED(portico_sessions, create),
                                           PORTICO_METERED(portico_sessions, find),
                                           PORTICO_METERED(portico_sessions, touch),
                                           PORTICO_METERED(portico_sessions, end),
                                           PORTICO_METERED(portico_sessions, end_all),
                                           PORTICO_METERED(portico_sessions, list)};

#undef PORTICO_METERED
#undef PORTICO_NAMED

// One that is longer has functions that nobody here knows to meter: it is passed on as it is.
template <class Table>
bool fits(const void* table) {
    std::uint32_t size = 0;
    if (table != nullptr) size = static_cast<const Table*>(table)->size;
    return size == sizeof(Table);
}

} // namespace

Metered::Metered(std::string_view capability, portico_provider provider, Account* account)
    : real_(provider), account_(account), provider_(provider) {
    if (account == nullptr) return;
    if (capability == PORTICO_USERS && fits<portico_users>(provider.table)) provider_ = {&meteredUsers, this};
    if (capability == PORTICO_SESSIONS && fits<portico_sessions>(provider.table)) provider_ = {&meteredSessions, this};
}

} // namespace portico::capabilities
