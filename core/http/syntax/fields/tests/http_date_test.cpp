// SPDX-License-Identifier: Apache-2.0
// Dates: one form written, three forms read, compared with the C library.
#include "http/syntax/fields/http_date.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico::http::syntax;

class HttpDateTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HttpDateTest);
    CPPUNIT_TEST(testDateIsWrittenInTheFixedForm);
    CPPUNIT_TEST(testTimesBeyondFourDigitYearsAreCut);
    CPPUNIT_TEST(testDatesAreThoseOfTheCLibraryAndComeBack);
    CPPUNIT_TEST(testAllThreeFormsAreRead);
    CPPUNIT_TEST(testTwoDigitYearIsNearNow);
    CPPUNIT_TEST(testWhatIsReadCanBeWritten);
    CPPUNIT_TEST(testWhatIsNoDateIsRefused);
    CPPUNIT_TEST_SUITE_END();

    static constexpr std::time_t rfc = 784111777;  // Sun, 06 Nov 1994 08:49:37 GMT
    static constexpr std::time_t now = 1795485600; // in November 2026

public:
    void testDateIsWrittenInTheFixedForm() {
        CPPUNIT_ASSERT_EQUAL(std::string("Sun, 06 Nov 1994 08:49:37 GMT"), formatHttpDate(rfc));
        CPPUNIT_ASSERT_EQUAL(std::string("Thu, 01 Jan 1970 00:00:00 GMT"), formatHttpDate(std::time_t{0}));
        CPPUNIT_ASSERT_EQUAL(std::string("Wed, 31 Dec 1969 23:59:59 GMT"), formatHttpDate(std::time_t{-1}));
        CPPUNIT_ASSERT_EQUAL(std::string("Thu, 29 Feb 2024 23:59:59 GMT"), formatHttpDate(std::time_t{1709251199}));
    }

    void testTimesBeyondFourDigitYearsAreCut() {
        CPPUNIT_ASSERT_EQUAL(std::string("Fri, 31 Dec 9999 23:59:59 GMT"), formatHttpDate(std::time_t{253402300800}));
        CPPUNIT_ASSERT_EQUAL(std::string("Fri, 31 Dec 9999 23:59:59 GMT"), formatHttpDate(std::time_t{INT64_MAX}));
        CPPUNIT_ASSERT_EQUAL(std::string("Sat, 01 Jan 0000 00:00:00 GMT"), formatHttpDate(std::time_t{INT64_MIN}));
    }

    void testDatesAreThoseOfTheCLibraryAndComeBack() {
        for (std::time_t t = -62135596800; t < 253402300800; t += 86400 * 1009 + 3671) {
            std::tm utc{};
            ::gmtime_r(&t, &utc);
            std::array<char, 40> text{};
            std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
            std::string expected(text.data());
            while (expected.size() < 29) expected.insert(12, 1, '0'); // strftime does not pad years
            CPPUNIT_ASSERT_EQUAL(expected, formatHttpDate(t));
            CPPUNIT_ASSERT_EQUAL(t, parseHttpDate(expected, now).value());
        }
    }

    void testAllThreeFormsAreRead() {
        CPPUNIT_ASSERT_EQUAL(rfc, parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT", now).value());
        CPPUNIT_ASSERT_EQUAL(rfc, parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", now).value());
        CPPUNIT_ASSERT_EQUAL(rfc, parseHttpDate("Sun Nov  6 08:49:37 1994", now).value());
        CPPUNIT_ASSERT_EQUAL(rfc + 86400 * 7, parseHttpDate("Sun Nov 13 08:49:37 1994", now).value());
        CPPUNIT_ASSERT_EQUAL(std::time_t{1483228800}, parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT", now).value());
    }

    void testTwoDigitYearIsNearNow() {
        CPPUNIT_ASSERT_EQUAL(std::string("Sun, 24 Nov 2075 00:00:00 GMT"),
                             formatHttpDate(parseHttpDate("Sunday, 24-Nov-75 00:00:00 GMT", now).value()));
        CPPUNIT_ASSERT_EQUAL(std::string("Tue, 24 Nov 2076 00:00:00 GMT"),
                             formatHttpDate(parseHttpDate("Tuesday, 24-Nov-76 00:00:00 GMT", now).value()));
        CPPUNIT_ASSERT_EQUAL(std::string("Thu, 24 Nov 1977 00:00:00 GMT"),
                             formatHttpDate(parseHttpDate("Thursday, 24-Nov-77 00:00:00 GMT", now).value()));
        CPPUNIT_ASSERT_EQUAL(std::string("Fri, 01 Jan 2100 00:00:00 GMT"),
                             formatHttpDate(parseHttpDate("Friday, 01-Jan-00 00:00:00 GMT", 3786912000).value()));
    }

    // A clock near the year 9999 turned two digits into five.
    void testWhatIsReadCanBeWritten() {
        CPPUNIT_ASSERT(!parseHttpDate("Sunday, 03-Nov-47 08:49:37 GMT", 253402300799));
        CPPUNIT_ASSERT(!parseHttpDate("Sunday, 03-Nov-99 08:49:37 GMT", -62167219200));
        const std::time_t last = parseHttpDate("Fri, 31 Dec 9999 23:59:60 GMT", now).value();
        CPPUNIT_ASSERT_EQUAL(std::string("Fri, 31 Dec 9999 23:59:59 GMT"), formatHttpDate(last));
    }

    void testWhatIsNoDateIsRefused() {
        for (const char* text : {"",
                                 "Sun",
                                 "Sunday",
                                 "0",
                                 "Mon, 06 Nov 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 08:49:37",
                                 "Sun, 06 Nov 1994 08:49:37 gmt",
                                 "Sun, 06 Nov 1994 08:49:37 UTC",
                                 "Sun, 06 Nov 1994 08:49:37 GMT ",
                                 " Sun, 06 Nov 1994 08:49:37 GMT",
                                 "Sun, 6 Nov 1994 08:49:37 GMT",
                                 "Sun, 06 nov 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 94 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 24:00:00 GMT",
                                 "Sun, 06 Nov 1994 08:60:00 GMT",
                                 "Sun, 06 Nov 1994 08:49:61 GMT",
                                 "Sun, 31 Nov 1994 08:49:37 GMT",
                                 "Sun, 00 Nov 1994 08:49:37 GMT",
                                 "Sun, 06  Nov 1994 08:49:37 GMT",
                                 "Sun, -6 Nov 1994 08:49:37 GMT",
                                 "Sun,06 Nov 1994 08:49:37 GMT",
                                 "sun, 06 Nov 1994 08:49:37 GMT",
                                 "Sun Nov 6 08:49:37 1994",
                                 "Sun Nov 06 08:49:37 94",
                                 "Sunday, 06-Nov-1994 08:49:37 GMT",
                                 "Sun, 06-Nov-94 08:49:37 GMT",
                                 "Thu, 29 Feb 2023 00:00:00 GMT"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseHttpDate(text, now));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HttpDateTest);
