// SPDX-License-Identifier: Apache-2.0
// What is refused, and the exact messages: place, what is wrong, what to do.
#include "config/host_keys.h"
#include "config/layers.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::config;
using portico::test::ScratchDir;

class CheckTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CheckTest);
    CPPUNIT_TEST(testUnknownKeyIsAnsweredWithTheNearest);
    CPPUNIT_TEST(testUnknownKeyThatIsNearNothingIsToBeRemoved);
    CPPUNIT_TEST(testUnknownEmptySectionIsAFault);
    CPPUNIT_TEST(testKnownEmptySectionIsNoFault);
    CPPUNIT_TEST(testSectionWithAValueIsAFault);
    CPPUNIT_TEST(testKeyWithASectionIsAFault);
    CPPUNIT_TEST(testQuotedDotIsNotASection);
    CPPUNIT_TEST(testIntegersAreNotStrings);
    CPPUNIT_TEST(testNumbersBeyondTheirLimits);
    CPPUNIT_TEST(testDurationsAndSizesNeedAUnit);
    CPPUNIT_TEST(testListsAreNotStrings);
    CPPUNIT_TEST(testListsThatMustNotBeEmpty);
    CPPUNIT_TEST(testChoicesAreNamed);
    CPPUNIT_TEST(testPathsAreAbsolute);
    CPPUNIT_TEST(testTextWithControlCharactersIsAFault);
    CPPUNIT_TEST(testLongValuesAreCutBetweenCharacters);
    CPPUNIT_TEST(testGuardsAreChecked);
    CPPUNIT_TEST(testGuardsForPathsThatNoRequestHasAreFaults);
    CPPUNIT_TEST(testTableIsNotAValue);
    CPPUNIT_TEST(testBrokenFileIsAFaultWithItsPlace);
    CPPUNIT_TEST(testDuplicateKeyIsAFaultWithItsPlace);
    CPPUNIT_TEST(testAdviceFollowsTheSource);
    CPPUNIT_TEST(testAllFaultsAreReportedAtOnce);
    CPPUNIT_TEST(testFaultyValueBelowAGoodOneIsStillAFault);
    CPPUNIT_TEST(testFaultyKeyKeepsTheValueBelow);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir dir_;
    Sources sources_{.root = dir_.path()};

    Outcome check(const std::string& text) {
        sources_.main = dir_.write("site.toml", text);
        return parse(sources_).check(hostKeys());
    }

    std::string faults(const std::string& text) {
        std::string all;
        for (const Fault& fault : check(text).faults) {
            std::string line = fault.text();
            if (line.starts_with(dir_.path().string())) line.erase(0, dir_.path().string().size() + 1);
            all += (all.empty() ? "" : "\n") + line;
        }
        return all;
    }

    void expect(const std::string& text, const std::string& expected) { CPPUNIT_ASSERT_EQUAL(expected, faults(text)); }

public:
    void testUnknownKeyIsAnsweredWithTheNearest() {
        expect("[server]\nlisen = ['127.0.0.1:80']",
               "site.toml:2:1: unknown key server.lisen; did you mean server.listen?");
        expect("journal.level = 'info'", "site.toml:1:9: unknown key journal.level; did you mean log.level?");
    }

    void testUnknownKeyThatIsNearNothingIsToBeRemoved() {
        expect("\n  foo.bar = 1",
               "site.toml:2:7: unknown key foo.bar; remove it, or see all keys with: portico config show");
    }

    void testUnknownEmptySectionIsAFault() {
        expect("[sever]", "site.toml:1:2: unknown key sever; remove it, or see all keys with: portico config show");
    }

    void testKnownEmptySectionIsNoFault() { expect("[server]\n[pages]\n[pages.guards]\n[plugins]", ""); }

    void testSectionWithAValueIsAFault() {
        expect("server = 8080", "site.toml:1:1: server is a section, not a key; write [server] and its keys below it");
    }

    void testKeyWithASectionIsAFault() {
        expect("[server.threads]",
               "site.toml:1:9: server.threads must be an integer from 1 to 1024, not an empty section; "
               "write for example threads = 16");
        expect("server.threads.most = 1",
               "site.toml:1:16: unknown key server.threads.most; remove it, or see all keys with: portico config show");
    }

    void testQuotedDotIsNotASection() {
        expect("\"server.threads\" = 1", "site.toml:1:1: unknown key \"server.threads\"; did you mean server.threads?");
    }

    void testIntegersAreNotStrings() {
        const std::string expected = "site.toml:1:18: server.threads must be an integer from 1 to 1024, not ";
        const std::string advice = "; write for example threads = 16";
        expect("server.threads = \"four\"", expected + "the string \"four\"" + advice);
        expect("server.threads = \"4\"", expected + "the string \"4\"" + advice);
        expect("server.threads = 4.5", expected + "a number with a fraction" + advice);
        expect("server.threads = true", expected + "true" + advice);
        expect("server.threads = []", expected + "a list" + advice);
    }

    void testNumbersBeyondTheirLimits() {
        expect("server.threads = 0", "site.toml:1:18: server.threads must be an integer from 1 to 1024, not 0; "
                                     "write for example threads = 16");
        expect("server.threads = 1024", "");
        expect("server.threads = 1025", "site.toml:1:18: server.threads must be an integer from 1 to 1024, not 1025; "
                                        "write for example threads = 16");
        expect("limits.idle = '61m'", "site.toml:1:15: limits.idle must be a duration from 1s to 1h, not 61m; "
                                      "write for example idle = \"1m\"");
        expect("limits.uri = '1 MiB'", "site.toml:1:14: limits.uri must be a size from 256 B to 64 KiB, not 1 MiB; "
                                       "write for example uri = \"8 KiB\"");
    }

    void testDurationsAndSizesNeedAUnit() {
        expect("limits.idle = 5", "site.toml:1:15: limits.idle must be a duration from 1s to 1h, not the integer 5; "
                                  "write for example idle = \"1m\"");
        expect("limits.uri = '8 kB'", "site.toml:1:14: limits.uri must be a size from 256 B to 64 KiB, not the string "
                                      "\"8 kB\"; write for example uri = \"8 KiB\"");
    }

    void testListsAreNotStrings() {
        expect("server.listen = '127.0.0.1:80'",
               "site.toml:1:17: server.listen must be a list in which every item is an address and a port such as "
               "\"127.0.0.1:8080\" or \"[::1]:8080\", or a Unix socket such as \"unix:/run/portico/http.sock\", not "
               "the string \"127.0.0.1:80\"; write for example listen = "
               "[\"127.0.0.1:8080\"]");
        expect("plugins.disabled = ['a', 7]", "site.toml:1:26: plugins.disabled must be a list in which every item is "
                                              "the id of a plugin, not a list with "
                                              "an integer in it; write for example disabled = [\"example\"]");
        expect("plugins.disabled = ['a', 'B']",
               "site.toml:1:20: plugins.disabled must be a list in which every item is the id of a plugin, not \"B\"; "
               "write for example disabled = [\"example\"]");
    }

    void testListsThatMustNotBeEmpty() {
        expect("pages.directories = []",
               "site.toml:1:21: pages.directories must be a list in which every item is an absolute path, not an empty "
               "list; "
               "write for example directories = [\"/etc/portico/pages\", \"/usr/share/portico/pages\"]");
        expect("plugins.disabled = []", "");
    }

    void testChoicesAreNamed() {
        expect("log.level = 'verbose'", "site.toml:1:13: log.level must be one of \"debug\", \"info\", \"warning\", "
                                        "\"error\", not \"verbose\"; write for example level = \"info\"");
    }

    void testPathsAreAbsolute() {
        expect("state.directory = 'data'", "site.toml:1:19: state.directory must be an absolute path, not \"data\"; "
                                           "write for example directory = \"/var/lib/portico\"");
        expect("state.directory = ''", "site.toml:1:19: state.directory must be an absolute path, not \"\"; "
                                       "write for example directory = \"/var/lib/portico\"");
    }

    void testTextWithControlCharactersIsAFault() {
        expect("site.name = \"a\\u0000b\"",
               "site.toml:1:13: site.name must be a string, not text with control characters or broken UTF-8; "
               "write for example name = \"Portico\"");
        expect("site.name = \"a\\nb\"", "site.toml:1:13: site.name must be a string, not one with tabs or line ends"
                                        "; write for example name = "
                                        "\"Portico\"");
        expect("site.name = 'a\tb'", "site.toml:1:13: site.name must be a string, not one with tabs or line ends"
                                     "; write for example name = "
                                     "\"Portico\"");
    }

    void testLongValuesAreCutBetweenCharacters() {
        const std::string shown = std::string(58, 'x');
        expect("log.level = '" + shown + "aéé'",
               "site.toml:1:13: log.level must be one of \"debug\", \"info\", \"warning\", \"error\", not \"" + shown +
                   "a\"...; write for example level = \"info\"");
    }

    void testGuardsAreChecked() {
        expect("[pages.guards]\n'/a' = 'users'",
               "site.toml:2:8: pages.guards.\"/a\" must be \"public\", \"user\" or \"role:NAME\", not \"users\"; "
               "write for example \"/reports\" = \"role:staff\"");
        expect("[pages.guards]\nreports = 'user'",
               "site.toml:2:1: pages.guards: each name must be a path of the site "
               "that begins with \"/\" and is written unencoded, without \"%\" or a slash "
               "at its end, not \"reports\"; "
               "write for example \"/reports\" = \"role:staff\"");
        expect("[pages.guards]\n'/a' = 1",
               "site.toml:2:8: pages.guards.\"/a\" must be \"public\", \"user\" or \"role:NAME\", not the integer 1; "
               "write for example \"/reports\" = \"role:staff\"");
    }

    // A guard for "/guarded/" left "/guarded" open.
    void testGuardsForPathsThatNoRequestHasAreFaults() {
        for (const char* path : {"/a/", "//", "/a//b", "/%C3%BC", "/a?b", "/a#b"})
            expect("[pages.guards]\n'" + std::string(path) + "' = 'user'",
                   "site.toml:2:1: pages.guards: each name must be a path of the site that begins with \"/\" and is "
                   "written unencoded, without \"%\" or a slash at its end, not \"" +
                       std::string(path) + "\"; write for example \"/reports\" = \"role:staff\"");
        expect("[pages.guards]\n'/' = 'user'\n'/a b/\u00fc' = 'user'\n'/b/{id}' = 'user'", "");
    }

    void testTableIsNotAValue() {
        expect("pages.guards = 'user'",
               "site.toml:1:16: pages.guards must be a section, not a single value; write in a file "
               "[pages.guards] and below it for example \"/reports\" = \"role:staff\"");
    }

    void testBrokenFileIsAFaultWithItsPlace() {
        const std::string found = faults("[limits]\nidle = 5s\n");
        CPPUNIT_ASSERT_EQUAL_MESSAGE(found, std::size_t{0}, found.find("site.toml:2:9: not valid TOML: "));
        CPPUNIT_ASSERT_MESSAGE(
            found, found.ends_with("; correct the line; write strings and durations in quotes, e.g. idle = \"5s\""));
    }

    void testDuplicateKeyIsAFaultWithItsPlace() {
        const std::string found = faults("[site]\nname = 'a'\nname = 'b'\n");
        CPPUNIT_ASSERT_EQUAL_MESSAGE(found, std::size_t{0}, found.find("site.toml:3:"));
        CPPUNIT_ASSERT_MESSAGE(found, found.find("'name'") != std::string::npos);
    }

    void testAdviceFollowsTheSource() {
        sources_.environment["PORTICO_SERVER__THREADS"] = "many";
        sources_.sets = {"limits.idle=5"};
        expect("",
               "environment PORTICO_SERVER__THREADS: server.threads must be an integer from 1 to 1024, not \"many\"; "
               "write for example PORTICO_SERVER__THREADS=16\n"
               "--set limits.idle: limits.idle must be a duration from 1s to 1h, not \"5\"; "
               "write for example --set limits.idle=1m");
    }

    void testAllFaultsAreReportedAtOnce() {
        dir_.write("conf.d/1.toml", "a.b = [");
        dir_.write("conf.d/2.toml", "log.level = 1");
        sources_.sets = {"nonsense"};
        const Outcome outcome = check("[server]\nthreads = 0\nlisen = 1\n");
        CPPUNIT_ASSERT(!outcome.ok());
        CPPUNIT_ASSERT_EQUAL(std::size_t{5}, outcome.faults.size());
        const std::vector<std::string> places{"conf.d/1.toml:1", "--set nonsense", "site.toml:2:11", "site.toml:3:1",
                                              "conf.d/2.toml:1:13"};
        for (std::size_t i = 0; i < places.size(); ++i)
            CPPUNIT_ASSERT_MESSAGE(outcome.faults[i].text(),
                                   outcome.faults[i].origin.text().find(places[i]) != std::string::npos);
    }

    void testFaultyValueBelowAGoodOneIsStillAFault() {
        sources_.sets = {"server.threads=4"};
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, check("server.threads = 0").faults.size());
    }

    void testFaultyKeyKeepsTheValueBelow() {
        sources_.sets = {"server.threads=0"};
        const Outcome outcome = check("server.threads = 4");
        CPPUNIT_ASSERT(!outcome.ok());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{4}, outcome.settings.integer("server.threads"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CheckTest);
