// SPDX-License-Identifier: Apache-2.0
// Plugins for tests of <portico/plugin.hpp>, and how the host calls one: through its entry and the C tables.
#pragma once

#include <portico/plugin.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <functional>

namespace portico::test {

using Act = std::function<void()>;

// Every function of this plugin runs the action that the test has set.
struct Acting {
    explicit Acting(const Act& act) : act_(act) {}
    const Act& act_;
};
struct ActingUsers final : Users, Acting {
    using Acting::Acting;
    std::optional<User> find(std::string_view) override { return act_(), std::nullopt; }
    std::optional<User> get(std::string_view) override { return act_(), std::nullopt; }
    void list(const Take&) override { act_(); }
    std::optional<User> verify(std::string_view, std::string_view) override { return act_(), std::nullopt; }
    void create(const User&, const Secret&) override { act_(); }
    void update(const User&) override { act_(); }
    void setSecret(std::string_view, const Secret&) override { act_(); }
    void remove(std::string_view) override { act_(); }
};
struct ActingSessions final : Sessions, Acting {
    using Acting::Acting;
    void create(const Session&) override { act_(); }
    std::optional<Session> find(std::string_view) override { return act_(), std::nullopt; }
    void touch(std::string_view) override { act_(); }
    void end(std::string_view) override { act_(); }
    void endAll(std::string_view) override { act_(); }
    void list(std::string_view, const Take&) override { act_(); }
};
struct ActingAuth final : Auth, Acting {
    using Acting::Acting;
    Verdict identify(Exchange&, Identity&) override { return act_(), Verdict::Stranger; }
    void challenge(Exchange&) override { act_(); }
    std::string_view loginPath() override { return act_(), "/login"; }
    std::string_view logoutPath() override { return act_(), "/logout"; }
};
struct ActingPages final : Pages, Acting {
    using Acting::Acting;
    void list(const Take&) override { act_(); }
    bool render(std::string_view, const portico_value&, const Write&) override { return act_(), false; }
};

struct ActingBackup final : Backup, Acting {
    using Acting::Acting;
    void save(const std::string&) override { act_(); }
    void load(const std::string&) override { act_(); }
};

inline const Act* onCreate = nullptr; // for the constructor, which receives only a host

class Everything final : public Plugin {
public:
    explicit Everything(Host) {
        if (onCreate != nullptr) (*onCreate)();
        get("/x", "public", "Acts.", [this](Exchange&) { act_(); });
    }
    void start() override { act_(); }
    void stop() override { act_(); }
    Users& users() { return users_; }
    Sessions& sessions() { return sessions_; }
    Auth& auth() { return auth_; }
    Pages& pages() { return pages_; }
    Backup& backup() { return backup_; }

    Act act_ = [] {};

private:
    ActingUsers users_{act_};
    ActingSessions sessions_{act_};
    ActingAuth auth_{act_};
    ActingPages pages_{act_};
    ActingBackup backup_{act_};
};

class Nothing final : public Plugin {
public:
    explicit Nothing(Host) {}
};

class ManyRoutes final : public Plugin {
public:
    explicit ManyRoutes(Host) {
        for (int i = 0; i < 200; ++i)
            get("/" + std::to_string(i), "role:admin", "Number.", [i](Exchange& x) { x.text(std::to_string(i)); });
        post(
            "/form", "public", "Takes a form.", [](Exchange&) {}, PORTICO_ROUTE_ANY_ORIGIN);
    }
};

// A plugin, called through its entry.
template <class T>
class Open {
public:
    Open() { CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, entry().create(nullptr, &self_, nullptr)); }
    ~Open() { entry().destroy(self_); }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

    static const portico_plugin& entry() { return detail::Entry<T>::table; }
    void* self() const { return self_; }
    T& plugin() const { return *static_cast<T*>(self_); }
    template <class Table>
    const Table* table(const char* id) const {
        return static_cast<const Table*>(entry().get_capability(self_, id));
    }

private:
    void* self_ = nullptr;
};

} // namespace portico::test
