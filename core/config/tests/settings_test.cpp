// SPDX-License-Identifier: Apache-2.0
// Getters return each key in its type, and only in its type.
#include "config/draft.h"
#include "config/host_keys.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

using namespace portico::config;

class SettingsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SettingsTest);
    CPPUNIT_TEST(testEachTypeHasItsGetter);
    CPPUNIT_TEST(testUndeclaredKeyIsAMistakeOfTheProgram);
    CPPUNIT_TEST(testGetterOfAnotherTypeIsAMistakeOfTheProgram);
    CPPUNIT_TEST(testSettingsStayWhenTheirKeysAreGone);
    CPPUNIT_TEST_SUITE_END();

    const Settings settings_ = Draft().check(hostKeys()).settings;

public:
    void testEachTypeHasItsGetter() {
        CPPUNIT_ASSERT_EQUAL(std::string("Portico"), settings_.string("site.name"));
        CPPUNIT_ASSERT_EQUAL(std::string("info"), settings_.string("log.level"));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{16}, settings_.integer("server.threads"));
        CPPUNIT_ASSERT(std::chrono::seconds(2) == settings_.duration("hashing.wait"));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{19456} * 1024, settings_.size("hashing.memory"));
        CPPUNIT_ASSERT(settings_.list("server.listen") == List{"127.0.0.1:8080"});
        CPPUNIT_ASSERT_EQUAL(std::string("/var/lib/portico"), settings_.path("state.directory").string());
        CPPUNIT_ASSERT_EQUAL(std::string("/etc/portico/pages"), settings_.paths("pages.directories").at(0).string());
        CPPUNIT_ASSERT(settings_.table("pages.guards").empty());
    }

    void testUndeclaredKeyIsAMistakeOfTheProgram() {
        CPPUNIT_ASSERT_THROW(settings_.string("server.nmae"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.boolean("plugins.x.enabled"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.origin("server"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.level(""), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.pluginText("plugins.x.y"), std::logic_error);
    }

    void testGetterOfAnotherTypeIsAMistakeOfTheProgram() {
        CPPUNIT_ASSERT_THROW(settings_.integer("limits.body"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.size("limits.idle"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.duration("server.threads"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.string("state.directory"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.path("site.name"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.list("pages.guards"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.table("pages.directories"), std::logic_error);
        CPPUNIT_ASSERT_THROW(settings_.boolean("site.name"), std::logic_error);
    }

    void testSettingsStayWhenTheirKeysAreGone() {
        const Settings kept = [] {
            const Keys keys = hostKeys();
            return Draft().check(keys).settings;
        }();
        CPPUNIT_ASSERT_EQUAL(std::string("en"), kept.string("site.language"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SettingsTest);
