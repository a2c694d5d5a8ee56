// SPDX-License-Identifier: Apache-2.0
// Lent memory is overwritten when the call ends, and is not freed so early that the fault goes unnoticed.
#include "http/generation/lent_memory.h"

#include "http/exchange/page_data.h"

#include <cppunit/extensions/HelperMacros.h>

#include <optional>
#include <string>

using namespace portico::http;

namespace {

class LentMemoryTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LentMemoryTest);
    CPPUNIT_TEST(testTextIsThereDuringTheCall);
    CPPUNIT_TEST(testAfterwardsItSaysThatItIsGone);
    CPPUNIT_TEST(testOnlySoMuchIsKept);
    CPPUNIT_TEST_SUITE_END();

public:
    void testTextIsThereDuringTheCall() {
        ReturnedMemory returned;
        LentMemory call(returned);
        CPPUNIT_ASSERT_EQUAL(std::string("secret=1"), std::string(copyInto(call, "secret=1")));
    }
    void testAfterwardsItSaysThatItIsGone() {
        ReturnedMemory returned;
        std::optional<LentMemory> call(std::in_place, returned);
        const std::string_view kept = copyInto(*call, "secret=1, and more");
        call.reset();
        CPPUNIT_ASSERT_EQUAL(std::string("borrowed text is g"), std::string(kept));
    }
    void testOnlySoMuchIsKept() {
        ReturnedMemory returned(100);
        std::string_view last;
        for (int i = 0; i < 1000; ++i) {
            LentMemory call(returned);
            last = copyInto(call, "0123456789");
        }
        CPPUNIT_ASSERT_EQUAL(std::string("borrowed t"), std::string(last));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LentMemoryTest);

} // namespace
