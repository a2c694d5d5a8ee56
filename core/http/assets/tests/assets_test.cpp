// SPDX-License-Identifier: Apache-2.0
// Assets: which file is found, in which coding, and that no name leads out of the folders.
#include "http/assets/assets.h"
#include "support/scratch_dir.h"
#include "support/shortage.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using portico::http::Asset;
using portico::http::Assets;
using portico::http::syntax::Coding;
using portico::http::syntax::codingsFor;
using portico::test::ScratchDir;

namespace {

constexpr std::time_t settled = 784111777;

class AssetsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssetsTest);
    CPPUNIT_TEST(testFileIsFoundWithItsSizeAndTime);
    CPPUNIT_TEST(testFirstFolderWins);
    CPPUNIT_TEST(testMissingFolderIsPassedOverUntilItIsThere);
    CPPUNIT_TEST(testFolderThatIsReplacedCountsAtOnce);
    CPPUNIT_TEST(testLinkThatIsSwitchedCountsAtOnce);
    CPPUNIT_TEST(testReplacedFolderLeadsOutNoMoreThanBefore);
    CPPUNIT_TEST(testNothingLeadsOut);
    CPPUNIT_TEST(testSymbolicLinksAreNotFollowed);
    CPPUNIT_TEST(testOnlyPlainFilesAreServed);
    CPPUNIT_TEST(testHiddenFilesAreNotServed);
    CPPUNIT_TEST(testPlaceBelowHasItsOwnNames);
    CPPUNIT_TEST(testChangedFileHasAnotherEtag);
    CPPUNIT_TEST(testPackedSiblingIsChosenByTheClient);
    CPPUNIT_TEST(testEachCodingHasItsOwnEtag);
    CPPUNIT_TEST(testSiblingThatIsOlderThanItsFileIsIgnored);
    CPPUNIT_TEST(testSiblingWithoutTheFractionOfItsFilesTimeIsTaken);
    CPPUNIT_TEST(testSiblingLeadsOutNoMoreThanItsFile);
    CPPUNIT_TEST(testPackedFilesHaveNoSiblings);
    CPPUNIT_TEST(testFileThatTheClientTakesInNoCodingIsThereWithoutBytes);
    CPPUNIT_TEST(testShortageOfDescriptorsIsNotAnAbsence);
    CPPUNIT_TEST(testUnreadableFileDoesNotGiveWayToTheNextFolders);
    CPPUNIT_TEST(testSiblingThatCannotBeOpenedIsReported);
    CPPUNIT_TEST_SUITE_END();

    Assets assets() const {
        return Assets({{"", (dir_.path() / "own").string()}, {"", (dir_.path() / "theirs").string()}});
    }
    std::optional<Asset> find(std::string_view name, std::optional<std::string_view> accepted = {}) const {
        return assets().find(name, codingsFor(accepted));
    }
    static std::string bytes(const std::optional<Asset>& asset) {
        CPPUNIT_ASSERT(asset && asset->file);
        std::string all(asset->size + 1, '\0'); // one more, to detect extra bytes
        all.resize(static_cast<std::size_t>(::pread(asset->file->get(), all.data(), all.size(), 0)));
        return all;
    }
    // `seconds` since the epoch.
    void modified(const std::string& name, std::time_t seconds, long nanoseconds = 0) const {
        const std::array times{timespec{seconds, nanoseconds}, timespec{seconds, nanoseconds}};
        CPPUNIT_ASSERT_EQUAL(0, ::utimensat(AT_FDCWD, (dir_.path() / name).c_str(), times.data(), 0));
    }

public:
    void setUp() override {
        dir_.write("own/site.css", "own");
        dir_.write("theirs/site.css", "theirs");
        dir_.write("theirs/img/cat.svg", "<svg/>");
        dir_.write("secret", "secret");
    }

private:
    void testFileIsFoundWithItsSizeAndTime() {
        modified("theirs/img/cat.svg", 784111777);
        const auto found = find("img/cat.svg");
        CPPUNIT_ASSERT_EQUAL(std::string("<svg/>"), bytes(found));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{6}, found->size);
        CPPUNIT_ASSERT_EQUAL(std::time_t{784111777}, found->modified);
        CPPUNIT_ASSERT_EQUAL(std::string("\"TStl41EyHM40ZewreIPO0g\""), found->etag);
    }
    void testFirstFolderWins() { CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css"))); }
    void testMissingFolderIsPassedOverUntilItIsThere() {
        const Assets all({{"", (dir_.path() / "later").string()}, {"", (dir_.path() / "theirs").string()}});
        CPPUNIT_ASSERT_EQUAL(std::string("theirs"), bytes(all.find("site.css", codingsFor({}))));
        dir_.write("later/site.css", "later");
        CPPUNIT_ASSERT_EQUAL(std::string("later"), bytes(all.find("site.css", codingsFor({}))));
    }
    // After "rm -rf assets; mkdir assets" every asset was 404 until a reload.
    void testFolderThatIsReplacedCountsAtOnce() {
        const Assets all = assets();
        for (int times = 0; times < 3; ++times) {
            CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(all.find("site.css", codingsFor({}))));
            std::filesystem::remove_all(dir_.path() / "own");
            CPPUNIT_ASSERT_EQUAL(std::string("theirs"), bytes(all.find("site.css", codingsFor({}))));
            dir_.write("own/site.css", "own");
        }
    }
    // Releases: the link "current" is switched to another folder.
    void testLinkThatIsSwitchedCountsAtOnce() {
        const Assets all({{"", (dir_.path() / "current/assets").string()}});
        for (const std::string release : {"one", "two", "one"}) {
            dir_.write(release + "/assets/site.css", release);
            std::filesystem::remove(dir_.path() / "next");
            std::filesystem::create_directory_symlink(release, dir_.path() / "next");
            std::filesystem::rename(dir_.path() / "next", dir_.path() / "current");
            CPPUNIT_ASSERT_EQUAL(release, bytes(all.find("site.css", codingsFor({}))));
        }
    }
    void testReplacedFolderLeadsOutNoMoreThanBefore() {
        const Assets all = assets();
        CPPUNIT_ASSERT(all.find("site.css", codingsFor({})));
        std::filesystem::remove_all(dir_.path() / "own");
        std::filesystem::create_directory(dir_.path() / "own");
        std::filesystem::create_symlink(dir_.path() / "secret", dir_.path() / "own/site.css");
        const auto found = all.find("site.css", codingsFor({}));
        CPPUNIT_ASSERT(found && !found->file && found->error == ELOOP);
        std::filesystem::remove_all(dir_.path() / "own");
        dir_.write("own", "a file now");
        CPPUNIT_ASSERT_EQUAL(std::string("theirs"), bytes(all.find("site.css", codingsFor({}))));
    }
    void testNothingLeadsOut() {
        for (const char* name : {"../secret", "img/../../secret", "/etc/passwd", "", ".", "..", "img/..", "img/"})
            CPPUNIT_ASSERT_MESSAGE(name, !find(name));
    }
    void testSymbolicLinksAreNotFollowed() {
        std::filesystem::create_symlink(dir_.path() / "secret", dir_.path() / "own/link.css");
        std::filesystem::create_directory_symlink(dir_.path(), dir_.path() / "own/up");
        dir_.write("theirs/link.css", "theirs");
        for (const char* name : {"link.css", "up/secret"}) {
            const auto found = find(name);
            CPPUNIT_ASSERT_MESSAGE(name, found && !found->file && found->error == ELOOP);
        }
    }
    void testOnlyPlainFilesAreServed() {
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo((dir_.path() / "own/pipe").c_str(), 0600));
        CPPUNIT_ASSERT(!find("pipe"));
        CPPUNIT_ASSERT(!find("img"));
    }
    void testHiddenFilesAreNotServed() {
        dir_.write("own/.git/config", "x");
        dir_.write("own/img/.hidden", "x");
        CPPUNIT_ASSERT(!find(".git/config"));
        CPPUNIT_ASSERT(!find("img/.hidden"));
    }
    void testPlaceBelowHasItsOwnNames() {
        const Assets below({{"cats/", (dir_.path() / "theirs").string()}});
        CPPUNIT_ASSERT_EQUAL(std::string("theirs"), bytes(below.find("cats/site.css", codingsFor({}))));
        for (const char* name : {"site.css", "cats/", "cats", "cats/.", "cats/..", "cats/../own/site.css",
                                 "cat/site.css", "cats//etc/passwd", "cats/own"})
            CPPUNIT_ASSERT_MESSAGE(name, !below.find(name, codingsFor({})));
    }
    void testChangedFileHasAnotherEtag() {
        const Assets all = assets();
        std::set<std::string> tags;
        for (int version = 100; version < 300; ++version) {
            dir_.write("own/site.css", std::to_string(version));
            modified("own/site.css", 0); // as in a reproducible image
            const auto found = all.find("site.css", codingsFor({}));
            CPPUNIT_ASSERT_EQUAL(std::to_string(version), bytes(found));
            CPPUNIT_ASSERT_EQUAL(std::time_t{0}, found->modified);
            tags.insert(found->etag);
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{200}, tags.size());
    }

    void withSiblings() const {
        dir_.write("own/site.css.br", "in br");
        dir_.write("own/site.css.gz", "as gzip");
        for (const char* name : {"own/site.css", "own/site.css.br", "own/site.css.gz"}) modified(name, settled);
    }
    void testPackedSiblingIsChosenByTheClient() {
        withSiblings();
        CPPUNIT_ASSERT_EQUAL(std::string("in br"), bytes(find("site.css", "gzip, br")));
        CPPUNIT_ASSERT_EQUAL(std::string("as gzip"), bytes(find("site.css", "gzip, br;q=0.5")));
        CPPUNIT_ASSERT_EQUAL(std::string("as gzip"), bytes(find("site.css", "gzip, br;q=0, identity;q=0")));
        CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css", "identity, br;q=0.9")));
        CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css")));
        std::filesystem::remove(dir_.path() / "own/site.css.br");
        CPPUNIT_ASSERT_EQUAL(std::string("as gzip"), bytes(find("site.css", "gzip;q=0.1, br")));
        CPPUNIT_ASSERT(find("site.css", "gzip")->coding == Coding::Gzip);
    }
    void testEachCodingHasItsOwnEtag() {
        withSiblings();
        dir_.write("own/site.css.gz", "in br");
        modified("own/site.css.gz", settled);
        const std::string brotli = find("site.css", "br")->etag, gzip = find("site.css", "gzip")->etag;
        CPPUNIT_ASSERT_EQUAL(std::string(".br\""), brotli.substr(brotli.size() - 4));
        CPPUNIT_ASSERT_EQUAL(std::string(".gz\""), gzip.substr(gzip.size() - 4));
        CPPUNIT_ASSERT_EQUAL(brotli.substr(0, 23), gzip.substr(0, 23)); // the same content
        CPPUNIT_ASSERT(find("site.css")->etag.size() == 24 &&
                       find("site.css")->etag.substr(0, 23) != gzip.substr(0, 23));
    }
    // An edited style sheet was served only to clients such as curl: browsers got the outdated compressed file.
    void testSiblingThatIsOlderThanItsFileIsIgnored() {
        withSiblings();
        modified("own/site.css", settled + 1);
        modified("own/site.css.gz", settled + 2);
        CPPUNIT_ASSERT_EQUAL(std::string("as gzip"), bytes(find("site.css", "gzip, br")));
        CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css", "br")));
        CPPUNIT_ASSERT_EQUAL(std::time_t{settled + 1}, find("site.css", "gzip")->modified);
    }
    // brotli gave its output the time of its input in whole seconds: a new compressed file was older than its source.
    void testSiblingWithoutTheFractionOfItsFilesTimeIsTaken() {
        withSiblings();
        modified("own/site.css", settled, 500);
        CPPUNIT_ASSERT_EQUAL(std::string("in br"), bytes(find("site.css", "br")));
    }
    void testSiblingLeadsOutNoMoreThanItsFile() {
        std::filesystem::create_symlink(dir_.path() / "secret", dir_.path() / "own/site.css.br");
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo((dir_.path() / "own/site.css.gz").c_str(), 0600));
        CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css", "gzip, br")));
    }
    void testPackedFilesHaveNoSiblings() {
        dir_.write("own/cat.png", "cat");
        dir_.write("own/cat.png.gz", "packed cat");
        CPPUNIT_ASSERT_EQUAL(std::string("cat"), bytes(find("cat.png", "gzip, br")));
        CPPUNIT_ASSERT_EQUAL(std::string("packed cat"), bytes(find("cat.png.gz", "gzip, br")));
        CPPUNIT_ASSERT(find("cat.png.gz", "gzip")->coding == Coding::Identity);
    }
    void testFileThatTheClientTakesInNoCodingIsThereWithoutBytes() {
        CPPUNIT_ASSERT(find("site.css", "br, identity;q=0") && !find("site.css", "br, identity;q=0")->file);
        CPPUNIT_ASSERT(!find("none.css", "br, identity;q=0"));
    }
    // When no descriptors were left, a style sheet was "not found", and nothing was logged.
    void testShortageOfDescriptorsIsNotAnAbsence() {
        const Assets all = assets();
        const portico::test::NoDescriptors none;
        for (const char* name : {"site.css", "img/cat.svg"}) {
            const auto found = all.find(name, codingsFor({}));
            CPPUNIT_ASSERT_MESSAGE(name, found && !found->file);
            CPPUNIT_ASSERT_EQUAL(EMFILE, found->error);
        }
    }
    // If a file in the first folder had the wrong mode, the file of the second folder was served without a message.
    void testUnreadableFileDoesNotGiveWayToTheNextFolders() {
        const Assets all = assets();
        std::filesystem::permissions(dir_.path(), std::filesystem::perms(0711));
        for (const char* folder : {"own", "theirs"})
            std::filesystem::permissions(dir_.path() / folder, std::filesystem::perms(0711));
        std::filesystem::permissions(dir_.path() / "own/site.css", std::filesystem::perms(0600));
        const portico::test::WithoutPrivileges stranger;
        const auto found = all.find("site.css", codingsFor({}));
        CPPUNIT_ASSERT(found && !found->file);
        CPPUNIT_ASSERT_EQUAL(EACCES, found->error);
    }
    void testSiblingThatCannotBeOpenedIsReported() {
        std::filesystem::create_symlink(dir_.path() / "secret", dir_.path() / "own/site.css.br");
        const auto found = find("site.css", "br");
        CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(found));
        CPPUNIT_ASSERT_EQUAL(ELOOP, found->error);
    }

    ScratchDir dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssetsTest);

} // namespace
