// SPDX-License-Identifier: Apache-2.0
// The end of a page under serve --dev: its generation and, on an error page, the reason and the line.
#include "host/dev/dev_page.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::host::devPageEnd;
using portico::host::excerpt;

namespace {

class DevPageTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DevPageTest);
    CPPUNIT_TEST(testGoodPageOnlySaysOfWhichGenerationItIs);
    CPPUNIT_TEST(testFailedPageSaysWhyWithTheLines);
    CPPUNIT_TEST(testReasonAndLinesCannotBecomeMarkup);
    CPPUNIT_TEST(testExcerptMarksTheLineAmongItsNeighbours);
    CPPUNIT_TEST(testFirstLineHasNoneBeforeIt);
    CPPUNIT_TEST(testFirstFolderThatHasTheFileIsTaken);
    CPPUNIT_TEST(testPlaceWhoseFileIsNotThereIsPassedOver);
    CPPUNIT_TEST(testSentenceWithoutAPlaceHasNoExcerpt);
    CPPUNIT_TEST(testLineAfterTheEndHasNoMark);
    CPPUNIT_TEST(testLongLineIsCut);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;

    static bool contains(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }
    std::string lines(const std::string& sentence) const { return excerpt(sentence, {scratch_.path()}); }

    void testGoodPageOnlySaysOfWhichGenerationItIs() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("\n<script src=\"/_dev/reload.js\" data-run=\"47\" data-generation=\"3\" defer></script>\n"),
            devPageEnd({"47", 3, ""}, {}));
        CPPUNIT_ASSERT(devPageEnd({"47", 3, "", "/app"}, {}).find("src=\"/app/_dev/reload.js\"") != std::string::npos);
    }
    void testFailedPageSaysWhyWithTheLines() {
        scratch_.write("news.html", "one\ntwo\n");
        const std::string end = devPageEnd({"47", 3, "news.html:2: no such filter"}, {scratch_.path()});
        CPPUNIT_ASSERT(contains(end, "<section id=\"dev-reason\"><h2>Why</h2><p>news.html:2: no such filter</p>"));
        CPPUNIT_ASSERT(contains(end, "<pre>  1  one\n&gt; 2  two\n</pre>"));
        CPPUNIT_ASSERT(contains(end, "data-generation=\"3\""));
    }
    void testReasonAndLinesCannotBecomeMarkup() {
        scratch_.write("a.html", "<script>alert(1)</script>");
        const std::string end = devPageEnd({"47", 3, "a.html:1: <b> & \"c\""}, {scratch_.path()});
        CPPUNIT_ASSERT(contains(end, "<p>a.html:1: &lt;b&gt; &amp; &quot;c&quot;</p>"));
        CPPUNIT_ASSERT(contains(end, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
    void testExcerptMarksTheLineAmongItsNeighbours() {
        const auto file = scratch_.write("long.html", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        CPPUNIT_ASSERT_EQUAL(std::string("  2  2\n  3  3\n  4  4\n> 5  5\n  6  6\n  7  7\n  8  8\n"),
                             excerpt("in " + file.string() + ":5:7: wrong", {}));
    }
    void testFirstLineHasNoneBeforeIt() {
        scratch_.write("a.html", "first\nsecond\n");
        CPPUNIT_ASSERT_EQUAL(std::string("> 1  first\n  2  second\n"), lines("a.html:1: wrong"));
    }
    void testFirstFolderThatHasTheFileIsTaken() {
        scratch_.write("own/a.html", "own");
        scratch_.write("packaged/a.html", "packaged");
        CPPUNIT_ASSERT_EQUAL(
            std::string("> 1  own\n"),
            excerpt("a.html:1", {scratch_.path() / "none", scratch_.path() / "own", scratch_.path() / "packaged"}));
    }
    void testPlaceWhoseFileIsNotThereIsPassedOver() {
        scratch_.write("a.html", "here");
        CPPUNIT_ASSERT_EQUAL(std::string("> 1  here\n"), lines("at 10:30 gone.html:1 was included by a.html:1"));
    }
    void testSentenceWithoutAPlaceHasNoExcerpt() { CPPUNIT_ASSERT_EQUAL(std::string(), lines("it just failed")); }
    void testLineAfterTheEndHasNoMark() {
        scratch_.write("a.html", "only\n");
        CPPUNIT_ASSERT_EQUAL(std::string("  1  only\n"), lines("a.html:2: something is missing"));
    }
    void testLongLineIsCut() {
        scratch_.write("a.html", std::string(5000, 'x'));
        CPPUNIT_ASSERT_EQUAL("> 1  " + std::string(200, 'x') + '\n', lines("a.html:1"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DevPageTest);

} // namespace
