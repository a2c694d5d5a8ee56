// SPDX-License-Identifier: Apache-2.0
// state.directory: judged after it was created, and used as its owner only if nobody else can have put it there.
#include "host/process/become_owner.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"
#include "host/process/state_directory.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

using namespace portico::host;

namespace {

namespace fs = std::filesystem;

constexpr uid_t stranger = 12345;

class StateDirectoryTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(StateDirectoryTest);
    CPPUNIT_TEST(testMissingFolderIsMadeForItsUserOnly);
    CPPUNIT_TEST(testFolderThatAnotherUserMadeFirstIsRefused);
    CPPUNIT_TEST(testLinkThatAnotherUserMadeFirstIsRefused);
    CPPUNIT_TEST(testFolderThatCannotBeMadeIsNamed);
    CPPUNIT_TEST(testFolderThatItsUserCannotReachIsNamed);
    CPPUNIT_TEST(testRootActsForTheOwnerInAFolderOfRoot);
    CPPUNIT_TEST(testRootActsForNobodyWhoMayHaveMadeTheFolder);
    CPPUNIT_TEST(testErrorOfTheFileSystemNamesFileAndUser);
    CPPUNIT_TEST(testOtherErrorsKeepTheirText);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    const fs::path state_ = scratch_.path() / "open/state"; // in a sticky folder, as in /tmp

    static std::string refusalOf(const std::function<void()>& action) {
        try {
            action();
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }
    static void assertContains(const std::string& part, const std::string& text) {
        CPPUNIT_ASSERT_MESSAGE('"' + text + '"', text.find(part) != std::string::npos);
    }

public:
    void setUp() override {
        fs::create_directory(state_.parent_path());
        ::chmod(state_.parent_path().c_str(), 01777);
    }

    void testMissingFolderIsMadeForItsUserOnly() {
        CPPUNIT_ASSERT(!judgeState(state_));
        CPPUNIT_ASSERT_EQUAL(state_, makeState(state_));
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(state_.c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(mode_t{0700}, about.st_mode & 07777);
        CPPUNIT_ASSERT_EQUAL(state_, makeState(state_));
    }

    // The missing folder was accepted, and another user created it before the server did: the server used the keys in it.
    void testFolderThatAnotherUserMadeFirstIsRefused() {
        if (::geteuid() != 0) return; // only root gives folders away
        CPPUNIT_ASSERT(!judgeState(state_));
        fs::create_directory(state_);
        CPPUNIT_ASSERT_EQUAL(0, ::chown(state_.c_str(), stranger, stranger));
        assertContains("state.directory: " + state_.string() + ": belongs to user 12345",
                       refusalOf([&] { makeState(state_); }));
    }
    void testLinkThatAnotherUserMadeFirstIsRefused() {
        if (::geteuid() != 0) return;
        fs::create_directory_symlink(scratch_.write("good/file", "").parent_path(), state_);
        CPPUNIT_ASSERT_EQUAL(std::string(), refusalOf([&] { makeState(state_); }));
        CPPUNIT_ASSERT_EQUAL(0, ::lchown(state_.c_str(), stranger, stranger));
        assertContains("is reached through the link " + state_.string(), refusalOf([&] { makeState(state_); }));
        fs::remove_all(scratch_.path() / "good"); // now the link leads nowhere
        assertContains("state.directory " + state_.string() + " cannot be created: File exists",
                       refusalOf([&] { makeState(state_); }));
    }

    void testFolderThatCannotBeMadeIsNamed() {
        assertContains("state.directory /nowhere/at/all cannot be created: No such file or directory; create it",
                       refusalOf([] { makeState("/nowhere/at/all"); }));
    }

    // With DynamicUser=, root becomes a user who cannot reach the folder: "filesystem error: status: Permission denied".
    void testFolderThatItsUserCannotReachIsNamed() {
        if (::geteuid() != 0) return; // only root becomes another user
        const fs::path state = scratch_.write("private/state/file", "").parent_path();
        ::chmod(state.parent_path().c_str(), 0700);
        ::chmod(scratch_.path().c_str(), 0755);
        const std::string expected =
            "state.directory: " + state.string() +
            ": cannot be examined: Permission denied; let user 12345 enter the folders above it";
        const pid_t child = ::fork();
        if (child == 0) {
            if (::setuid(stranger) != 0) ::_exit(2);
            ::_exit(refusalOf([&] { judgeState(state); }) == expected &&
                            refusalOf([&] { makeState(state); }) == expected
                        ? 0
                        : 1);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        CPPUNIT_ASSERT_EQUAL(0, status);
    }

    void testRootActsForTheOwnerInAFolderOfRoot() {
        if (::geteuid() != 0) return;
        const fs::path state = scratch_.write("safe/state/file", "").parent_path();
        CPPUNIT_ASSERT_EQUAL(uid_t{0}, trustedOwnerOf(state).value().user);
        CPPUNIT_ASSERT_EQUAL(0, ::chown(state.c_str(), stranger, 54321));
        CPPUNIT_ASSERT_EQUAL(stranger, trustedOwnerOf(state).value().user);
        CPPUNIT_ASSERT_EQUAL(gid_t{54321}, trustedOwnerOf(state).value().group);
        CPPUNIT_ASSERT(!trustedOwnerOf(state.parent_path() / "none"));
    }
    void testRootActsForNobodyWhoMayHaveMadeTheFolder() {
        if (::geteuid() != 0) return;
        assertContains("does not exist, and another user could create it", refusalOf([&] { trustedOwnerOf(state_); }));
        fs::create_directory(state_);
        CPPUNIT_ASSERT_EQUAL(0, ::chown(state_.c_str(), stranger, stranger));
        assertContains("belongs to user 12345, who may have created it", refusalOf([&] { trustedOwnerOf(state_); }));
    }

    void testErrorOfTheFileSystemNamesFileAndUser() {
        const std::error_code denied(EACCES, std::generic_category()), full(ENOSPC, std::generic_category());
        CPPUNIT_ASSERT_EQUAL("/a: Permission denied for user " + std::to_string(::geteuid()) +
                                 "; check its owner and mode, and those of the folders above it",
                             sentenceOf(fs::filesystem_error("status", "/a", denied)));
        CPPUNIT_ASSERT_EQUAL(std::string("/a, /b: No space left on device; check it and the folders above it"),
                             sentenceOf(fs::filesystem_error("cannot copy", "/a", "/b", full)));
    }
    void testOtherErrorsKeepTheirText() {
        CPPUNIT_ASSERT_EQUAL(std::string("it is late"), sentenceOf(std::runtime_error("it is late")));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(StateDirectoryTest);

} // namespace
