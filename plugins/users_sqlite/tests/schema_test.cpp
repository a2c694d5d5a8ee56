// SPDX-License-Identifier: Apache-2.0
// The tables, from an empty file and from every older version to the current schema, with their data.
#include "schema.h"

#include "database.h"
#include "session_table.h"
#include "support/scratch_dir.h"
#include "user_table.h"

#include <Poco/Data/Statement.h>
#include <cppunit/extensions/HelperMacros.h>
#include <stdexcept>

using namespace users_sqlite;
using namespace Poco::Data::Keywords;
using Connection = Poco::Data::Session;

class SchemaTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SchemaTest);
    CPPUNIT_TEST(testEveryOlderVersionReachesTheNewestWithItsData);
    CPPUNIT_TEST(testOlderSessionsContinueUnlessTheirUserHasChanged);
    CPPUNIT_TEST(testTheNewestIsLeftAsItIs);
    CPPUNIT_TEST(testANewerFileIsRefusedUntouched);
    CPPUNIT_TEST(testAFileOfAnotherProgramIsRefusedUntouched);
    CPPUNIT_TEST(testAFailedStepLeavesNothingBehind);
    CPPUNIT_TEST(testAFileThatIsNotADatabaseIsRefused);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    std::string file(const std::string& name) const { return (scratch_.path() / name).string(); }

    // Queries the file without the plugin's start code.
    template <class Value>
    static Value ask(const std::string& path, const std::string& query) {
        ConnectionPool pool(path, 1);
        ConnectionPool::Lease lease(pool);
        Value value{};
        lease.connection() << query, into(value), now;
        return value;
    }
    static void run(const std::string& path, const std::string& statement) {
        ConnectionPool pool(path, 1);
        ConnectionPool::Lease lease(pool);
        lease.connection() << statement, now;
    }
    static void makeVersion(const std::string& path, int version) {
        ConnectionPool pool(path, 1);
        ConnectionPool::Lease lease(pool);
        bringUpToDate(lease.connection(), path, version);
        if (version == 0) return;
        lease.connection() << "INSERT INTO users (id, name, canonical, secret, cost, roles, disabled, created, changed)"
                              " VALUES ('id1', 'Ada', 'ada', '$6$x', 7, '', 0, 1, 2)",
            now;
    }
    static std::string refusal(const std::string& path) {
        try {
            Database database(path, 1);
        } catch (const portico::Error& error) {
            return error.what();
        }
        return {};
    }
    void makePrivate(const std::string& path) const {
        std::filesystem::permissions(path, std::filesystem::perms(0600));
    }

public:
    void testEveryOlderVersionReachesTheNewestWithItsData() {
        for (int version = 0; version <= newestSchema(); ++version) {
            const std::string path = file("v" + std::to_string(version) + ".db");
            makeVersion(path, version);
            makePrivate(path);
            Database database(path, 1);
            CPPUNIT_ASSERT_EQUAL(newestSchema(), ask<int>(path, "PRAGMA user_version"));
            CPPUNIT_ASSERT_EQUAL(version == 0 ? 0 : 1, ask<int>(path, "SELECT count(*) FROM users WHERE name = 'Ada'"));
            CPPUNIT_ASSERT_EQUAL(0, ask<int>(path, "SELECT count(*) FROM sessions"));
            CPPUNIT_ASSERT_EQUAL(std::string("ok"), ask<std::string>(path, "PRAGMA integrity_check"));
        }
    }

    // In the second of the change it is unknown with which password a session began.
    void testOlderSessionsContinueUnlessTheirUserHasChanged() {
        const std::string path = file("v2.db");
        makeVersion(path, 2);
        makePrivate(path);
        for (const char* const row : {"('older', 'id1', '', '', 1", "('same', 'id1', '', '', 2",
                                      "('newer', 'id1', '', '', 3", "('theirs', 'id2', '', '', 1"})
            run(path, "INSERT INTO sessions VALUES " + std::string(row) + ", 5, 100, 200)");
        Database database(path, 1);
        const auto alive = [&](const std::string& key) {
            return database.read([&](Connection& c) { return SessionTable(c).withKey(key).has_value(); });
        };
        CPPUNIT_ASSERT(!alive("older") && !alive("same") && alive("newer") && alive("theirs"));
        CPPUNIT_ASSERT(ask<Poco::Int64>(path, "SELECT revision FROM users") > 0);
    }

    void testTheNewestIsLeftAsItIs() {
        const std::string path = file("same.db");
        { Database database(path, 1); }
        run(path, "INSERT INTO sessions (key, user_id, peer, agent, created, seen, idle_seconds, expires) VALUES ('k', "
                  "'u', '', '', 1, 1, 1, 1)");
        { Database database(path, 1); }
        CPPUNIT_ASSERT_EQUAL(1, ask<int>(path, "SELECT count(*) FROM sessions"));
    }

    void testANewerFileIsRefusedUntouched() {
        const std::string path = file("newer.db");
        { Database database(path, 1); }
        run(path, "PRAGMA user_version = 99");
        CPPUNIT_ASSERT(refusal(path).find("schema is 99; this version knows 3") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(99, ask<int>(path, "PRAGMA user_version"));
    }

    void testAFileOfAnotherProgramIsRefusedUntouched() {
        const std::string path = file("other.db");
        run(path, "CREATE TABLE theirs (x)");
        makePrivate(path);
        CPPUNIT_ASSERT(refusal(path).find("another program") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(1, ask<int>(path, "SELECT count(*) FROM sqlite_master"));
        CPPUNIT_ASSERT_EQUAL(0, ask<int>(path, "PRAGMA user_version"));
    }

    // Something blocks the second step: the first one is not done either.
    void testAFailedStepLeavesNothingBehind() {
        const std::string path = file("stuck.db");
        makeVersion(path, 0);
        run(path, "PRAGMA application_id = 1349481076");
        run(path, "CREATE TABLE sessions (in_the_way)");
        makePrivate(path);
        CPPUNIT_ASSERT(refusal(path).find("sessions") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(0, ask<int>(path, "PRAGMA user_version"));
        CPPUNIT_ASSERT_EQUAL(0, ask<int>(path, "SELECT count(*) FROM sqlite_master WHERE name = 'users'"));
    }

    void testAFileThatIsNotADatabaseIsRefused() {
        const std::string path = scratch_.write("text.db", std::string(5000, 'x')).string();
        makePrivate(path);
        CPPUNIT_ASSERT(refusal(path).find("text.db") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(std::string(5000, 'x'), scratch_.read("text.db"));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SchemaTest);
