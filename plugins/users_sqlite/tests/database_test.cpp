// SPDX-License-Identifier: Apache-2.0
// The database file: its mode, its transactions, several writers, and a process that dies in the middle of a transaction.
#include "database.h"

#include "session_rows.h"
#include "support/scratch_dir.h"

#include <Poco/Data/Statement.h>
#include <array>
#include <cppunit/extensions/HelperMacros.h>
#include <csignal>
#include <filesystem>
#include <future>
#include <memory>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace users_sqlite;
using namespace Poco::Data::Keywords;
using Connection = Poco::Data::Session;

class DatabaseTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DatabaseTest);
    CPPUNIT_TEST(testTheFileIsForItsOwnerOnly);
    CPPUNIT_TEST(testAFileThatOthersMayReadIsRefused);
    CPPUNIT_TEST(testAMissingFolderIsNamed);
    CPPUNIT_TEST(testASymbolicLinkIsRefused);
    CPPUNIT_TEST(testAFailedWriteLeavesNothingAndTheNextOneWorks);
    CPPUNIT_TEST(testReadersDoNotWaitForAWriter);
    CPPUNIT_TEST(testWritersOfSeveralInstancesAllSucceed);
    CPPUNIT_TEST(testAProcessKilledInTheMiddleLeavesNothing);
    CPPUNIT_TEST(testOpeningItAgainReleasesNoLock);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    const std::string file_ = (scratch_.path() / "users.db").string();

    static std::string refusal(const std::string& path) {
        try {
            Database database(path, 1);
        } catch (const portico::Error& error) {
            return error.what();
        }
        return {};
    }

public:
    void testTheFileIsForItsOwnerOnly() {
        const mode_t before = ::umask(0);
        Database database(file_, 1);
        database.write([](Connection& c) { insert(c, "one"); });
        ::umask(before);
        for (const auto& entry : std::filesystem::directory_iterator(scratch_.path()))
            CPPUNIT_ASSERT_EQUAL_MESSAGE(entry.path().string(), 0600,
                                         static_cast<int>(entry.status().permissions()) & 0777);
        CPPUNIT_ASSERT(std::filesystem::exists(file_ + "-wal"));
    }

    void testAFileThatOthersMayReadIsRefused() {
        scratch_.write("users.db", "");
        std::filesystem::permissions(file_, std::filesystem::perms(0640));
        CPPUNIT_ASSERT(refusal(file_).find("chmod 600") != std::string::npos);
    }

    void testAMissingFolderIsNamed() {
        CPPUNIT_ASSERT(refusal("/nowhere/at/all/users.db").find("/nowhere/at/all/users.db: No such") !=
                       std::string::npos);
    }

    void testASymbolicLinkIsRefused() {
        std::filesystem::create_symlink(scratch_.write("target", ""), file_);
        CPPUNIT_ASSERT(!refusal(file_).empty());
    }

    void testAFailedWriteLeavesNothingAndTheNextOneWorks() {
        Database database(file_, 1);
        CPPUNIT_ASSERT_THROW(database.write([](Connection& c) {
            insert(c, "one");
            throw portico::Error(PORTICO_EXISTS, "enough");
        }),
                             portico::Error);
        CPPUNIT_ASSERT_EQUAL(0, sessions(database));
        try {
            database.write([](Connection& c) {
                insert(c, "one");
                insert(c, "one");
            });
            CPPUNIT_FAIL("the same key twice");
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, error.status());
            CPPUNIT_ASSERT(std::string(error.what()).find(file_) != std::string::npos);
        }
        database.write([](Connection& c) { insert(c, "two"); });
        CPPUNIT_ASSERT_EQUAL(1, sessions(database));
    }

    void testReadersDoNotWaitForAWriter() {
        Database database(file_, 60);
        database.write([&](Connection& c) {
            insert(c, "one");
            CPPUNIT_ASSERT_EQUAL(0, sessions(database)); // the previous state, immediately
        });
        CPPUNIT_ASSERT_EQUAL(1, sessions(database));
    }

    // Two instances act like a server and the command line.
    void testWritersOfSeveralInstancesAllSucceed() {
        Database one(file_, 600);
        Database two(file_, 600);
        std::vector<std::future<void>> writers;
        for (int i = 0; i < 4; ++i)
            writers.push_back(std::async(std::launch::async, [&, i] {
                for (int n = 0; n < 25; ++n)
                    (i % 2 == 0 ? one : two).write([&](Connection& c) {
                        insert(c, std::to_string(i) + "-" + std::to_string(n));
                    });
            }));
        for (auto& writer : writers) writer.get();
        CPPUNIT_ASSERT_EQUAL(100, sessions(one));
        CPPUNIT_ASSERT_EQUAL(100, sessions(two));
    }

    void testAProcessKilledInTheMiddleLeavesNothing() {
        { Database database(file_, 1); }
        const pid_t child = ::fork();
        if (child == 0) {
            Database database(file_, 1);
            database.write([](Connection& c) { insert(c, "done"); });
            database.write([](Connection& c) {
                insert(c, "not done");
                ::kill(::getpid(), SIGKILL);
            });
            ::_exit(0);
        }
        int status = 0;
        CPPUNIT_ASSERT_EQUAL(child, ::waitpid(child, &status, 0));
        CPPUNIT_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        Database database(file_, 1);
        CPPUNIT_ASSERT_EQUAL(1, sessions(database));
        database.write([](Connection& c) { insert(c, "not done"); });
        CPPUNIT_ASSERT_EQUAL(2, sessions(database));
    }

    // During a reload the file was opened and closed, which released the locks of the serving connections. The next command then
    // thought that it was alone and removed the WAL that the server went on writing to: what was written there was lost.
    void testOpeningItAgainReleasesNoLock() {
        std::array<int, 2> ready{};
        CPPUNIT_ASSERT_EQUAL(0, ::pipe(ready.data()));
        const pid_t child = ::fork(); // before this process opens a database: the child would inherit SQLite's state
        if (child == 0) {
            char byte = 0;
            if (::read(ready[0], &byte, 1) == 1) const Database command(file_, 1);
            ::_exit(0);
        }
        Database database(file_, 1);
        database.write([](Connection& c) { insert(c, "one"); });
        { const Database nextGeneration(file_, 1); }
        CPPUNIT_ASSERT_EQUAL(ssize_t{1}, ::write(ready[1], "x", 1));
        ::waitpid(child, nullptr, 0);
        ::close(ready[0]);
        ::close(ready[1]);
        CPPUNIT_ASSERT(std::filesystem::exists(file_ + "-wal"));
        database.write([](Connection& c) { insert(c, "two"); });
        Database other(file_, 1);
        CPPUNIT_ASSERT_EQUAL(2, sessions(other));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(DatabaseTest);
