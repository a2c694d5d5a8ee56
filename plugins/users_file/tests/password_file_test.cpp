// SPDX-License-Identifier: Apache-2.0
// The file on disk: changes take effect immediately, and a file that cannot be trusted or read is "unavailable", never "no such
// user".
#include "file_users.h"
#include "support/test_host.h"

#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>

using namespace users_file;

class PasswordFileTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PasswordFileTest);
    CPPUNIT_TEST(testAChangeTakesEffectImmediately);
    CPPUNIT_TEST(testAReplacedFileTakesEffectImmediately);
    CPPUNIT_TEST(testTwoSimultaneousChangesBothTakeEffect);
    CPPUNIT_TEST(testAMissingFileIsUnavailableAndComesBack);
    CPPUNIT_TEST(testAFileThatOthersMayWriteIsUnavailable);
    CPPUNIT_TEST(testAFolderIsUnavailable);
    CPPUNIT_TEST(testBadLinesAreLoggedOnceWithFileAndLine);
    CPPUNIT_TEST(testOnlyChangedUsersGetANewDate);
    CPPUNIT_TEST(testALoginThatWasLockedMeanwhileIsDenied);
    CPPUNIT_TEST(testTheNextGenerationReportsTheSameRevisions);
    CPPUNIT_TEST(testANameIsFoundInEveryNormalForm);
    CPPUNIT_TEST(testErrorsOfWritesNameTheFile);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    const std::string path_ = (host_.state().path() / "users.htpasswd").string();
    FileUsers users_{host_.host(), path_};

    void write(std::string_view text, int mode = 0600) const {
        host_.state().write("users.htpasswd", text);
        std::filesystem::permissions(path_, static_cast<std::filesystem::perms>(mode));
    }
    std::string failure() {
        try {
            users_.find("ada");
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, error.status());
            return error.what();
        }
        return {};
    }

public:
    void setUp() override { write("ada:$test$12345\nbob:$test$12345:admin\n"); }

    void testAChangeTakesEffectImmediately() {
        CPPUNIT_ASSERT(users_.verify("ada", "12345"));
        write("ada:$test$changed\n");
        CPPUNIT_ASSERT(!users_.verify("ada", "12345"));
        CPPUNIT_ASSERT(users_.verify("ada", "changed"));
        CPPUNIT_ASSERT(!users_.find("bob"));
    }

    void testAReplacedFileTakesEffectImmediately() {
        CPPUNIT_ASSERT(users_.find("ada"));
        const auto next = host_.state().write("next", "carol:$test$12345\n");
        std::filesystem::permissions(next, std::filesystem::perms(0600));
        std::filesystem::rename(next, path_);
        CPPUNIT_ASSERT(!users_.find("ada"));
        CPPUNIT_ASSERT(users_.find("carol"));
    }

    // Same length, and changed faster than the clock of file timestamps ticks.
    void testTwoSimultaneousChangesBothTakeEffect() {
        for (int i = 0; i < 50; ++i) {
            const std::string name = "user" + std::to_string(10 + i);
            write(name + ":$test$x\n");
            CPPUNIT_ASSERT_MESSAGE(name, users_.find(name));
        }
    }

    void testAMissingFileIsUnavailableAndComesBack() {
        CPPUNIT_ASSERT(users_.find("ada"));
        std::filesystem::remove(path_);
        CPPUNIT_ASSERT(failure().find(path_ + ": No such file") != std::string::npos);
        write("ada:$test$12345\n");
        CPPUNIT_ASSERT(users_.find("ada"));
    }

    void testAFileThatOthersMayWriteIsUnavailable() {
        write("ada:$test$12345\n", 0620);
        CPPUNIT_ASSERT(failure().find("chmod go-w") != std::string::npos);
        write("ada:$test$12345\n", 0644);
        CPPUNIT_ASSERT(users_.find("ada"));
        std::filesystem::permissions(path_, std::filesystem::perms(0602));
        CPPUNIT_ASSERT(failure().find("chmod go-w") != std::string::npos);
    }

    void testAFolderIsUnavailable() {
        std::filesystem::remove(path_);
        std::filesystem::create_directory(path_);
        CPPUNIT_ASSERT(!failure().empty());
    }

    void testBadLinesAreLoggedOnceWithFileAndLine() {
        write("ada:$test$12345\nrubbish\n");
        for (int i = 0; i < 3; ++i) CPPUNIT_ASSERT(users_.find("ada"));
        std::size_t warnings = 0;
        for (const auto& [level, line] : host_.logged())
            if (level == PORTICO_LOG_WARNING) ++warnings;
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, warnings);
        CPPUNIT_ASSERT(host_.hasLogged(path_ + ":2: this line has no colon"));
    }

    void testOnlyChangedUsersGetANewDate() {
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, users_.find("ada").value().changed);
        host_.advance(5000);
        write("ada:$test$other\nbob:$test$12345:admin\ncarol:$test$new\n");
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), users_.find("ada").value().changed);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, users_.find("bob").value().changed);
        const std::int64_t dated = host_.seconds();
        host_.advance(5000);
        write("ada:$test$other\nbob:$test$12345:reader\ncarol:!$test$new\n");
        CPPUNIT_ASSERT_EQUAL(dated, users_.find("ada").value().changed);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), users_.find("bob").value().changed);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), users_.find("carol").value().changed);
    }

    void testALoginThatWasLockedMeanwhileIsDenied() {
        write("ada:!$test$12345\n");
        CPPUNIT_ASSERT(users_.find("ada").value().disabled);
        CPPUNIT_ASSERT(!users_.verify("ada", "12345"));
    }

    std::int64_t revisionOf(FileUsers& users) { return users.find("ada").value().revision; }

    // During a reload both generations read the file, and a session of one is checked in the other.
    void testTheNextGenerationReportsTheSameRevisions() {
        const std::int64_t first = revisionOf(users_);
        FileUsers next(host_.host(), path_);
        CPPUNIT_ASSERT_EQUAL(first, revisionOf(next));
        write("ada:!$test$12345\n");
        const std::int64_t locked = revisionOf(users_);
        CPPUNIT_ASSERT_EQUAL(locked, revisionOf(next));
        write("ada:$test$12345\n");
        CPPUNIT_ASSERT_EQUAL(revisionOf(next), revisionOf(users_));
        FileUsers third(host_.host(), path_);
        CPPUNIT_ASSERT_EQUAL(revisionOf(next), revisionOf(third));
        CPPUNIT_ASSERT(revisionOf(third) != first && revisionOf(third) != locked);
    }

    void testANameIsFoundInEveryNormalForm() {
        write("jose\xcc\x81:$test$12345\n");
        CPPUNIT_ASSERT(users_.verify("jos\xc3\xa9", "12345") && users_.verify("jose\xcc\x81", "12345"));
    }

    void testErrorsOfWritesNameTheFile() {
        try {
            users_.remove("x");
            CPPUNIT_FAIL("the file is not to be written");
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, error.status());
            CPPUNIT_ASSERT(std::string(error.what()).find(path_) != std::string::npos);
        }
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordFileTest);
