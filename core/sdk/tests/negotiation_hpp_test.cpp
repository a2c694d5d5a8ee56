// SPDX-License-Identifier: Apache-2.0
// Which media type a client gets, from Accept.
#include "support/test_exchange.h"

#include <portico/negotiation.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class NegotiationHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NegotiationHppTest);
    CPPUNIT_TEST(testTheHighestQualityWins);
    CPPUNIT_TEST(testTheMostSpecificRangeDecides);
    CPPUNIT_TEST(testAmongEqualsTheFirstOfferWins);
    CPPUNIT_TEST(testMalformedRangesDoNotCount);
    CPPUNIT_TEST(testNoneOfTheOffersIs406);
    CPPUNIT_TEST_SUITE_END();

    static std::string best(test::TestExchange::Fields headers) {
        test::TestExchange x;
        x.headers = std::move(headers);
        return std::string(preferred(x.view(), {"text/html", "application/json"}).value_or("none"));
    }
    static std::string best(const char* accept) { return best({{"Accept", accept}}); }
    static void mustBe(const std::string& expected, const char* accept) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(accept, expected, best(accept));
    }

    void testTheHighestQualityWins() {
        mustBe("application/json", "application/json");
        mustBe("application/json", "text/html;q=0.9, application/json");
        mustBe("application/json", "text/html;q=0.123, APPLICATION/JSON;charset=\"a,b;q=0\";Q=0.124");
        CPPUNIT_ASSERT_EQUAL(std::string("application/json"),
                             best({{"Accept", "text/html;q=0.5"}, {"Accept", "application/json;q=0.6"}}));
    }
    void testTheMostSpecificRangeDecides() {
        mustBe("application/json", "text/html;q=0, */*");
        mustBe("application/json", "text/*;q=0.2, */*;q=0.3");
        mustBe("text/html", "application/*, application/json;q=0, text/html;q=0.1");
    }
    void testAmongEqualsTheFirstOfferWins() {
        mustBe("text/html", "*/*");
        mustBe("text/html", "application/json, text/html");
        mustBe("text/html", "");
        CPPUNIT_ASSERT_EQUAL(std::string("text/html"), best(test::TestExchange::Fields{}));
    }
    void testMalformedRangesDoNotCount() {
        for (const char* accept : {"application/json;q=2", "application/json;q=0.1234", "application/json;q=-1", "json",
                                   "application/", "/json", "*", "*/json", "application/js on", "application/json;q="})
            mustBe("none", accept);
        mustBe("text/html", "application/json;q=x, text/html;q=0.1");
    }
    void testNoneOfTheOffersIs406() {
        test::TestExchange x;
        x.headers = {{"Accept", "image/png"}};
        Exchange exchange = x.view();
        try {
            negotiate(exchange, {"text/html", "application/json"});
            CPPUNIT_FAIL("a type");
        } catch (const HttpError& error) {
            CPPUNIT_ASSERT_EQUAL(406, error.problem().status());
            CPPUNIT_ASSERT_EQUAL(std::string("Available: text/html, application/json"), error.problem().detail());
        }
        CPPUNIT_ASSERT_EQUAL(std::string("Accept"), x.answerHeader("Vary").value_or(""));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NegotiationHppTest);

} // namespace portico
