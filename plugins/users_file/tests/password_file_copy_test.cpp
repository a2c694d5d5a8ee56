// SPDX-License-Identifier: Apache-2.0
// Saving and restoring the password file: by rename, readable by the owner only, and not at all if nothing differs.
#include "password_file_copy.h"

#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>
#include <sys/stat.h>

using namespace users_file;

class PasswordFileCopyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PasswordFileCopyTest);
    CPPUNIT_TEST(testTheOldTextComesBackAsANewFile);
    CPPUNIT_TEST(testAFileWithTheSameContentIsLeftAlone);
    CPPUNIT_TEST(testAMissingFileIsCreated);
    CPPUNIT_TEST(testNothingToSaveIsAnError);
    CPPUNIT_TEST(testWhatCannotBeWrittenLeavesNothingBehind);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_, folder_;
    const std::string file_ = (scratch_.path() / "users.htpasswd").string();
    PasswordFileCopy copy_{file_};

    ino_t number() const {
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(file_.c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(0600u, about.st_mode & 0777);
        return about.st_ino;
    }

public:
    void setUp() override {
        scratch_.write("users.htpasswd", "ada:x\n");
        ::chmod(file_.c_str(), 0600);
    }

    void testTheOldTextComesBackAsANewFile() {
        copy_.save(folder_.path().string());
        scratch_.write("users.htpasswd", "bob:x\n");
        const ino_t before = number();
        copy_.load(folder_.path().string());
        CPPUNIT_ASSERT_EQUAL(std::string("ada:x\n"), scratch_.read("users.htpasswd"));
        CPPUNIT_ASSERT(before != number());
    }

    void testAFileWithTheSameContentIsLeftAlone() {
        copy_.save(folder_.path().string());
        const ino_t before = number();
        copy_.load(folder_.path().string());
        CPPUNIT_ASSERT_EQUAL(before, number());
    }

    void testAMissingFileIsCreated() {
        copy_.save(folder_.path().string());
        std::filesystem::remove(file_);
        copy_.load(folder_.path().string());
        CPPUNIT_ASSERT_EQUAL(std::string("ada:x\n"), scratch_.read("users.htpasswd"));
    }

    void testNothingToSaveIsAnError() {
        std::filesystem::remove(file_);
        CPPUNIT_ASSERT_THROW(copy_.save(folder_.path().string()), portico::Error);
    }

    void testWhatCannotBeWrittenLeavesNothingBehind() {
        copy_.save(folder_.path().string());
        std::filesystem::remove(file_);
        std::filesystem::create_directories(file_ + "/in-the-way");
        CPPUNIT_ASSERT_THROW(copy_.load(folder_.path().string()), portico::Error);
        const std::filesystem::directory_iterator left(scratch_.path());
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(std::distance(begin(left), end(left))));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordFileCopyTest);
