// SPDX-License-Identifier: Apache-2.0
// The system's list of media types: what is read of it, and that nothing in it stops a start.
#include "host/generation/media_types.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico::host;
using namespace std::string_literals;

namespace {

class MediaTypesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MediaTypesTest);
    CPPUNIT_TEST(testTypesHaveTheExtensionsOfTheirLines);
    CPPUNIT_TEST(testInvalidLineIsIgnoredAndReported);
    CPPUNIT_TEST(testAnotherKindOfFileIsGivenUp);
    CPPUNIT_TEST(testNumberAndLengthsAreBounded);
    CPPUNIT_TEST(testFileNeedNotBeThere);
    CPPUNIT_TEST(testListThatOthersMayWriteIsIgnoredAndReported);
    CPPUNIT_TEST_SUITE_END();

    static MediaTypes parse(const std::string& text) { return parseMediaTypes(text, "list"); }

    void testTypesHaveTheExtensionsOfTheirLines() {
        const MediaTypes types = parse("# a comment\n\ntext/x-c\t\tc  H # more\r\nx/none\nx/one a b\nx/two b");
        CPPUNIT_ASSERT(types.faults.empty());
        const portico::http::AssetTypes::Table expected{
            {"c", "text/x-c"}, {"h", "text/x-c"}, {"a", "x/one"}, {"b", "x/two"}};
        CPPUNIT_ASSERT(expected == types.byExtension);
        CPPUNIT_ASSERT(parse("").byExtension.empty() && parse("#").byExtension.empty());
    }
    void testInvalidLineIsIgnoredAndReported() {
        for (const auto& line :
             {"text css"s, "a/b/c d"s, "/b c"s, "a/ c"s, "a/b \x01"s, "a/b \xc3\xbc"s, "a/b;c=d e"s, "a/b c/d"s}) {
            const MediaTypes types = parse("x/one a\n" + line + "\nx/two z\n");
            CPPUNIT_ASSERT_EQUAL_MESSAGE(line, std::size_t{1}, types.faults.size());
            CPPUNIT_ASSERT(types.faults[0].starts_with("list:2: "));
            CPPUNIT_ASSERT_EQUAL(std::size_t{2}, types.byExtension.size());
        }
    }
    void testAnotherKindOfFileIsGivenUp() {
        std::string text;
        for (int line = 0; line < 100; ++line) text += "no types here\n";
        CPPUNIT_ASSERT_EQUAL(std::size_t{10}, parse(text).faults.size());
    }
    void testNumberAndLengthsAreBounded() {
        const auto named = [](std::size_t of) { return "x/y " + std::string(of, 'e'); };
        CPPUNIT_ASSERT(parse(named(32)).faults.empty() && parse(named(33)).faults.size() == 1);
        const auto typed = [](std::size_t of) { return "x/" + std::string(of - 2, 't') + " e"; };
        CPPUNIT_ASSERT(parse(typed(127)).faults.empty() && parse(typed(128)).faults.size() == 1);
        std::string many = "x/y";
        for (int extension = 0; extension < 20001; ++extension) many += " e" + std::to_string(extension);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, parse(many).faults.size());
        CPPUNIT_ASSERT_EQUAL(std::size_t{20000}, parse(many).byExtension.size());
    }
    void testListThatOthersMayWriteIsIgnoredAndReported() {
        const portico::test::ScratchDir dir;
        const auto file = dir.write("mime.types", "text/html jpg\n");
        ::chmod(file.c_str(), 0666);
        const MediaTypes types = readMediaTypes(file);
        CPPUNIT_ASSERT(types.byExtension.empty());
        CPPUNIT_ASSERT_EQUAL(file.string() + " is writable by users other than its owner; chmod go-w it",
                             types.faults.at(0));
    }
    void testFileNeedNotBeThere() {
        const portico::test::ScratchDir dir;
        CPPUNIT_ASSERT(readMediaTypes(dir.path() / "none").faults.empty() && readMediaTypes("").faults.empty());
        dir.write("mime.types", "x/y z\n");
        CPPUNIT_ASSERT_EQUAL("x/y"s, readMediaTypes(dir.path() / "mime.types").byExtension["z"]);
        CPPUNIT_ASSERT_EQUAL(dir.path().string() + ": it is not a plain file", readMediaTypes(dir.path()).faults.at(0));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MediaTypesTest);

} // namespace
