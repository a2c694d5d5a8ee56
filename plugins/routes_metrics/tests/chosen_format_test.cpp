// SPDX-License-Identifier: Apache-2.0
#include "chosen_format.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using routes_metrics::wantsOpenMetrics;

namespace {

class ChosenFormatTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ChosenFormatTest);
    CPPUNIT_TEST(testPrometheusReceivesOpenMetrics);
    CPPUNIT_TEST(testWhoDoesNotNameOpenMetricsReceivesPlainText);
    CPPUNIT_TEST(testHigherQualityWins);
    CPPUNIT_TEST(testUnknownVersionIsNotSent);
    CPPUNIT_TEST(testMalformedElementsDoNotCount);
    CPPUNIT_TEST_SUITE_END();

public:
    void testPrometheusReceivesOpenMetrics() {
        CPPUNIT_ASSERT(wantsOpenMetrics("application/openmetrics-text;version=1.0.0;q=0.5,"
                                        "application/openmetrics-text;version=0.0.1;q=0.3,"
                                        "text/plain;version=0.0.4;q=0.2,*/*;q=0.1"));
        CPPUNIT_ASSERT(wantsOpenMetrics("Application/OpenMetrics-Text ; Version=\"1.0.0\" ; Q=1.000"));
        CPPUNIT_ASSERT(wantsOpenMetrics("text/plain, application/openmetrics-text"));
    }
    void testWhoDoesNotNameOpenMetricsReceivesPlainText() {
        for (const char* accept : {"", "*/*", "text/plain", "application/*", "text/html,*/*;q=0.8",
                                   "application/openmetrics-text2", "xapplication/openmetrics-text"})
            CPPUNIT_ASSERT(!wantsOpenMetrics(accept));
    }
    void testHigherQualityWins() {
        CPPUNIT_ASSERT(!wantsOpenMetrics("application/openmetrics-text;q=0.1, text/plain;q=0.2"));
        CPPUNIT_ASSERT(!wantsOpenMetrics("application/openmetrics-text;q=0.999, text/plain"));
        CPPUNIT_ASSERT(!wantsOpenMetrics("application/openmetrics-text;q=0"));
        CPPUNIT_ASSERT(wantsOpenMetrics("application/openmetrics-text;q=0.001, text/plain;q=0"));
    }
    void testUnknownVersionIsNotSent() {
        CPPUNIT_ASSERT(!wantsOpenMetrics("application/openmetrics-text;version=2.0.0"));
        CPPUNIT_ASSERT(!wantsOpenMetrics("application/openmetrics-text;version=0.0.1"));
    }
    void testMalformedElementsDoNotCount() {
        for (const char* quality : {"", "2", "1.001", "0.0001", "-1", "0,5", "a", "1.x", "10"})
            CPPUNIT_ASSERT(!wantsOpenMetrics(std::string("application/openmetrics-text;q=") + quality));
        CPPUNIT_ASSERT(!wantsOpenMetrics(",;,=;q,,"));
        CPPUNIT_ASSERT(wantsOpenMetrics(",;,application/openmetrics-text;;,"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ChosenFormatTest);

} // namespace
