// SPDX-License-Identifier: Apache-2.0
// The data that the host adds to every page, which no plugin can replace.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class StandardDataTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(StandardDataTest);
    CPPUNIT_TEST(testStrangerIsNoUser);
    CPPUNIT_TEST(testUserHasNameIdAndRoles);
    CPPUNIT_TEST(testDataOfTheHostWinsOverThePlugins);
    CPPUNIT_TEST(testLoginLeadsBackToWhereThePersonIs);
    CPPUNIT_TEST(testTokenOfThePageIsGoodForTheSession);
    CPPUNIT_TEST(testUrlsBeginWithTheBaseAndPathsDoNot);
    CPPUNIT_TEST_SUITE_END();

    std::string shown(const std::string& key, const std::string& target = "/p") {
        site_.pages["p"] = "{" + key + "}";
        return site_.get(target).body;
    }

public:
    void setUp() override {
        site_.page("/p", "p");
        site_.page("/", "p");
        site_.page("/login", "p");
    }

private:
    void testStrangerIsNoUser() {
        CPPUNIT_ASSERT_EQUAL("none"s, shown("user"));
        CPPUNIT_ASSERT_EQUAL("path=/p method=GET id=0123456789abcdef "s, shown("request"));
        CPPUNIT_ASSERT_EQUAL("name=Site language=en base= "s, shown("site"));
        CPPUNIT_ASSERT_EQUAL("/logout"s, shown("logout_url"));
    }
    void testUserHasNameIdAndRoles() {
        site_.identified = PORTICO_OK;
        site_.userRoles = "admin editor";
        CPPUNIT_ASSERT_EQUAL("username=ada id=1 roles=admin,editor, scheme=fake_auth scopes= login=0 "s, shown("user"));
        site_.userRoles = "";
        CPPUNIT_ASSERT_EQUAL("username=ada id=1 roles= scheme=fake_auth scopes= login=0 "s, shown("user"));
    }
    void testDataOfTheHostWinsOverThePlugins() {
        site_.pages["mixed"] = "{user}|{site}|{csrf_token}|{login_url}|{logout_url}|{own}";
        site_.route("GET", "/mixed", "public", [](portico_exchange* x, portico_error*) {
            const std::array members{member("user", text("root")),       member("own", text("mine")),
                                     member("csrf_token", text("evil")), member("login_url", text("//evil")),
                                     member("site", text("evil")),       member("logout_url", text("//evil"))};
            const portico_value data = map(members);
            return x->render(x, PORTICO_STR("mixed"), &data);
        });
        const std::string body = site_.get("/mixed").body;
        CPPUNIT_ASSERT(body.find("evil") == std::string::npos && body.find("root") == std::string::npos);
        CPPUNIT_ASSERT(body.starts_with("none|name=Site") && body.ends_with("|/login?next=%2Fmixed|/logout|mine"));
    }
    void testLoginLeadsBackToWhereThePersonIs() {
        CPPUNIT_ASSERT_EQUAL("/login?next=%2Fp%3Fa%3Db%2520c"s, shown("login_url", "/p?a=b%20c"));
        CPPUNIT_ASSERT_EQUAL("/login?next=%2Fp"s, shown("login_url", "http://site.example/p"));
        CPPUNIT_ASSERT_EQUAL("/login"s, shown("login_url", "/login?next=%2Fp"));
        CPPUNIT_ASSERT_EQUAL("/login"s, shown("login_url", "/"));
        site_.pages["_errors/default"] = "{login_url}";
        CPPUNIT_ASSERT_EQUAL("/login"s, site_.get("//evil.example", navigating()).body);
        site_.snapshot.auth.reset();
        CPPUNIT_ASSERT_EQUAL("none"s, shown("login_url"));
    }
    void testUrlsBeginWithTheBaseAndPathsDoNot() {
        site_.snapshot.site.base = "/app";
        CPPUNIT_ASSERT_EQUAL("/app/login?next=%2Fp%3Fa"s, shown("login_url", "/p?a"));
        CPPUNIT_ASSERT_EQUAL("/app/login"s, shown("login_url", "/"));
        CPPUNIT_ASSERT_EQUAL("/app/logout"s, shown("logout_url"));
        CPPUNIT_ASSERT_EQUAL("name=Site language=en base=/app "s, shown("site"));
        CPPUNIT_ASSERT_EQUAL("path=/p method=GET id=0123456789abcdef "s, shown("request"));
    }
    void testTokenOfThePageIsGoodForTheSession() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT(site_.snapshot.csrf.madeAt(shown("csrf_token"), "session session-1"));
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(StandardDataTest);

} // namespace
