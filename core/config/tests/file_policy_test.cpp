// SPDX-License-Identifier: Apache-2.0
// Which owners and modes of files and folders are accepted, also for secrets.
#include "config/file_policy.h"
#include "config/layers.h"
#include "config/text_file.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <thread>

using namespace portico::config;
using portico::test::ScratchDir;

namespace {

namespace fs = std::filesystem;

constexpr uid_t stranger = 12345;
constexpr uid_t mail = 8; // and its group, on every Debian

int listError = 0; // of the next entries of the list of users

std::string first(const std::vector<PolicyViolation>& all) { return all.empty() ? "" : all.front().text(); }

} // namespace

// In place of that of the C library.
extern "C" int getpwent_r(passwd* entry, char* space, size_t size, passwd** next) {
    static const auto real = reinterpret_cast<decltype(&::getpwent_r)>(::dlsym(RTLD_NEXT, "getpwent_r"));
    return listError != 0 ? listError : real(entry, space, size, next);
}

class FilePolicyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilePolicyTest);
    CPPUNIT_TEST(testOwnersAreRootAndTheUser);
    CPPUNIT_TEST(testNobodyElseWrites);
    CPPUNIT_TEST(testGroupOfOnePersonMayWriteConfigurationButNoCode);
    CPPUNIT_TEST(testGroupOfSeveralMayNotWrite);
    CPPUNIT_TEST(testGroupOfRootMayNotWrite);
    CPPUNIT_TEST(testGroupMayNotWriteIfTheListOfUsersCannotBeRead);
    CPPUNIT_TEST(testGroupOfOnePersonMayNotWriteWithAnAccessControlList);
    CPPUNIT_TEST(testSecretMayBeReadByAGroupOnly);
    CPPUNIT_TEST(testOwnKeyIsReadableByNoOtherUser);
    CPPUNIT_TEST(testFolderThatOthersMayWriteIsRefused);
    CPPUNIT_TEST(testFolderBelowAnOpenOneIsRefused);
    CPPUNIT_TEST(testFolderBelowAStickyOneIsGood);
    CPPUNIT_TEST(testFolderAboveBelongsToTheUserOrRoot);
    CPPUNIT_TEST(testFolderAboveThatItsGroupMayWriteIsRefused);
    CPPUNIT_TEST(testFolderOfConfigurationIsCheckedWithoutDropIns);
    CPPUNIT_TEST(testFolderOfALinkTargetIsChecked);
    CPPUNIT_TEST(testLinkInAFolderThatOthersMayWriteIsRefused);
    CPPUNIT_TEST(testEveryLinkOfAChainIsChecked);
    CPPUNIT_TEST(testLinkOfSomebodyElseInAStickyFolderIsRefused);
    CPPUNIT_TEST(testWayThatNoLongerLeadsToTheFileIsRefused);
    CPPUNIT_TEST(testFileThatAnotherUserHasPutInPlaceIsRefused);
    CPPUNIT_TEST(testFolderThatASwappedLinkShowedIsRefused);
    CPPUNIT_TEST(testWhatCannotBeExaminedIsAViolation);
    CPPUNIT_TEST(testConfigurationReachedThroughALinkOfOthersIsRefused);
    CPPUNIT_TEST(testMissingPluginFilesInAFolderOfOthersAreReported);
    CPPUNIT_TEST(testMaskOfAnUntrustedUserIsRefused);
    CPPUNIT_TEST_SUITE_END();

    static struct stat file(mode_t mode, uid_t owner = 0, gid_t group = 0) {
        struct stat made {};
        made.st_mode = S_IFREG | mode;
        made.st_uid = owner;
        made.st_gid = group;
        return made;
    }
    static std::string said(mode_t mode, FileUse what, uid_t owner = 0, gid_t group = 0, uid_t user = stranger) {
        return first(violationsOf(file(mode, owner, group), what, user));
    }

    // FOLDER/link, which leads to `target`.
    fs::path linkIn(const char* folder, const fs::path& target) const {
        const fs::path link = scratch_.path() / folder / "link";
        fs::create_directories(link.parent_path());
        fs::create_directory_symlink(target, link);
        return link;
    }

    ScratchDir scratch_;
    const uid_t self_ = ::geteuid();

public:
    void testOwnersAreRootAndTheUser() {
        for (const FileUse what : {FileUse::code, FileUse::settings, FileUse::secret, FileUse::own}) {
            CPPUNIT_ASSERT_EQUAL(std::string(), said(0600, what, 0));
            CPPUNIT_ASSERT_EQUAL(std::string(), said(0600, what, stranger));
            CPPUNIT_ASSERT_EQUAL(std::string("belongs to user 54321, who is neither root nor this server's user 12345; "
                                             "chown it to root"),
                                 said(0600, what, 54321));
        }
    }

    // A server run by root read a world-writable file in conf.d.
    void testNobodyElseWrites() {
        for (const FileUse what : {FileUse::code, FileUse::settings, FileUse::secret, FileUse::own})
            for (const mode_t mode : {0602, 0606, 0666})
                CPPUNIT_ASSERT_EQUAL(std::string("is writable by users other than its owner; chmod go-w it"),
                                     said(mode, what));
    }

    // As in a checkout with umask 002: the user "mail" is alone in the group "mail".
    void testGroupOfOnePersonMayWriteConfigurationButNoCode() {
        CPPUNIT_ASSERT_EQUAL(std::string(), said(0664, FileUse::settings, mail, mail, mail));
        CPPUNIT_ASSERT(!said(0664, FileUse::code, mail, mail, mail).empty());
        CPPUNIT_ASSERT(!said(0660, FileUse::own, mail, mail, mail).empty());
    }

    void testGroupOfSeveralMayNotWrite() {
        CPPUNIT_ASSERT(!said(0664, FileUse::settings, 0, 4).empty());               // adm
        CPPUNIT_ASSERT(!said(0664, FileUse::settings, stranger, stranger).empty()); // its members are unknown
    }

    // Some systems run every program of a container with the group 0.
    void testGroupOfRootMayNotWrite() { CPPUNIT_ASSERT(!said(0664, FileUse::settings, 0, 0).empty()); }

    // An entry of more than 16 KiB ended the list, and the users after it were not seen.
    void testGroupMayNotWriteIfTheListOfUsersCannotBeRead() {
        for (const int error : {ERANGE, EIO, EMFILE}) {
            listError = error;
            CPPUNIT_ASSERT(!said(0664, FileUse::settings, mail, mail, mail).empty());
        }
        listError = 0;
        CPPUNIT_ASSERT_EQUAL(std::string(), said(0664, FileUse::settings, mail, mail, mail));
    }

    // The group's mode bits are then the most that any entry of the list permits.
    void testGroupOfOnePersonMayNotWriteWithAnAccessControlList() {
        CPPUNIT_ASSERT(!violationsOf(file(0664, mail, mail), FileUse::settings, mail, true).empty());
        CPPUNIT_ASSERT(violationsOf(file(0644, mail, mail), FileUse::settings, mail, true).empty());
        const auto own = scratch_.write("file", "text");
        CPPUNIT_ASSERT(!readTextFile(own).hasAcl);
        // acl(5): version 2, then tag, permissions and id of the owner, user 12345, the group, the mask and others
        const std::string_view list("\2\0\0\0\1\0\6\0\377\377\377\377\2\0\6\0\071\060\0\0\4\0\4\0\377\377\377\377"
                                    "\20\0\6\0\377\377\377\377\40\0\4\0\377\377\377\377",
                                    44);
        if (::setxattr(own.c_str(), "system.posix_acl_access", list.data(), list.size(), 0) != 0)
            return; // not supported here
        CPPUNIT_ASSERT(readTextFile(own).hasAcl);
    }

    void testSecretMayBeReadByAGroupOnly() {
        for (const mode_t mode : {0400, 0440, 0600, 0640})
            CPPUNIT_ASSERT_EQUAL(std::string(), said(mode, FileUse::secret, 0, 4));
        for (const mode_t mode : {0444, 0604, 0601})
            CPPUNIT_ASSERT_EQUAL(std::string("is a secret but readable by everybody on this machine; chmod o-rwx it"),
                                 said(mode, FileUse::secret));
        CPPUNIT_ASSERT_EQUAL(std::string(), said(0644, FileUse::settings));
    }

    void testOwnKeyIsReadableByNoOtherUser() {
        for (const mode_t mode : {0640, 0604}) CPPUNIT_ASSERT(!said(mode, FileUse::own).empty());
        CPPUNIT_ASSERT_EQUAL(std::string(), said(0600, FileUse::own));
    }

    void testFolderThatOthersMayWriteIsRefused() {
        CPPUNIT_ASSERT(violationsOfFolder(scratch_.path(), FileUse::settings, self_).empty());
        ::chmod(scratch_.path().c_str(), 0777);
        CPPUNIT_ASSERT_EQUAL(std::string("is writable by users other than its owner; chmod go-w it"),
                             first(violationsOfFolder(scratch_.path(), FileUse::settings, self_)));
    }

    void testFolderBelowAnOpenOneIsRefused() {
        const auto inner = scratch_.write("open/inner/file", "").parent_path();
        ::chmod(inner.parent_path().c_str(), 0777);
        CPPUNIT_ASSERT_EQUAL("is in " + inner.parent_path().string() +
                                 ", which is writable by everybody; chmod o-w that folder",
                             first(violationsOfFolder(inner, FileUse::code, self_)));
    }

    void testFolderBelowAStickyOneIsGood() {
        const auto inner = scratch_.write("sticky/inner/file", "").parent_path();
        ::chmod(inner.parent_path().c_str(), 01777);
        CPPUNIT_ASSERT(violationsOfFolder(inner, FileUse::code, self_).empty());
    }

    // Its owner renamed conf.d away, and the page that a file in it had kept was public after the next reload.
    void testFolderAboveBelongsToTheUserOrRoot() {
        if (self_ != 0) return; // only root gives folders away
        const auto inner = scratch_.write("theirs/conf.d/file", "").parent_path();
        for (const mode_t mode : {0755, 01755}) {
            CPPUNIT_ASSERT_EQUAL(0, ::chown(inner.parent_path().c_str(), stranger, 0));
            ::chmod(inner.parent_path().c_str(), mode);
            CPPUNIT_ASSERT_EQUAL("is in " + inner.parent_path().string() +
                                     ", which belongs to user 12345; chown root that folder",
                                 first(violationsAbove(inner, self_)));
            CPPUNIT_ASSERT(violationsAbove(inner, stranger).empty());
        }
    }

    void testFolderAboveThatItsGroupMayWriteIsRefused() {
        if (self_ != 0) return; // only root gives folders to other groups
        const auto inner = scratch_.write("shared/conf.d/file", "").parent_path();
        CPPUNIT_ASSERT_EQUAL(0, ::chown(inner.parent_path().c_str(), mail, mail));
        ::chmod(inner.parent_path().c_str(), 0775);
        CPPUNIT_ASSERT(violationsAbove(inner, mail).empty()); // nobody else is in that group
        CPPUNIT_ASSERT_EQUAL(0, ::chown(inner.parent_path().c_str(), 0, stranger));
        CPPUNIT_ASSERT_EQUAL("is in " + inner.parent_path().string() +
                                 ", which is writable by its group; chmod g-w that folder",
                             first(violationsAbove(inner, self_)));
        ::chmod(inner.parent_path().c_str(), 01775);
        CPPUNIT_ASSERT(violationsAbove(inner, self_).empty());
    }

    // The main file is a link into a folder that no other user can change; conf.d is beside the link, or no longer exists.
    void testFolderOfConfigurationIsCheckedWithoutDropIns() {
        const auto link = scratch_.path() / "open/portico.toml";
        fs::create_directory(link.parent_path());
        fs::create_symlink(scratch_.write("safe/portico.toml", ""), link);
        const Sources sources{.packaged = scratch_.path() / "none", .main = link};
        CPPUNIT_ASSERT(parse(sources).isWhole());
        ::chmod(link.parent_path().c_str(), 0777);
        CPPUNIT_ASSERT(!parse(sources).isWhole());
        ::chmod(link.parent_path().c_str(), 01777); // as /tmp is
        CPPUNIT_ASSERT(parse(sources).isWhole());
    }

    // A symbolic link does not hide the folder of its target.
    void testFolderOfALinkTargetIsChecked() {
        const auto file = scratch_.write("open/file", "text");
        ::chmod(file.parent_path().c_str(), 0777);
        fs::create_symlink(file, scratch_.path() / "link");
        const TextFile read = readTextFile(scratch_.path() / "link");
        CPPUNIT_ASSERT_EQUAL(std::string("text"), read.text);
        CPPUNIT_ASSERT(first(read.violations(FileUse::settings)).starts_with("is in " + file.parent_path().string()));
    }

    // The owner of the folder can let the link lead to an older copy of the configuration.
    void testLinkInAFolderThatOthersMayWriteIsRefused() {
        const fs::path link = linkIn("open", scratch_.write("safe/file", "").parent_path());
        CPPUNIT_ASSERT(violationsOfFolder(link, FileUse::code, self_).empty());
        ::chmod(link.parent_path().c_str(), 0777);
        const std::string expected =
            "is in " + link.parent_path().string() + ", which is writable by everybody; chmod o-w that folder";
        CPPUNIT_ASSERT_EQUAL(expected, first(violationsOfFolder(link, FileUse::code, self_)));
        CPPUNIT_ASSERT_EQUAL(expected, first(violationsAbove(link / "file", self_)));
        CPPUNIT_ASSERT_EQUAL(expected, first(readTextFile(link / "file").violations(FileUse::settings)));
        CPPUNIT_ASSERT_EQUAL(expected, first(violationsAbove(link.parent_path() / "../open/link/file", self_)));
    }

    void testEveryLinkOfAChainIsChecked() {
        const fs::path inner = linkIn("open", scratch_.write("safe/file", "").parent_path());
        ::chmod(inner.parent_path().c_str(), 0777);
        for (const fs::path& target : {inner, fs::path("../open/link"), fs::path("./../open//link/.")}) {
            const fs::path outer = linkIn("closed", target);
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, violationsAbove(outer / "file", self_).size());
            CPPUNIT_ASSERT(
                first(violationsAbove(outer / "file", self_)).starts_with("is in " + inner.parent_path().string()));
            fs::remove(outer);
        }
    }

    void testLinkOfSomebodyElseInAStickyFolderIsRefused() {
        if (self_ != 0) return; // only root can change the owner of a link
        const fs::path link = linkIn("sticky", scratch_.write("safe/file", "").parent_path());
        ::chmod(link.parent_path().c_str(), 01777);
        CPPUNIT_ASSERT(violationsAbove(link / "file", self_).empty());
        CPPUNIT_ASSERT_EQUAL(0, ::lchown(link.c_str(), stranger, stranger));
        CPPUNIT_ASSERT_EQUAL("is reached through the link " + link.string() +
                                 ", which belongs to user 12345; replace it with a link that root owns",
                             first(violationsAbove(link / "file", self_)));
    }

    // A link that its owner created and removed in turn was read while it was there, and judged while it was not.
    void testWayThatNoLongerLeadsToTheFileIsRefused() {
        const fs::path link = linkIn("closed", scratch_.write("safe/file", "").parent_path());
        const TextFile read = readTextFile(link / "file");
        CPPUNIT_ASSERT(read.violations(FileUse::settings).empty());
        fs::remove(link);
        CPPUNIT_ASSERT_EQUAL(std::string("was removed while it was read; try again"),
                             first(read.violations(FileUse::settings)));
        scratch_.write("closed/link/file", ""); // replacing a file is no fault
        CPPUNIT_ASSERT(read.violations(FileUse::settings).empty());
    }

    // In a sticky folder a user opened the way to a file of root by a link, and put an own file there before the way was judged.
    void testFileThatAnotherUserHasPutInPlaceIsRefused() {
        if (self_ != 0) return; // only root gives files away
        const fs::path link = linkIn("sticky", scratch_.write("safe/file", ""));
        ::chmod(link.parent_path().c_str(), 01777);
        const TextFile read = readTextFile(link);
        fs::remove(link);
        CPPUNIT_ASSERT_EQUAL(0, ::chown(scratch_.write("sticky/link", "").c_str(), stranger, stranger));
        CPPUNIT_ASSERT_EQUAL(std::string("was replaced by user 12345 while it was read; choose a folder that only root "
                                         "may write"),
                             first(read.violations(FileUse::settings)));
        CPPUNIT_ASSERT_EQUAL(0, ::chown(link.c_str(), 0, 0)); // as an editor replaces a file
        CPPUNIT_ASSERT(read.violations(FileUse::settings).empty());
    }

    // The folder of root behind the link was judged, and the folder that took the place of the link was used.
    void testFolderThatASwappedLinkShowedIsRefused() {
        if (self_ != 0) return; // only root gives folders away
        const fs::path good = scratch_.write("safe/file", "").parent_path();
        const fs::path place = linkIn("sticky", good), theirs = place.parent_path() / "theirs";
        fs::create_directory(theirs);
        CPPUNIT_ASSERT_EQUAL(0, ::chown(theirs.c_str(), stranger, stranger));
        CPPUNIT_ASSERT_EQUAL(0, ::lchown(place.c_str(), stranger, stranger));
        ::chmod(place.parent_path().c_str(), 01777);
        std::atomic<bool> isOver = false;
        std::thread attacker([&] {
            while (!isOver) ::renameat2(AT_FDCWD, place.c_str(), AT_FDCWD, theirs.c_str(), RENAME_EXCHANGE);
        });
        std::size_t accepted = 0;
        for (int i = 0; i < 20000; ++i) accepted += violationsOfFolder(place, FileUse::code, self_).empty() ? 1u : 0u;
        isOver = true;
        attacker.join();
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, accepted);
    }

    // It was accepted, and led somewhere else a moment later.
    void testWhatCannotBeExaminedIsAViolation() {
        const fs::path link = linkIn("closed", "link/link");
        CPPUNIT_ASSERT(firstOf(violationsAbove(link / "file", self_)).find("cannot be examined") != std::string::npos);
        CPPUNIT_ASSERT(!readTextFile(link / "file").problem.empty());
    }

    void testConfigurationReachedThroughALinkOfOthersIsRefused() {
        const auto main = scratch_.write("safe/portico.toml", "");
        const fs::path link = linkIn("open", main.parent_path());
        const Sources sources{.packaged = scratch_.path() / "none", .main = link};
        CPPUNIT_ASSERT(parse(sources).isWhole());
        ::chmod(link.parent_path().c_str(), 0777);
        CPPUNIT_ASSERT(!parse(sources).isWhole());
        CPPUNIT_ASSERT(!parse({.packaged = scratch_.path() / "none", .main = link / "portico.toml"}).isWhole());
        CPPUNIT_ASSERT(!parse({.packaged = link, .main = main}).isWhole());
        // As the kernel reads it: beside the target of the link, not beside the link.
        CPPUNIT_ASSERT(!parse({.packaged = scratch_.path() / "none", .main = link / "../safe/portico.toml"}).isWhole());
    }
    // The owner of the folder that plugins.d leads to renamed it away, and its settings were gone.
    void testMissingPluginFilesInAFolderOfOthersAreReported() {
        const auto main = scratch_.write("safe/portico.toml", "");
        scratch_.write("open/plugins/x.toml", "");
        fs::create_directory_symlink(scratch_.path() / "open/plugins", main.parent_path() / "plugins.d");
        ::chmod((scratch_.path() / "open").c_str(), 0777);
        fs::remove_all(scratch_.path() / "open/plugins");
        CPPUNIT_ASSERT(!parse({.packaged = scratch_.path() / "none", .main = main}).isWhole());
    }
    void testMaskOfAnUntrustedUserIsRefused() {
        if (self_ != 0) return; // only root can change the owner of a link
        fs::create_symlink("/dev/null", scratch_.path() / "portico.toml");
        const Sources sources{.packaged = scratch_.path() / "none", .main = scratch_.path() / "portico.toml"};
        CPPUNIT_ASSERT(parse(sources).isWhole());
        CPPUNIT_ASSERT_EQUAL(0, ::lchown((scratch_.path() / "portico.toml").c_str(), stranger, stranger));
        CPPUNIT_ASSERT(!parse(sources).isWhole());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilePolicyTest);
