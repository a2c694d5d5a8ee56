// SPDX-License-Identifier: Apache-2.0
// Every case in tests/cases renders exactly what the real Jinja2 renders, or ends with the same kind of error.
#include "case_outcome.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using namespace pages_jinja;

class CasesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CasesTest);
    CPPUNIT_TEST(testEveryCaseIsAsInJinja2);
    CPPUNIT_TEST(testEveryParameterIsAsInJinja2);
    CPPUNIT_TEST_SUITE_END();

    static void mustHold(const std::vector<test::Case>& cases, std::size_t least) {
        std::string wrong;
        std::size_t failed = 0;
        for (const test::Case& one : cases)
            if (const std::string difference = test::differenceOf(one); !difference.empty()) {
                ++failed;
                wrong += difference;
            }
        CPPUNIT_ASSERT_MESSAGE(std::to_string(failed) + " of " + std::to_string(cases.size()) + wrong, failed == 0);
        CPPUNIT_ASSERT(cases.size() >= least);
    }

public:
    void testEveryCaseIsAsInJinja2() {
        std::vector<test::Case> all;
        for (const auto& file : std::filesystem::directory_iterator(PAGES_JINJA_TESTS "/cases")) {
            if (file.path().extension() != ".txt") continue;
            for (test::Case& one : test::casesOf(file.path())) all.push_back(std::move(one));
        }
        mustHold(all, 900);
    }
    // signatures.py has just written them.
    void testEveryParameterIsAsInJinja2() { mustHold(test::casesOf(PAGES_JINJA_SIGNATURES), 20000); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CasesTest);

} // namespace
