// SPDX-License-Identifier: Apache-2.0
// The step admit: what is refused before any other step, and that the connection is then closed.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class AdmitTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AdmitTest);
    CPPUNIT_TEST(testMethodsThatNobodyKnowsAreNotImplemented);
    CPPUNIT_TEST(testMethodOfARouteIsKnownOnEveryPath);
    CPPUNIT_TEST(testTraceAndConnectAreRefusedWhateverARouteDeclares);
    CPPUNIT_TEST(testHostIsThereExactlyOnceAndGood);
    CPPUNIT_TEST(testOldVersionMayLeaveHostOut);
    CPPUNIT_TEST(testHostsAreTheSameWithTheDotOfTheRoot);
    CPPUNIT_TEST(testServerForThisMachineHasNamesOfThisMachineOnly);
    CPPUNIT_TEST(testAbsoluteTargetMustNameTheSameHost);
    CPPUNIT_TEST(testTargetOfHttpsMustComeOverTls);
    CPPUNIT_TEST(testBadFramingIsRefusedWithItsStatus);
    CPPUNIT_TEST(testTargetOfTheLimitIsTakenAndOneByteMoreIs414);
    CPPUNIT_TEST(testMalformedFormsAndCookiesAreRefused);
    CPPUNIT_TEST(testBodyThatIsNotAFormHasNoFields);
    CPPUNIT_TEST(testQueryNeverFillsInAForm);
    CPPUNIT_TEST(testCookiesMayBeAsLongAsTheHead);
    CPPUNIT_TEST(testSeveralCookieHeadersCountAsOne);
    CPPUNIT_TEST(testPluginSeesWhatWasSentWithoutTheHost);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto show = [this](portico_exchange* x, portico_error*) {
            const auto get = [&](auto which, const char* name, std::size_t index) {
                portico_str value{};
                return which(x, str(name), index, &value) == PORTICO_OK ? std::string(view(value)) : "none"s;
            };
            form_ = get(x->form, "username", 0);
            query_ = get(x->query, "username", 0);
            cookie_ = get(x->cookie, "sid", 0) + "," + get(x->cookie, "sid", 1);
            target_ = view(x->target);
            return PORTICO_OK;
        };
        site_.route("GET", "/a", "public", show);
        site_.route("POST", "/a", "public", show);
    }

private:
    void refuse(int status, const Asked& asked) {
        const Reply reply = site_.ask(asked);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(asked.method + " " + asked.target, status, reply.status);
        CPPUNIT_ASSERT(reply.close && site_.steps.empty() && !reply.reason.empty());
    }
    int status(const Asked& asked) { return site_.ask(asked).status; }
    static Asked posted(const std::string& body, const std::string& type = "application/x-www-form-urlencoded") {
        return {"POST", "/a", {{"Content-Type", type}}, body};
    }

    void testMethodsThatNobodyKnowsAreNotImplemented() {
        for (const auto* method : {"TRACE", "CONNECT", "get", "PROPFIND", "", "G ET"}) refuse(501, {method, "/a"});
        CPPUNIT_ASSERT_EQUAL(405, status({"DELETE", "/a"}));
    }
    void testMethodOfARouteIsKnownOnEveryPath() {
        site_.route("PROPFIND", "/dav/{path*}", "public",
                    [](portico_exchange* x, portico_error*) { return x->set_status(x, 207); });
        CPPUNIT_ASSERT_EQUAL(207, status({"PROPFIND", "/dav/a"}));
        const Reply elsewhere = site_.ask({"PROPFIND", "/a"});
        CPPUNIT_ASSERT_EQUAL(405, elsewhere.status);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS, POST"s, elsewhere.header("Allow"));
        CPPUNIT_ASSERT_EQUAL(404, status({"PROPFIND", "/b"}));
        for (const auto* method : {"propfind", "PROPPATCH", "MKCOL", "PROPFINDX"}) refuse(501, {method, "/dav/a"});
    }
    void testTraceAndConnectAreRefusedWhateverARouteDeclares() {
        for (const auto* method : {"TRACE", "CONNECT"}) {
            site_.route(method, "/dav", "public", [](portico_exchange*, portico_error*) { return PORTICO_OK; });
            refuse(501, {method, "/dav"});
        }
    }
    void testHostIsThereExactlyOnceAndGood() {
        Asked asked{"GET", "/a"};
        asked.headers = {{"HOST", "site.example"}};
        refuse(400, asked);
        asked.withHost = false;
        CPPUNIT_ASSERT_EQUAL(200, status(asked));
        for (const auto* host :
             {"", "a b", "a/b", "a@b", "a:b", "a:0", "a:65536", "[::1", "a,b", "127.1", "\xc3\xa4.example"}) {
            asked.headers = {{"Host", host}};
            refuse(400, asked);
        }
        asked.headers = {};
        refuse(400, asked);
    }
    int statusFor(const std::string& host, bool localNamesOnly = false) {
        Asked asked{"GET", "/a", {{"Host", host}}};
        asked.withHost = false;
        asked.localNamesOnly = localNamesOnly;
        return status(asked);
    }
    void testHostsAreTheSameWithTheDotOfTheRoot() {
        for (const auto* own : {"www.example.org", "www.example.org."}) {
            site_.snapshot.site.hosts = {own};
            for (const auto* host : {"www.example.org", "www.example.org.", "WWW.EXAMPLE.ORG.:8080"})
                CPPUNIT_ASSERT_EQUAL_MESSAGE(host, 200, statusFor(host));
            CPPUNIT_ASSERT_EQUAL(421, statusFor("example.org."));
        }
    }
    // A page of evil.example, whose name was made to resolve to 127.0.0.1, could read a site meant only for its own machine.
    void testServerForThisMachineHasNamesOfThisMachineOnly() {
        for (const auto* host : {"localhost:8080", "127.0.0.1:8080", "[::1]", "app.localhost", "localhost."})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(host, 200, statusFor(host, true));
        for (const auto* host : {"evil.example", "evil.example:8080", "192.0.2.1", "localhost.evil.example"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(host, 421, statusFor(host, true));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(host, 200, statusFor(host, false));
        }
        site_.snapshot.site.authority = "www.example.org:8443";
        CPPUNIT_ASSERT_EQUAL(200, statusFor("www.example.org", true));
        CPPUNIT_ASSERT_EQUAL(421, statusFor("evil.example", true));
        site_.snapshot.site.hosts = {"evil.example"};
        CPPUNIT_ASSERT_EQUAL(200, statusFor("evil.example", true));
        CPPUNIT_ASSERT_EQUAL(421, statusFor("localhost", true));
    }
    void testOldVersionMayLeaveHostOut() {
        Asked asked{"GET", "/a"};
        asked.withHost = false;
        asked.version = "HTTP/1.0";
        CPPUNIT_ASSERT_EQUAL(200, status(asked));
        asked.headers = {{"Host", "a"}, {"Host", "a"}};
        refuse(400, asked);
    }
    void testAbsoluteTargetMustNameTheSameHost() {
        CPPUNIT_ASSERT_EQUAL(200, status({"GET", "http://site.example/a"}));
        refuse(400, {"GET", "http://evil.example/a"});
        refuse(400, {"GET", "http://site.example:81/a"});
    }
    void testTargetOfHttpsMustComeOverTls() {
        Asked asked{"GET", "HTTPS://site.example/a"};
        refuse(421, asked);
        asked.secure = true;
        CPPUNIT_ASSERT_EQUAL(200, status(asked));
    }
    void testBadFramingIsRefusedWithItsStatus() {
        for (const int bad : {400, 411, 413, 501, 505}) {
            Asked asked{"POST", "/a"};
            asked.refused = bad;
            refuse(bad, asked);
        }
    }
    void testTargetOfTheLimitIsTakenAndOneByteMoreIs414() {
        site_.snapshot.limits.target = 20;
        CPPUNIT_ASSERT_EQUAL(404, status({"GET", "/" + std::string(19, 'a')}));
        refuse(414, {"GET", "/" + std::string(20, 'a')});
        site_.snapshot.limits.target = 65536;
        CPPUNIT_ASSERT_EQUAL(404, status({"GET", "/" + std::string(65535, 'a')}));
    }
    void testMalformedFormsAndCookiesAreRefused() {
        for (const auto* body : {"a=%zz", "a=%00", "%ff=a"}) refuse(400, posted(body));
        refuse(400, {"GET", "/a?b=%"});
        std::string many = "a=1";
        for (int i = 0; i < 100; ++i) many += "&a=1";
        refuse(400, posted(many));
        refuse(400, {"GET", "/a?" + many});
        refuse(400, {"GET", "/a", {{"Cookie", "a=\x01"}}});
        std::string jar = "a=1";
        for (int i = 0; i < 200; ++i) jar += "; a=1";
        refuse(400, {"GET", "/a", {{"Cookie", jar}}});
    }
    void testBodyThatIsNotAFormHasNoFields() {
        for (const auto* type : {"text/plain", "multipart/form-data; boundary=x", "application/json", "", "garbage",
                                 "application/x-www-form-urlencoded; charset=utf-16"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(type, 200, status(posted("username=x", type)));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(type, "none"s, form_);
        }
        CPPUNIT_ASSERT_EQUAL(200, status(posted("username=x", "Application/X-WWW-form-urlencoded;charset=UTF-8")));
        CPPUNIT_ASSERT_EQUAL("x"s, form_);
        CPPUNIT_ASSERT_EQUAL(200, status(posted("%zz", "text/plain")));
    }
    void testQueryNeverFillsInAForm() {
        Asked asked = posted("username=body");
        asked.target = "/a?username=query";
        CPPUNIT_ASSERT_EQUAL(200, status(asked));
        CPPUNIT_ASSERT(form_ == "body" && query_ == "query");
        asked.body = "Username=body";
        CPPUNIT_ASSERT_EQUAL(200, status(asked));
        CPPUNIT_ASSERT(form_ == "none" && query_ == "query");
    }
    // limits.header_size permits cookies of other programs, but with 8 KiB of them every page was refused.
    void testCookiesMayBeAsLongAsTheHead() {
        CPPUNIT_ASSERT_EQUAL(200, status({"GET", "/a", {{"Cookie", "a=" + std::string(15000, 'b')}}}));
    }
    void testSeveralCookieHeadersCountAsOne() {
        CPPUNIT_ASSERT_EQUAL(200, status({"GET", "/a", {{"Cookie", "sid=1"}, {"cookie", "sid=2; SID=3"}}}));
        CPPUNIT_ASSERT_EQUAL("1,2"s, cookie_);
        CPPUNIT_ASSERT_EQUAL(200, status({"GET", "/a", {{"Cookie", "x=\"1"}, {"Cookie", "sid=2"}}}));
        CPPUNIT_ASSERT_EQUAL("2,none"s, cookie_);
    }
    void testPluginSeesWhatWasSentWithoutTheHost() {
        CPPUNIT_ASSERT_EQUAL(200, status({"GET", "http://site.example/x/../%61?b=%20c"}));
        CPPUNIT_ASSERT_EQUAL("/x/../%61?b=%20c"s, target_);
    }

    TestSite site_;
    std::string form_, query_, cookie_, target_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AdmitTest);

} // namespace
