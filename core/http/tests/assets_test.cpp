// SPDX-License-Identifier: Apache-2.0
// Static files: what is found, and that nothing leads out of the folders.
#include "http/assets.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>
#include <sys/stat.h>

using portico::http::Assets;
using portico::test::ScratchDir;

namespace {

class AssetsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssetsTest);
    CPPUNIT_TEST(testFileIsFoundWithItsType);
    CPPUNIT_TEST(testFirstFolderWins);
    CPPUNIT_TEST(testMissingFolderIsLeftOut);
    CPPUNIT_TEST(testNothingLeadsOut);
    CPPUNIT_TEST(testSymbolicLinksAreNotFollowed);
    CPPUNIT_TEST(testOnlyPlainFilesAreServed);
    CPPUNIT_TEST(testHiddenFilesAreNotServed);
    CPPUNIT_TEST(testLongestFileIsServedAndALongerOneIsNot);
    CPPUNIT_TEST(testChangedFileHasAnotherEtag);
    CPPUNIT_TEST_SUITE_END();

    Assets assets(std::size_t most = 1000) const {
        return Assets({(dir_.path() / "own").string(), (dir_.path() / "theirs").string()}, most);
    }

public:
    void setUp() override {
        dir_.write("own/site.css", "own");
        dir_.write("theirs/site.css", "theirs");
        dir_.write("theirs/img/cat.svg", "<svg/>");
        dir_.write("secret", "secret");
    }

private:
    void testFileIsFoundWithItsType() {
        const auto found = assets().find("img/cat.svg");
        CPPUNIT_ASSERT(found.has_value());
        CPPUNIT_ASSERT_EQUAL(std::string("<svg/>"), found->bytes);
        CPPUNIT_ASSERT_EQUAL(std::string_view("image/svg+xml"), found->contentType);
    }
    void testFirstFolderWins() { CPPUNIT_ASSERT_EQUAL(std::string("own"), assets().find("site.css")->bytes); }
    void testMissingFolderIsLeftOut() {
        CPPUNIT_ASSERT(!Assets({(dir_.path() / "nowhere").string()}).find("site.css"));
    }
    void testNothingLeadsOut() {
        for (const char* name : {"../secret", "img/../../secret", "/etc/passwd", "", ".", "..", "img/..", "img/"})
            CPPUNIT_ASSERT_MESSAGE(name, !assets().find(name));
    }
    void testSymbolicLinksAreNotFollowed() {
        std::filesystem::create_symlink(dir_.path() / "secret", dir_.path() / "own/link.css");
        std::filesystem::create_directory_symlink(dir_.path(), dir_.path() / "own/up");
        CPPUNIT_ASSERT(!assets().find("link.css"));
        CPPUNIT_ASSERT(!assets().find("up/secret"));
    }
    void testOnlyPlainFilesAreServed() {
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo((dir_.path() / "own/pipe").c_str(), 0600));
        CPPUNIT_ASSERT(!assets().find("pipe"));
        CPPUNIT_ASSERT(!assets().find("img"));
    }
    void testHiddenFilesAreNotServed() {
        dir_.write("own/.git/config", "x");
        dir_.write("own/img/.hidden", "x");
        CPPUNIT_ASSERT(!assets().find(".git/config"));
        CPPUNIT_ASSERT(!assets().find("img/.hidden"));
    }
    void testLongestFileIsServedAndALongerOneIsNot() {
        dir_.write("own/ten", "0123456789");
        CPPUNIT_ASSERT(assets(10).find("ten"));
        CPPUNIT_ASSERT(!assets(9).find("ten"));
    }
    void testChangedFileHasAnotherEtag() {
        const std::string before = assets().find("site.css")->etag;
        dir_.write("own/site.css", "more");
        CPPUNIT_ASSERT(before != assets().find("site.css")->etag);
    }

    ScratchDir dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssetsTest);

} // namespace
