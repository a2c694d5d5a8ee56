// SPDX-License-Identifier: Apache-2.0
// The entry that <portico/plugin.hpp> makes of a class, called as the host calls it: exceptions, and the capabilities that the
// class provides.
#include "open_plugin.h"
#include "support/test_exchange.h"

#include <new>

namespace portico {

namespace {

using test::Act;
using test::Everything;
using test::ManyRoutes;
using test::Nothing;
using test::onCreate;
using test::Open;
using test::TestExchange;

struct Foreign {}; // an exception type that only this file knows

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
    CPPUNIT_TEST(testOnlyAServerServes);
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

    void testOnlyAServerServes() {
        portico_host table{};
        table.size = sizeof table;
        for (const std::uint64_t other :
             {0u, PORTICO_PURPOSE_TRIAL, PORTICO_PURPOSE_COMMAND, PORTICO_PURPOSE_BACKUP, 99u}) {
            table.purpose = other;
            CPPUNIT_ASSERT(!Host(&table).isServing());
        }
        table.purpose = PORTICO_PURPOSE_SERVE;
        CPPUNIT_ASSERT(Host(&table).isServing());
        table.purpose = PORTICO_PURPOSE_TRIAL;
        table.size = offsetof(portico_host, purpose); // of a host without purposes
        CPPUNIT_ASSERT(Host(&table).purpose() == Purpose::Serve);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginHppTest);

} // namespace portico
