// SPDX-License-Identifier: Apache-2.0
// Places whose content is replaced as a whole, files that appear as a whole, and work in a child process.
#include "host/backup/file_tree.h"
#include "host/backup/output_file.h"
#include "host/backup/places.h"
#include "host/backup/replacement.h"
#include "host/backup/run_in_child.h"
#include "host/backup/swap_paths.h"
#include "host/process/refusal.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

class ExchangeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExchangeTest);
    CPPUNIT_TEST(testPlacesAreExchangedAndBack);
    CPPUNIT_TEST(testAReplacementIsTakenBackUnlessItIsKept);
    CPPUNIT_TEST(testFoldersThatAreThereStayTheSame);
    CPPUNIT_TEST(testWhatBackupsLeaveOutStays);
    CPPUNIT_TEST(testAFolderReachedThroughALinkIsWrittenInto);
    CPPUNIT_TEST(testFoldersKeepTheStickyBit);
    CPPUNIT_TEST(testLinkOfTheAdministratorIsFollowed);
    CPPUNIT_TEST(testOneThatFailsInTheMiddleIsTakenBack);
    CPPUNIT_TEST(testAShortWriteIsReportedWithItsReason);
    CPPUNIT_TEST(testTheFolderWithMostRoomIsTaken);
    CPPUNIT_TEST(testWhatTheBackupDoesNotHaveGoesAway);
    CPPUNIT_TEST(testACopyFollowsLinksToFilesOnlyWhereItMay);
    CPPUNIT_TEST(testAnOutputThatIsNotCompleteIsNotThere);
    CPPUNIT_TEST(testAnOutputNeverReplacesWhatIsNoFile);
    CPPUNIT_TEST(testTheOtherProcessIsHeard);
    CPPUNIT_TEST(testWhatTheOtherProcessThrowsIsThrown);
    CPPUNIT_TEST(testACrashedProcessIsAnError);
    CPPUNIT_TEST(testTheParentReportsWhileItWaitsForTheOtherProcess);
    CPPUNIT_TEST_SUITE_END();

    test::ScratchDir scratch_, unpacked_;
    fs::path at(const std::string& name) const { return scratch_.path() / name; }
    static std::size_t entries(const fs::path& folder) {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
    }
    std::size_t count() const { return entries(scratch_.path()); }
    // The inode numbers of the site's folders.
    std::vector<ino_t> numbers() const {
        std::vector<ino_t> all;
        for (const char* name : {"site", "site/assets"}) {
            struct stat about {};
            CPPUNIT_ASSERT_EQUAL(0, ::stat(at(name).c_str(), &about));
            all.push_back(about.st_ino);
        }
        return all;
    }
    // The last part of the error of `work` if no file may become larger than 70,000 bytes.
    static std::string failure(const std::function<void()>& work) {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{70'000, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        std::string said;
        try {
            work();
        } catch (const std::runtime_error& error) {
            said = error.what();
        }
        ::setrlimit(RLIMIT_FSIZE, &before);
        return said.substr(said.rfind(": ") + 2);
    }

public:
    void testPlacesAreExchangedAndBack() {
        scratch_.write("a/x", "1");
        scratch_.write("b", "2");
        swapPaths(at("a"), at("b"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), scratch_.read("b/x"));
        swapPaths(at("a"), at("b"));
        swapPaths(at("a"), at("c"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), scratch_.read("c/x"));
        swapPaths(at("a"), at("c"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), scratch_.read("a/x"));
        swapPaths(at("d"), at("e"));
        CPPUNIT_ASSERT_THROW(swapPaths(at("a"), at("d/e/f")), std::runtime_error);
    }

    void testAReplacementIsTakenBackUnlessItIsKept() {
        scratch_.write("site/x", "old");
        unpacked_.write("pages/0/x", "new");
        {
            const Replacement replacement({"pages/0", at("site")}, unpacked_.path());
            CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/x"));
        }
        CPPUNIT_ASSERT_EQUAL(std::string("old"), scratch_.read("site/x"));
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/x"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count());
    }

    // The folder was exchanged for another one: a server that had it open or mounted continued to use the old pages.
    void testFoldersThatAreThereStayTheSame() {
        scratch_.write("site/assets/a.css", "old");
        scratch_.write("site/gone/x", "old");
        unpacked_.write("pages/0/assets/a.css", "new");
        unpacked_.write("pages/0/more/x", "new");
        ::chmod(at("site").c_str(), 0750);
        const auto before = numbers();
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT(before == numbers());
        CPPUNIT_ASSERT(fs::status(at("site")).permissions() == fs::perms(0750));
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/assets/a.css"));
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/more/x"));
        CPPUNIT_ASSERT(!fs::exists(at("site/gone")));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, entries(at("site")));
    }

    void testWhatBackupsLeaveOutStays() {
        fs::create_directory(at("elsewhere"));
        scratch_.write("site/x", "old");
        fs::create_symlink(at("elsewhere"), at("site/link"));
        scratch_.write("site/.portico-scratch-abcdef/0", "of a restore that was cut off");
        unpacked_.write("pages/0/x", "new");
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT(fs::is_symlink(at("site/link")));
        std::vector<std::string> leftOut;
        copyTree(at("site"), at("copy"), Links::followed, leftOut);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, entries(at("copy")));
    }

    void testAFolderReachedThroughALinkIsWrittenInto() {
        scratch_.write("mounted/x", "old");
        fs::create_symlink(at("mounted"), at("site"));
        unpacked_.write("pages/0/x", "new");
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT(fs::is_symlink(at("site")));
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("mounted/x"));
    }

    void testFoldersKeepTheStickyBit() {
        fs::create_directory(at("from"));
        ::chmod(at("from").c_str(), 03775);
        std::vector<std::string> leftOut;
        copyTree(at("from"), at("to"), Links::followed, leftOut);
        CPPUNIT_ASSERT(fs::status(at("to")).permissions() == fs::perms(03775));
    }
    void testLinkOfTheAdministratorIsFollowed() {
        scratch_.write("shared/x", "old");
        fs::create_directory(at("site"));
        fs::create_symlink(at("shared"), at("site/sub"));
        unpacked_.write("pages/0/sub/x", "new");
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT(fs::is_symlink(at("site/sub")));
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("shared/x"));
    }

    void testOneThatFailsInTheMiddleIsTakenBack() {
        scratch_.write("site/a", "old");
        unpacked_.write("pages/0/a", "new");
        unpacked_.write("pages/0/b", std::string(100'000, 'x'));
        CPPUNIT_ASSERT_EQUAL(std::string("File too large"), failure([&] {
                                 Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
                             }));
        CPPUNIT_ASSERT_EQUAL(std::string("old"), scratch_.read("site/a"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, entries(at("site")));
    }

    // After a partial write, the system reports the reason at the next write: the reason of an earlier failure was reported
    // instead, for example that a file does not exist.
    void testAShortWriteIsReportedWithItsReason() {
        scratch_.write("from", std::string(100'000, 'x'));
        std::vector<std::string> leftOut;
        CPPUNIT_ASSERT_EQUAL(std::string("File too large"),
                             failure([&] { copyTree(at("from"), at("to"), Links::followed, leftOut); }));
    }

    void testTheFolderWithMostRoomIsTaken() {
        ::setenv("TMPDIR", scratch_.path().c_str(), 1);
        CPPUNIT_ASSERT_EQUAL(scratch_.path().string(), folderWithMostSpace({unpacked_.path()}).string());
        ::setenv("TMPDIR", "/nowhere", 1);
        CPPUNIT_ASSERT(folderWithMostSpace({"/proc", at("nowhere")}) == "/var/tmp");
        ::unsetenv("TMPDIR");
    }

    void testWhatTheBackupDoesNotHaveGoesAway() {
        scratch_.write("conf.d/x", "old");
        Replacement({"configuration/conf.d", at("conf.d")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, entries(at("conf.d")));
    }

    void testACopyFollowsLinksToFilesOnlyWhereItMay() {
        const fs::path secret = unpacked_.write("secret", "s");
        scratch_.write("from/file", "f");
        fs::create_symlink(secret, at("from/link"));
        fs::create_symlink("/dev/null", at("from/off"));
        fs::create_symlink("/etc", at("from/folder"));
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(at("from/pipe").c_str(), 0600));
        std::vector<std::string> leftOut;
        copyTree(at("from"), at("followed"), Links::disabling, leftOut);
        CPPUNIT_ASSERT(leftOut == (std::vector<std::string>{at("from/folder"), at("from/pipe")}));
        CPPUNIT_ASSERT_EQUAL(std::string("s"), scratch_.read("followed/link"));
        CPPUNIT_ASSERT(fs::is_regular_file(fs::symlink_status(at("followed/link"))));
        CPPUNIT_ASSERT(fs::is_symlink(at("followed/off")));
        leftOut.clear();
        copyTree(at("from"), at("plain"), Links::leftOut, leftOut);
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, leftOut.size());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, listTree(at("plain")).size());
    }

    void testAnOutputThatIsNotCompleteIsNotThere() {
        {
            OutputFile output(at("backup"));
            CPPUNIT_ASSERT_EQUAL(ssize_t{1}, ::write(output.descriptor(), "x", 1));
            CPPUNIT_ASSERT(!fs::exists(at("backup")));
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count());
        OutputFile output(at("backup"));
        output.complete();
        CPPUNIT_ASSERT(fs::perms(0600) == fs::status(at("backup")).permissions());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count());
    }

    void testAnOutputNeverReplacesWhatIsNoFile() {
        CPPUNIT_ASSERT_THROW(OutputFile("/dev/null"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(OutputFile(scratch_.path()), std::runtime_error);
    }

    void testTheOtherProcessIsHeard() {
        std::string got;
        const Sentences said = runInChild(
            [](int to) {
                if (::write(to, "bytes", 5) != 5) throw std::runtime_error("cannot write");
                return Sentences{"one", "two"};
            },
            [&](int from) {
                char piece[16];
                for (ssize_t size = 0; (size = ::read(from, piece, sizeof piece)) > 0;)
                    got.append(piece, static_cast<std::size_t>(size));
            });
        CPPUNIT_ASSERT_EQUAL(std::string("bytes"), got);
        CPPUNIT_ASSERT(said == (Sentences{"one", "two"}));
    }

    void testWhatTheOtherProcessThrowsIsThrown() {
        const auto ours = [](int) { throw std::logic_error("a consequence"); };
        CPPUNIT_ASSERT_THROW(runInChild([](int) -> Sentences { throw std::runtime_error("the cause"); }, ours),
                             std::runtime_error);
        CPPUNIT_ASSERT_THROW(runInChild([](int) -> Sentences { throw Refusal({"a", "b"}); }, ours), Refusal);
        CPPUNIT_ASSERT_THROW(runInChild([](int) { return Sentences{}; }, ours), std::logic_error);
    }

    void testACrashedProcessIsAnError() {
        CPPUNIT_ASSERT_THROW(runInChild([](int) -> Sentences { ::_exit(3); }, [](int) {}), std::runtime_error);
    }

    // The child ends only when it gets what `meanwhile` writes.
    void testTheParentReportsWhileItWaitsForTheOtherProcess() {
        int ends[2];
        CPPUNIT_ASSERT_EQUAL(0, ::pipe(ends));
        const Sentences said = runInChild(
            [&](int) {
                char byte = 0;
                return Sentences{std::to_string(::read(ends[0], &byte, 1)), std::string(1, byte)};
            },
            [](int) {}, [&] { CPPUNIT_ASSERT_EQUAL(ssize_t{1}, ::write(ends[1], "x", 1)); });
        CPPUNIT_ASSERT(said == (Sentences{"1", "x"}));
        ::close(ends[0]);
        ::close(ends[1]);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ExchangeTest);

} // namespace

} // namespace portico::host
