// SPDX-License-Identifier: Apache-2.0
// What the tests of the whole plugin share: a host with this plugin's settings, stores that contain Ada, the built plugin, and
// the requests that every test sends. Included by tests only.
#pragma once

#include "support/test_host.h"
#include "support/test_plugin.h"
#include "support/test_stores.h"

#include <cppunit/TestAssert.h>

#include <memory>

namespace auth_cookie_tests {

struct Site {
    Site() {
        host.settings = {{"cookie_name", "session"}, {"session_idle", "7200"}, {"session_most", "86400"},
                         {"token_lifetime", "600"},  {"login_page", "login"},  {"require_email", "true"},
                         {"signing_key", ""},        {"issuer", "portico"},    {"audience", "portico"},
                         {"realm", "portico"},       {"clock_skew", "30"},     {"allow_insecure", "false"}};
        host.capabilities = {{PORTICO_USERS, stores.usersProvider()}, {PORTICO_SESSIONS, stores.sessionsProvider()}};
        ada = stores.users().add("ada@example.org", "12345");
        start();
    }
    void start() {
        plugin.reset();
        plugin = std::make_unique<portico::test::TestPlugin>(AUTH_COOKIE_SO, host);
    }

    using X = portico::test::TestExchange;
    static std::unique_ptr<X> loginForm(const std::string& name, const std::string& password,
                                        const std::string& next = "/") {
        auto x = std::make_unique<X>("POST", "/auth/login");
        x->formFields = {{"username", name}, {"password", password}, {"next", next}};
        return x;
    }
    static std::unique_ptr<X> tokenForm(const std::string& name, const std::string& password) {
        auto x = std::make_unique<X>("POST", "/token");
        x->headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        x->formFields = {{"grant_type", "password"}, {"username", name}, {"password", password}};
        return x;
    }
    // The value of the cookie that an answer sets; empty if there is none.
    static std::string cookieOf(const X& x) {
        const std::string line = x.answerHeader("Set-Cookie").value_or("=");
        const std::size_t begin = line.find('=') + 1;
        return line.substr(begin, line.find(';') - begin);
    }
    std::string login(const std::string& name = "ada@example.org") {
        const auto x = loginForm(name, "12345");
        plugin->handle(*x);
        return cookieOf(*x);
    }
    // The access token in the answer to POST /token.
    std::string bearer() {
        const auto x = tokenForm("ada@example.org", "12345");
        plugin->handle(*x);
        const std::string begin = R"({"access_token":")";
        return x->answerBody.substr(begin.size(), x->answerBody.find('"', begin.size()) - begin.size());
    }

    using Who = portico::test::TestPlugin::Who;
    Who byCookie(const std::string& token) const {
        X x;
        x.cookies = {{"session", token}};
        return plugin->identify(x);
    }
    Who byBearer(const std::string& token) const {
        X x;
        x.headers = {{"Authorization", "Bearer " + token}};
        return plugin->identify(x);
    }
    // The challenge for an anonymous request for `target`.
    std::unique_ptr<X> challenged(const std::string& target, std::uint32_t flags = PORTICO_EXCHANGE_LOOPBACK) const {
        auto x = std::make_unique<X>("GET", target);
        x->flags = flags;
        plugin->challenge(*x);
        return x;
    }

    portico::test::TestHost host;
    portico::test::TestStores stores{[this] { return host.seconds(); }};
    std::string ada;
    std::unique_ptr<portico::test::TestPlugin> plugin;
};

inline void isDenied(const Site::Who& who) {
    CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, who.status);
    CPPUNIT_ASSERT_EQUAL(0, who.told);
}
inline void isKnown(const Site::Who& who) {
    CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, who.status);
    CPPUNIT_ASSERT_EQUAL(1, who.told);
}

} // namespace auth_cookie_tests
