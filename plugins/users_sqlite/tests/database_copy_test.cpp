// SPDX-License-Identifier: Apache-2.0
// Copies of the database while connections stay open: complete or not at all, and never of a foreign file.
#include "database.h"
#include "database_copy.h"

#include "session_rows.h"
#include "support/scratch_dir.h"

#include <Poco/Data/Statement.h>
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>

using namespace users_sqlite;
using namespace Poco::Data::Keywords;
using Connection = Poco::Data::Session;

class DatabaseCopyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DatabaseCopyTest);
    CPPUNIT_TEST(testWhatIsNotCommittedIsNotInTheCopy);
    CPPUNIT_TEST(testAnEmptyStoreIsACopyToo);
    CPPUNIT_TEST(testAWriterInTheMiddleIsUnavailableAndNothingChanges);
    CPPUNIT_TEST(testADamagedCopyIsInvalid);
    CPPUNIT_TEST(testACopyOfANewerVersionIsInvalid);
    CPPUNIT_TEST(testTheCopyIsOneFileForItsOwner);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_, folder_;
    const std::string file_ = (scratch_.path() / "users.db").string();
    const std::string saved_ = (folder_.path() / "users.db").string();
    DatabaseCopy copy_{file_, 1};

    void save() { copy_.save(folder_.path().string()); }
    void mustFail(portico_status status) {
        try {
            copy_.load(folder_.path().string());
            CPPUNIT_FAIL("it was loaded");
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(status, error.status());
        }
    }

public:
    void testWhatIsNotCommittedIsNotInTheCopy() {
        Database database(file_, 1);
        database.write([](Connection& c) { insert(c, "one"); });
        database.write([&](Connection& c) {
            insert(c, "two");
            save();
        });
        copy_.load(folder_.path().string());
        CPPUNIT_ASSERT_EQUAL(1, sessions(database));
        database.write([](Connection& c) { insert(c, "three"); });
        CPPUNIT_ASSERT_EQUAL(2, sessions(database));
    }

    void testAnEmptyStoreIsACopyToo() {
        save();
        Database database(file_, 1);
        database.write([](Connection& c) { insert(c, "one"); });
        copy_.load(folder_.path().string());
        CPPUNIT_ASSERT_EQUAL(0, sessions(database));
    }

    void testAWriterInTheMiddleIsUnavailableAndNothingChanges() {
        save();
        Database database(file_, 1);
        database.write([&](Connection& c) {
            insert(c, "one");
            mustFail(PORTICO_UNAVAILABLE);
        });
        CPPUNIT_ASSERT_EQUAL(1, sessions(database));
    }

    void testADamagedCopyIsInvalid() {
        Database database(file_, 1);
        database.write([](Connection& c) {
            for (int i = 0; i < 500; ++i) insert(c, std::to_string(i));
        });
        save();
        std::string bytes = folder_.read("users.db");
        bytes.replace(bytes.size() / 2, 4096, std::string(4096, 'x'));
        folder_.write("users.db", bytes);
        mustFail(PORTICO_INVALID);
        folder_.write("users.db", "this is not a database, and long enough to be taken for the header of one");
        mustFail(PORTICO_INVALID);
        CPPUNIT_ASSERT_EQUAL(500, sessions(database));
    }

    void testACopyOfANewerVersionIsInvalid() {
        save();
        {
            Database newer(saved_, 1);
            newer.write([](Connection& c) { c << "PRAGMA user_version=99", now; });
        }
        mustFail(PORTICO_INVALID);
    }

    void testTheCopyIsOneFileForItsOwner() {
        save();
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
            CPPUNIT_ASSERT_EQUAL(std::string("users.db"), entry.path().filename().string());
            CPPUNIT_ASSERT_EQUAL(0600, static_cast<int>(entry.status().permissions()) & 0777);
        }
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(DatabaseCopyTest);
