// SPDX-License-Identifier: Apache-2.0
// The message for an unknown command.
#include "cli/help.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico::cli;

namespace {

int nothing(const Invocation&) { return Done; }

const std::array<Command, 3> table = {{
    {"user add", "NAME", 1, 1, "Add one.", {}, nothing},
    {"user list", "", 0, 0, "List them.", {}, nothing},
    {"serve", "", 0, 0, "Serve.", {}, nothing},
}};

std::string said(const std::string& typed) { return unknownCommand(table, typed).what(); }

class UnknownCommandTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(UnknownCommandTest);
    CPPUNIT_TEST(testHalfACommandGetsItsContinuations);
    CPPUNIT_TEST(testATypoGetsASuggestion);
    CPPUNIT_TEST(testOperandsDoNotHideTheTypo);
    CPPUNIT_TEST(testAnythingElseIsSentToTheHelp);
    CPPUNIT_TEST_SUITE_END();

    void testHalfACommandGetsItsContinuations() {
        const std::string list = "the commands are user add, user list";
        CPPUNIT_ASSERT_EQUAL("there is no command \"user\"; " + list, said("user"));
        CPPUNIT_ASSERT_EQUAL("there is no command \"user frobnicate\"; " + list, said("user frobnicate ada"));
    }
    void testATypoGetsASuggestion() {
        CPPUNIT_ASSERT_EQUAL(std::string("there is no command \"sevre\"; did you mean `portico serve`?"),
                             said("sevre"));
        CPPUNIT_ASSERT_EQUAL(std::string("there is no command \"usr list\"; did you mean `portico user list`?"),
                             said("usr list"));
    }
    void testOperandsDoNotHideTheTypo() {
        CPPUNIT_ASSERT_EQUAL(std::string("there is no command \"user ad\"; did you mean `portico user add`?"),
                             said("user ad somebody@example.org"));
    }
    void testAnythingElseIsSentToTheHelp() {
        CPPUNIT_ASSERT_EQUAL(std::string("there is no command \"nothing\"; `portico help` lists all commands"),
                             said("nothing"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(UnknownCommandTest);

} // namespace
