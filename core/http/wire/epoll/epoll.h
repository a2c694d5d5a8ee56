// SPDX-License-Identifier: Apache-2.0
// The epoll set of all clients, and whom its events concern: a connection, a listener or the threads that wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <sys/epoll.h>
#include <unistd.h>

namespace portico::http::wire {

// The slot of a connection and its epoch, or one of these numbers in place of a slot.
struct Mark {
    static constexpr std::uint32_t wakeAll = 0xffffffff;
    static constexpr std::uint32_t wakeOne = 0xfffffffe;
    static constexpr std::uint32_t firstListener = 0xffff0000; // plus the number of the listener

    std::uint32_t slot;
    std::uint32_t epoch = 0;

    static Mark ofListener(std::size_t number) noexcept { return {firstListener + static_cast<std::uint32_t>(number)}; }
    static Mark of(const epoll_event& event) noexcept {
        return {static_cast<std::uint32_t>(event.data.u64 >> 32), static_cast<std::uint32_t>(event.data.u64)};
    }
    std::uint64_t number() const noexcept { return static_cast<std::uint64_t>(slot) << 32 | epoch; }
};

class Epoll {
public:
    static constexpr std::uint32_t clientEvents = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

    Epoll() noexcept : fd_(::epoll_create1(EPOLL_CLOEXEC)) {}
    ~Epoll() { ::close(fd_); }
    Epoll(const Epoll&) = delete;
    Epoll& operator=(const Epoll&) = delete;

    void add(int fd, std::uint32_t events, Mark mark) {
        if (control(EPOLL_CTL_ADD, fd, events, mark) != 0)
            throw std::runtime_error("a socket cannot be added to the epoll set");
    }
    // Also queues the event again, after all waiting ones, if it still holds.
    void change(int fd, std::uint32_t events, Mark mark) noexcept { control(EPOLL_CTL_MOD, fd, events, mark); }
    void remove(int fd) noexcept { ::epoll_ctl(fd_, EPOLL_CTL_DEL, fd, nullptr); }

    int wait(std::span<epoll_event> events, int milliseconds) noexcept {
        return ::epoll_wait(fd_, events.data(), static_cast<int>(events.size()), milliseconds);
    }

private:
    int control(int operation, int fd, std::uint32_t events, Mark mark) noexcept {
        epoll_event event{};
        event.events = events;
        event.data.u64 = mark.number();
        return ::epoll_ctl(fd_, operation, fd, &event);
    }

    int fd_;
};

} // namespace portico::http::wire
