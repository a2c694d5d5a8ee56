// SPDX-License-Identifier: Apache-2.0
// The Mustache language: what each kind of tag prints, and the message of each error. One folder, one file per case.
#include "../src/page_limits.h"
#include "../src/rendering.h"

#include "support/scratch_dir.h"

#include <portico/plugin.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <functional>
#include <limits>

namespace pages_mustache {

using portico::Value;

class LanguageTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LanguageTest);
    CPPUNIT_TEST(testVariablesAreEscapedUnlessAskedOtherwise);
    CPPUNIT_TEST(testScalarsPrintAsPeopleWriteThem);
    CPPUNIT_TEST(testSectionsAreThereForWhatIsNotEmpty);
    CPPUNIT_TEST(testListsRepeatTheirSection);
    CPPUNIT_TEST(testNamesAreLookedUpFromTheInsideOut);
    CPPUNIT_TEST(testListsHaveAFlag);
    CPPUNIT_TEST(testThePageShownHasAFlag);
    CPPUNIT_TEST(testDataOfThatNameComesBeforeAFlag);
    CPPUNIT_TEST(testPartialsSeeTheSectionAroundThem);
    CPPUNIT_TEST(testPartialsMayRecurseAsLongAsTheirDataDoes);
    CPPUNIT_TEST(testLinesWithNothingButATagLeaveNothing);
    CPPUNIT_TEST(testDelimitersCanBeChanged);
    CPPUNIT_TEST(testMistakesNameFileAndLine);
    CPPUNIT_TEST(testSectionsNestedTooDeepAreRefusedBeforeParsing);
    CPPUNIT_TEST(testFilesTooLargeAreRefused);
    CPPUNIT_TEST(testEndlessPartialsAreStopped);
    CPPUNIT_TEST(testEndlessWorkWithoutOutputIsStopped);
    CPPUNIT_TEST(testEndlessOutputIsStopped);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir folder_;

    std::string render(const std::string& source, const Value::Map& data = {}, const std::string& page = "page") {
        folder_.write(page + ".mustache", source);
        Templates templates(PageFolders({folder_.path().string()}));
        std::string out;
        const Rendering::Write write = [&](std::string_view piece) { out += piece; };
        Rendering(templates, 0, page, *portico::BorrowedValue(data).get(), write).run(*templates.get(page, 0));
        return out;
    }
    std::string mistake(const std::string& source, const Value::Map& data = {}) {
        try {
            render(source, data);
        } catch (const portico::Error& error) {
            return error.what();
        }
        return "no mistake";
    }
    void mustBeMistake(const std::string& source, const std::string& line, const std::string& what) {
        const std::string message = mistake(source);
        CPPUNIT_ASSERT_MESSAGE(message, message.find(folder_.path().string() + "/page.mustache:" + line + ": ") == 0);
        CPPUNIT_ASSERT_MESSAGE(message, message.find(what) != std::string::npos);
    }

    void testVariablesAreEscapedUnlessAskedOtherwise() {
        const Value::Map data{{"x", "<a href=\"q\">&'</a>"}};
        CPPUNIT_ASSERT_EQUAL(std::string("&lt;a href=&quot;q&quot;&gt;&amp;&#39;&lt;/a&gt;"), render("{{x}}", data));
        CPPUNIT_ASSERT_EQUAL(std::string("<a href=\"q\">&'</a>"), render("{{{x}}}", data));
        CPPUNIT_ASSERT_EQUAL(std::string("<a href=\"q\">&'</a>"), render("{{& x }}", data));
    }
    void testScalarsPrintAsPeopleWriteThem() {
        const Value::Map data{{"i", std::numeric_limits<std::int64_t>::min()},
                              {"zero", 0},
                              {"half", 0.5},
                              {"three", 3.0},
                              {"yes", true},
                              {"no", false},
                              {"none", Value()},
                              {"list", Value::List{1}},
                              {"map", Value::Map{{"a", 1}}}};
        CPPUNIT_ASSERT_EQUAL(std::string("-9223372036854775808 0 0.5 3 true false [][][][]"),
                             render("{{i}} {{zero}} {{half}} {{three}} {{yes}} {{no}} [{{none}}][{{list}}][{{map}}][{{"
                                    "unknown}}]",
                                    data));
    }
    void testSectionsAreThereForWhatIsNotEmpty() {
        const Value::List falsy{Value(), false, 0, 0.0, "", Value::List{}};
        const Value::List truthy{true, 1, -0.5, "0", Value::List{1}, Value::Map{}};
        for (const Value& value : falsy)
            CPPUNIT_ASSERT_EQUAL(std::string("no"), render("{{#x}}yes{{/x}}{{^x}}no{{/x}}", {{"x", value}}));
        for (const Value& value : truthy)
            CPPUNIT_ASSERT_EQUAL(std::string("yes"), render("{{#x}}yes{{/x}}{{^x}}no{{/x}}", {{"x", value}}));
        CPPUNIT_ASSERT_EQUAL(std::string("no"), render("{{^unknown}}no{{/unknown}}"));
    }
    void testListsRepeatTheirSection() {
        const Value::Map data{{"rows", Value::List{Value::Map{{"n", 1}}, Value::Map{{"n", 2}}}},
                              {"names", Value::List{"Ada", "<Bob>"}}};
        CPPUNIT_ASSERT_EQUAL(std::string("1;2;Ada,&lt;Bob&gt;,"),
                             render("{{#rows}}{{n}};{{/rows}}{{#names}}{{.}},{{/names}}", data));
    }
    void testNamesAreLookedUpFromTheInsideOut() {
        const Value::Map data{{"name", "outer"}, {"a", Value::Map{{"b", Value::Map{{"name", "inner"}}}}}};
        CPPUNIT_ASSERT_EQUAL(std::string("inner outer inner"),
                             render("{{a.b.name}} {{#a}}{{name}} {{#b}}{{name}}{{/b}}{{/a}}", data));
        CPPUNIT_ASSERT_EQUAL(std::string("inner"), render("{{#a.b}}{{a.b.name}}{{/a.b}}", data));
        CPPUNIT_ASSERT_EQUAL(std::string(""), render("{{name.more}}{{a..b}}{{a.}}{{.a}}", data));
    }
    void testListsHaveAFlag() {
        const std::string source = "{{#has_x}}yes{{/has_x}}{{^has_x}}no{{/has_x}}";
        CPPUNIT_ASSERT_EQUAL(std::string("yes"), render(source, {{"x", Value::List{0}}}));
        CPPUNIT_ASSERT_EQUAL(std::string("no"), render(source, {{"x", Value::List{}}}));
        CPPUNIT_ASSERT_EQUAL(std::string("no"), render(source, {{"x", "text"}}));
        const Value::Map nested{{"user", Value::Map{{"roles", Value::List{"admin"}}}}};
        CPPUNIT_ASSERT_EQUAL(std::string("once"), render("{{#user.has_roles}}once{{/user.has_roles}}", nested));
    }
    void testThePageShownHasAFlag() {
        const std::string source = "{{#page.index}}home{{/page.index}}{{#page.news/a.b}}news{{/page.news/a.b}}";
        CPPUNIT_ASSERT_EQUAL(std::string("home"), render(source, {}, "index"));
        CPPUNIT_ASSERT_EQUAL(std::string("news"), render(source, {}, "news/a.b"));
        CPPUNIT_ASSERT_EQUAL(std::string(""), render(source, {}, "other"));
    }
    void testDataOfThatNameComesBeforeAFlag() {
        const Value::Map data{{"page", 7}, {"has_x", "own"}, {"x", Value::List{}}};
        CPPUNIT_ASSERT_EQUAL(std::string("7 own home"),
                             render("{{page}} {{has_x}} {{#page.index}}home{{/page.index}}", data, "index"));
    }
    void testPartialsSeeTheSectionAroundThem() {
        folder_.write("_row.mustache", "[{{n}}]");
        folder_.write("sub/_cell.mustache", "<{{n}}>");
        const Value::Map data{{"rows", Value::List{Value::Map{{"n", 1}}, Value::Map{{"n", 2}}}}};
        CPPUNIT_ASSERT_EQUAL(std::string("[1]<1>[2]<2>"), render("{{#rows}}{{>_row}}{{> sub/_cell }}{{/rows}}", data));
    }
    void testPartialsMayRecurseAsLongAsTheirDataDoes() {
        folder_.write("_tree.mustache", "({{name}}{{#below}}{{> _tree}}{{/below}})");
        const Value leaf = Value::Map{{"name", "c"}, {"below", Value::List{}}};
        const Value twig = Value::Map{{"name", "b"}, {"below", Value::List{leaf, leaf}}};
        CPPUNIT_ASSERT_EQUAL(std::string("(a(b(c)(c)))"),
                             render("{{> _tree}}", {{"name", "a"}, {"below", Value::List{twig}}}));
    }
    void testLinesWithNothingButATagLeaveNothing() {
        folder_.write("_p.mustache", "p\n");
        CPPUNIT_ASSERT_EQUAL(
            std::string("a\np\nb\n"),
            render("a\n  {{! one\n  two }}  \n{{#t}}\n\t{{> _p}}\r\nb\n {{/t}}\n{{^t}}\nc\n{{/t}}", {{"t", true}}));
        CPPUNIT_ASSERT_EQUAL(std::string("a \nb\n"), render("a {{! not alone }}\n{{#t}}b{{/t}}\n", {{"t", true}}));
        CPPUNIT_ASSERT_EQUAL(std::string("\n"), render("{{x}}\n"));
    }
    void testDelimitersCanBeChanged() {
        CPPUNIT_ASSERT_EQUAL(std::string("1{{n}}1"),
                             render("{{n}}{{=<% %>=}}{{n}}<%! {{/n}} %><%={{ }}=%>{{n}}", {{"n", 1}}));
        mustBeMistake("\n{{=<%=}}", "2", "Invalid set delimiter tag");
    }
    void testMistakesNameFileAndLine() {
        mustBeMistake("\n\n  {{#user}}\nx", "3", "Unclosed section \"user\"");
        mustBeMistake("a\n{{/user}}", "2", "Unopened section \"user\"");
        mustBeMistake("\n{{#a}}\n{{#b}}{{/a}}{{/b}}", "2", "Unclosed section \"a\"");
        mustBeMistake("a\nb\nc {{name", "3", "Unclosed tag");
        mustBeMistake("a\n{{}}", "2", "a tag without a name");
        mustBeMistake("a\n\n\n{{> _none}}", "4", "there is no partial \"_none\"");
        mustBeMistake("{{> page}}", "1", "there is no partial \"page\"");
        mustBeMistake("{{> ../_page}}", "1", "there is no partial \"../_page\"");
        mustBeMistake("\n{{! access: everyone }}", "2", "\"everyone\" is not an access rule");
        mustBeMistake("{{! access: user }}\n{{! access: public }}", "2", "can declare its access only once");
    }
    void testSectionsNestedTooDeepAreRefusedBeforeParsing() {
        std::string deep, changed = "{{=< >=}}";
        for (int i = 0; i < 100000; ++i) {
            deep += "{{#a}}";
            changed += "<^a>";
        }
        mustBeMistake("\n" + deep, "2", "sections are nested more than 32 deep");
        mustBeMistake(changed, "1", "sections are nested more than 32 deep");
    }
    void testFilesTooLargeAreRefused() {
        CPPUNIT_ASSERT_EQUAL(limits::sourceBytes, render(std::string(limits::sourceBytes, 'x')).size());
        const std::string message = mistake(std::string(limits::sourceBytes + 1, 'x'));
        CPPUNIT_ASSERT_MESSAGE(message, message.find("page.mustache: is larger than 1 MiB") != std::string::npos);
    }
    void testEndlessPartialsAreStopped() {
        folder_.write("_a.mustache", "\n{{> _b}}");
        folder_.write("_b.mustache", "{{> _a}}");
        const std::string message = mistake("{{> _a}}");
        CPPUNIT_ASSERT_MESSAGE(message, message.find("_b.mustache:1: partials are nested more than 32 deep") !=
                                            std::string::npos);
    }
    void testEndlessWorkWithoutOutputIsStopped() {
        for (int i = 0; i < 30; ++i) {
            const std::string next = "{{> _" + std::to_string(i + 1) + "}}";
            folder_.write("_" + std::to_string(i) + ".mustache", next + next);
        }
        folder_.write("_30.mustache", "");
        const std::string message = mistake("{{> _0}}");
        CPPUNIT_ASSERT_MESSAGE(message, message.find("the page takes too many steps") != std::string::npos);
    }
    void testEndlessOutputIsStopped() {
        const Value::List many(5000, Value(1));
        const std::string message =
            mistake("{{#many}}{{#many}}" + std::string(1000, 'x') + "{{/many}}{{/many}}", {{"many", many}});
        CPPUNIT_ASSERT_MESSAGE(message,
                               message.find("page.mustache: the page is longer than 16 MiB") != std::string::npos);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(LanguageTest);

} // namespace pages_mustache
