// SPDX-License-Identifier: Apache-2.0
// The command line: commands, options, operands, and wrong usage.
#include "cli/arguments.h"
#include "cli/help.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <sstream>

using namespace portico::cli;

namespace {

int nothing(const Invocation&) { return Done; }

const std::array<Command, 3> table = {{
    {"user", "", 0, 0, "About users.", {}, nothing},
    {"user add", "NAME", 1, 1, "Add one.", {{"role", "ROLE", "Its role."}, {"admin", "", "All of them."}}, nothing},
    {"serve", "", 0, 0, "Serve.", {{"set", "KEY=VALUE", "Set it."}}, nothing},
}};

Parsed parse(const std::vector<std::string>& words) { return parseArguments(table, words); }

class ArgumentsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ArgumentsTest);
    CPPUNIT_TEST(testLongestCommandWins);
    CPPUNIT_TEST(testOptionsStandAnywhereAfterTheCommand);
    CPPUNIT_TEST(testOptionTakesItsValueInBothSpellings);
    CPPUNIT_TEST(testRepeatedOptionKeepsAllValuesAndTheLastCounts);
    CPPUNIT_TEST(testEverythingAfterTwoDashesIsAnOperand);
    CPPUNIT_TEST(testLoneDashIsAnOperand);
    CPPUNIT_TEST(testUnknownCommandsOptionsAndCountsAreWrongUsage);
    CPPUNIT_TEST(testHelpIsWantedInEverySpelling);
    CPPUNIT_TEST(testHelpListsCommandsAndTheOptionsOfOne);
    CPPUNIT_TEST_SUITE_END();

    void testLongestCommandWins() {
        CPPUNIT_ASSERT_EQUAL(std::string_view("user add"), parse({"user", "add", "ada"}).command->words);
        CPPUNIT_ASSERT_EQUAL(std::string_view("user"), parse({"user"}).command->words);
    }
    void testOptionsStandAnywhereAfterTheCommand() {
        for (const auto& words :
             {std::vector<std::string>{"user", "add", "--admin", "ada"}, {"user", "add", "ada", "--admin"}}) {
            const Parsed parsed = parse(words);
            CPPUNIT_ASSERT(parsed.invocation.has("admin"));
            CPPUNIT_ASSERT_EQUAL(std::string("ada"), parsed.invocation.operands().at(0));
        }
    }
    void testOptionTakesItsValueInBothSpellings() {
        CPPUNIT_ASSERT_EQUAL(std::string("a=b"), parse({"serve", "--set", "a=b"}).invocation.value("set"));
        CPPUNIT_ASSERT_EQUAL(std::string("a=b"), parse({"serve", "--set=a=b"}).invocation.value("set"));
    }
    void testRepeatedOptionKeepsAllValuesAndTheLastCounts() {
        const Parsed parsed = parse({"user", "add", "--role", "one", "ada", "--role=two"});
        CPPUNIT_ASSERT((std::vector<std::string>{"one", "two"}) == parsed.invocation.values("role"));
        CPPUNIT_ASSERT_EQUAL(std::string("two"), parsed.invocation.value("role"));
        CPPUNIT_ASSERT(!parsed.invocation.has("admin"));
    }
    void testEverythingAfterTwoDashesIsAnOperand() {
        CPPUNIT_ASSERT_EQUAL(std::string("--admin"),
                             parse({"user", "add", "--", "--admin"}).invocation.operands().at(0));
    }
    void testLoneDashIsAnOperand() {
        CPPUNIT_ASSERT_EQUAL(std::string("-"), parse({"user", "add", "-"}).invocation.operands().at(0));
    }
    void testUnknownCommandsOptionsAndCountsAreWrongUsage() {
        for (const auto& words : {std::vector<std::string>{"nothing"},
                                  {"user", "add"},
                                  {"user", "add", "a", "b"},
                                  {"serve", "x"},
                                  {"serve", "--nonsense"},
                                  {"serve", "--set"}})
            CPPUNIT_ASSERT_THROW(parse(words), UsageError);
    }
    void testHelpIsWantedInEverySpelling() {
        for (const auto& words : {std::vector<std::string>{}, {"help"}, {"--help"}, {"-h"}})
            CPPUNIT_ASSERT(parse(words).command == nullptr);
        CPPUNIT_ASSERT_EQUAL(std::string("user add"), parse({"help", "user", "add"}).topic);
        CPPUNIT_ASSERT_EQUAL(std::string("user add"), parse({"user", "add", "--help"}).topic);
    }
    void testHelpListsCommandsAndTheOptionsOfOne() {
        std::ostringstream all, one, none;
        CPPUNIT_ASSERT(printHelp(table, "", all));
        for (const Command& command : table) CPPUNIT_ASSERT(all.str().find(command.sentence) != std::string::npos);
        CPPUNIT_ASSERT(printHelp(table, "user add", one));
        CPPUNIT_ASSERT(one.str().find("--role ROLE") != std::string::npos);
        CPPUNIT_ASSERT(!printHelp(table, "nothing", none));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ArgumentsTest);

} // namespace
