// SPDX-License-Identifier: Apache-2.0
// Who closes a file descriptor, and when.
#include "base/descriptor.h"

#include <cppunit/extensions/HelperMacros.h>
#include <fcntl.h>

using portico::base::Descriptor;

namespace {

Descriptor opened() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }
bool isOpen(int number) { return ::fcntl(number, F_GETFD) != -1; }

class DescriptorTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DescriptorTest);
    CPPUNIT_TEST(testEndOfTheOwnerCloses);
    CPPUNIT_TEST(testMovedDescriptorIsClosedOnce);
    CPPUNIT_TEST(testReplacedDescriptorIsClosed);
    CPPUNIT_TEST(testReleasedDescriptorStaysOpen);
    CPPUNIT_TEST(testFailedOpenIsFalse);
    CPPUNIT_TEST_SUITE_END();

    void testEndOfTheOwnerCloses() {
        int number = -1;
        {
            const Descriptor file = opened();
            number = file.get();
            CPPUNIT_ASSERT(file && isOpen(number));
        }
        CPPUNIT_ASSERT(!isOpen(number));
    }
    void testMovedDescriptorIsClosedOnce() {
        Descriptor first = opened();
        const int number = first.get();
        {
            const Descriptor second = std::move(first);
            CPPUNIT_ASSERT(second.get() == number && isOpen(number));
        }
        CPPUNIT_ASSERT(!isOpen(number));
    }
    void testReplacedDescriptorIsClosed() {
        Descriptor file = opened();
        const int number = file.get();
        file = Descriptor();
        CPPUNIT_ASSERT(!file && !isOpen(number));
    }
    void testReleasedDescriptorStaysOpen() {
        Descriptor file = opened();
        const int number = file.release();
        file = Descriptor();
        CPPUNIT_ASSERT(isOpen(number));
        ::close(number);
    }
    void testFailedOpenIsFalse() { CPPUNIT_ASSERT(!Descriptor(::open("/no/such/file", O_RDONLY | O_CLOEXEC))); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DescriptorTest);

} // namespace
