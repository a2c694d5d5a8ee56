// SPDX-License-Identifier: Apache-2.0
// Pages of a long list: their bounds and links.
#include "support/test_exchange.h"

#include <portico/pagination.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class PaginationHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PaginationHppTest);
    CPPUNIT_TEST(testTheLastPageIsShorter);
    CPPUNIT_TEST(testAnEmptyListHasOnePage);
    CPPUNIT_TEST(testWhatAClientSendsIsBounded);
    CPPUNIT_TEST(testLinksKeepTheSizeAndTheBasePath);
    CPPUNIT_TEST_SUITE_END();

    test::TestExchange x_{"GET", "/b\xc3\xbc"
                                 "cher"};

    Pagination pages(test::TestExchange::Fields query, std::size_t items) {
        x_.queryFields = std::move(query);
        return Pagination(x_.view(), items, {20, 100});
    }
    void mustBe(std::size_t page, std::size_t size, test::TestExchange::Fields query) {
        const Pagination own = pages(std::move(query), 1000);
        CPPUNIT_ASSERT_EQUAL(page, own.page());
        CPPUNIT_ASSERT_EQUAL(size, own.size());
    }

    void testTheLastPageIsShorter() {
        const Pagination last = pages({{"page", "3"}}, 41);
        CPPUNIT_ASSERT(last.count() == 3 && last.begin() == 40 && last.end() == 41);
        CPPUNIT_ASSERT(pages({}, 40).count() == 2 && pages({}, 40).end() == 20);
        CPPUNIT_ASSERT(Value(last.data()).find("next") == nullptr);
    }
    void testAnEmptyListHasOnePage() {
        const Pagination none = pages({{"page", "7"}}, 0);
        CPPUNIT_ASSERT(none.page() == 1 && none.count() == 1 && none.begin() == 0 && none.end() == 0);
    }
    void testWhatAClientSendsIsBounded() {
        mustBe(1, 20, {});
        mustBe(2, 50, {{"page", "2"}, {"size", "50"}});
        mustBe(1, 1, {{"page", "0"}, {"size", "0"}});
        mustBe(10, 100, {{"page", "99999999999999999999999"}, {"size", "101"}});
        for (const char* bad : {"", "-1", "+1", "1x", " 1", "0x2", "1.5"})
            mustBe(1, 20, {{"page", bad}, {"size", bad}});
    }
    void testLinksKeepTheSizeAndTheBasePath() {
        x_.base = "/app";
        const Value data(pages({{"page", "2"}, {"size", "5"}}, 100).data());
        CPPUNIT_ASSERT_EQUAL(std::string("/app/b%C3%BCcher?page=1&size=5"), *data.find("previous")->as<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("/app/b%C3%BCcher?page=3&size=5"), *data.find("next")->as<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, *data.find("count")->as<std::int64_t>());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PaginationHppTest);

} // namespace portico
