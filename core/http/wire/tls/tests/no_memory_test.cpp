// SPDX-License-Identifier: Apache-2.0
// A TLS connection for which OpenSSL has no memory: only its client is closed.
#include "../../tests/loopback_client.h"
#include "http/wire/epoll/connection_set.h"
#include "http/wire/tls/current_tls.h"
#include "http/wire/tls/tests/tls_client.h"

#include <cstdlib>

#include <openssl/crypto.h>

using namespace portico::http::wire;
using namespace portico::http::wire::test;

namespace {

bool isEmpty = false; // no memory left for OpenSSL

// NOLINTBEGIN(cppcoreguidelines-no-malloc): the allocation functions of OpenSSL
void* allocate(std::size_t bytes, const char*, int) { return isEmpty ? nullptr : std::malloc(bytes); }
void* reallocate(void* from, std::size_t bytes, const char*, int) {
    return isEmpty ? nullptr : std::realloc(from, bytes);
}
void release(void* bytes, const char*, int) { std::free(bytes); }
// NOLINTEND(cppcoreguidelines-no-malloc)

// OpenSSL accepts them only before its first allocation, therefore before main.
const bool isOurs = CRYPTO_set_mem_functions(allocate, reallocate, release) == 1;

class NoMemoryTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NoMemoryTest);
    CPPUNIT_TEST(testClientWithoutAChannelEndsAndTheNextIsServed);
    CPPUNIT_TEST_SUITE_END();

    void testClientWithoutAChannelEndsAndTheNextIsServed() {
        CPPUNIT_ASSERT(isOurs);
        const Limits limits;
        RequestBufferPool bufferPool(limits);
        ReadyList ready;
        ConnectionSet set(oneListener({.tls = std::make_shared<CurrentTls>(tlsWith({{}}))}), limits, nullptr);
        isEmpty = true;
        const ClientSocket refused = connectTo(set.listeners()[0].first);
        set.wait(-1, bufferPool, ready);
        isEmpty = false;
        CPPUNIT_ASSERT_EQUAL(std::string(), refused.heardToTheEnd());
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, set.connections());
        const ClientSocket next = connectTo(set.listeners()[0].first);
        while (set.connections() == 0) set.wait(-1, bufferPool, ready);
        CPPUNIT_ASSERT(!next.isOver());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NoMemoryTest);

} // namespace
