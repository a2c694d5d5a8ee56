// SPDX-License-Identifier: Apache-2.0
// How a mail gets into the folder, and when it does not.
#include "maildir.h"

#include "support/scratch_dir.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;
using mail_folder::Maildir;

class MaildirTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MaildirTest);
    CPPUNIT_TEST(testMailIsInNewAndNowhereElse);
    CPPUNIT_TEST(testNobodyElseMayReadIt);
    CPPUNIT_TEST(testFolderThatWasRemovedIsCreatedAgain);
    CPPUNIT_TEST(testExistingMailIsNeverOverwrittenInTmp);
    CPPUNIT_TEST(testFullFolderTakesNoMore);
    CPPUNIT_TEST(testFolderOfOthersIsRefused);
    CPPUNIT_TEST(testFileInPlaceOfAFolderIsRefused);
    CPPUNIT_TEST(testFailedMailLeavesNothingBehind);
    CPPUNIT_TEST(testManyThreadsDeliverAtOnce);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    const fs::path folder_ = scratch_.path() / "mail";
    const Maildir maildir_{folder_, 100};

    static std::size_t count(const fs::path& folder) {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    static unsigned modeOf(const fs::path& path) {
        struct stat found {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(path.c_str(), &found));
        return found.st_mode & 07777u;
    }
    static portico_status statusOf(const Maildir& maildir) {
        try {
            maildir.deliver("x", "name");
            return PORTICO_OK;
        } catch (const portico::Error& error) {
            return error.status();
        }
    }

public:
    void testMailIsInNewAndNowhereElse() {
        const std::string mail = "Subject: x\r\n\r\n" + std::string(100000, 'x');
        CPPUNIT_ASSERT(maildir_.deliver(mail, "1") == folder_ / "new" / "1");
        CPPUNIT_ASSERT(scratch_.read("mail/new/1") == mail);
        CPPUNIT_ASSERT(fs::is_empty(folder_ / "tmp") && fs::is_empty(folder_ / "cur"));
    }

    void testNobodyElseMayReadIt() {
        const mode_t before = ::umask(0);
        maildir_.deliver("x", "1");
        ::umask(before);
        for (const char* folder : {"", "tmp", "new", "cur"}) CPPUNIT_ASSERT_EQUAL(0700u, modeOf(folder_ / folder));
        CPPUNIT_ASSERT_EQUAL(0600u, modeOf(folder_ / "new" / "1"));
    }

    void testFolderThatWasRemovedIsCreatedAgain() {
        maildir_.prepare();
        fs::remove_all(folder_);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, statusOf(maildir_));
    }

    void testExistingMailIsNeverOverwrittenInTmp() {
        maildir_.prepare();
        scratch_.write("mail/tmp/name", "of another process");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, statusOf(maildir_));
        CPPUNIT_ASSERT(fs::is_empty(folder_ / "new"));
    }

    void testFullFolderTakesNoMore() {
        const Maildir small(folder_, 2);
        small.deliver("x", "1");
        small.deliver("x", "2");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, statusOf(small));
        fs::rename(folder_ / "new" / "1", folder_ / "cur" / "1:2,S");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, statusOf(small));
    }

    void testFolderOfOthersIsRefused() {
        maildir_.prepare();
        fs::permissions(folder_ / "new", fs::perms::group_write, fs::perm_options::add);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf(maildir_));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf(Maildir("/tmp", 1)));
    }

    void testFileInPlaceOfAFolderIsRefused() {
        scratch_.write("mail", "a file");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf(maildir_));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE},
                             statusOf(Maildir(scratch_.path() / "no" / "mail", 1)));
    }

    void testFailedMailLeavesNothingBehind() {
        maildir_.prepare();
        fs::create_directories(folder_ / "new" / "name" / "in the way");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, statusOf(maildir_));
        CPPUNIT_ASSERT(fs::is_empty(folder_ / "tmp"));
    }

    void testManyThreadsDeliverAtOnce() {
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([this, t] {
                for (int i = 0; i < 10; ++i) maildir_.deliver("x", std::to_string(t) + '.' + std::to_string(i));
            });
        for (std::thread& thread : threads) thread.join();
        CPPUNIT_ASSERT_EQUAL(std::size_t{40}, count(folder_ / "new"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MaildirTest);

} // namespace
