// SPDX-License-Identifier: Apache-2.0
// Reason phrases: the search in the table finds every entry, and an unknown status has a phrase, too.
#include "http/syntax/status/status_text.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;

class StatusTextTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(StatusTextTest);
    CPPUNIT_TEST(testEveryStatusThatWeSendHasItsWords);
    CPPUNIT_TEST(testUnknownStatusGetsTheWordsOfItsClass);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEveryStatusThatWeSendHasItsWords() {
        const std::pair<int, const char*> sent[] = {{100, "Continue"},
                                                    {200, "OK"},
                                                    {204, "No Content"},
                                                    {303, "See Other"},
                                                    {304, "Not Modified"},
                                                    {308, "Permanent Redirect"},
                                                    {400, "Bad Request"},
                                                    {401, "Unauthorized"},
                                                    {403, "Forbidden"},
                                                    {404, "Not Found"},
                                                    {405, "Method Not Allowed"},
                                                    {411, "Length Required"},
                                                    {413, "Content Too Large"},
                                                    {414, "URI Too Long"},
                                                    {422, "Unprocessable Content"},
                                                    {429, "Too Many Requests"},
                                                    {431, "Request Header Fields Too Large"},
                                                    {500, "Internal Server Error"},
                                                    {501, "Not Implemented"},
                                                    {503, "Service Unavailable"},
                                                    {505, "HTTP Version Not Supported"},
                                                    {511, "Network Authentication Required"}};
        for (const auto& [status, words] : sent)
            CPPUNIT_ASSERT_EQUAL(std::string(words), std::string(statusText(status)));
    }

    void testUnknownStatusGetsTheWordsOfItsClass() {
        CPPUNIT_ASSERT(statusText(299) == "Success" && statusText(418) == "Client Error");
        CPPUNIT_ASSERT(statusText(599) == "Server Error" && statusText(600) == "Unknown");
        CPPUNIT_ASSERT(statusText(99) == "Unknown" && statusText(-1) == "Unknown" && statusText(0) == "Unknown");
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(StatusTextTest);
