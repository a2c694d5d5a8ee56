// SPDX-License-Identifier: Apache-2.0
// A template that exceeds a limit is stopped with an error that names the limit.
#include "rendered.h"

namespace {

using namespace pages_jinja;

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

class LimitsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LimitsTest);
    CPPUNIT_TEST(testLoopsEnd);
    CPPUNIT_TEST(testListsThatGrowInTheirLoopEnd);
    CPPUNIT_TEST(testIncludesOfItselfEnd);
    CPPUNIT_TEST(testExtendingItselfEnds);
    CPPUNIT_TEST(testMacrosThatCallThemselvesEnd);
    CPPUNIT_TEST(testBlocksThatPlaceThemselvesEnd);
    CPPUNIT_TEST(testRecursiveLoopsEnd);
    CPPUNIT_TEST(testImportsInACircleEnd);
    CPPUNIT_TEST(testPageSizeIsLimited);
    CPPUNIT_TEST(testTextSizeIsLimited);
    CPPUNIT_TEST(testValueSizeIsLimited);
    CPPUNIT_TEST(testExpressionDepthIsLimited);
    CPPUNIT_TEST(testTagDepthIsLimited);
    CPPUNIT_TEST(testTemplateSizeIsLimited);
    CPPUNIT_TEST(testListsInsideThemselvesArePrintedNoFurther);
    CPPUNIT_TEST(testWhatIsWithinTheLimitsRenders);
    CPPUNIT_TEST_SUITE_END();

    static void mustHit(const char* limit, const test::Files& files, const Limits& limits = {}) {
        const TemplateError error = test::errorOf(files, {}, limits);
        CPPUNIT_ASSERT_MESSAGE(error.what(), error.kind() == ErrorKind::Limit);
        const std::string named = "(limit: " + std::string(limit) + ")";
        CPPUNIT_ASSERT_MESSAGE(error.what(), std::string(error.what()).find(named) != std::string::npos);
    }
    static void mustHit(const char* limit, const std::string& source, const Limits& limits = {}) {
        mustHit(limit, test::Files{{"page", source}}, limits);
    }

public:
    void testLoopsEnd() {
        mustHit("steps", "{% for i in range(1000000000000) %}{% endfor %}");
        mustHit("steps", "{{ range(1000000000000)|sum }}");
        mustHit("steps", "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}");
        mustHit("steps", "{{ 5 in range(9000000000)|map('abs') }}");
    }
    void testListsThatGrowInTheirLoopEnd() {
        mustHit("memory", "{% set l = [1] %}{% for i in l %}{% set _ = l.append(i) %}{% endfor %}");
    }
    void testIncludesOfItselfEnd() {
        mustHit("depth", "{% include 'page' %}");
        mustHit("depth", test::Files{{"page", "{% include 'b' %}"}, {"b", "{% include 'page' %}"}});
    }
    void testExtendingItselfEnds() { mustHit("depth", "{% extends 'page' %}"); }
    void testMacrosThatCallThemselvesEnd() {
        mustHit("depth", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
        mustHit("depth", "{% macro m(f) %}{{ caller(f) }}{% endmacro %}"
                         "{% macro n() %}{% call(f) m(n) %}{{ f() }}{% endcall %}{% endmacro %}{{ n() }}");
    }
    void testBlocksThatPlaceThemselvesEnd() { mustHit("depth", "{% block b %}{{ self.b() }}{% endblock %}"); }
    void testRecursiveLoopsEnd() { mustHit("depth", "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}"); }
    void testImportsInACircleEnd() {
        mustHit("depth", test::Files{{"page", "{% import 'b' as b %}"}, {"b", "{% import 'page' as p %}"}});
    }
    void testPageSizeIsLimited() {
        Limits limits;
        limits.outputBytes = 1000;
        mustHit("output", "{% for i in range(100) %}twenty characters...{% endfor %}", limits);
        mustHit("output", "{{ 'x' * 1001 }}", limits);
    }
    void testTextSizeIsLimited() {
        for (const char* source :
             {"{{ ('x' * 1000000000000)|length }}", "{{ 'x'.center(1000000000000) }}", "{{ '%999999999d' % 5 }}",
              "{{ '{:999999999}'.format(5) }}", "{{ 'x'|center(99999999999) }}", "{{ 'x'.zfill(99999999999) }}",
              "{{ ('a' * 9999999)|replace('a', 'b' * 9999999) }}",
              "{{ ('a' * 9999999).join(range(99)|map('string')) }}",
              "{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
              "{{ 'x'|indent(99999999999) }}", "{{ '\\t'.expandtabs(99999999999) }}",
              "{{ 'a\nb'|indent('y' * 50000000) }}"})
            mustHit("memory", source);
    }
    void testValueSizeIsLimited() {
        mustHit("memory", "{% set l = [1] * 1000000 %}{{ (l + l + l + l)|length }}");
        mustHit("memory",
                "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}");
        mustHit("memory", "{{ ('x' * 99999999)|list|length }}");
    }
    void testExpressionDepthIsLimited() {
        mustHit("nesting", "{{ " + repeated("(", 5000) + "1" + repeated(")", 5000) + " }}");
        mustHit("nesting", "{{ " + repeated("[", 5000) + repeated("]", 5000) + " }}");
        mustHit("nesting", "{{ " + repeated("-", 5000) + "1 }}");
        mustHit("nesting", "{{ " + repeated("not ", 5000) + "1 }}");
        mustHit("nesting", "{{ 1" + repeated(" + 1", 5000) + " }}");
        mustHit("nesting", "{{ a" + repeated(".b", 5000) + " }}");
        mustHit("nesting", "{{ a" + repeated("|e", 5000) + " }}");
        mustHit("nesting", "{{ a" + repeated("()", 5000) + " }}");
        mustHit("nesting", "{{ 1" + repeated(" if 1 else 1", 5000) + " }}");
        mustHit("nesting", "{{ " + repeated("{1:", 5000) + "1" + repeated("}", 5000) + " }}");
    }
    void testTagDepthIsLimited() {
        mustHit("nesting", repeated("{% if 1 %}", 5000));
        mustHit("nesting", repeated("{% for i in [1] %}", 200) + repeated("{% endfor %}", 200));
    }
    void testTemplateSizeIsLimited() {
        Limits limits;
        limits.templateBytes = 100;
        mustHit("template", std::string(101, 'x'), limits);
    }
    void testListsInsideThemselvesArePrintedNoFurther() {
        for (const char* use : {"{{ l }}", "{{ l|tojson }}", "{{ l == m }}", "{{ l|string }}", "{{ l < m }}"})
            mustHit("nesting",
                    std::string("{% set l = [] %}{% set _ = l.append(l) %}{% set m = [] %}{% set _ = m.append(m) %}") +
                        use);
    }
    void testWhatIsWithinTheLimitsRenders() {
        Environment environment(
            test::loaderOf({{"page", "{{ " + repeated("(", 90) + "1" + repeated(")", 90) +
                                         " }}"
                                         "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}.{% endmacro %}"
                                         "{{ m(90)|length }}"}}),
            Limits());
        CPPUNIT_ASSERT_EQUAL(std::string("191"), test::render(environment, "page"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LimitsTest);

} // namespace
