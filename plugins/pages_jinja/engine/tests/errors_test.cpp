// SPDX-License-Identifier: Apache-2.0
// Errors name the template, the line and what was expected.
#include "rendered.h"

namespace {

using namespace pages_jinja;
using test::errorOf;

class ErrorsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ErrorsTest);
    CPPUNIT_TEST(testAMissingEndNamesItsOpener);
    CPPUNIT_TEST(testUnknownTagsSayWhatWasExpected);
    CPPUNIT_TEST(testTokensSayWhatWasExpected);
    CPPUNIT_TEST(testUnclosedThingsAreNamed);
    CPPUNIT_TEST(testUnknownFiltersAndTestsAreNamed);
    CPPUNIT_TEST(testRuntimeErrorsHaveTheLineOfTheirTag);
    CPPUNIT_TEST(testErrorsInIncludesNameTheInclude);
    CPPUNIT_TEST(testErrorsInMacrosNameTheMacrosTemplate);
    CPPUNIT_TEST(testErrorsInBlocksNameTheBlocksTemplate);
    CPPUNIT_TEST(testErrorsAfterAnIncludeAreInThePageAgain);
    CPPUNIT_TEST(testSyntaxErrorsOfParentsNameTheParent);
    CPPUNIT_TEST(testUndefinedNamesAreNamed);
    CPPUNIT_TEST(testMissingTemplatesAreNamed);
    CPPUNIT_TEST(testNumbersThatDoNotFitAreErrors);
    CPPUNIT_TEST(testTheOutputIsAsBeforeAfterAnError);
    CPPUNIT_TEST_SUITE_END();

    static void mustSay(const std::string& source, const std::string& message) {
        CPPUNIT_ASSERT_EQUAL(message, std::string(errorOf(source).what()));
    }
    static void mustBe(const TemplateError& error, ErrorKind kind, const std::string& name, int line) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(error.what(), static_cast<int>(kind), static_cast<int>(error.kind()));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(error.what(), name, error.name());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(error.what(), line, error.line());
    }

public:
    void testAMissingEndNamesItsOpener() {
        mustSay("\n{% if x %}\ny\n", "page:3: expected 'elif' or 'else' or 'endif' before the end of the template, "
                                     "the 'if' was opened on line 2");
        mustSay("{% for i in l %}{% if i %}{% endif %}\n\n",
                "page:2: expected 'endfor' or 'else' before the end of the "
                "template, the 'for' was opened on line 1");
        mustSay("{% block a %}",
                "page:1: expected 'endblock' before the end of the template, the 'block' was opened on "
                "line 1");
    }
    void testUnknownTagsSayWhatWasExpected() {
        mustSay("{% nope %}", "page:1: unknown tag 'nope'");
        mustSay("{% if x %}\n{% endfor %}",
                "page:2: unknown tag 'endfor', expected 'elif' or 'else' or 'endif' for the 'if' on line 1");
    }
    void testTokensSayWhatWasExpected() {
        mustSay("\n{{ a b }}", "page:2: expected '}}', got 'b'");
        mustSay("{% if x y %}{% endif %}", "page:1: expected '%}', got 'y'");
        mustSay("{{ [1, 2 }}", "page:1: expected ']', got '}'");
        mustSay("{% for x on l %}{% endfor %}", "page:1: expected 'in', got 'on'");
        mustSay("{{ }}", "page:1: expected an expression, got '}}'");
        mustSay("{{ a. }}", "page:1: expected a name or a number after '.'");
        mustSay("{% set 5 = 1 %}", "page:1: expected a name that can be assigned to");
    }
    void testUnclosedThingsAreNamed() {
        mustSay("x\n{{ a\n\n", "page:3: expected '}}', the end of the tag that starts on line 2");
        mustSay("x\n{# a\n\n", "page:2: expected '#}', the end of the comment that starts here");
        mustSay("x\n{% raw %}\n\n", "page:2: expected '{% endraw %}' for the 'raw' that starts here");
        mustSay("{{ 'a }}", "page:1: expected ', the end of the text that starts here");
    }
    void testUnknownFiltersAndTestsAreNamed() {
        mustSay("\n{{ x|nope }}", "page:2: unknown filter 'nope'");
        mustSay("{{ x is nope }}", "page:1: unknown test 'nope'");
    }
    void testRuntimeErrorsHaveTheLineOfTheirTag() {
        mustSay("a\nb {{ 1 / 0 }}", "page:2: division by zero");
        mustBe(errorOf("{% if true %}\n{% for i in [1] %}\n{{ 'a' + i }}{% endfor %}{% endif %}"), ErrorKind::Runtime,
               "page", 3);
        mustBe(errorOf("{{ [1,\n 2,\n 3 + 'a'] }}"), ErrorKind::Runtime, "page", 3);
        mustBe(errorOf("\n\n{% set x = 5|join %}"), ErrorKind::Runtime, "page", 3);
        mustBe(errorOf("\n{% for a, b in [1] %}{% endfor %}"), ErrorKind::Runtime, "page", 2);
        mustBe(errorOf("{{ 'x'|replace(\n'a') }}"), ErrorKind::Runtime, "page", 1);
    }
    void testErrorsInIncludesNameTheInclude() {
        mustBe(errorOf({{"page", "\n{% include 'part' %}"}, {"part", "\n\n{{ 1/0 }}"}}), ErrorKind::Runtime, "part", 3);
    }
    void testErrorsInMacrosNameTheMacrosTemplate() {
        const test::Files files{{"page", "{% from 'macros' import m %}\n\n{{ m() }}"},
                                {"macros", "\n{% macro m() %}\n{{ x.y }}{% endmacro %}"}};
        mustBe(errorOf(files), ErrorKind::Undefined, "macros", 3);
        mustBe(errorOf("{% macro m() %}{% endmacro %}\n{{ m(1) }}"), ErrorKind::Runtime, "page", 2);
    }
    void testErrorsInBlocksNameTheBlocksTemplate() {
        const std::string parent = "\n\n\n{% block b %}\n{{ 1/0 }}{% endblock %}";
        mustBe(errorOf({{"page", "{% extends 'parent' %}"}, {"parent", parent}}), ErrorKind::Runtime, "parent", 5);
        const std::string child = "{% extends 'parent' %}\n{% block b %}\n{{ 1/0 }}{% endblock %}";
        mustBe(errorOf({{"page", child}, {"parent", parent}}), ErrorKind::Runtime, "page", 3);
    }
    void testErrorsAfterAnIncludeAreInThePageAgain() {
        mustBe(errorOf({{"page", "{% include 'part' %}\n{{ 1/0 }}"}, {"part", "\n\n\nfine"}}), ErrorKind::Runtime,
               "page", 2);
    }
    void testSyntaxErrorsOfParentsNameTheParent() {
        mustBe(errorOf({{"page", "{% extends 'parent' %}"}, {"parent", "\n{% if %}"}}), ErrorKind::Syntax, "parent", 2);
    }
    void testUndefinedNamesAreNamed() {
        mustSay("{{ user.name }}", "page:1: 'user' is undefined");
        mustSay("{{ {'a': 1}.b.c }}", "page:1: dict has no attribute 'b'");
        mustSay("{{ [1][5].x }}", "page:1: list has no element 5");
        mustSay("{{ nope() }}", "page:1: 'nope' is undefined");
    }
    void testMissingTemplatesAreNamed() {
        mustSay("\n{% include 'nope.html' %}", "page:2: there is no template called 'nope.html'");
        Environment environment(test::loaderOf({}), Limits());
        CPPUNIT_ASSERT_THROW(test::render(environment, "page"), TemplateError);
    }
    void testNumbersThatDoNotFitAreErrors() {
        mustSay("{{ 9223372036854775808 }}", "page:1: a whole number that does not fit into 64 bits");
        mustSay("{{ 9223372036854775807 + 1 }}", "page:1: the result of + does not fit into a whole number of 64 bits");
        mustBe(errorOf("{{ 2 ** 64 }}"), ErrorKind::Runtime, "page", 1);
        mustBe(errorOf("{{ -9223372036854775807 - 2 }}"), ErrorKind::Runtime, "page", 1);
        mustBe(errorOf("{{ (-9223372036854775807 - 1) // -1 }}"), ErrorKind::Runtime, "page", 1);
        mustBe(errorOf("{{ '99999999999999999999'|int }}"), ErrorKind::Runtime, "page", 1);
        mustBe(errorOf("{{ 1e300|int }}"), ErrorKind::Runtime, "page", 1);
    }
    void testTheOutputIsAsBeforeAfterAnError() {
        Environment environment(test::loaderOf({{"page", "printed {{ 1/0 }}"}}), Limits());
        Arena arena(Limits().memoryBytes);
        std::string out = "before";
        CPPUNIT_ASSERT_THROW(environment.render("page", *test::dataFrom({}, arena), arena, out), TemplateError);
        CPPUNIT_ASSERT_EQUAL(std::string("before"), out);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ErrorsTest);

} // namespace
