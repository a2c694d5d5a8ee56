// SPDX-License-Identifier: Apache-2.0
// The table of the host's keys is complete, and its rules accept and refuse the right values.
#include "config/host_keys.h"
#include "config/read_value.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::config;

class HostKeysTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HostKeysTest);
    CPPUNIT_TEST(testEveryKeySaysWhatAndWhy);
    CPPUNIT_TEST(testNumbersHaveLimits);
    CPPUNIT_TEST(testEverySectionSaysWhatItIsAbout);
    CPPUNIT_TEST(testKeysOfASectionStandTogether);
    CPPUNIT_TEST(testExamplesAreAcceptable);
    CPPUNIT_TEST(testListenTakesAddressesWithPorts);
    CPPUNIT_TEST(testCertificatesArePathsOrCredentials);
    CPPUNIT_TEST(testPublicUrlTakesSchemeAndHost);
    CPPUNIT_TEST(testSocketsHaveAModeAndNamesOfUsers);
    CPPUNIT_TEST(testTypesAreMediaTypesOfExtensionsAndNames);
    CPPUNIT_TEST(testGuardsAreThoseOfTheHost);
    CPPUNIT_TEST(testLanguageIsATag);
    CPPUNIT_TEST(testAuthIsOnePluginOrSeveral);
    CPPUNIT_TEST(testProvidersArePluginIds);
    CPPUNIT_TEST_SUITE_END();

    const Keys keys_ = hostKeys();

    bool takes(const char* key, const char* text) const {
        return readValue(*keys_.find(key), Untyped{text}).value.has_value();
    }

    void check(const char* key, std::initializer_list<const char*> good, std::initializer_list<const char*> bad) const {
        for (const char* text : good) CPPUNIT_ASSERT_MESSAGE(text, takes(key, text));
        for (const char* text : bad) CPPUNIT_ASSERT_MESSAGE(text, !takes(key, text));
    }

public:
    void testEveryKeySaysWhatAndWhy() {
        for (const Key& key : keys_.all()) {
            CPPUNIT_ASSERT_MESSAGE(key.name, key.sentence.ends_with('.'));
            CPPUNIT_ASSERT_MESSAGE(key.name, key.type == Type::table || key.reason.ends_with('.'));
            CPPUNIT_ASSERT_MESSAGE(key.name, !key.defaultText.empty() || !key.example.empty());
        }
    }

    void testNumbersHaveLimits() {
        for (const Key& key : keys_.all())
            if (std::holds_alternative<std::int64_t>(key.defaultValue))
                CPPUNIT_ASSERT_MESSAGE(key.name, !key.least.empty() && !key.most.empty());
    }

    void testEverySectionSaysWhatItIsAbout() {
        for (const Key& key : keys_.all()) {
            const std::string section = key.type == Type::table ? key.name : splitName(key.name).front();
            CPPUNIT_ASSERT_MESSAGE(section, sectionSentence(section).ends_with('.'));
        }
        CPPUNIT_ASSERT(sectionSentence("nothing").empty());
    }

    void testKeysOfASectionStandTogether() {
        std::set<std::string> left;
        std::string section;
        for (const Key& key : keys_.all()) {
            const std::string next = splitName(key.name).front();
            if (next != section) CPPUNIT_ASSERT_MESSAGE(next, left.insert(next).second);
            section = next;
        }
    }

    void testExamplesAreAcceptable() {
        for (const Key& key : keys_.all())
            if (!key.example.empty() && key.type != Type::table)
                CPPUNIT_ASSERT_MESSAGE(key.name, readValue(key, Untyped{key.example}).value);
    }

    void testListenTakesAddressesWithPorts() {
        check("server.listen", {"127.0.0.1:8080", "[::1]:0", "localhost:65535", "0.0.0.0:80,[::]:80"},
              {"", "8080", ":8080", "127.0.0.1", "::1:8080", "[::1]", "a:65536", "a:-1", "a:080000", "a b:80", "a:80,",
               "[]:80"});
    }

    void testCertificatesArePathsOrCredentials() {
        for (const char* key : {"tls.certificates", "tls.keys", "tls.client_ca"})
            check(key, {"/a.pem", "/a.pem,/b.pem", "credential:tls-chain", "credential:a.b_c", "/a.pem,credential:b"},
                  {"a.pem", "credential:", "credential:../a", "credential:.a", "credential:a/b", "credential:/a",
                   "Credential:a", "credential:a b"});
    }

    void testPublicUrlTakesSchemeAndHost() {
        check("server.public_url",
              {"", "https://www.example.org", "http://127.0.0.1:8080", "https://[::1]:8443", "https://a/b",
               "https://a:8443/b-c/d.e_f~"},
              {"www.example.org", "https://", "https:///b", "https://a/", "https://a/b/", "https://a//b",
               "https://a/../b", "https://a/./b", "https://a/b?c", "https://a/b#c", "https://a/%62", "https://a/b c",
               "ftp://a", "https://u@a", "https://a:x"});
    }

    void testSocketsHaveAModeAndNamesOfUsers() {
        check("server.socket_mode", {"0660", "666", "0600"}, {"", "660x", "0888", "1660", "66", "06660", "-660"});
        for (const char* key : {"server.socket_owner", "server.socket_group"})
            check(key, {"", "www-data", "33", "_portico"}, {"a b", "a:b", "-a", "a/b"});
    }

    void testTypesAreMediaTypesOfExtensionsAndNames() {
        const Key& types = *keys_.find("assets.types");
        for (const char* type :
             {"text/css", "model/vnd.usdz+zip", "text/plain; charset=iso-8859-1", "video/mp4; codecs=\"a, b\""})
            CPPUNIT_ASSERT_MESSAGE(type, readValue(types, std::string(type)).value);
        for (const char* type : {"", "text", "/css", "text/", "text/css\r\nX: y", "a/b/c", "text /css", "text/css,a/b"})
            CPPUNIT_ASSERT_MESSAGE(type, !readValue(types, std::string(type)).value);
        for (const char* name : {"css", "tar.gz", "apple-app-site-association"})
            CPPUNIT_ASSERT_MESSAGE(name, types.entryRule->holds(name));
        for (const char* name : {"", ".css", "a/b", "a b", "a\n"})
            CPPUNIT_ASSERT_MESSAGE(name, !types.entryRule->holds(name));
    }

    void testGuardsAreThoseOfTheHost() {
        const Key& guards = *keys_.find("pages.guards");
        for (const char* guard : {"public", "user", "role:staff"})
            CPPUNIT_ASSERT_MESSAGE(guard, readValue(guards, std::string(guard)).value);
        for (const char* guard : {"", "users", "role:", "role:a b", "User"})
            CPPUNIT_ASSERT_MESSAGE(guard, !readValue(guards, std::string(guard)).value);
    }

    void testLanguageIsATag() { check("site.language", {"en", "de-CH", "zh-Hant"}, {"", "e", "1n", "en_US", "de-"}); }

    void testAuthIsOnePluginOrSeveral() {
        const Key& auth = *keys_.find("capabilities.auth");
        CPPUNIT_ASSERT(readValue(auth, std::string("a")).value == Value(List{"a"}));
        CPPUNIT_ASSERT(readValue(auth, List{"a", "b"}).value == Value(List{"a", "b"}));
        CPPUNIT_ASSERT(readValue(auth, std::string()).value == Value(List{}));
        for (const Raw& bad : std::vector<Raw>{std::string("a,b"), List{""}, List{"A"}, std::int64_t{1}, Numbers{1}})
            CPPUNIT_ASSERT_EQUAL(std::string("must be the id of a plugin, or a list of them with at most 8 items"),
                                 readValue(auth, bad).problem.substr(0, 66));
        CPPUNIT_ASSERT_EQUAL(std::string("\"a\""), tomlText(auth, List{"a"}));
        CPPUNIT_ASSERT_EQUAL(std::string("[\"a\", \"b\"]"), tomlText(auth, List{"a", "b"}));
        CPPUNIT_ASSERT_EQUAL(std::string("\"\""), tomlText(auth, List{}));
    }

    void testProvidersArePluginIds() {
        check("capabilities.auth", {"", "auth_x", "a1"}, {"Auth", "1a", "a-b", "a b", "_a"});
        check("capabilities.auth", {"a,b", "a, b1"}, {"a,", "a,,b", "a,B", "a,b,c,d,e,f,g,h,i"});
        check("plugins.disabled", {"", "a", "a,b"}, {"A", "a,,b"});
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HostKeysTest);
