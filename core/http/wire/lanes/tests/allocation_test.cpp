// SPDX-License-Identifier: Apache-2.0
// Memory may run out at any moment: a client may be closed, but none is lost, no descriptor leaks, and the others are served.
#include "../../tests/loopback_client.h"
#include "http/wire/lanes/lanes.h"

#include <cstdlib>
#include <filesystem>
#include <new>

using namespace portico::http::wire;
using namespace portico::http::wire::test;

namespace {

// Allocations of this thread that still succeed; negative: all.
thread_local long left = -1;

} // namespace

// Not inlined: the compiler would warn about free() on the result of new.
// NOLINTBEGIN(cppcoreguidelines-no-malloc): implements new itself
[[gnu::noinline]] void* operator new(std::size_t bytes) {
    if (left == 0) throw std::bad_alloc();
    if (left > 0) --left;
    if (void* memory = std::malloc(bytes)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
// NOLINTEND(cppcoreguidelines-no-malloc)

namespace {

constexpr const char* request = "POST / HTTP/1.1\r\nHost: a\r\nX-Long: "
                                "0123456789012345678901234567890123456789"
                                "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

std::ptrdiff_t openDescriptors() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

class AllocationTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AllocationTest);
    CPPUNIT_TEST(testClientForWhomThereIsNoMemoryEndsAndLeavesNothing);
    CPPUNIT_TEST(testListsOfConnectionsNeedNoMemory);
    CPPUNIT_TEST_SUITE_END();

    Limits limits_;

    // Two clients connect and send requests while only `most` allocations succeed. True: all succeeded, and both were answered.
    bool connectAndRequest(ConnectionSet& set, RequestBufferPool& bufferPool, long most) {
        ReadyList ready;
        {
            const ClientSocket one = connectTo(set.listeners()[0].first);
            const ClientSocket two = connectTo(set.listeners()[0].first);
            one.say(request);
            two.say(request);
            left = most;
            for (int i = 0; i < 4; ++i) set.wait(0, bufferPool, ready);
            left = -1;
        }
        const std::size_t heard = ready.size();
        while (Connection* connection = ready.pop()) {
            connection->send(std::string("ok"));
            connection->answered(false);
            left = most;
            set.putBack(*connection, bufferPool);
            left = -1;
        }
        while (set.connections() > 0) set.wait(-1, bufferPool, ready);
        return heard == 2;
    }

public:
    void setUp() override { limits_ = {}; }
    void testClientForWhomThereIsNoMemoryEndsAndLeavesNothing() {
        limits_.connectionsPerAddress = 2;
        ConnectionSet set(oneListener(), limits_, nullptr);
        {
            RequestBufferPool bufferPool(limits_);
            CPPUNIT_ASSERT(connectAndRequest(set, bufferPool, -1));
        }
        const std::ptrdiff_t before = openDescriptors();
        long most = 0;
        for (bool isEnough = false; !isEnough; ++most) {
            RequestBufferPool bufferPool(limits_); // new, so that each round needs the same memory
            isEnough = connectAndRequest(set, bufferPool, most);
            CPPUNIT_ASSERT_EQUAL(before, openDescriptors());
        }
        CPPUNIT_ASSERT(most > 4); // some allocations failed
        RequestBufferPool bufferPool(limits_);
        CPPUNIT_ASSERT(connectAndRequest(set, bufferPool, -1)); // no share is still taken
    }
    // A lane that had no memory to record ready connections waited forever, and the connections were lost.
    void testListsOfConnectionsNeedNoMemory() {
        static_assert(noexcept(std::declval<ReadyList&>().push(std::declval<Connection&>())));
        static_assert(noexcept(std::declval<ReadyQueue&>().push(std::declval<Connection&>(), 0)));
        static_assert(noexcept(
            std::declval<ConnectionSet&>().wait(0, std::declval<RequestBufferPool&>(), std::declval<ReadyList&>())));
        const Stop stop;
        std::optional<Connection> connection;
        connection.emplace(0u, limits_, stop);
        left = 0;
        ReadyList list;
        ReadyQueue queue;
        list.push(*connection);
        queue.push(*list.pop(), 0);
        const bool isThere = queue.pop() == &*connection;
        left = -1;
        CPPUNIT_ASSERT(isThere);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AllocationTest);

} // namespace
