// SPDX-License-Identifier: Apache-2.0
// The list of keys: which entries the plugin refuses and what it says, and the search for a key.
#include "credential.h"
#include "date.h"
#include "key_list.h"

#include <cppunit/extensions/HelperMacros.h>
#include <portico/value.hpp>

namespace {

using namespace auth_apikey;
using portico::Value;

const std::string first = "pk_" + std::string(43, 'A'), second = "pk_" + std::string(43, 'B');

std::string hexOf(const std::string& text) {
    const Digest digest = digestOf(text);
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

struct Entry {
    std::string id = "one", sha256 = hexOf(first), user = "ada";
    Value::List scopes{};
    std::string expires{};
};

KeyList listOf(const std::vector<Entry>& entries) {
    Value::List list;
    for (const Entry& each : entries)
        list.push_back(Value::Map{{"id", each.id},
                                  {"sha256", each.sha256},
                                  {"user", each.user},
                                  {"scopes", each.scopes},
                                  {"expires", each.expires}});
    const Value value(std::move(list));
    const portico::BorrowedValue borrowed(value);
    return KeyList(portico::SettingValue("keys", *borrowed.get()));
}

class KeyListTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(KeyListTest);
    CPPUNIT_TEST(testKeyIsFoundByItsDigest);
    CPPUNIT_TEST(testDigestMayBeInCapitals);
    CPPUNIT_TEST(testTextOfAnotherFormIsNoKeyEvenIfItsDigestIsInTheList);
    CPPUNIT_TEST(testScopesAndExpiryAreRead);
    CPPUNIT_TEST(testEveryFaultNamesItsField);
    CPPUNIT_TEST(testMessageDoesNotShowWhatMayBeTheKey);
    CPPUNIT_TEST(testTwoKeysDifferInIdAndDigest);
    CPPUNIT_TEST(testDaysOfTheCalendar);
    CPPUNIT_TEST_SUITE_END();

    static std::string refusalOf(const std::vector<Entry>& entries) {
        try {
            listOf(entries);
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
            return error.what();
        }
        return "accepted";
    }
    static void isRefusedFor(const std::string& field, const Entry& entry) {
        const std::string said = refusalOf({entry});
        CPPUNIT_ASSERT_MESSAGE(said, said.rfind("keys[0]." + field + " must be ", 0) == 0);
    }

public:
    void testKeyIsFoundByItsDigest() {
        const KeyList keys = listOf({{}, {.id = "two", .sha256 = hexOf(second)}});
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, keys.find(first));
        CPPUNIT_ASSERT_EQUAL(std::string("two"), keys.at(keys.find(second)).id);
        CPPUNIT_ASSERT_EQUAL(KeyList::none, keys.find("pk_" + std::string(43, 'C')));
        CPPUNIT_ASSERT_EQUAL(KeyList::none, listOf({}).find(first));
    }

    void testDigestMayBeInCapitals() {
        std::string capitals = hexOf(first);
        for (char& c : capitals) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, listOf({{.sha256 = capitals}}).find(first));
    }

    void testTextOfAnotherFormIsNoKeyEvenIfItsDigestIsInTheList() {
        for (const std::string weak : {"", "secret", "pk_secret"})
            CPPUNIT_ASSERT_EQUAL(KeyList::none, listOf({{.sha256 = hexOf(weak)}}).find(weak));
        CPPUNIT_ASSERT_EQUAL(KeyList::none, listOf({{}}).find(hexOf(first))); // the digest is not the key
    }

    void testScopesAndExpiryAreRead() {
        const KeyList keys = listOf({{.scopes = {"orders:read", "b"}, .expires = "2027-01-31"}});
        CPPUNIT_ASSERT_EQUAL(std::string("orders:read b"), keys.at(0).scopes);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1801353600}, keys.at(0).expires);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, listOf({{}}).at(0).expires);
    }

    void testEveryFaultNamesItsField() {
        for (const std::string& id : {std::string(), std::string("A"), std::string("a b"), std::string(65, 'a')})
            isRefusedFor("id", {.id = id});
        for (const std::string& digest : {std::string(), hexOf(first) + "00", hexOf(first).substr(2),
                                          "0x" + hexOf(first), hexOf(first).substr(1), std::string(64, 'g')})
            isRefusedFor("sha256", {.sha256 = digest});
        isRefusedFor("user", {.user = ""});
        isRefusedFor("user", {.user = std::string(255, 'a')});
        for (const std::string& scope : {std::string(), std::string("a b"), std::string("\""), std::string(65, 'a')})
            isRefusedFor("scopes", {.scopes = {scope}});
        isRefusedFor("expires", {.expires = "tomorrow"});
    }

    void testMessageDoesNotShowWhatMayBeTheKey() {
        CPPUNIT_ASSERT(refusalOf({{.sha256 = first}}).find("AAAA") == std::string::npos);
    }

    void testTwoKeysDifferInIdAndDigest() {
        CPPUNIT_ASSERT_EQUAL(std::string("keys[1].id must differ from that of other keys: \"one\""),
                             refusalOf({{}, {.sha256 = hexOf(second)}}));
        CPPUNIT_ASSERT_EQUAL(std::string("keys[1].sha256 must differ from that of the key \"one\""),
                             refusalOf({{}, {.id = "two"}}));
    }

    void testDaysOfTheCalendar() {
        CPPUNIT_ASSERT(beginningOf("1970-01-01") == 0);
        CPPUNIT_ASSERT(beginningOf("2028-02-29") == 1835395200);
        CPPUNIT_ASSERT(beginningOf("9999-12-31"));
        for (const std::string day :
             {"", "2027-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "2027-01-32", "1969-12-31", "2027-1-31",
              "2027-01-31T00:00:00Z", "27-01-31", "2027/01/31", "+027-01-31", "2027-01-3 "})
            CPPUNIT_ASSERT_MESSAGE(day, !beginningOf(day));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(KeyListTest);

} // namespace
