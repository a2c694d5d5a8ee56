// SPDX-License-Identifier: Apache-2.0
// What a plugin prints is logged under its name; what the host prints is not redirected.
#include "host/log/plugin_output.h"

#include "capabilities/call.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstdio>
#include <iostream>
#include <sstream>

using namespace portico;

namespace {

class LeveledLines final : public http::Log {
public:
    void write(int level, std::string_view subject, std::string_view line) noexcept override {
        all.append(std::to_string(level)).append(" ").append(subject).append(": ").append(line).append("|");
    }
    void access(std::string_view, const http::AccessFields&) noexcept override {}
    std::string all;
};

class PluginOutputTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginOutputTest);
    CPPUNIT_TEST(testLinesOfAPluginAreLoggedUnderItsName);
    CPPUNIT_TEST(testLineThatIsFlushedIsALine);
    CPPUNIT_TEST(testLongLineBecomesSeveral);
    CPPUNIT_TEST(testCStreamsAreTakenToo);
    CPPUNIT_TEST(testWhatTheHostPrintsStaysWhereItWas);
    CPPUNIT_TEST_SUITE_END();

    capabilities::PluginStatsTable accounts_;
    capabilities::PluginStats& books_ = accounts_.of("books", "abc");
    LeveledLines lines_;
    std::ostringstream printed_;
    std::streambuf* before_ = nullptr;

public:
    void setUp() override { before_ = std::cout.rdbuf(printed_.rdbuf()); }
    void tearDown() override { std::cout.rdbuf(before_); }

    void testLinesOfAPluginAreLoggedUnderItsName() {
        const host::PluginOutput output(lines_);
        const capabilities::Call call(&books_, "handle");
        std::cout << "sold " << 7 << '\n' << "half";
        std::cout << " a line" << std::endl;
        std::cerr << "torn\n";
        CPPUNIT_ASSERT_EQUAL(std::string("1 books: sold 7|1 books: half a line|2 books: torn|"), lines_.all);
        CPPUNIT_ASSERT_EQUAL(std::string(), printed_.str());
    }
    void testLineThatIsFlushedIsALine() {
        const host::PluginOutput output(lines_);
        const capabilities::Call call(&books_, "handle");
        std::cout << "no end" << std::flush;
        CPPUNIT_ASSERT_EQUAL(std::string("1 books: no end|"), lines_.all);
    }
    void testLongLineBecomesSeveral() {
        const host::PluginOutput output(lines_);
        const capabilities::Call call(&books_, "handle");
        std::cout << std::string(5000, 'x') << std::endl;
        CPPUNIT_ASSERT_EQUAL("1 books: " + std::string(4096, 'x') + "|1 books: " + std::string(904, 'x') + '|',
                             lines_.all);
    }
    void testCStreamsAreTakenToo() {
        const host::PluginOutput output(lines_);
        const capabilities::Call call(&books_, "handle");
        std::printf("%d books\n", 3);
        std::fprintf(stderr, "%s\n", "torn");
        CPPUNIT_ASSERT_EQUAL(std::string("1 books: 3 books|2 books: torn|"), lines_.all);
    }
    void testWhatTheHostPrintsStaysWhereItWas() {
        {
            const host::PluginOutput output(lines_);
            std::cout << "serving" << std::endl;
        }
        std::cout << " on" << std::flush;
        CPPUNIT_ASSERT_EQUAL(std::string("serving\n on"), printed_.str());
        CPPUNIT_ASSERT_EQUAL(std::string(), lines_.all);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginOutputTest);

} // namespace
