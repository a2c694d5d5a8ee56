// SPDX-License-Identifier: Apache-2.0
// Denials are padded to the costliest cost; the clock advances only with the work.
#include "passwords/timing_equalizer.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::passwords;
using std::chrono::nanoseconds;

class TimingEqualizerTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TimingEqualizerTest);
    CPPUNIT_TEST(testUnknownMeasureIsPaidInFull);
    CPPUNIT_TEST(testCheaperWorkIsFilledUp);
    CPPUNIT_TEST(testDearerWorkIsLeftAsItIs);
    CPPUNIT_TEST(testAnotherDearestKindIsLearnedAnew);
    CPPUNIT_TEST(testOneSlowMeasurementMovesTheMeasureLittle);
    CPPUNIT_TEST_SUITE_END();

    nanoseconds now_{1000};
    TimingEqualizer equal_{[this] { return now_; }, [this] { now_ += nanoseconds(1); }};
    const HashKind dear_{Scheme::sha512crypt, 0, 656000};
    const TimingEqualizer::Work dearWork_ = [this] { now_ += nanoseconds(400); };

    nanoseconds denied(nanoseconds own) {
        const nanoseconds begin = now_;
        now_ += own;
        equal_.padTo(dear_, begin, dearWork_);
        return now_ - begin;
    }

public:
    void testUnknownMeasureIsPaidInFull() { CPPUNIT_ASSERT_EQUAL(440L, long(denied(nanoseconds(40)).count())); }

    void testCheaperWorkIsFilledUp() {
        equal_.spend(dear_, dearWork_);
        CPPUNIT_ASSERT_EQUAL(400L, long(denied(nanoseconds(40)).count()));
        CPPUNIT_ASSERT_EQUAL(400L, long(denied(nanoseconds(399)).count()));
    }

    void testDearerWorkIsLeftAsItIs() {
        equal_.spend(dear_, dearWork_);
        CPPUNIT_ASSERT_EQUAL(500L, long(denied(nanoseconds(500)).count()));
    }

    void testAnotherDearestKindIsLearnedAnew() {
        equal_.spend({Scheme::argon2id, 8, 1}, [this] { now_ += nanoseconds(40); });
        CPPUNIT_ASSERT_EQUAL(450L, long(denied(nanoseconds(50)).count()));
        CPPUNIT_ASSERT_EQUAL(400L, long(denied(nanoseconds(50)).count()));
    }

    void testOneSlowMeasurementMovesTheMeasureLittle() {
        equal_.spend(dear_, dearWork_);
        equal_.spend(dear_, [this] { now_ += nanoseconds(1200); });
        CPPUNIT_ASSERT_EQUAL(500L, long(denied(nanoseconds(40)).count()));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(TimingEqualizerTest);
