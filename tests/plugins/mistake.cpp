// SPDX-License-Identifier: Apache-2.0
// A mistake of a C++ author that compiles; MISTAKE selects it. Each is refused with a message that says what to do.
#include <portico/plugin.hpp>

#ifndef MISTAKE_PROVIDES
#define MISTAKE_PROVIDES "portico.routes/1"
#endif

#ifndef MISTAKE_NEEDS
#define MISTAKE_NEEDS
#endif

namespace {

enum Mistake {
    usersInTheConstructor,
    usersWithoutANeed,
    integerOfAText,
    booleanOfAText,
    settingThatIsNotDeclared,
    noRoute,
    routesThatAreNotListed,
};

class Mistaken : public portico::Plugin {
public:
    explicit Mistaken(portico::Host host) : host_(host) {
        if constexpr (MISTAKE == usersInTheConstructor) host.users();
        if constexpr (MISTAKE == integerOfAText) host.integer("text");
        if constexpr (MISTAKE == booleanOfAText) host.boolean("text");
        if constexpr (MISTAKE == settingThatIsNotDeclared) host.setting("colour");
        if constexpr (MISTAKE != noRoute) get("/mistake", "public", "Is never there.", [](portico::Exchange&) {});
    }
    void start() override {
        if constexpr (MISTAKE == usersWithoutANeed) host_.sessions();
    }
#ifdef MISTAKE_HAS_BACKUP
    portico::Backup& backup() { throw std::logic_error("nobody asks for it"); }
#endif

private:
    portico::Host host_;
};

} // namespace

PORTICO_PLUGIN(Mistaken, {
    "id": GUEST_ID, "version": "1.0.0", "summary": "Is mistaken.", "provides": [MISTAKE_PROVIDES],
    "needs": [MISTAKE_NEEDS], "settings": {"text": {"type": "string", "default": "a secret", "help": "A text."}}
});
