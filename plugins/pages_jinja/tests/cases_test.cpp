// SPDX-License-Identifier: Apache-2.0
// Every case in tests/cases renders to what the real Jinja2 made of it, byte for byte, or ends with the same kind of error.
#include "case_file.h"
#include "environment.h"
#include "json_data.h"
#include "memory_loader.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using namespace pages_jinja;

std::string kindName(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Syntax: return "syntax";
    case ErrorKind::Undefined: return "undefined";
    case ErrorKind::Runtime: return "runtime";
    case ErrorKind::NotFound: return "notfound";
    case ErrorKind::Limit: return "limit";
    }
    return "?";
}

struct Outcome {
    std::string text, error, message;
};

Outcome rendered(const test::Case& one) {
    auto loader = std::make_unique<MemoryLoader>();
    for (const auto& [name, source] : one.files) loader->set(name, source);
    loader->set("case", one.source);
    Environment environment(std::move(loader), Limits());
    Arena arena(Limits().memoryBytes);
    Outcome outcome;
    try {
        environment.render("case", *test::dataFrom(one.data, arena), arena, outcome.text);
    } catch (const TemplateError& error) {
        outcome.error = kindName(error.kind());
        outcome.message = error.what();
    }
    return outcome;
}

class CasesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CasesTest);
    CPPUNIT_TEST(testEveryCaseIsAsInJinja2);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEveryCaseIsAsInJinja2() {
        std::string wrong;
        std::size_t total = 0;
        std::size_t failed = 0;
        for (const auto& file : std::filesystem::directory_iterator(PAGES_JINJA_TESTS "/cases")) {
            if (file.path().extension() != ".txt") continue;
            for (const test::Case& one : test::casesOf(file.path())) {
                ++total;
                const Outcome outcome = rendered(one);
                if (outcome.text == one.expected && outcome.error == one.error) continue;
                ++failed;
                wrong += "\n" + one.place + ": " + one.source + "\n  expected " + one.expected + one.error +
                         "\n  got      " + outcome.text + outcome.error + " " + outcome.message;
            }
        }
        CPPUNIT_ASSERT_MESSAGE(std::to_string(failed) + " of " + std::to_string(total) + wrong, failed == 0);
        CPPUNIT_ASSERT(total >= 900);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CasesTest);

} // namespace
