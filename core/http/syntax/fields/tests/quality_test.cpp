// SPDX-License-Identifier: Apache-2.0
// The weight of an element: thousandths, or nothing.
#include "http/syntax/fields/quality.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::syntax::parseQuality;

class QualityTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(QualityTest);
    CPPUNIT_TEST(testWeightIsInThousandths);
    CPPUNIT_TEST(testWhatIsNoWeightIsRefused);
    CPPUNIT_TEST_SUITE_END();

public:
    void testWeightIsInThousandths() {
        CPPUNIT_ASSERT(parseQuality("0") == 0 && parseQuality("0.") == 0 && parseQuality("0.000") == 0);
        CPPUNIT_ASSERT(parseQuality("0.001") == 1 && parseQuality("0.5") == 500 && parseQuality("0.125") == 125);
        CPPUNIT_ASSERT(parseQuality("1") == 1000 && parseQuality("1.") == 1000 && parseQuality("1.000") == 1000);
    }
    void testWhatIsNoWeightIsRefused() {
        for (const char* text : {"", "1.001", "2", "-1", "+1", ".5", "0.0001", "0,5", "0.5 ", " 1", "1e0", "0x1", "q"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, -1, parseQuality(text));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(QualityTest);
