// SPDX-License-Identifier: Apache-2.0
// Mutexes whose use the compiler checks. Clang refuses an access to a member with PORTICO_GUARDED_BY, and a call of a function
// with PORTICO_REQUIRES, where the named mutex is not held (-Wthread-safety; dev/check locks). For other compilers the
// annotations are empty. Each class contains the class of the standard library and adds nothing to what it does.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <utility>

#ifdef __clang__
#define PORTICO_LOCKING(attribute) __attribute__((attribute))
#else
#define PORTICO_LOCKING(attribute)
#endif

// Of a variable: it is read and written only while the mutex is held; read also while a SharedMutex is held for reading.
#define PORTICO_GUARDED_BY(mutex) PORTICO_LOCKING(guarded_by(mutex))

// Of a mutex: a thread that needs both takes this one first.
#define PORTICO_ACQUIRED_BEFORE(mutex) PORTICO_LOCKING(acquired_before(mutex))

// Of a function: the caller holds the mutex; the caller does not hold it, because the function locks it.
#define PORTICO_REQUIRES(...) PORTICO_LOCKING(requires_capability(__VA_ARGS__))
#define PORTICO_EXCLUDES(...) PORTICO_LOCKING(locks_excluded(__VA_ARGS__))

// Of a function whose safety has another reason, which a comment gives.
#define PORTICO_UNCHECKED PORTICO_LOCKING(no_thread_safety_analysis)

// Only for the classes below.
#define PORTICO_MUTEX PORTICO_LOCKING(capability("mutex"))
#define PORTICO_SCOPED_LOCK PORTICO_LOCKING(scoped_lockable)
#define PORTICO_ACQUIRE(...) PORTICO_LOCKING(acquire_capability(__VA_ARGS__))
#define PORTICO_ACQUIRE_SHARED(...) PORTICO_LOCKING(acquire_shared_capability(__VA_ARGS__))
#define PORTICO_RELEASE(...) PORTICO_LOCKING(release_capability(__VA_ARGS__))

namespace portico {

class PORTICO_MUTEX Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

private:
    friend class ConditionVariable;
    friend class MutexLock;
    friend class MutexUnlock;
    std::mutex mutex_;
};

// Holds a mutex while it exists.
class PORTICO_SCOPED_LOCK MutexLock {
public:
    explicit MutexLock(Mutex& mutex) PORTICO_ACQUIRE(mutex) : lock_(mutex.mutex_) {}
    ~MutexLock() PORTICO_RELEASE() = default;
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

    // Releases the mutex early, and takes it again.
    void unlock() PORTICO_RELEASE() { lock_.unlock(); }
    void lock() PORTICO_ACQUIRE() { lock_.lock(); }

private:
    std::unique_lock<std::mutex> lock_;
};

// Releases a held mutex while it exists: for work in the middle of a function with PORTICO_REQUIRES.
class PORTICO_SCOPED_LOCK MutexUnlock {
public:
    explicit MutexUnlock(Mutex& mutex) PORTICO_RELEASE(mutex) : mutex_(mutex.mutex_) { mutex_.unlock(); }
    ~MutexUnlock() PORTICO_RELEASE() { mutex_.lock(); } // the end of the release
    MutexUnlock(const MutexUnlock&) = delete;
    MutexUnlock& operator=(const MutexUnlock&) = delete;

private:
    std::mutex& mutex_;
};

// Waits with a mutex that the caller holds. A predicate that reads what the mutex guards says so itself:
// wait(mutex_, [this]() PORTICO_REQUIRES(mutex_) { return isOver_; }).
class ConditionVariable {
public:
    void notifyOne() noexcept { condition_.notify_one(); }
    void notifyAll() noexcept { condition_.notify_all(); }

    // These call the predicate only while they hold the mutex, which the compiler cannot see.
    template <class Predicate>
    void wait(Mutex& mutex, Predicate&& isTrue) PORTICO_REQUIRES(mutex) PORTICO_UNCHECKED {
        Lent held(mutex);
        condition_.wait(held.lock, std::forward<Predicate>(isTrue));
    }
    // False: the time is over, and the predicate still false.
    template <class Duration, class Predicate>
    bool waitFor(Mutex& mutex, Duration most, Predicate&& isTrue) PORTICO_REQUIRES(mutex) PORTICO_UNCHECKED {
        Lent held(mutex);
        return condition_.wait_for(held.lock, most, std::forward<Predicate>(isTrue));
    }
    // Until it is notified, the time is over, or for no reason.
    template <class Duration>
    void waitFor(Mutex& mutex, Duration most) PORTICO_REQUIRES(mutex) {
        Lent held(mutex);
        condition_.wait_for(held.lock, most);
    }

private:
    // The held mutex, lent to the standard library, which unlocks and locks it meanwhile.
    struct Lent {
        explicit Lent(Mutex& mutex) : lock(mutex.mutex_, std::adopt_lock) {}
        ~Lent() { lock.release(); }
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        std::unique_lock<std::mutex> lock;
    };

    std::condition_variable condition_;
};

// Held by one thread for writing, or by several for reading.
class PORTICO_MUTEX SharedMutex {
public:
    SharedMutex() = default;
    SharedMutex(const SharedMutex&) = delete;
    SharedMutex& operator=(const SharedMutex&) = delete;

private:
    friend class ReadLock;
    friend class WriteLock;
    std::shared_mutex mutex_;
};

class PORTICO_SCOPED_LOCK ReadLock {
public:
    explicit ReadLock(SharedMutex& mutex) PORTICO_ACQUIRE_SHARED(mutex) : lock_(mutex.mutex_) {}
    ~ReadLock() PORTICO_RELEASE() = default;
    ReadLock(const ReadLock&) = delete;
    ReadLock& operator=(const ReadLock&) = delete;

private:
    std::shared_lock<std::shared_mutex> lock_;
};

class PORTICO_SCOPED_LOCK WriteLock {
public:
    explicit WriteLock(SharedMutex& mutex) PORTICO_ACQUIRE(mutex) : lock_(mutex.mutex_) {}
    ~WriteLock() PORTICO_RELEASE() = default;
    WriteLock(const WriteLock&) = delete;
    WriteLock& operator=(const WriteLock&) = delete;

private:
    std::lock_guard<std::shared_mutex> lock_;
};

} // namespace portico
