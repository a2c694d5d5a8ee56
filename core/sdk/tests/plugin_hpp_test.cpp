// SPDX-License-Identifier: Apache-2.0
// The C++ wrapper of <portico/plugin.hpp>, called as the host calls it: through the C tables. Covers exceptions,
// the capabilities that a class provides, and routes, strings and structs of another size as seen from outside.
#include "support/test_exchange.h"

#include <portico/plugin.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <functional>
#include <new>

namespace portico {

namespace {

using test::TestExchange;
using Act = std::function<void()>;

struct Foreign {}; // an exception type that only this file knows

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

const Act* onCreate = nullptr; // for the constructor, which receives only a host

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

} // namespace

class PluginHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginHppTest);
    CPPUNIT_TEST(testTheEntrySaysWhatItIs);
    CPPUNIT_TEST(testEveryKindOfExceptionBecomesAStatusAndAMessage);
    CPPUNIT_TEST(testNoFunctionOfATableLetsAnExceptionOut);
    CPPUNIT_TEST(testAFailedCreateMakesNothing);
    CPPUNIT_TEST(testALongMessageIsCutAndEnds);
    CPPUNIT_TEST(testPathsOfAFailingAuthAreEmpty);
    CPPUNIT_TEST(testOnlyWhatIsProvidedIsAnswered);
    CPPUNIT_TEST(testRoutesAreNumberedAndStay);
    CPPUNIT_TEST(testRoutesCarryWhatWasSaid);
    CPPUNIT_TEST(testStringsOfEveryKindPassTheExchange);
    CPPUNIT_TEST(testInputThatMayNotBeSentThrows);
    CPPUNIT_TEST(testStructsOfALaterVersionAreAccepted);
    CPPUNIT_TEST(testAMemberIsThereOnlyIfTheSizeSaysSo);
    CPPUNIT_TEST(testAnUnknownFlagDisablesAUser);
    CPPUNIT_TEST(testAnUnknownKindOfSecretIsRefused);
    CPPUNIT_TEST(testASinkThatFailsIsAnErrorOfThePage);
    CPPUNIT_TEST_SUITE_END();

public:
    void tearDown() override { onCreate = nullptr; }

private:
    struct Answer {
        portico_status status;
        std::string message;
    };
    // The status that a handler running this action returns.
    static Answer answer(const Act& act) {
        Open<Everything> open;
        open.plugin().act_ = act;
        const portico_route* route = open.table<portico_routes>(PORTICO_ROUTES)->route(open.self(), 0);
        TestExchange x;
        Why why;
        const portico_status status = route->handle(open.self(), route, x.get(), why.get());
        CPPUNIT_ASSERT_EQUAL(status, route->handle(open.self(), route, x.get(), nullptr));
        return {status, std::string(why.message())};
    }
    static void mustAnswer(portico_status status, const std::string& message, const Act& act) {
        const Answer given = answer(act);
        CPPUNIT_ASSERT_EQUAL(status, given.status);
        CPPUNIT_ASSERT_EQUAL(message, given.message);
    }

    void testTheEntrySaysWhatItIs() {
        const portico_plugin& entry = Open<Nothing>::entry();
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof(portico_plugin)}, entry.size);
        CPPUNIT_ASSERT_EQUAL(PORTICO_MAGIC, entry.magic);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{PORTICO_ABI_MAJOR}, entry.abi_major);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{PORTICO_ABI_MINOR}, entry.abi_minor);
    }

    void testEveryKindOfExceptionBecomesAStatusAndAMessage() {
        mustAnswer(PORTICO_OK, "", [] {});
        mustAnswer(PORTICO_DENIED, "on purpose", [] { throw Error(PORTICO_DENIED, "on purpose"); });
        mustAnswer(PORTICO_UNAVAILABLE, "", [] { throw Error(PORTICO_UNAVAILABLE, ""); });
        mustAnswer(-99, "of tomorrow", [] { throw Error(-99, "of tomorrow"); });
        mustAnswer(PORTICO_FAILED, "fine", [] { throw Error(PORTICO_OK, "fine"); }); // an error never means yes
        mustAnswer(PORTICO_FAILED, "positive", [] { throw Error(1, "positive"); });
        mustAnswer(PORTICO_FAILED, "broken", [] { throw std::logic_error("broken"); });
        mustAnswer(PORTICO_FAILED, "std::bad_alloc", [] { throw std::bad_alloc(); });
        mustAnswer(PORTICO_FAILED, "an exception that is not a std::exception", [] { throw Foreign(); });
        mustAnswer(PORTICO_FAILED, "an exception that is not a std::exception", [] { throw 7; });
        mustAnswer(PORTICO_FAILED, "an exception that is not a std::exception", [] { throw "text"; });
    }

    void testNoFunctionOfATableLetsAnExceptionOut() {
        Open<Everything> open;
        open.plugin().act_ = [] { throw Foreign(); };
        void* s = open.self();
        const auto& entry = Open<Everything>::entry();
        const auto& users = *open.table<portico_users>(PORTICO_USERS);
        const auto& sessions = *open.table<portico_sessions>(PORTICO_SESSIONS);
        const auto& auth = *open.table<portico_auth>(PORTICO_AUTH);
        const auto& pages = *open.table<portico_pages>(PORTICO_PAGES);
        const auto& backup = *open.table<portico_backup>(PORTICO_BACKUP);
        const User nobody;
        const Session none;
        const portico_user user = borrow(nobody);
        const portico_session session = borrow(none);
        const portico_secret secret{PORTICO_SECRET_PASSWORD, 0, PORTICO_STR("x")};
        const portico_str text = PORTICO_STR("x");
        const portico_value data{PORTICO_MAP, 0, {0}};
        TestExchange x;
        const portico_status all[] = {entry.start(s, nullptr),
                                      entry.stop(s, nullptr),
                                      users.find(s, text, nullptr, nullptr),
                                      users.get(s, text, nullptr, nullptr),
                                      users.list(s, nullptr, nullptr),
                                      users.verify(s, text, text, nullptr, nullptr),
                                      users.create(s, &user, &secret, nullptr),
                                      users.update(s, &user, nullptr),
                                      users.set_secret(s, text, &secret, nullptr),
                                      users.remove(s, text, nullptr),
                                      sessions.create(s, &session, nullptr),
                                      sessions.find(s, text, nullptr, nullptr),
                                      sessions.touch(s, text, nullptr),
                                      sessions.end(s, text, nullptr),
                                      sessions.end_all(s, text, nullptr),
                                      sessions.list(s, text, nullptr, nullptr),
                                      auth.identify(s, x.get(), nullptr, nullptr),
                                      auth.challenge(s, x.get(), nullptr),
                                      pages.list(s, nullptr, nullptr),
                                      pages.render(s, text, &data, nullptr, nullptr),
                                      backup.save(s, text, nullptr),
                                      backup.load(s, text, nullptr)};
        for (const portico_status status : all) CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, status);
    }

    void testAFailedCreateMakesNothing() {
        const Act refuse = [] { throw Error(PORTICO_INVALID, "the setting \"x\" is bad"); };
        onCreate = &refuse;
        void* self = nullptr;
        Why why;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID},
                             Open<Everything>::entry().create(nullptr, &self, why.get()));
        CPPUNIT_ASSERT(self == nullptr);
        CPPUNIT_ASSERT(why.message() == "the setting \"x\" is bad");
    }

    void testALongMessageIsCutAndEnds() {
        const Answer given = answer([] { throw std::runtime_error(std::string(1 << 20, 'x')); });
        CPPUNIT_ASSERT_EQUAL(std::string(sizeof(portico_error::message) - 1, 'x'), given.message);
    }

    void testPathsOfAFailingAuthAreEmpty() {
        Open<Everything> open;
        const auto& auth = *open.table<portico_auth>(PORTICO_AUTH);
        CPPUNIT_ASSERT(view(auth.login_path(open.self())) == "/login");
        CPPUNIT_ASSERT(view(auth.logout_path(open.self())) == "/logout");
        open.plugin().act_ = [] { throw Foreign(); };
        CPPUNIT_ASSERT(view(auth.login_path(open.self())).empty());
        CPPUNIT_ASSERT(view(auth.logout_path(open.self())).empty());
    }

    void testOnlyWhatIsProvidedIsAnswered() {
        const Open<Everything> everything;
        const Open<Nothing> nothing;
        for (const char* id :
             {PORTICO_ROUTES, PORTICO_USERS, PORTICO_SESSIONS, PORTICO_AUTH, PORTICO_PAGES, PORTICO_BACKUP}) {
            const auto* table = everything.table<std::uint32_t>(id);
            CPPUNIT_ASSERT_MESSAGE(id, table != nullptr && *table > 8); // `size` comes first
            CPPUNIT_ASSERT_MESSAGE(id, table == everything.table<std::uint32_t>(id));
            CPPUNIT_ASSERT_MESSAGE(id, nothing.table<std::uint32_t>(id) == nullptr);
        }
        for (const char* id : {"", "portico.users", "portico.users/2", "portico.users/11", "Portico.users/1", "x"})
            CPPUNIT_ASSERT_MESSAGE(id, everything.table<std::uint32_t>(id) == nullptr);
        CPPUNIT_ASSERT(Open<ManyRoutes>().table<std::uint32_t>(PORTICO_PAGES) == nullptr);
    }

    void testRoutesAreNumberedAndStay() {
        const Open<ManyRoutes> open;
        const auto& routes = *open.table<portico_routes>(PORTICO_ROUTES);
        for (std::size_t i = 0; i < 200; ++i) {
            const portico_route* route = routes.route(open.self(), i);
            CPPUNIT_ASSERT(route == routes.route(open.self(), i));
            CPPUNIT_ASSERT(view(route->path) == "/" + std::to_string(i));
            TestExchange x;
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, route->handle(open.self(), route, x.get(), nullptr));
            CPPUNIT_ASSERT_EQUAL(std::to_string(i), x.answerBody);
        }
        CPPUNIT_ASSERT(routes.route(open.self(), 201) == nullptr);
        CPPUNIT_ASSERT(routes.route(open.self(), static_cast<std::size_t>(-1)) == nullptr);
    }

    void testRoutesCarryWhatWasSaid() {
        const Open<ManyRoutes> open;
        const auto& routes = *open.table<portico_routes>(PORTICO_ROUTES);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof(portico_routes)}, routes.size);
        const portico_route& get = *routes.route(open.self(), 0);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof(portico_route)}, get.size);
        CPPUNIT_ASSERT_EQUAL(0u, get.flags);
        CPPUNIT_ASSERT(view(get.method) == "GET" && view(get.guard) == "role:admin" && view(get.summary) == "Number.");
        const portico_route& post = *routes.route(open.self(), 200);
        CPPUNIT_ASSERT_EQUAL(PORTICO_ROUTE_ANY_ORIGIN, post.flags);
        CPPUNIT_ASSERT(view(post.method) == "POST" && view(post.path) == "/form");
    }

    void testStringsOfEveryKindPassTheExchange() {
        for (const std::string& text : {std::string(), std::string("a\0b", 3), std::string(1 << 20, 'x')}) {
            TestExchange x("POST", "/x");
            x.body = text;
            x.formFields = {{"f", "first"}, {"f", text}, {text, "named"}};
            x.parameters = {{"p", text}};
            Exchange exchange = x.view();
            CPPUNIT_ASSERT(exchange.body() == text);
            CPPUNIT_ASSERT(exchange.form("f", 1) == text);
            CPPUNIT_ASSERT(exchange.form(text) == "named");
            CPPUNIT_ASSERT(exchange.parameter("p") == text);
            exchange.write(text);
            CPPUNIT_ASSERT(x.answerBody == text);
            exchange.render("page", {{"text", text}});
            CPPUNIT_ASSERT(x.text("text") == text);
        }
        TestExchange x;
        CPPUNIT_ASSERT(!x.view().form("f") && !x.view().header("h") && x.view().parameter("p").empty());
        CPPUNIT_ASSERT(!x.view().user());
    }

    void testInputThatMayNotBeSentThrows() {
        TestExchange x;
        Exchange exchange = x.view();
        CPPUNIT_ASSERT_THROW(exchange.setHeader("X-A", "a\r\nX-B: b"), Error);
        CPPUNIT_ASSERT_THROW(exchange.addHeader("", "a"), Error);
        CPPUNIT_ASSERT_THROW(exchange.status(99), Error);
        CPPUNIT_ASSERT(x.answerHeaders.empty());
    }

    void testStructsOfALaterVersionAreAccepted() {
        const User ada{"u1", "ada", "admin", false, 1, 2};
        struct LaterUser {
            portico_user known;
            std::uint64_t more;
        } later{borrow(ada), 3};
        later.known.size = sizeof later;
        const User user = userFrom(later.known);
        CPPUNIT_ASSERT(user.id == "u1" && user.name == "ada" && user.roles == "admin" && !user.disabled);
        struct LaterExchange {
            portico_exchange known;
            std::uint64_t more[4];
        } wide{};
        TestExchange x("GET", "/later");
        wide.known = *x.get();
        wide.known.size = sizeof wide;
        CPPUNIT_ASSERT(Exchange(&wide.known).target() == "/later");
    }

    void testAMemberIsThereOnlyIfTheSizeSaysSo() {
        portico_users table = *Open<Everything>().table<portico_users>(PORTICO_USERS);
        CPPUNIT_ASSERT(PORTICO_HAS(&table, portico_users, remove));
        table.size = static_cast<std::uint32_t>(offsetof(portico_users, remove));
        CPPUNIT_ASSERT(!PORTICO_HAS(&table, portico_users, remove));
        CPPUNIT_ASSERT(PORTICO_HAS(&table, portico_users, set_secret));
        table.set_secret = nullptr;
        CPPUNIT_ASSERT(!PORTICO_HAS(&table, portico_users, set_secret));
    }

    void testAnUnknownFlagDisablesAUser() {
        const User ada{"u1", "ada", "", false, 0, 0};
        portico_user user = borrow(ada);
        CPPUNIT_ASSERT_EQUAL(0u, user.flags);
        user.flags = 1u << 31;
        const User flagged = userFrom(user);
        CPPUNIT_ASSERT(flagged.disabled);
        CPPUNIT_ASSERT_EQUAL(PORTICO_USER_DISABLED, borrow(flagged).flags);
    }

    void testAnUnknownKindOfSecretIsRefused() {
        const Open<Everything> open;
        const auto& users = *open.table<portico_users>(PORTICO_USERS);
        const portico_secret secret{3, 0, PORTICO_STR("x")};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID},
                             users.set_secret(open.self(), PORTICO_STR("u1"), &secret, nullptr));
    }

    void testASinkThatFailsIsAnErrorOfThePage() {
        class Printing final : public Plugin, public Pages {
        public:
            explicit Printing(Host) {}
            Pages& pages() { return *this; }
            void list(const Take&) override {}
            bool render(std::string_view, const portico_value&, const Write& write) override {
                return write("a"), write("b"), true;
            }
        };
        const Open<Printing> open;
        int writes = 0;
        const portico_sink sink{&writes, [](void* ctx, portico_str) {
                                    return ++*static_cast<int*>(ctx) > 0 ? portico_status{PORTICO_INVALID} : PORTICO_OK;
                                }};
        const portico_value data{PORTICO_MAP, 0, {0}};
        const auto& pages = *open.table<portico_pages>(PORTICO_PAGES);
        CPPUNIT_ASSERT(pages.render(open.self(), PORTICO_STR("x"), &data, &sink, nullptr) < 0);
        CPPUNIT_ASSERT_EQUAL(1, writes);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginHppTest);

} // namespace portico
