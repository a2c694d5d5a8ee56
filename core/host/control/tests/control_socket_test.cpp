// SPDX-License-Identifier: Apache-2.0
// The control socket: one answer per line, no access for others, and usable again after a crash.
#include "host/control/control_client.h"
#include "host/control/control_socket.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <poll.h>
#include <sys/stat.h>
#include <thread>

using portico::host::askServer;
using portico::host::ControlSocket;
using portico::host::ControlTarget;

namespace {

class ControlSocketTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ControlSocketTest);
    CPPUNIT_TEST(testLineIsAnswered);
    CPPUNIT_TEST(testNobodyListensWithoutAServer);
    CPPUNIT_TEST(testOnlyItsUserMayConnect);
    CPPUNIT_TEST(testSocketOfADeadServerIsReplaced);
    CPPUNIT_TEST(testSocketOfALivingServerIsNot);
    CPPUNIT_TEST(testFileThatIsNotASocketIsKept);
    CPPUNIT_TEST(testTooLongNameIsSaid);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    const std::filesystem::path file_ = scratch_.path() / "made" / "control.sock";
    const ControlTarget target_{file_, scratch_.path() / "state"};

public:
    void testLineIsAnswered() {
        const ControlSocket socket(file_);
        std::thread server([&] {
            pollfd asked{socket.descriptor(), POLLIN, 0}; // the listener does not block
            ::poll(&asked, 1, -1);
            const auto caller = socket.next();
            caller.value().answer("{\"asked\":" + caller->line() + '}');
        });
        // The connection waits in the queue until the server takes it.
        const auto answer = askServer(target_, "42");
        server.join();
        CPPUNIT_ASSERT_EQUAL(std::string("{\"asked\":42}"), answer.value());
    }
    void testNobodyListensWithoutAServer() {
        CPPUNIT_ASSERT(!askServer(target_, "status"));
        { const ControlSocket socket(file_); }
        CPPUNIT_ASSERT(!std::filesystem::exists(file_));
        CPPUNIT_ASSERT(!askServer(target_, "status"));
    }
    void testOnlyItsUserMayConnect() {
        const ControlSocket socket(file_);
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(file_.c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(mode_t{0600}, static_cast<mode_t>(about.st_mode & 0777));
    }
    void testSocketOfADeadServerIsReplaced() {
        const auto kept = scratch_.path() / "kept";
        {
            const ControlSocket socket(file_);
            std::filesystem::create_hard_link(file_, kept); // the file remains, as after kill -9
        }
        std::filesystem::rename(kept, file_);
        CPPUNIT_ASSERT_NO_THROW(ControlSocket{file_});
    }
    void testSocketOfALivingServerIsNot() {
        const ControlSocket socket(file_);
        CPPUNIT_ASSERT_THROW(ControlSocket{file_}, std::runtime_error);
        CPPUNIT_ASSERT(std::filesystem::exists(file_));
    }
    void testFileThatIsNotASocketIsKept() {
        const auto file = scratch_.write("letter", "dear");
        CPPUNIT_ASSERT_THROW(ControlSocket{file}, std::runtime_error);
        CPPUNIT_ASSERT_EQUAL(std::string("dear"), scratch_.read("letter"));
    }
    void testTooLongNameIsSaid() {
        CPPUNIT_ASSERT_THROW(ControlSocket{scratch_.path() / std::string(120, 'x')}, std::runtime_error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ControlSocketTest);

} // namespace
