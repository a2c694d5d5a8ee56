// SPDX-License-Identifier: Apache-2.0
// Manual pages and completions contain what the tables contain, and their text is escaped.
#include "cli/commands.h"
#include "cli/manual/pages.h"
#include "cli/manual/roff.h"
#include "config/host_keys.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::cli;

namespace {

class ManualTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ManualTest);
    CPPUNIT_TEST(testEveryCommandIsOnItsPage);
    CPPUNIT_TEST(testEveryKeyIsOnItsPage);
    CPPUNIT_TEST(testALineThatLooksLikeARequestIsEscaped);
    CPPUNIT_TEST(testBashGetsWhatCanFollow);
    CPPUNIT_TEST(testZshGetsSentences);
    CPPUNIT_TEST(testCommandsOfProgramsAreOfferedToNobody);
    CPPUNIT_TEST_SUITE_END();

    static void assertHas(const std::string& text, const std::string& part) {
        CPPUNIT_ASSERT_MESSAGE(part + " is not there", text.find(part) != std::string::npos);
    }
    void testEveryCommandIsOnItsPage() {
        const std::string page = commandPage(commands());
        for (const Command& command : commands())
            if (command.isForPeople()) assertHas(page, "portico " + std::string(command.words));
    }
    void testEveryKeyIsOnItsPage() {
        const std::string page = configurationPage();
        const portico::config::Keys keys = portico::config::hostKeys();
        for (const auto& key : keys.all()) assertHas(page, "\\fB" + key.name + "\\fR");
    }
    void testALineThatLooksLikeARequestIsEscaped() {
        assertHas(Roff("x", 1, "y").paragraph(".so /etc/passwd").text(), "\n\\&.so /etc/passwd\n");
        assertHas(Roff("x", 1, "y").example("a\n'b\\c").text(), "\na\n\\&'b\\ec\n");
        assertHas(Roff("x", 1, "y").paragraph("`--set`").text(), "\n\\fB\\-\\-set\\fR\n");
    }
    static std::vector<Command> two() {
        return {{"user add", "NAME", 1, 1, "Add a user's name: [x].", {{"role", "ROLE", "Give it."}}, nullptr},
                {"serve", "", 0, 0, "Serve.", {}, nullptr}};
    }
    void testBashGetsWhatCanFollow() {
        const std::string text = bashCompletion(two());
        assertHas(text, "'') words='user serve help'");
        assertHas(text, "'user') words='add'");
        assertHas(text, "'user add'*) words='--role --help'");
    }
    void testZshGetsSentences() {
        const std::string text = zshCompletion(two());
        assertHas(text, "'add:Add a user'\\''s name\\: \\[x\\].'");
        assertHas(text, "'--role[Give it.]:ROLE: '");
    }
    void testCommandsOfProgramsAreOfferedToNobody() {
        const std::vector<Command> hidden{{"probe", "", 0, 0, "", {}, nullptr}};
        for (const std::string& text : {bashCompletion(hidden), zshCompletion(hidden), commandPage(hidden)})
            CPPUNIT_ASSERT_EQUAL(std::string::npos, text.find("probe"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ManualTest);

} // namespace
