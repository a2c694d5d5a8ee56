// SPDX-License-Identifier: Apache-2.0
// Access is checked again while a body arrives or an answer is streamed: who loses it meanwhile is cut off.
#include "../../handler/tests/upload_fixture.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;

namespace {

class AccessRecheckTest : public UploadFixture {
    CPPUNIT_TEST_SUITE(AccessRecheckTest);
    CPPUNIT_TEST(testUserDisabledWhileTheBodyArrivesIsNotServed);
    CPPUNIT_TEST(testUserWhoLosesTheRoleWhileTheBodyArrivesIsNotServed);
    CPPUNIT_TEST(testQuickBodyAsksOnceWhoSendsIt);
    CPPUNIT_TEST(testPiecesOfWhoIsDisabledMeanwhileAreNotHandedOut);
    CPPUNIT_TEST(testPartsOfWhoIsDisabledMeanwhileAreNotHandedOut);
    CPPUNIT_TEST(testStreamEndsWithTheLogin);
    CPPUNIT_TEST(testLongPauseEndsWithTheLogin);
    CPPUNIT_TEST(testStreamEndsWhenNobodyCanBeAsked);
    CPPUNIT_TEST(testStreamEndsWithAChangeOfTheUser);
    CPPUNIT_TEST(testAuthThatRenewsACookieDoesNotEndTheStream);
    CPPUNIT_TEST(testAuthThatIsAskedAgainCannotAnswerInPieces);
    CPPUNIT_TEST_SUITE_END();

    int asks_ = 0;
    std::vector<int> heard_;

    // For ada, whose access is checked after every piece, until `change`, which happens while the first piece arrives.
    Reply meanwhile(const std::string& guard, std::uint32_t flags, const TestSite::Handler& handler,
                    const std::function<void()>& change, const Fields& headers = {}) {
        site_.identified = PORTICO_OK;
        site_.snapshot.limits.recheckAccess = std::chrono::milliseconds(0);
        const std::string path = "/meanwhile/" + std::to_string(++asks_);
        site_.route("POST", path, guard, handler, flags);
        client_.meanwhile = change;
        return pending(path, {form()}, headers);
    }
    // A stolen session could send its body byte by byte and use its old roles long after the password was changed.
    void testUserDisabledWhileTheBodyArrivesIsNotServed() {
        const auto never = [](portico_exchange*, portico_error*) -> portico_status { throw "nobody is let in"; };
        const Reply reply = meanwhile("user", 0, never, [this] { site_.userFlags = PORTICO_USER_DISABLED; });
        CPPUNIT_ASSERT_EQUAL(401, reply.status);
        CPPUNIT_ASSERT((site_.steps == std::vector<std::string>{"identify", "identify", "challenge"}));
        CPPUNIT_ASSERT(site_.logged.find("account \"ada\", rule \"user\"") != std::string::npos);
    }
    void testUserWhoLosesTheRoleWhileTheBodyArrivesIsNotServed() {
        const auto never = [](portico_exchange*, portico_error*) -> portico_status { throw "nobody is let in"; };
        site_.userRoles = "admin";
        CPPUNIT_ASSERT_EQUAL(403, meanwhile("role:admin", 0, never, [this] { site_.userRoles = ""; }).status);
    }
    void testQuickBodyAsksOnceWhoSendsIt() {
        site_.identified = PORTICO_OK;
        for (const std::uint32_t flags : {0U, PORTICO_ROUTE_TAKES_PIECES}) {
            const std::string path = "/quick" + std::to_string(flags);
            site_.route("POST", path, "user", readAll, flags);
            CPPUNIT_ASSERT_EQUAL(200, pending(path, {"hello ", "world"}).status);
            CPPUNIT_ASSERT((site_.steps == std::vector<std::string>{"identify", "handle"}));
        }
    }
    void testPiecesOfWhoIsDisabledMeanwhileAreNotHandedOut() {
        std::string read;
        const auto handler = [&](portico_exchange* x, portico_error*) {
            std::array<char, 4096> buffer{};
            std::size_t got = 0;
            while (x->read_body(x, buffer.data(), buffer.size(), &got) == PORTICO_OK && got > 0)
                read.append(buffer.data(), got);
            return x->write(x, PORTICO_STR("done as ada"));
        };
        for (const auto& [guard, status] :
             {std::pair{"user", 401}, {"public", 503}}) { // 503: may try again as an anonymous client
            site_.userFlags = 0;
            const Reply reply = meanwhile(guard, PORTICO_ROUTE_TAKES_PIECES, handler,
                                          [this] { site_.userFlags = PORTICO_USER_DISABLED; });
            CPPUNIT_ASSERT_EQUAL(std::string(), read);
            CPPUNIT_ASSERT_EQUAL(status, reply.status);
            CPPUNIT_ASSERT(reply.close && reply.body.find("done as ada") == std::string::npos);
            CPPUNIT_ASSERT(site_.logged.find("from 192.0.2.7, account \"ada\", rule \"" + std::string(guard)) !=
                           std::string::npos);
        }
    }
    void testPartsOfWhoIsDisabledMeanwhileAreNotHandedOut() {
        const Reply reply = meanwhile(
            "user", PORTICO_ROUTE_TAKES_PIECES, readParts, [this] { site_.userFlags = PORTICO_USER_DISABLED; },
            multipart());
        CPPUNIT_ASSERT_EQUAL(401, reply.status);
    }

    // Sends ticks for ada, whose access is checked before each; `change` happens in the pause after the second tick, or in a long
    // first one.
    Reply ticks(const std::function<void()>& change, std::uint32_t pause = 0) {
        site_.identified = PORTICO_OK;
        site_.snapshot.limits.recheckAccess = std::chrono::milliseconds(0);
        client_.meanwhile = [this, change, pause] {
            if (client_.sent.size() == (pause > 0 ? 1U : 2U)) change();
        };
        site_.route("GET", "/ticks", "user", [this, pause](portico_exchange* x, portico_error*) {
            do x->write(x, PORTICO_STR("tick"));
            while (x->flush(x) == PORTICO_OK && x->pause(x, pause) == PORTICO_OK);
            heard_ = {x->client_gone(x), x->flush(x), x->pause(x, 0)};
            return x->write(x, PORTICO_STR("never sent"));
        });
        Asked asked{"GET", "/ticks"};
        asked.client = &client_;
        return site_.ask(asked);
    }
    // A disabled user could read the stream for as long as the connection lasted.
    void testStreamEndsWithTheLogin() {
        const Reply reply = ticks([this] { site_.userFlags = PORTICO_USER_DISABLED; });
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, client_.sent.size());
        CPPUNIT_ASSERT(reply.status == 200 && reply.cutOff);
        CPPUNIT_ASSERT((heard_ == std::vector<int>{1, PORTICO_UNAVAILABLE, PORTICO_UNAVAILABLE}));
        CPPUNIT_ASSERT_EQUAL(std::string("0123456789abcdef: 200 GET \"/ticks\" from 192.0.2.7, account \"ada\", rule "
                                         "\"user\": the answer was cut off: the sender no longer has access\n"),
                             site_.logged);
    }
    void testLongPauseEndsWithTheLogin() {
        CPPUNIT_ASSERT(ticks([this] { site_.identified = PORTICO_DENIED; }, 3600000).cutOff);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, client_.sent.size());
    }
    void testStreamEndsWhenNobodyCanBeAsked() {
        CPPUNIT_ASSERT(ticks([this] { site_.identified = PORTICO_UNAVAILABLE; }).cutOff);
        CPPUNIT_ASSERT(site_.logged.find("fake_auth: the store is on fire\n") != std::string::npos);
    }
    void testStreamEndsWithAChangeOfTheUser() {
        CPPUNIT_ASSERT(ticks([this] { site_.userRoles = "admin"; }).cutOff);
    }
    void testAuthThatRenewsACookieDoesNotEndTheStream() {
        int asked = 0;
        site_.beforeIdentified = [&](portico_exchange* x) {
            const bool added = x->add_header(x, PORTICO_STR("Set-Cookie"), PORTICO_STR("renewed")) == PORTICO_OK;
            CPPUNIT_ASSERT(added && x->user == nullptr);
            if (++asked == 5) site_.identified = PORTICO_DENIED;
        };
        const Reply reply = ticks([] {});
        CPPUNIT_ASSERT_EQUAL(5, asked);
        CPPUNIT_ASSERT_EQUAL(std::string("renewed"), reply.header("Set-Cookie"));
    }
    void testAuthThatIsAskedAgainCannotAnswerInPieces() {
        std::vector<bool> asked;
        ticks([&] {
            site_.onIdentify = [&](portico_exchange* x, portico_error*) {
                asked.push_back(x->user == nullptr && x->flush(x) == PORTICO_INVALID);
                return PORTICO_NOT_FOUND;
            };
        });
        CPPUNIT_ASSERT(asked == std::vector<bool>{true});
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AccessRecheckTest);

} // namespace
