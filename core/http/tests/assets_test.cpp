// SPDX-License-Identifier: Apache-2.0
// Static files: what is found, in which coding, and that nothing leads out of the folders.
#include "http/assets.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using portico::http::Asset;
using portico::http::Assets;
using portico::http::syntax::Coding;
using portico::http::syntax::codingsFor;
using portico::test::ScratchDir;

namespace {

class AssetsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssetsTest);
    CPPUNIT_TEST(testFileIsFoundWithItsSizeAndTime);
    CPPUNIT_TEST(testFirstFolderWins);
    CPPUNIT_TEST(testMissingFolderIsLeftOut);
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
    CPPUNIT_TEST_SUITE_END();

    Assets assets() const {
        return Assets({{"", (dir_.path() / "own").string()}, {"", (dir_.path() / "theirs").string()}});
    }
    std::optional<Asset> find(std::string_view name, std::optional<std::string_view> accepted = {}) const {
        return assets().find(name, codingsFor(accepted));
    }
    static std::string bytes(const std::optional<Asset>& asset) {
        CPPUNIT_ASSERT(asset && asset->file);
        std::string all(asset->size + 1, '\0'); // one more: there must be no more
        all.resize(static_cast<std::size_t>(::pread(asset->file->descriptor(), all.data(), all.size(), 0)));
        return all;
    }
    // `seconds` after the epoch.
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
        CPPUNIT_ASSERT_EQUAL(std::string("\"ae1b981bc490a00-6\""), found->etag);
    }
    void testFirstFolderWins() { CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css"))); }
    void testMissingFolderIsLeftOut() {
        CPPUNIT_ASSERT(!Assets({{"", (dir_.path() / "nowhere").string()}}).find("site.css", codingsFor({})));
    }
    void testNothingLeadsOut() {
        for (const char* name : {"../secret", "img/../../secret", "/etc/passwd", "", ".", "..", "img/..", "img/"})
            CPPUNIT_ASSERT_MESSAGE(name, !find(name));
    }
    void testSymbolicLinksAreNotFollowed() {
        std::filesystem::create_symlink(dir_.path() / "secret", dir_.path() / "own/link.css");
        std::filesystem::create_directory_symlink(dir_.path(), dir_.path() / "own/up");
        CPPUNIT_ASSERT(!find("link.css"));
        CPPUNIT_ASSERT(!find("up/secret"));
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
        modified("own/site.css", 1000);
        const std::string before = find("site.css")->etag;
        modified("own/site.css", 1001);
        const std::string later = find("site.css")->etag;
        dir_.write("own/site.css", "more");
        modified("own/site.css", 1001);
        CPPUNIT_ASSERT(before != later && later != find("site.css")->etag);
    }

    void withSiblings() const {
        dir_.write("own/site.css.br", "in br");
        dir_.write("own/site.css.gz", "as gzip");
        for (const char* name : {"own/site.css", "own/site.css.br", "own/site.css.gz"}) modified(name, 1000);
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
        modified("own/site.css.gz", 1000);
        CPPUNIT_ASSERT_EQUAL(std::string("\"e8d4a51000-3\""), find("site.css")->etag);
        CPPUNIT_ASSERT_EQUAL(std::string("\"e8d4a51000-5.br\""), find("site.css", "br")->etag);
        CPPUNIT_ASSERT_EQUAL(std::string("\"e8d4a51000-5.gz\""), find("site.css", "gzip")->etag);
    }
    // A style sheet that was edited by hand was shown to nobody but curl: everybody else got the packed one of before.
    void testSiblingThatIsOlderThanItsFileIsIgnored() {
        withSiblings();
        modified("own/site.css", 1001);
        modified("own/site.css.gz", 1002);
        CPPUNIT_ASSERT_EQUAL(std::string("as gzip"), bytes(find("site.css", "gzip, br")));
        CPPUNIT_ASSERT_EQUAL(std::string("own"), bytes(find("site.css", "br")));
        CPPUNIT_ASSERT_EQUAL(std::time_t{1001}, find("site.css", "gzip")->modified);
    }
    // brotli gave its output the time of its input in whole seconds: what had just been packed was older than its file.
    void testSiblingWithoutTheFractionOfItsFilesTimeIsTaken() {
        withSiblings();
        modified("own/site.css", 1000, 500);
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

    ScratchDir dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssetsTest);

} // namespace
