// SPDX-License-Identifier: Apache-2.0
// Connections with a complete request, all owned by the owner of the list. The links are in the connections, so that the list
// needs no memory and cannot fail: a lost connection would never be served or closed.
#pragma once

#include "http/wire/connection/connection.h"

namespace portico::http::wire {

class ReadyList {
public:
    ReadyList() = default;
    ReadyList(ReadyList&& other) noexcept { swap(other); }
    ReadyList& operator=(ReadyList&&) = delete;

    bool empty() const noexcept { return first_ == nullptr; }
    std::size_t size() const noexcept { return size_; }
    Connection* first() const noexcept { return first_; }
    Connection* last() const noexcept { return last_; }

    void push(Connection& connection) noexcept { insertAfter(last_, connection); }

    // nullptr: at the front.
    void insertAfter(Connection* before, Connection& connection) noexcept {
        Connection*& link = before != nullptr ? before->ready.next : first_;
        connection.ready.before = before;
        connection.ready.next = link;
        (link != nullptr ? link->ready.before : last_) = &connection;
        link = &connection;
        ++size_;
    }

    void remove(Connection& connection) noexcept {
        const Ready& at = connection.ready;
        (at.before != nullptr ? at.before->ready.next : first_) = at.next;
        (at.next != nullptr ? at.next->ready.before : last_) = at.before;
        --size_;
    }

    // nullptr: the list is empty.
    Connection* pop() noexcept {
        Connection* one = first_;
        if (one != nullptr) remove(*one);
        return one;
    }

    // The remaining elements now belong to another list.
    void clear() noexcept {
        first_ = last_ = nullptr;
        size_ = 0;
    }

private:
    void swap(ReadyList& other) noexcept {
        std::swap(first_, other.first_);
        std::swap(last_, other.last_);
        std::swap(size_, other.size_);
    }

    Connection* first_ = nullptr;
    Connection* last_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace portico::http::wire
