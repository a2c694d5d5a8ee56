// SPDX-License-Identifier: Apache-2.0
// A store whose file cannot be opened at start, and one whose file can never be opened.
#include "../src/lazy_database.h"

#include "session_rows.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>

using namespace users_sqlite;

class LazyDatabaseTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LazyDatabaseTest);
    CPPUNIT_TEST(testAFileWhoseDiskIsMountedLaterIsOpenedThen);
    CPPUNIT_TEST(testWhileItIsMissingNobodyWaits);
    CPPUNIT_TEST(testADamagedFileNeedsTheAdministrator);
    CPPUNIT_TEST(testAFileThatOthersMayReadNeedsTheAdministrator);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;

    static portico_status status(LazyDatabase& database) {
        try {
            database.opened();
            return PORTICO_OK;
        } catch (const portico::Error& error) {
            return error.status();
        }
    }

public:
    // A server that started before the disk with its users was mounted refused to start, and never recovered.
    void testAFileWhoseDiskIsMountedLaterIsOpenedThen() {
        LazyDatabase database((scratch_.path() / "disk/users.db").string(), 1);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, status(database));
        std::filesystem::create_directory(scratch_.path() / "disk");
        while (status(database) != PORTICO_OK) continue; // at most one second
        database.write([](Poco::Data::Session& c) { insert(c, "one"); });
        CPPUNIT_ASSERT_EQUAL(1, sessions(database.opened()));
    }

    void testWhileItIsMissingNobodyWaits() {
        LazyDatabase database("/nowhere/at/all/users.db", 1);
        for (int i = 0; i < 100; ++i) CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, status(database));
    }

    void testADamagedFileNeedsTheAdministrator() {
        const auto file = scratch_.write("users.db", std::string(8192, 'x'));
        std::filesystem::permissions(file, std::filesystem::perms(0600));
        LazyDatabase database(file.string(), 1);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, status(database));
    }

    void testAFileThatOthersMayReadNeedsTheAdministrator() {
        const auto file = scratch_.write("users.db", "");
        std::filesystem::permissions(file, std::filesystem::perms(0640));
        LazyDatabase database(file.string(), 1);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, status(database));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LazyDatabaseTest);
