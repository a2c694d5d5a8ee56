// SPDX-License-Identifier: Apache-2.0
// What the locks do at run time. What the compiler refuses is in tests/locks.
#include "base/mutex.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>
#include <thread>

namespace {

using namespace portico;

constexpr std::chrono::hours never{1};

// Each thread takes turns with the test, which hangs if a lock is not free.
class MutexTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MutexTest);
    CPPUNIT_TEST(testReleasedMutexIsFreeForAnotherThread);
    CPPUNIT_TEST(testUnlockedMutexIsFreeForAnotherThread);
    CPPUNIT_TEST(testMutexIsFreeWhileItsHolderWaits);
    CPPUNIT_TEST(testWaitEndsWithTheTime);
    CPPUNIT_TEST(testMutexIsFreeAfterAPredicateHasThrown);
    CPPUNIT_TEST(testReadersShareAMutex);
    CPPUNIT_TEST_SUITE_END();

    Mutex mutex_;
    ConditionVariable changed_;
    int count_ PORTICO_GUARDED_BY(mutex_) = 0;

    void add() PORTICO_EXCLUDES(mutex_) {
        const MutexLock lock(mutex_);
        ++count_;
        changed_.notifyAll();
    }
    void addOnAnotherThread() PORTICO_EXCLUDES(mutex_) {
        std::thread([this] { add(); }).join();
    }
    int count() PORTICO_EXCLUDES(mutex_) {
        const MutexLock lock(mutex_);
        return count_;
    }

    void testReleasedMutexIsFreeForAnotherThread() {
        const MutexLock lock(mutex_);
        {
            const MutexUnlock meanwhile(mutex_);
            addOnAnotherThread();
        }
        CPPUNIT_ASSERT_EQUAL(1, count_);
    }
    void testUnlockedMutexIsFreeForAnotherThread() {
        MutexLock lock(mutex_);
        lock.unlock();
        addOnAnotherThread();
        lock.lock();
        CPPUNIT_ASSERT_EQUAL(1, count_);
    }
    void testMutexIsFreeWhileItsHolderWaits() {
        const MutexLock lock(mutex_);
        const std::jthread other([this] { add(); });
        changed_.wait(mutex_, [this]() PORTICO_REQUIRES(mutex_) { return count_ == 1; });
        const std::jthread another([this] { add(); });
        CPPUNIT_ASSERT(changed_.waitFor(mutex_, never, [this]() PORTICO_REQUIRES(mutex_) { return count_ == 2; }));
    }
    void testWaitEndsWithTheTime() {
        const MutexLock lock(mutex_);
        changed_.waitFor(mutex_, std::chrono::milliseconds(1));
        CPPUNIT_ASSERT(!changed_.waitFor(mutex_, std::chrono::milliseconds(1), [] { return false; }));
    }
    // The exception passes the lock of the caller, which must be the only one to release the mutex.
    void testMutexIsFreeAfterAPredicateHasThrown() {
        try {
            const MutexLock lock(mutex_);
            changed_.wait(mutex_, []() -> bool { throw std::runtime_error("predicate"); });
        } catch (const std::runtime_error&) {
            addOnAnotherThread();
        }
        CPPUNIT_ASSERT_EQUAL(1, count());
    }
    void testReadersShareAMutex() {
        SharedMutex shared;
        {
            const ReadLock lock(shared);
            std::thread([&] { const ReadLock another(shared); }).join();
        }
        const WriteLock lock(shared);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MutexTest);

} // namespace
