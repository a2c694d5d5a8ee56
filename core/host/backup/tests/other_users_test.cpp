// SPDX-License-Identifier: Apache-2.0
// What users who own a part of the pages, or the state, cannot do to a root who saves and restores them.
#include "config/host_keys.h"
#include "config/layers.h"
#include "host/backup/file_tree.h"
#include "host/backup/places.h"
#include "host/backup/replacement.h"
#include "host/backup/restore_backup.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

class OtherUsersTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OtherUsersTest);
    CPPUNIT_TEST(testLinkOfAPageAuthorIsReplacedAndNotFollowed);
    CPPUNIT_TEST(testFoldersThatAreReplacedDuringARestoreLeadNowhereElse);
    CPPUNIT_TEST(testPlaceBehindALinkOfAnotherUserIsRefused);
    CPPUNIT_TEST(testFolderOfAnotherOwnerThanInTheBackupIsReplaced);
    CPPUNIT_TEST(testRestoredFilesHaveNoAccessControlList);
    CPPUNIT_TEST(testACopyOfRootFollowsAuthorsOnlyToTheirOwnFiles);
    CPPUNIT_TEST(testPageFolderOfRootIsNotReachedThroughALinkOfOthers);
    CPPUNIT_TEST(testLinkOfRootThroughOneOfAnAuthorIsNotFollowed);
    CPPUNIT_TEST(testFolderThatOthersMayEnterIsReplaced);
    CPPUNIT_TEST(testPageFolderIsNeverTheState);
    CPPUNIT_TEST(testLinkToNothingInPagesIsLeftOut);
    CPPUNIT_TEST(testNameWithAControlCharacterIsLeftOutInQuotes);
    CPPUNIT_TEST(testPipeOfAnotherUserIsNoBackup);
    CPPUNIT_TEST(testFolderOfAnotherUserKeepsNothingOfRoot);
    CPPUNIT_TEST_SUITE_END();

    test::ScratchDir scratch_;
    test::ScratchDir unpacked_;

    fs::path at(const std::string& name) const { return scratch_.path() / name; }
    static std::size_t entries(const fs::path& folder) {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
    }

public:
    // A page author replaced the folder with a link to a folder of root, and a restore replaced the files there.
    void testLinkOfAPageAuthorIsReplacedAndNotFollowed() {
        if (::geteuid() != 0) return; // only root gives folders away
        scratch_.write("victim/x", "of root");
        fs::create_directory(at("site"));
        fs::create_symlink(at("victim"), at("site/sub"));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("site").c_str(), 12345, 12345));
        unpacked_.write("pages/0/sub/x", "new");
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT_EQUAL(std::string("of root"), scratch_.read("victim/x"));
        CPPUNIT_ASSERT(!fs::is_symlink(at("site/sub")));
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/sub/x"));
    }

    // Root's copy then went through the link that had got the name of its own folder.
    void testFoldersThatAreReplacedDuringARestoreLeadNowhereElse() {
        scratch_.write("victim/x", "of root");
        scratch_.write("victim/sub/x", "of root");
        scratch_.write("site/sub/x", "old");
        unpacked_.write("pages/0/sub/x", "new");
        unpacked_.write("pages/0/y", "new");
        int moved = 0;
        const auto attack = [&](std::uint64_t) {
            for (const fs::directory_entry& entry : fs::directory_iterator(at("site"))) {
                if (fs::is_symlink(entry)) continue;
                fs::rename(entry.path(), at("moved") += std::to_string(++moved));
                fs::create_symlink(at("victim"), entry.path());
            }
        };
        try {
            Replacement({"pages/0", at("site")}, unpacked_.path(), attack).keep();
        } catch (const std::runtime_error& refused) {
            CPPUNIT_ASSERT(std::string(refused.what()).find("/proc") == std::string::npos);
        }
        CPPUNIT_ASSERT(moved > 1);
        CPPUNIT_ASSERT_EQUAL(std::string("of root"), scratch_.read("victim/x"));
        CPPUNIT_ASSERT_EQUAL(std::string("of root"), scratch_.read("victim/sub/x"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, entries(at("victim")));
    }

    void testPlaceBehindALinkOfAnotherUserIsRefused() {
        if (::geteuid() != 0) return; // only root gives folders away
        scratch_.write("victim/site/x", "of root");
        fs::create_directory(at("home"));
        fs::create_symlink(at("victim"), at("home/alice"));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("home").c_str(), 12345, 12345));
        unpacked_.write("pages/0/x", "new");
        CPPUNIT_ASSERT_THROW(Replacement({"pages/0", at("home/alice/site")}, unpacked_.path()), std::runtime_error);
        CPPUNIT_ASSERT_EQUAL(std::string("of root"), scratch_.read("victim/site/x"));
    }

    // Others could then read and change what root had put into the folder.
    void testFolderOfAnotherOwnerThanInTheBackupIsReplaced() {
        if (::geteuid() != 0) return; // only root gives folders away
        scratch_.write("site/private/x", "theirs");
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("site/private").c_str(), 12345, 12345));
        unpacked_.write("pages/0/private/x", "of root");
        ::chmod((unpacked_.path() / "pages/0/private").c_str(), 0700);
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(at("site/private").c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(uid_t{0}, about.st_uid);
        CPPUNIT_ASSERT_EQUAL(mode_t{0700}, about.st_mode & 07777U);
    }

    // A default list of the folder made a restored file readable by everybody in the list.
    void testRestoredFilesHaveNoAccessControlList() {
        scratch_.write("site/x", "old");
        unpacked_.write("pages/0/x", "new");
        // version 2; user:: rwx, user:12345 rwx, group:: r-x, mask:: rwx, other:: r-x
        const unsigned char list[] = {2, 0,    0,    0,   1,   0,   7,    0, 255, 255, 255, 255, 2,   0,    7,
                                      0, 0x39, 0x30, 0,   0,   4,   0,    5, 0,   255, 255, 255, 255, 0x10, 0,
                                      7, 0,    255,  255, 255, 255, 0x20, 0, 5,   0,   255, 255, 255, 255};
        if (::setxattr(at("site").c_str(), "system.posix_acl_default", list, sizeof list, 0) != 0)
            return; // no lists here
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/x"));
        CPPUNIT_ASSERT_EQUAL(ssize_t{-1}, ::getxattr(at("site/x").c_str(), "system.posix_acl_access", nullptr, 0));
    }

    // Anybody could have /etc/shadow copied into a backup, and back into the pages with its group and mode.
    void testACopyOfRootFollowsAuthorsOnlyToTheirOwnFiles() {
        if (::geteuid() != 0) return; // only root gives files away
        const fs::path secret = scratch_.write("secret", "of root");
        const fs::path own = scratch_.write("own", "theirs");
        fs::create_directory(at("site"));
        for (const fs::path& target : {secret, own}) {
            fs::create_symlink(target, at("site") / target.filename());
            CPPUNIT_ASSERT_EQUAL(0, ::lchown((at("site") / target.filename()).c_str(), 12345, 12345));
        }
        for (const char* path : {"own", "site"}) CPPUNIT_ASSERT_EQUAL(0, ::chown(at(path).c_str(), 12345, 12345));
        std::vector<std::string> leftOut;
        copyTree(at("site"), at("copy"), Links::followed, leftOut);
        CPPUNIT_ASSERT_EQUAL(std::string("theirs"), scratch_.read("copy/own"));
        CPPUNIT_ASSERT(leftOut == std::vector<std::string>{at("site/secret")});
        CPPUNIT_ASSERT(isLeftOutOfBackups(OpenFolder(at("site")), "secret", Links::followed));
    }

    void testPageFolderOfRootIsNotReachedThroughALinkOfOthers() {
        if (::geteuid() != 0) return; // only root gives folders away
        scratch_.write("victim/x", "of root");
        fs::create_directory(at("home"));
        fs::create_symlink(at("victim"), at("home/pages"));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("home").c_str(), 12345, 12345));
        const std::string text = "pages.directories = [\"" + at("home/pages").string() + "\"]\n";
        const portico::config::Sources sources{.packaged = at("none"), .main = scratch_.write("portico.toml", text)};
        const auto settings = portico::config::parse(sources).check(portico::config::hostKeys()).settings;
        CPPUNIT_ASSERT_THROW(pageFolders(settings, {}), std::runtime_error);
    }

    // Root's link was followed, because it and the file belong to root.
    void testLinkOfRootThroughOneOfAnAuthorIsNotFollowed() {
        if (::geteuid() != 0) return; // only root gives files away
        const fs::path secret = scratch_.write("secret", "of root");
        fs::create_directory(at("site"));
        fs::create_symlink("current", at("site/latest"));
        fs::create_symlink(secret, at("site/current"));
        CPPUNIT_ASSERT_EQUAL(0, ::lchown(at("site/current").c_str(), 12345, 12345));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("site").c_str(), 12345, 12345));
        std::vector<std::string> leftOut;
        copyTree(at("site"), at("copy"), Links::followed, leftOut);
        CPPUNIT_ASSERT(leftOut == (std::vector<std::string>{at("site/current"), at("site/latest")}));
    }
    // Two folders that the author had exchanged: what was for root only became readable.
    void testFolderThatOthersMayEnterIsReplaced() {
        if (::geteuid() != 0) return; // others change only the content
        fs::create_directories(at("site/private"));
        ::chmod(at("site/private").c_str(), 0755);
        unpacked_.write("pages/0/private/x", "of root");
        ::chmod((unpacked_.path() / "pages/0/private").c_str(), 0700);
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT(fs::status(at("site/private")).permissions() == fs::perms(0700));
    }
    // A restore put the state back to that of the backup, and removed the archive that it had made before.
    void testPageFolderIsNeverTheState() {
        fs::create_directories(at("state/inside"));
        fs::create_symlink(at("state"), at("pages"));
        for (const char* pages : {"pages", "state", "state/inside", ""}) {
            const std::string text = "pages.directories = [\"" + at(pages).string() + "\"]\nstate.directory = \"" +
                                     at("state").string() + "\"\n";
            const config::Sources sources{.packaged = at("none"), .main = scratch_.write("portico.toml", text)};
            const auto settings = config::parse(sources).check(config::hostKeys()).settings;
            CPPUNIT_ASSERT_THROW_MESSAGE(pages, pageFolders(settings, {}), std::runtime_error);
        }
    }
    // It made the backup fail.
    void testLinkToNothingInPagesIsLeftOut() {
        fs::create_directory(at("site"));
        fs::create_symlink("/dev/null", at("site/off"));
        std::vector<std::string> leftOut;
        copyTree(at("site"), at("copy"), Links::followed, leftOut);
        CPPUNIT_ASSERT(leftOut == std::vector<std::string>{at("site/off")});
        unpacked_.write("pages/0/x", "new");
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT(fs::is_symlink(at("site/off")));
    }
    // The names of control characters that no archive contains made the backup fail, and wrote to the administrator's terminal.
    void testNameWithAControlCharacterIsLeftOutInQuotes() {
        scratch_.write("from/a\nb", "x");
        scratch_.write("from/c", "y");
        std::vector<std::string> leftOut;
        copyTree(at("from"), at("to"), Links::followed, leftOut);
        CPPUNIT_ASSERT(leftOut == std::vector<std::string>{'"' + at("from/a\\nb").string() + '"'});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, entries(at("to")));
    }

    // The owner of the place of the archive could give root another one.
    void testPipeOfAnotherUserIsNoBackup() {
        if (::geteuid() != 0) return; // only root gives files away
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(at("pipe").c_str(), 0600));
        CPPUNIT_ASSERT(openBackup(at("pipe")));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("pipe").c_str(), 12345, 12345));
        CPPUNIT_ASSERT_THROW(openBackup(at("pipe")), std::runtime_error);
    }

    // Its owner could put other files in the place of those that root keeps there.
    void testFolderOfAnotherUserKeepsNothingOfRoot() {
        if (::geteuid() != 0) return; // only root gives folders away
        fs::create_directory(at("theirs"));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(at("theirs").c_str(), 12345, 12345));
        CPPUNIT_ASSERT(folderWithMostSpace({at("theirs")}) == "/var/tmp");
        ::setenv("TMPDIR", at("theirs").c_str(), 1);
        CPPUNIT_ASSERT_THROW(folderWithMostSpace({}), std::runtime_error);
        CPPUNIT_ASSERT_THROW(ScratchFolder(), std::runtime_error);
        ::unsetenv("TMPDIR");
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OtherUsersTest);

} // namespace

} // namespace portico::host
