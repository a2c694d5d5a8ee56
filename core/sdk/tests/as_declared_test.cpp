// SPDX-License-Identifier: Apache-2.0
// Only compiled, never run: a class with users(), and manifests that list the capability or do not.
#include <portico/plugin.hpp>

namespace {

class Store : public portico::Plugin {
public:
    explicit Store(portico::Host) {}
#ifndef USERS_MISSING
    portico::Users& users() { throw std::logic_error("never called"); }
#endif

private:
    portico::Pages& pages() { throw std::logic_error("never called"); }
};

} // namespace

#if defined(USERS_UNLISTED)
#define PROVIDED "portico.routes/1", "portico.users/10"
#elif defined(PAGES_PRIVATE)
#define PROVIDED PORTICO_USERS, "portico.pages/1"
#else
#define PROVIDED PORTICO_USERS
#endif

PORTICO_PLUGIN(Store, {
    "id": "store", "version": "1.0.0", "summary": "Says \"provides\": [\"portico.auth/1\"] in its summary.", "provides": [PROVIDED]
});
