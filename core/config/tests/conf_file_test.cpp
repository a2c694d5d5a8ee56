// SPDX-License-Identifier: Apache-2.0
// Reading a configuration file: names, values and places.
#include "config/conf_file.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::config;

class ConfFileTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ConfFileTest);
    CPPUNIT_TEST(testEveryValueHasItsPlace);
    CPPUNIT_TEST(testSpellingsOfANameAreTheSameName);
    CPPUNIT_TEST(testEntriesComeInTheOrderOfTheText);
    CPPUNIT_TEST(testQuotedPartKeepsItsDot);
    CPPUNIT_TEST(testWhatNoKeyTakesIsNamed);
    CPPUNIT_TEST(testListWithOtherThanStringsPointsAtTheItem);
    CPPUNIT_TEST(testEmptySectionIsSeen);
    CPPUNIT_TEST(testDuplicateIsAnErrorWithItsPlace);
    CPPUNIT_TEST(testBrokenTextIsAnErrorWithItsPlace);
    CPPUNIT_TEST(testLetterOutsideOfAStringIsAnErrorWithItsPlace);
    CPPUNIT_TEST(testSectionWithoutANameIsAnErrorWithItsPlace);
    CPPUNIT_TEST(testErrorDescriptionIsPlainText);
    CPPUNIT_TEST(testEndlessLineIsAnErrorWithItsPlace);
    CPPUNIT_TEST(testDeepNameEndsAtSixteenParts);
    CPPUNIT_TEST(testEmptyTextHasNoEntries);
    CPPUNIT_TEST_SUITE_END();

    static Entry only(std::string_view text) {
        const ConfFile file = readConfFile(text);
        CPPUNIT_ASSERT(!file.error);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, file.entries.size());
        return file.entries.front();
    }

    static std::string foreign(std::string_view text) { return std::get<Foreign>(only(text).value).what; }

public:
    void testEveryValueHasItsPlace() {
        const Entry entry = only("[server]\n  listen = [\"a\", \"b\"]\n");
        CPPUNIT_ASSERT(entry.path == (Path{"server", "listen"}));
        CPPUNIT_ASSERT(std::get<List>(entry.value) == (List{"a", "b"}));
        CPPUNIT_ASSERT((entry.nameAt == Position{2, 3}));
        CPPUNIT_ASSERT((entry.valueAt == Position{2, 12}));
    }

    void testSpellingsOfANameAreTheSameName() {
        for (const char* text : {"a.b = 1", "[a]\nb = 1", "a = { b = 1 }", "'a'.\"b\" = 1"}) {
            const Entry entry = only(text);
            CPPUNIT_ASSERT_MESSAGE(text, entry.path == (Path{"a", "b"}));
            CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, std::get<std::int64_t>(entry.value));
        }
    }

    void testEntriesComeInTheOrderOfTheText() {
        const ConfFile file = readConfFile("[z]\nb = true\na = 'x'\n[c]\nd = 2\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, file.entries.size());
        CPPUNIT_ASSERT_EQUAL(true, std::get<bool>(file.entries[0].value));
        CPPUNIT_ASSERT_EQUAL(std::string("x"), std::get<std::string>(file.entries[1].value));
        CPPUNIT_ASSERT_EQUAL(std::string("c.d"), joinName(file.entries[2].path));
    }

    void testQuotedPartKeepsItsDot() {
        CPPUNIT_ASSERT(only("[pages.guards]\n\"/a.html\" = \"user\"").path == (Path{"pages", "guards", "/a.html"}));
        CPPUNIT_ASSERT(only("\"server.listen\" = 1").path == Path{"server.listen"});
    }

    void testWhatNoKeyTakesIsNamed() {
        CPPUNIT_ASSERT_EQUAL(1.5, std::get<double>(only("a = 1.5").value));
        CPPUNIT_ASSERT_EQUAL(std::string("a number that is not finite"), foreign("a = inf"));
        CPPUNIT_ASSERT_EQUAL(std::string("a date"), foreign("a = 2026-01-02"));
        CPPUNIT_ASSERT_EQUAL(std::string("a time"), foreign("a = 07:30:00"));
        CPPUNIT_ASSERT_EQUAL(std::string("a date with a time"), foreign("a = 2026-01-02T07:30:00Z"));
        CPPUNIT_ASSERT_EQUAL(std::string("a list with a number with a fraction in it"), foreign("a = [1.5]"));
        CPPUNIT_ASSERT_EQUAL(std::string("a list of items with different types"), foreign("a = [1, \"x\"]"));
    }

    void testListWithOtherThanStringsPointsAtTheItem() {
        const Entry entry = only("a = [\"x\", 7]");
        CPPUNIT_ASSERT_EQUAL(std::string("a list with an integer in it"), std::get<Foreign>(entry.value).what);
        CPPUNIT_ASSERT((entry.valueAt == Position{1, 11}));
        CPPUNIT_ASSERT_EQUAL(std::string("a list with a list in it"), foreign("a = [[]]"));
    }

    void testEmptySectionIsSeen() {
        const Entry entry = only("\n[sever]\n");
        CPPUNIT_ASSERT(std::holds_alternative<EmptySection>(entry.value));
        CPPUNIT_ASSERT((entry.nameAt == Position{2, 2}));
    }

    void testDuplicateIsAnErrorWithItsPlace() {
        const ConfFile file = readConfFile("[a]\nb = 1\nb = 2\n");
        CPPUNIT_ASSERT(file.entries.empty());
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{3}, file.error.value().at.line);
        CPPUNIT_ASSERT(file.error->what.find("redefine") != std::string::npos);
    }

    void testBrokenTextIsAnErrorWithItsPlace() {
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{2}, readConfFile("a = 1\nb = 30s\n").error.value().at.line);
        CPPUNIT_ASSERT(readConfFile("a = \"\xff\"").error);
        CPPUNIT_ASSERT(readConfFile("[a\n").error);
    }

    // toml++ had undefined behavior here.
    void testLetterOutsideOfAStringIsAnErrorWithItsPlace() {
        for (const char* text : {"\xc6\x8c", "a = \xc3\xa9", "\xc3\xa9 = 1", "a = 1 \xd2\x99"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::uint32_t{1}, readConfFile(text).error.value().at.line);
    }

    // toml++ assumed without checking that a name follows.
    void testSectionWithoutANameIsAnErrorWithItsPlace() {
        for (const char* text : {"[=]", "[\b\b", "[ #]", "[[=]]", "[.a]", "[\x7f]", "[", "[[", "[]"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::uint32_t{1}, readConfFile(text).error.value().at.line);
    }

    void testErrorDescriptionIsPlainText() {
        for (const char* text : {"f=f\t", "f=\t=", "f = 1\tx", "f = 1979\t-", "f\tg = 1", "-=t\a\"\x02+", "a = \x7f",
                                 "a = \x1b[31m", "f = \"\t\\\t\"", "f = tru\te"}) {
            const SyntaxError error = readConfFile(text).error.value();
            CPPUNIT_ASSERT_MESSAGE(error.what, isPlainText(error.what, false));
        }
    }

    void testEndlessLineIsAnErrorWithItsPlace() {
        const auto withLine = [](std::size_t length) {
            return readConfFile("\n#" + std::string(length - 1, 'x') + "\n");
        };
        CPPUNIT_ASSERT(!withLine(16 * 1024).error);
        const SyntaxError error = withLine(16 * 1024 + 1).error.value();
        CPPUNIT_ASSERT_EQUAL(std::string("the line is longer than 16 KiB"), error.what);
        CPPUNIT_ASSERT((error.at == Position{2, 1}));
        std::string deep = "a";
        for (int i = 0; i < 500000; ++i) deep += ".a";
        CPPUNIT_ASSERT(readConfFile(deep + " = 1").error);
    }

    void testDeepNameEndsAtSixteenParts() {
        std::string name = "a";
        for (int i = 0; i < 40; ++i) name += ".a";
        const Entry entry = only(name + " = 1");
        CPPUNIT_ASSERT_EQUAL(std::size_t{16}, entry.path.size());
        CPPUNIT_ASSERT(std::holds_alternative<EmptySection>(entry.value));
    }

    void testEmptyTextHasNoEntries() {
        for (const char* text : {"", "\n\n", "# nothing\n", "\xef\xbb\xbf"}) {
            const ConfFile file = readConfFile(text);
            CPPUNIT_ASSERT(!file.error && file.entries.empty());
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConfFileTest);
