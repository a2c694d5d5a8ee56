// SPDX-License-Identifier: Apache-2.0
// Parsing a password file: good lines, and each kind of bad line, which affects no other line.
#include "accounts.h"
#include "canonical_name.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace users_file;

class PluginStatsTableTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginStatsTableTest);
    CPPUNIT_TEST(testALineIsNameHashAndRoles);
    CPPUNIT_TEST(testCommentsAndEmptyLinesAreSkipped);
    CPPUNIT_TEST(testLinesOfOtherSystemsAndWithoutAnEndAreRead);
    CPPUNIT_TEST(testLockedAccountsAreDisabledAndKeepNoHash);
    CPPUNIT_TEST(testABadLineIsNamedAndLeftOut);
    CPPUNIT_TEST(testTheFirstLineOfANameCounts);
    CPPUNIT_TEST(testAByteOrderMarkIsNoPartOfTheFirstName);
    CPPUNIT_TEST(testANameInAnotherNormalFormIsTheSameName);
    CPPUNIT_TEST(testACapitalWithAnAccentIsOneLetterInEveryNormalForm);
    CPPUNIT_TEST(testFaultsNeverShowAHash);
    CPPUNIT_TEST(testTheCostliestHashIsKnown);
    CPPUNIT_TEST(testIdsAreStableAndDiffer);
    CPPUNIT_TEST_SUITE_END();

    // "$N" is a hash that costs N.
    static Accounts read(std::string_view text) {
        return readAccounts(text, {[](std::string_view hash) { return hash.starts_with('$') ? "" : "not a hash"; },
                                   [](std::string_view hash) { return std::stoull(std::string(hash.substr(1))); }});
    }

public:
    void testALineIsNameHashAndRoles() {
        const Accounts accounts = read("Ada@example.org:$5:admin,editor,admin\nbob:$7\ncarol:$9:\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, accounts.byName.size());
        CPPUNIT_ASSERT(accounts.faults.empty());
        const Account& ada = accounts.byName.at("ada@example.org");
        CPPUNIT_ASSERT_EQUAL(std::string("Ada@example.org"), ada.user.name);
        CPPUNIT_ASSERT_EQUAL(std::string("admin editor"), ada.user.roles);
        CPPUNIT_ASSERT_EQUAL(std::string("$5"), ada.hash);
        CPPUNIT_ASSERT(!ada.user.disabled);
        CPPUNIT_ASSERT_EQUAL(std::string(), accounts.byName.at("carol").user.roles);
    }

    void testCommentsAndEmptyLinesAreSkipped() {
        const Accounts accounts = read("# ada:$5\n\n\nbob:$7\n#\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, accounts.byName.size());
        CPPUNIT_ASSERT(accounts.faults.empty());
        CPPUNIT_ASSERT(read("").byName.empty());
    }

    void testLinesOfOtherSystemsAndWithoutAnEndAreRead() {
        const Accounts accounts = read("ada:$5:admin\r\n\r\nbob:$7");
        CPPUNIT_ASSERT(accounts.faults.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("admin"), accounts.byName.at("ada").user.roles);
        CPPUNIT_ASSERT_EQUAL(std::string("$7"), accounts.byName.at("bob").hash);
    }

    void testLockedAccountsAreDisabledAndKeepNoHash() {
        const Accounts accounts = read("ada:!$5\nbob:!\ncarol:*:admin\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, accounts.byName.size());
        for (const auto& [name, account] : accounts.byName) {
            CPPUNIT_ASSERT_MESSAGE(name, account.user.disabled);
            CPPUNIT_ASSERT_MESSAGE(name, account.hash.empty());
        }
        CPPUNIT_ASSERT_EQUAL(std::string("admin"), accounts.byName.at("carol").user.roles);
    }

    void testABadLineIsNamedAndLeftOut() {
        const std::string good = "good:$5\n";
        for (const std::string& bad :
             {std::string("no colon"), std::string(":$5"), std::string("ada:"), std::string("ada:plain password"),
              std::string("ada:$5:Admin"), std::string("ada:$5:a b"), std::string("ada:$5:a:b"), std::string("a\tb:$5"),
              std::string("\xff:$5"), std::string("ada\0:$5", 7), std::string(255, 'a') + ":$5"}) {
            const Accounts accounts = read(good + bad + "\n" + "last:$7\n");
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::size_t{2}, accounts.byName.size());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::size_t{1}, accounts.faults.size());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::size_t{2}, accounts.faults[0].line);
        }
    }

    void testTheFirstLineOfANameCounts() {
        const Accounts accounts = read("ada:$5\nADA:$99:admin\n");
        CPPUNIT_ASSERT_EQUAL(std::string("$5"), accounts.byName.at("ada").hash);
        CPPUNIT_ASSERT_EQUAL(std::string(), accounts.byName.at("ada").user.roles);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, accounts.faults.at(0).line);
    }

    // The first line was ignored as bad, and an account that somebody had appended for the same name replaced it.
    void testAByteOrderMarkIsNoPartOfTheFirstName() {
        const Accounts accounts = read("\xef\xbb\xbf"
                                       "ada:$5\nada:$7:admin\n");
        CPPUNIT_ASSERT_EQUAL(std::string("$5"), accounts.byName.at("ada").hash);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, accounts.faults.size());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, accounts.faults.at(0).line);
        CPPUNIT_ASSERT(read("\xef\xbb\xbf"
                            "# users\nada:$5\n")
                           .faults.empty());
    }

    void testANameInAnotherNormalFormIsTheSameName() {
        const Accounts accounts = read("jose\xcc\x81:$5\njos\xc3\xa9:$7\n");
        CPPUNIT_ASSERT_EQUAL(std::string("$5"), accounts.byName.at("jos\xc3\xa9").hash);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, accounts.faults.size());
    }

    // In a decomposed É only the E was lowercased, and the password of é was accepted for É.
    void testACapitalWithAnAccentIsOneLetterInEveryNormalForm() {
        const std::string apart = "E\xcc\x81VA", whole = "\xc3\x89VA", small = "\xc3\xa9va", smallApart = "e\xcc\x81va";
        for (const std::string& capital : {apart, whole}) {
            const Accounts accounts = read(capital + ":$5\n" + smallApart + ":$7\n");
            CPPUNIT_ASSERT(accounts.faults.empty());
            CPPUNIT_ASSERT_EQUAL(std::string("$5"), accounts.byName.at(canonicalName(whole).value()).hash);
            CPPUNIT_ASSERT_EQUAL(std::string("$5"), accounts.byName.at(canonicalName(apart).value()).hash);
            CPPUNIT_ASSERT_EQUAL(std::string("$7"), accounts.byName.at(canonicalName(small).value()).hash);
            CPPUNIT_ASSERT_EQUAL(std::size_t{2}, accounts.nameOfId.size());
        }
    }

    void testFaultsNeverShowAHash() {
        const Accounts accounts = read("ada:secret-text\nsecret-text\nb:$5:secret text\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, accounts.faults.size());
        for (const Fault& fault : accounts.faults) CPPUNIT_ASSERT(fault.what.find("secret") == std::string::npos);
    }

    void testTheCostliestHashIsKnown() {
        CPPUNIT_ASSERT_EQUAL(std::string("$90"), read("a:$5\nb:$90\nc:$7\nd:!$99\na:$100\n").costliest);
        CPPUNIT_ASSERT_EQUAL(std::string(), read("d:!\n").costliest);
    }

    void testIdsAreStableAndDiffer() {
        const Accounts one = read("ada:$5\nbob:$7\n");
        const Accounts two = read("bob:$1:admin\nADA:$2\n");
        CPPUNIT_ASSERT_EQUAL(one.byName.at("ada").user.id, two.byName.at("ada").user.id);
        CPPUNIT_ASSERT(one.byName.at("ada").user.id != one.byName.at("bob").user.id);
        CPPUNIT_ASSERT_EQUAL(std::string("ada"), two.nameOfId.at(one.byName.at("ada").user.id));
        CPPUNIT_ASSERT_EQUAL(std::size_t{32}, one.byName.at("ada").user.id.size());
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PluginStatsTableTest);
