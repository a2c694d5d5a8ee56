// SPDX-License-Identifier: Apache-2.0
// Bodies read by handlers: in pieces or as parts of a multipart form, their limits, and refusal of foreign sites.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class UploadsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(UploadsTest);
    CPPUNIT_TEST(testBodyComesFromTheClientInPieces);
    CPPUNIT_TEST(testSmallBodyIsReadTheSameWay);
    CPPUNIT_TEST(testOtherRoutesReadOutOfTheWholeBody);
    CPPUNIT_TEST(testBodyBeyondTheLimitIsRefusedByItsLengthOrWhenItComes);
    CPPUNIT_TEST(testRouteSaysHowMuchABodyMayHave);
    CPPUNIT_TEST(testLargeBodyOfAStrangerIsNotRead);
    CPPUNIT_TEST(testUserDisabledWhileTheBodyArrivesIsNotServed);
    CPPUNIT_TEST(testUserWhoLosesTheRoleWhileTheBodyArrivesIsNotServed);
    CPPUNIT_TEST(testQuickBodyAsksOnceWhoSendsIt);
    CPPUNIT_TEST(testPiecesOfWhoIsDisabledMeanwhileAreNotHandedOut);
    CPPUNIT_TEST(testPartsOfWhoIsDisabledMeanwhileAreNotHandedOut);
    CPPUNIT_TEST(testWhatIsWrongWithTheBodyIsTheAnswerWhateverTheHandlerDoes);
    CPPUNIT_TEST(testAnswerInPiecesThatHasBegunStays);
    CPPUNIT_TEST(testHandlerThatReadsNothingAnswers);
    CPPUNIT_TEST(testFormOfSuchARouteIsNotParsed);
    CPPUNIT_TEST(testTokenInTheBodyDoesNotCountThere);
    CPPUNIT_TEST(testPartsComeOneAfterTheOther);
    CPPUNIT_TEST(testFileWithAnExtendedNameOnlyIsAFile);
    CPPUNIT_TEST(testWhatIsWrongWithAPartIsLogged);
    CPPUNIT_TEST(testPartsAreFoundHoweverTheBodyIsSplit);
    CPPUNIT_TEST(testPartsOfAWholeBodyAreReadOnEveryRoute);
    CPPUNIT_TEST(testPartThatIsNotReadIsPassedOver);
    CPPUNIT_TEST(testBodyWithoutPartsIsUnsupported);
    CPPUNIT_TEST(testCutOffOrMalformedPartsAreRefused);
    CPPUNIT_TEST(testMorePartsThanFieldsOfAFormAreTooMany);
    CPPUNIT_TEST(testBodyIsReadByPartsOrAsItIs);
    CPPUNIT_TEST(testStructOfAnOlderSizeIsRefused);
    CPPUNIT_TEST_SUITE_END();

    TestSite site_;
    FakeClient client_;
    int asks_ = 0;

public:
    void setUp() override {
        site_.route("POST", "/pieces", "public", readAll, PORTICO_ROUTE_TAKES_PIECES);
        site_.route("POST", "/whole", "public", readAll);
        site_.route("POST", "/parts", "public", readParts, PORTICO_ROUTE_TAKES_PIECES);
        site_.route("POST", "/whole-parts", "public", readParts);
    }

private:
    // Answers with what it could read, whatever fault occurred.
    static portico_status readAll(portico_exchange* x, portico_error*) {
        std::array<char, 4> buffer{};
        std::size_t got = 0;
        while (x->read_body(x, buffer.data(), buffer.size(), &got) == PORTICO_OK && got > 0)
            x->write(x, {buffer.data(), got});
        return PORTICO_OK;
    }
    // "name=content;", and "name(filename,type)=content;" for a file.
    static portico_status readParts(portico_exchange* x, portico_error*) {
        portico_part part{sizeof(portico_part), 0, {}, {}, {}};
        portico_status status = PORTICO_OK;
        while ((status = x->next_part(x, &part)) == PORTICO_OK) {
            std::string text(view(part.name));
            if ((part.flags & PORTICO_PART_FILE) != 0)
                text += "(" + std::string(view(part.filename)) + "," + std::string(view(part.content_type)) + ")";
            x->write(x, str(text + "="));
            std::array<char, 3> buffer{};
            std::size_t got = 0;
            while (x->read_part(x, buffer.data(), buffer.size(), &got) == PORTICO_OK && got > 0)
                x->write(x, {buffer.data(), got});
            x->write(x, PORTICO_STR(";"));
        }
        return status == PORTICO_NOT_FOUND ? PORTICO_OK : status;
    }
    static std::string form() {
        return "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
               "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: "
               "text/plain\r\n\r\n"
               "one\r\ntwo\r\n--b--\r\n";
    }
    static std::string formRead() { return "note=hello;f(a.txt,text/plain)=one\r\ntwo;"; }

    Asked asked(const std::string& target, const Fields& headers = {}) {
        Asked asked{"POST", target, headers};
        asked.client = &client_;
        return asked;
    }
    Reply pending(const std::string& target, std::deque<std::string> body, const Fields& headers = {}) {
        client_.body = std::move(body);
        Asked all = asked(target, headers);
        all.bodyPending = true;
        return site_.ask(all);
    }
    static Fields multipart() { return {{"Content-Type", "multipart/form-data; boundary=b"}}; }

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
    void testBodyComesFromTheClientInPieces() {
        const Reply reply = pending("/pieces", {"hello ", "w", "orld"});
        CPPUNIT_ASSERT_EQUAL(std::string("hello world"), reply.body);
        CPPUNIT_ASSERT(!reply.close);
    }
    void testSmallBodyIsReadTheSameWay() {
        Asked all = asked("/pieces");
        all.body = "hello world";
        CPPUNIT_ASSERT_EQUAL(std::string("hello world"), site_.ask(all).body);
    }
    void testOtherRoutesReadOutOfTheWholeBody() {
        CPPUNIT_ASSERT_EQUAL(std::string("hello world"), pending("/whole", {"hello ", "world"}).body);
        Asked all = asked("/whole");
        all.body = "hello";
        CPPUNIT_ASSERT_EQUAL(std::string("hello"), site_.ask(all).body);
    }
    void testBodyBeyondTheLimitIsRefusedByItsLengthOrWhenItComes() {
        site_.snapshot.limits.body = 5;
        site_.snapshot.limits.upload = 10;
        CPPUNIT_ASSERT_EQUAL(200, pending("/pieces", {"12345", "67890"}).status);
        CPPUNIT_ASSERT_EQUAL(413, pending("/pieces", {"12345", "678901"}).status);
        Asked all = asked("/pieces");
        all.bodyPending = true;
        all.bodyLength = 11;
        site_.steps.clear();
        const Reply reply = site_.ask(all);
        CPPUNIT_ASSERT(reply.status == 413 && reply.close);
        CPPUNIT_ASSERT(site_.steps.empty());
    }
    void testRouteSaysHowMuchABodyMayHave() {
        site_.snapshot.limits.body = 100;
        site_.route("POST", "/small", "public", readAll, 0, 5);
        site_.route("POST", "/small-pieces", "public", readAll, PORTICO_ROUTE_TAKES_PIECES, 5);
        site_.route("POST", "/large", "public", readAll, 0, 1000);
        for (const char* route : {"/small", "/small-pieces"}) {
            CPPUNIT_ASSERT_EQUAL(200, pending(route, {"12345"}).status);
            CPPUNIT_ASSERT_EQUAL(413, pending(route, {"12345", "6"}).status);
            Asked whole = asked(route);
            whole.body = "123456";
            CPPUNIT_ASSERT_EQUAL(413, site_.ask(whole).status);
        }
        CPPUNIT_ASSERT_EQUAL(413, pending("/large", {std::string(101, 'x')}).status); // limits.body always applies
    }
    // Four anonymous clients that each sent a megabyte at a kilobyte per second occupied all lanes for bodies.
    void testLargeBodyOfAStrangerIsNotRead() {
        site_.route("POST", "/members", "user", readAll, PORTICO_ROUTE_ANY_ORIGIN);
        site_.route("POST", "/members-pieces", "user", readAll, PORTICO_ROUTE_ANY_ORIGIN | PORTICO_ROUTE_TAKES_PIECES);
        for (const char* route : {"/members", "/members-pieces"}) {
            const Reply reply = pending(route, {"never read"});
            CPPUNIT_ASSERT_EQUAL(401, reply.status);
            CPPUNIT_ASSERT_EQUAL(std::size_t{1}, client_.body.size());
            CPPUNIT_ASSERT(reply.close || std::string_view(route).ends_with("pieces"));
        }
        site_.identified = PORTICO_OK;
        for (const char* route : {"/members", "/members-pieces"}) {
            site_.steps.clear();
            CPPUNIT_ASSERT_EQUAL(std::string("hello"), pending(route, {"hel", "lo"}).body);
            CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1},
                                 std::count(site_.steps.begin(), site_.steps.end(), std::string("identify")));
        }
    }
    void testWhatIsWrongWithTheBodyIsTheAnswerWhateverTheHandlerDoes() {
        for (const int status : {400, 408, 413, 429, 503}) {
            client_.bodyEnd = -status;
            const Reply reply = pending("/pieces", {"half"});
            CPPUNIT_ASSERT_EQUAL(status, reply.status);
            CPPUNIT_ASSERT(reply.close && reply.body.find("half") == std::string::npos);
        }
    }
    void testAnswerInPiecesThatHasBegunStays() {
        site_.route(
            "POST", "/both", "public",
            [](portico_exchange* x, portico_error* why) {
                x->flush(x);
                return readAll(x, why);
            },
            PORTICO_ROUTE_TAKES_PIECES);
        client_.bodyEnd = -408;
        client_.open = false;
        const Reply reply = pending("/both", {"half"});
        CPPUNIT_ASSERT(reply.status == 200 && reply.close && reply.body == "4\r\nhalf\r\n0\r\n\r\n");
    }
    void testHandlerThatReadsNothingAnswers() {
        const auto hello = [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("no, thanks")); };
        site_.route("POST", "/deaf", "public", hello, PORTICO_ROUTE_TAKES_PIECES);
        CPPUNIT_ASSERT_EQUAL(std::string("no, thanks"), pending("/deaf", {"never read"}).body);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, client_.body.size());
    }
    void testFormOfSuchARouteIsNotParsed() {
        site_.route(
            "POST", "/form", "public",
            [](portico_exchange* x, portico_error*) {
                portico_str value{};
                CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, x->form(x, PORTICO_STR("a"), 0, &value));
                CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->body.len);
                return PORTICO_OK;
            },
            PORTICO_ROUTE_TAKES_PIECES);
        Asked all = asked("/form", {{"Content-Type", "application/x-www-form-urlencoded"}});
        all.body = "a=1";
        CPPUNIT_ASSERT_EQUAL(200, site_.ask(all).status);
    }
    // Whether a body is checked must not depend on how much of it has arrived.
    void testTokenInTheBodyDoesNotCountThere() {
        const std::string cookie(22, 'A');
        const std::string token = site_.snapshot.csrf.token("pre-session " + cookie, std::time(nullptr));
        Fields browser = oldBrowser();
        browser.back().second = "portico_form=" + cookie;
        Asked all = asked("/pieces", browser);
        all.body = "csrf_token=" + token;
        CPPUNIT_ASSERT_EQUAL(403, site_.ask(all).status);
        CPPUNIT_ASSERT_EQUAL(403, pending("/pieces", {all.body}, browser).status);
        CPPUNIT_ASSERT_EQUAL(403, pending("/pieces", {"x"}, foreignForm()).status);
        CPPUNIT_ASSERT_EQUAL(200, pending("/pieces", {"x"}, ownForm()).status);
        CPPUNIT_ASSERT_EQUAL(
            200, pending("/pieces", {"x"}, {{"Origin", "http://site.example"}, {"Cookie", "sid=1"}}).status);
        Fields withHeader = browser;
        withHeader.emplace_back("X-CSRF-Token", token);
        CPPUNIT_ASSERT_EQUAL(200, pending("/pieces", {"x"}, withHeader).status);
    }
    void testPartsComeOneAfterTheOther() {
        CPPUNIT_ASSERT_EQUAL(formRead(), pending("/parts", {form()}, multipart()).body);
    }
    void testPartsAreFoundHoweverTheBodyIsSplit() {
        for (std::size_t size = 1; size < 30; ++size) {
            std::deque<std::string> pieces;
            for (std::size_t at = 0; at < form().size(); at += size) pieces.push_back(form().substr(at, size));
            CPPUNIT_ASSERT_EQUAL(formRead(), pending("/parts", pieces, multipart()).body);
            CPPUNIT_ASSERT(client_.body.empty()); // otherwise the connection could not continue
        }
    }
    void testPartsOfAWholeBodyAreReadOnEveryRoute() {
        for (const auto* target : {"/parts", "/whole-parts"}) {
            Asked all = asked(target, multipart());
            all.body = form();
            CPPUNIT_ASSERT_EQUAL(formRead(), site_.ask(all).body);
        }
    }
    void testPartThatIsNotReadIsPassedOver() {
        site_.route("POST", "/names", "public", [](portico_exchange* x, portico_error*) {
            portico_part part{sizeof(portico_part), 0, {}, {}, {}};
            while (x->next_part(x, &part) == PORTICO_OK) x->write(x, part.name);
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT_EQUAL(std::string("notef"), pending("/names", {form()}, multipart()).body);
    }
    void testFileWithAnExtendedNameOnlyIsAFile() {
        const std::string body =
            "--b\r\nContent-Disposition: form-data; name=f; filename*=UTF-8''na%C3%AFve.txt\r\n\r\nx\r\n"
            "--b-- \r\n";
        CPPUNIT_ASSERT_EQUAL("f(na\xc3\xafve.txt,)=x;"s, pending("/parts", {body}, multipart()).body);
        CPPUNIT_ASSERT_EQUAL("f(na\xc3\xafve.txt,)=x;"s,
                             pending("/parts", {body.substr(0, body.size() - 3)}, multipart()).body);
    }
    void testWhatIsWrongWithAPartIsLogged() {
        const std::string body = "--b\r\nContent-Disposition: form-data; name=f; filename*=x''y\r\n\r\nx\r\n--b--\r\n";
        const Reply reply = pending("/parts", {body}, multipart());
        CPPUNIT_ASSERT_EQUAL(400, reply.status);
        CPPUNIT_ASSERT_EQUAL("a part with a malformed or second Content-Disposition"s, reply.reason);
    }
    void testBodyWithoutPartsIsUnsupported() {
        site_.route("POST", "/one", "public", [](portico_exchange* x, portico_error*) {
            portico_part part{sizeof(portico_part), 0, {}, {}, {}};
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, x->next_part(x, &part));
            return readAll(x, nullptr);
        });
        for (const auto* type : {"text/plain", "multipart/form-data", "multipart/mixed; boundary=b", ""})
            CPPUNIT_ASSERT_EQUAL(std::string("body"), pending("/one", {"body"}, {{"Content-Type", type}}).body);
        CPPUNIT_ASSERT_EQUAL(415, pending("/parts", {"body"}, {{"Content-Type", "text/plain"}}).status);
    }
    void testCutOffOrMalformedPartsAreRefused() {
        const std::string whole = form();
        for (const auto& body : {whole.substr(0, whole.size() - 5), whole.substr(0, 60), "no parts"s, ""s,
                                 "--b\r\nno head\r\n\r\nx\r\n--b--\r\n"s, "--b\r\n\r\nno name\r\n--b--\r\n"s}) {
            const Reply reply = pending("/parts", {body}, multipart());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(body, 400, reply.status);
            CPPUNIT_ASSERT(reply.close);
        }
    }
    void testMorePartsThanFieldsOfAFormAreTooMany() {
        site_.snapshot.limits.formFields = 2;
        CPPUNIT_ASSERT_EQUAL(200, pending("/parts", {form()}, multipart()).status);
        site_.snapshot.limits.formFields = 1;
        CPPUNIT_ASSERT_EQUAL(413, pending("/parts", {form()}, multipart()).status);
    }
    void testBodyIsReadByPartsOrAsItIs() {
        site_.route("POST", "/mixed", "public", [](portico_exchange* x, portico_error*) {
            char byte = 0;
            std::size_t got = 0;
            portico_part part{sizeof(portico_part), 0, {}, {}, {}};
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, x->read_part(x, &byte, 1, &got));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, x->next_part(x, &part));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, x->read_body(x, &byte, 1, &got));
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, x->read_part(x, &byte, 0, &got));
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT_EQUAL(200, pending("/mixed", {form()}, multipart()).status);
    }
    void testStructOfAnOlderSizeIsRefused() {
        site_.route("POST", "/old", "public", [](portico_exchange* x, portico_error*) {
            portico_part part{8, 0, {}, {}, {}};
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, x->next_part(x, &part));
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT_EQUAL(200, pending("/old", {form()}, multipart()).status);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(UploadsTest);

} // namespace
