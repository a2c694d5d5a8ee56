// SPDX-License-Identifier: Apache-2.0
// Complete writes.
#include "base/descriptor.h"
#include "base/write_all.h"

#include <cppunit/extensions/HelperMacros.h>
#include <fcntl.h>
#include <pthread.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <string>
#include <thread>

using portico::base::Descriptor;
using portico::base::writeAll;

namespace {

struct Pipe {
    Pipe() {
        int ends[2] = {-1, -1};
        CPPUNIT_ASSERT(::pipe2(ends, O_CLOEXEC) == 0);
        from = Descriptor(ends[0]);
        to = Descriptor(ends[1]);
    }
    Descriptor from, to;
};

std::string readAll(int from) {
    std::string all;
    char piece[1000];
    for (ssize_t got = 0; (got = ::read(from, piece, sizeof piece)) > 0;)
        all.append(piece, static_cast<std::size_t>(got));
    return all;
}

class WriteAllTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(WriteAllTest);
    CPPUNIT_TEST(testInterruptedWriteIsContinued);
    CPPUNIT_TEST(testFailureHasItsReason);
    CPPUNIT_TEST_SUITE_END();

    // A signal ends a write into a full pipe early: with fewer bytes, or with EINTR if none was written.
    void testInterruptedWriteIsContinued() {
        struct sigaction quiet {};
        struct sigaction before {};
        quiet.sa_handler = [](int) {}; // without SA_RESTART
        ::sigaction(SIGUSR1, &quiet, &before);
        Pipe pipe;
        const std::string text(300'000, 'x'); // more than a pipe holds
        std::atomic<bool> isWritten = false;
        std::string got;
        std::thread writer([&] {
            isWritten = writeAll(pipe.to.get(), text);
            pipe.to = Descriptor();
        });
        for (int i = 0; i < 20; ++i) {
            ::pthread_kill(writer.native_handle(), SIGUSR1);
            char byte = 0;
            CPPUNIT_ASSERT(::read(pipe.from.get(), &byte, 1) == 1);
            got += byte;
        }
        got += readAll(pipe.from.get());
        writer.join();
        ::sigaction(SIGUSR1, &before, nullptr);
        CPPUNIT_ASSERT(isWritten && got == text);
    }
    void testFailureHasItsReason() {
        const Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
        CPPUNIT_ASSERT(!writeAll(full.get(), "x") && errno == ENOSPC);
        CPPUNIT_ASSERT(writeAll(full.get(), ""));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(WriteAllTest);

} // namespace
