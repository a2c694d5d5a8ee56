// SPDX-License-Identifier: Apache-2.0
// Wrong uses of locks, one in each function. `dev/check locks` compiles this file with clang, which must report exactly the lines
// that expect it (-verify): otherwise the annotations of base/mutex.h have no effect.
#include "base/mutex.h"

namespace {

using namespace portico;

class Wrong {
public:
    void writesWithoutLock() {
        ++count_; // expected-warning {{requires holding mutex 'mutex_'}}
    }
    int readsWithoutLock() const {
        return count_; // expected-warning {{requires holding mutex 'mutex_'}}
    }
    void callsWithoutLock() {
        add(); // expected-warning {{requires holding mutex 'mutex_'}}
    }
    void waitsWithoutLock() {
        changed_.waitFor(mutex_, moment); // expected-warning {{requires holding mutex 'mutex_'}}
    }
    void writesAfterUnlock() {
        MutexLock lock(mutex_);
        lock.unlock();
        ++count_; // expected-warning {{requires holding mutex 'mutex_'}}
    }
    void writesWhileReleased() {
        const MutexLock lock(mutex_);
        const MutexUnlock meanwhile(mutex_);
        ++count_; // expected-warning {{requires holding mutex 'mutex_'}}
    }
    void writesWithReadLock() {
        const ReadLock lock(shared_);
        ++total_; // expected-warning {{requires holding mutex 'shared_' exclusively}}
    }
    void locksTwice() {
        const MutexLock lock(mutex_);
        const MutexLock again(mutex_); // expected-warning {{acquiring mutex 'mutex_' that is already held}}
    }
    void locksTwiceThroughACall() {
        const MutexLock lock(mutex_);
        addLocked(); // expected-warning {{cannot call function 'addLocked' while mutex 'mutex_' is held}}
    }
    void readsInAPredicateThatDoesNotSaySo() {
        const MutexLock lock(mutex_);
        changed_.wait(mutex_, [this] { return count_ > 0; }); // expected-warning {{requires holding mutex 'mutex_'}}
    }

    void locksInTheWrongOrder() {
        const MutexLock second(later_);
        const MutexLock first(mutex_); // expected-warning {{mutex 'mutex_' must be acquired before 'later_'}}
    }

    // Right uses, about which clang must say nothing.
    int reads() {
        const MutexLock lock(mutex_);
        changed_.wait(mutex_, [this]() PORTICO_REQUIRES(mutex_) { return count_ > 0; });
        {
            const MutexUnlock meanwhile(mutex_);
            addLocked();
        }
        add();
        return count_;
    }
    int total() {
        {
            const WriteLock lock(shared_);
            ++total_;
        }
        const ReadLock lock(shared_);
        return total_;
    }

private:
    static constexpr std::chrono::seconds moment{1};
    void add() PORTICO_REQUIRES(mutex_) { ++count_; }
    void addLocked() PORTICO_EXCLUDES(mutex_) {
        const MutexLock lock(mutex_);
        add();
    }

    Mutex later_;
    Mutex mutex_ PORTICO_ACQUIRED_BEFORE(later_);
    ConditionVariable changed_;
    int count_ PORTICO_GUARDED_BY(mutex_) = 0;
    SharedMutex shared_;
    int total_ PORTICO_GUARDED_BY(shared_) = 0;
};

} // namespace
