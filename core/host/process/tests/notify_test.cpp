// SPDX-License-Identifier: Apache-2.0
// What is sent to the service manager, on a socket in its place, and when the heartbeat stops.
#include "host/process/notify.h"
#include "http/wire/lanes/lane_progress.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <cstdlib>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using portico::http::wire::isAlive;
using portico::test::ScratchDir;

namespace {

class NotifyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NotifyTest);
    CPPUNIT_TEST(testTheManagerHearsThatItServes);
    CPPUNIT_TEST(testAStatusIsOneLine);
    CPPUNIT_TEST(testWithoutAManagerNothingHappens);
    CPPUNIT_TEST(testTheWatchdogTimeIsTakenFromTheEnvironment);
    CPPUNIT_TEST(testTheWatchdogTimeOfAnotherProcessIsNotOurs);
    CPPUNIT_TEST(testAServerThatNobodyVisitsIsAlive);
    CPPUNIT_TEST(testOneWhoseLanesAreAllBusyButChangeIsAlive);
    CPPUNIT_TEST(testOneWhoseLanesAreAllHeldUpIsNot);
    CPPUNIT_TEST(testOneWhoseKeeperHangsIsNot);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir dir_;
    int manager_ = -1;

public:
    void setUp() override {
        const std::string path = (dir_.path() / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        manager_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        CPPUNIT_ASSERT_EQUAL(0, ::bind(manager_, reinterpret_cast<const sockaddr*>(&address), sizeof address));
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    void tearDown() override {
        ::close(manager_);
        for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) ::unsetenv(name);
    }

private:
    std::string heard() const {
        std::array<char, 512> text{};
        const ssize_t length = ::recv(manager_, text.data(), text.size(), MSG_DONTWAIT);
        return length < 0 ? "nothing" : std::string(text.data(), static_cast<std::size_t>(length));
    }

    void testTheManagerHearsThatItServes() {
        portico::host::notifyStillStarting();
        CPPUNIT_ASSERT_EQUAL(std::string("EXTEND_TIMEOUT_USEC=60000000"), heard());
        portico::host::notifyReady("Serving http://127.0.0.1:8080");
        CPPUNIT_ASSERT_EQUAL(std::string("READY=1\nSTATUS=Serving http://127.0.0.1:8080"), heard());
        portico::host::notifyAlive();
        CPPUNIT_ASSERT_EQUAL(std::string("WATCHDOG=1"), heard());
        portico::host::notifyStopping(std::chrono::seconds(25));
        CPPUNIT_ASSERT_EQUAL(
            std::string("STOPPING=1\nSTATUS=Requests in flight may finish\nEXTEND_TIMEOUT_USEC=25000000"), heard());
    }
    void testAStatusIsOneLine() {
        portico::host::notifyReady("a\nMAINPID=1");
        CPPUNIT_ASSERT_EQUAL(std::string("READY=1\nSTATUS=a MAINPID=1"), heard());
    }
    void testWithoutAManagerNothingHappens() {
        ::unsetenv("NOTIFY_SOCKET");
        portico::host::notifyAlive();
        CPPUNIT_ASSERT_EQUAL(std::string("nothing"), heard());
    }
    void testTheWatchdogTimeIsTakenFromTheEnvironment() {
        CPPUNIT_ASSERT(!portico::host::watchdogTime());
        ::setenv("WATCHDOG_USEC", "30000000", 1);
        CPPUNIT_ASSERT(portico::host::watchdogTime() == std::chrono::seconds(30));
    }
    void testTheWatchdogTimeOfAnotherProcessIsNotOurs() {
        ::setenv("WATCHDOG_USEC", "30000000", 1);
        ::setenv("WATCHDOG_PID", "1", 1);
        CPPUNIT_ASSERT(!portico::host::watchdogTime());
    }

    void testAServerThatNobodyVisitsIsAlive() { CPPUNIT_ASSERT(isAlive({5, 1, true}, {5, 2, true})); }
    void testOneWhoseLanesAreAllBusyButChangeIsAlive() { CPPUNIT_ASSERT(isAlive({5, 1, false}, {6, 2, false})); }
    void testOneWhoseLanesAreAllHeldUpIsNot() { CPPUNIT_ASSERT(!isAlive({5, 1, false}, {5, 2, false})); }
    void testOneWhoseKeeperHangsIsNot() { CPPUNIT_ASSERT(!isAlive({5, 1, true}, {6, 1, true})); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NotifyTest);

} // namespace
