// SPDX-License-Identifier: Apache-2.0
// Bodies read by handlers as the parts of a multipart form: what a part is, and what is refused.
#include "upload_fixture.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class PartsTest : public UploadFixture {
    CPPUNIT_TEST_SUITE(PartsTest);
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

public:
    void setUp() override {
        site_.route("POST", "/parts", "public", readParts, PORTICO_ROUTE_TAKES_PIECES);
        site_.route("POST", "/whole-parts", "public", readParts);
    }

private:
    static std::string formRead() { return "note=hello;f(a.txt,text/plain)=one\r\ntwo;"; }

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

CPPUNIT_TEST_SUITE_REGISTRATION(PartsTest);

} // namespace
