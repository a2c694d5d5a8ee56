// SPDX-License-Identifier: Apache-2.0
// Sockets of every kind are opened, named and closed, and faults are reported.
#include "../../tests/socket_pair.h"
#include "http/wire/listen/listener.h"
#include "support/scratch_dir.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/un.h>

using namespace portico::http::wire;
using namespace std::string_literals;

namespace {

bool connects(int family, const void* address, socklen_t length) {
    const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool good = ::connect(socket, static_cast<const sockaddr*>(address), length) == 0;
    ::close(socket);
    return good;
}
bool connectsToPort(std::uint16_t port) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connects(AF_INET, &in, sizeof in);
}
bool connectsToPath(const std::string& path) {
    sockaddr_un un{};
    un.sun_family = AF_UNIX;
    path.copy(un.sun_path, sizeof un.sun_path - 1);
    return connects(AF_UNIX, &un, sizeof un);
}
std::string whyNot(const std::string& address, const SocketFile& file = {}) {
    try {
        Listener::bind(address, file);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

} // namespace

class ListenerTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ListenerTest);
    CPPUNIT_TEST(testIpv4);
    CPPUNIT_TEST(testIpv6);
    CPPUNIT_TEST(testAddressOfAnotherMachineIsListenedOn);
    CPPUNIT_TEST(testAddressInUseIsReported);
    CPPUNIT_TEST(testAdviceIsOfTheError);
    CPPUNIT_TEST(testBadAddressesAreReported);
    CPPUNIT_TEST(testUnixSocketIsMadeAndRemoved);
    CPPUNIT_TEST(testUnixSocketHasTheModeOwnerAndGroupThatAreAskedFor);
    CPPUNIT_TEST(testUnknownOwnerIsReported);
    CPPUNIT_TEST(testStaleUnixSocketIsReplaced);
    CPPUNIT_TEST(testUnixSocketInUseIsLeftAlone);
    CPPUNIT_TEST(testOtherFilesAreLeftAlone);
    CPPUNIT_TEST(testRefusingListenerAcceptsNobody);
    CPPUNIT_TEST(testHandedListenerStaysOpen);
    CPPUNIT_TEST(testWhatDoesNotListenIsNotAdopted);
    CPPUNIT_TEST(testSocketsOfSystemdAreForThisProcessOnly);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir folder_;
    std::string path() const { return (folder_.path() / "http.sock").string(); }

public:
    void testIpv4() {
        const Listener listener = Listener::bind("127.0.0.1:0");
        CPPUNIT_ASSERT(listener.port() != 0 && !listener.isUnix() && !listener.isInherited());
        CPPUNIT_ASSERT_EQUAL("127.0.0.1:" + std::to_string(listener.port()), listener.address());
        CPPUNIT_ASSERT(connectsToPort(listener.port()));
        CPPUNIT_ASSERT((::fcntl(listener.socket(), F_GETFL) & O_NONBLOCK) != 0);
    }
    void testIpv6() {
        const Listener listener = Listener::bind("[::1]:0");
        CPPUNIT_ASSERT_EQUAL("[::1]:" + std::to_string(listener.port()), listener.address());
    }
    // 192.0.2.0/24 and 2001:db8::/32 are reserved for documentation: no machine has them. A server whose network came up late did
    // not start.
    void testAddressOfAnotherMachineIsListenedOn() {
        for (const auto* address : {"192.0.2.1", "[2001:db8::1]"}) {
            const Listener listener = Listener::bind(address + ":0"s);
            CPPUNIT_ASSERT(listener.address().starts_with(address + ":"s));
            CPPUNIT_ASSERT(!isOfThisMachine(listener.address()));
            CPPUNIT_ASSERT(!isOfThisMachine("https://" + listener.address()));
        }
        for (const auto* address : {"127.0.0.1:80", "http://127.0.0.1:80", "0.0.0.0:80", "[::]:80", "unix:/run/x.sock"})
            CPPUNIT_ASSERT_MESSAGE(address, isOfThisMachine(address));
    }
    void testAddressInUseIsReported() {
        const Listener first = Listener::bind("127.0.0.1:0");
        const std::string why = whyNot(first.address());
        CPPUNIT_ASSERT(why.starts_with("cannot listen on " + first.address()));
        CPPUNIT_ASSERT(
            why.ends_with("; stop the program that listens there, or choose another address with server.listen"));
    }
    // No program can listen in a missing directory, but the message suggested to stop one.
    void testAdviceIsOfTheError() {
        CPPUNIT_ASSERT(
            whyNot("unix:" + path() + "/none/x.sock")
                .ends_with("; create the directory of the socket, or choose another address with server.listen"));
        CPPUNIT_ASSERT(whyNot("nowhere").ends_with("it has no port; choose another address with server.listen"));
    }
    void testBadAddressesAreReported() {
        for (const auto* address : {"nowhere", "a.example:80", "256.0.0.1:80", "[::g]:80", "unix:"})
            CPPUNIT_ASSERT_MESSAGE(address, whyNot(address).starts_with("cannot listen on "s + address));
        CPPUNIT_ASSERT(whyNot("unix:/" + std::string(200, 'x')).find("too long") != std::string::npos);
    }
    void testUnixSocketIsMadeAndRemoved() {
        {
            const Listener listener = Listener::bind("unix:" + path());
            CPPUNIT_ASSERT(listener.isUnix());
            CPPUNIT_ASSERT_EQUAL(std::uint16_t{0}, listener.port());
            CPPUNIT_ASSERT_EQUAL("unix:" + path(), listener.address());
            CPPUNIT_ASSERT(connectsToPath(path()));
        }
        CPPUNIT_ASSERT(!std::filesystem::exists(path()));
    }
    void testUnixSocketHasTheModeOwnerAndGroupThatAreAskedFor() {
        const auto mode = [this](const SocketFile& file) {
            const Listener listener = Listener::bind("unix:" + path(), file);
            return std::filesystem::status(path()).permissions();
        };
        CPPUNIT_ASSERT(mode({}) == static_cast<std::filesystem::perms>(0660));
        CPPUNIT_ASSERT(mode({0666}) == static_cast<std::filesystem::perms>(0666)); // regardless of the umask
        CPPUNIT_ASSERT(mode({0600}) == static_cast<std::filesystem::perms>(0600));
        const std::string self = std::to_string(::getuid()), group = std::to_string(::getgid());
        CPPUNIT_ASSERT(mode({0640, self, group}) == static_cast<std::filesystem::perms>(0640));
        if (::getuid() != 0) return; // only root can change the owner
        const Listener listener = Listener::bind("unix:" + path(), {0660, "daemon", "www-data"});
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(path().c_str(), &about));
        CPPUNIT_ASSERT(about.st_uid == ::getpwnam("daemon")->pw_uid && about.st_gid == ::getgrnam("www-data")->gr_gid);
    }
    void testUnknownOwnerIsReported() {
        for (const SocketFile& file :
             {SocketFile{0660, "no-such-user-here", ""}, SocketFile{0660, "", "no-such-group-here"},
              SocketFile{0660, "", "99999999999"}}) {
            const std::string why = whyNot("unix:" + path(), file);
            CPPUNIT_ASSERT_MESSAGE(why, why.find(": there is no ") != std::string::npos);
            CPPUNIT_ASSERT(!std::filesystem::exists(path()));
        }
    }
    void testStaleUnixSocketIsReplaced() {
        sockaddr_un un{};
        un.sun_family = AF_UNIX;
        path().copy(un.sun_path, sizeof un.sun_path - 1);
        const int dead = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        CPPUNIT_ASSERT_EQUAL(0, ::bind(dead, reinterpret_cast<const sockaddr*>(&un), sizeof un));
        ::close(dead);
        const Listener listener = Listener::bind("unix:" + path());
        CPPUNIT_ASSERT(connectsToPath(path()));
    }
    // The probe waited in the full backlog of a server that did not accept, so that the second server never started and reported
    // nothing.
    void testUnixSocketInUseIsLeftAlone() {
        const Listener first = Listener::bind("unix:" + path());
        ::listen(first.socket(), 0);
        CPPUNIT_ASSERT(connectsToPath(path()));
        CPPUNIT_ASSERT(whyNot("unix:" + path()).find("in use") != std::string::npos);
        CPPUNIT_ASSERT(std::filesystem::exists(path()));
    }
    void testOtherFilesAreLeftAlone() {
        std::filesystem::create_directory(path());
        CPPUNIT_ASSERT(!whyNot("unix:" + path()).empty());
        CPPUNIT_ASSERT(std::filesystem::is_directory(path()));
    }
    void testRefusingListenerAcceptsNobody() {
        const Listener listener = Listener::bind("127.0.0.1:0");
        listener.refuse();
        CPPUNIT_ASSERT(!connectsToPort(listener.port()));
    }
    void testHandedListenerStaysOpen() {
        const Listener systemd = Listener::bind("127.0.0.1:0");
        {
            const Listener ours = Listener::adopt(::dup(systemd.socket()));
            CPPUNIT_ASSERT(ours.isInherited());
            CPPUNIT_ASSERT_EQUAL(systemd.address(), ours.address());
            CPPUNIT_ASSERT((::fcntl(ours.socket(), F_GETFD) & FD_CLOEXEC) != 0);
            ours.refuse();
            CPPUNIT_ASSERT(connectsToPort(systemd.port()));
        }
        CPPUNIT_ASSERT(connectsToPort(systemd.port()));
    }
    // Epoll would report such a socket endlessly, and accept would fail each time.
    void testWhatDoesNotListenIsNotAdopted() {
        const test::SocketPair pair = test::SocketPair::make();
        CPPUNIT_ASSERT_THROW(Listener::adopt(pair.ours), std::runtime_error);
        ::close(pair.ours);
    }
    void testSocketsOfSystemdAreForThisProcessOnly() {
        ::setenv("LISTEN_FDS", "2", 1);
        ::setenv("LISTEN_FDNAMES", "http:https", 1);
        ::setenv("LISTEN_PID", "1", 1);
        CPPUNIT_ASSERT(inheritedSockets().empty());
        CPPUNIT_ASSERT(::getenv("LISTEN_FDS") == nullptr);
        ::setenv("LISTEN_FDS", "2", 1);
        ::setenv("LISTEN_FDNAMES", "http:https", 1);
        ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        const std::vector<InheritedSocket> handed = inheritedSockets();
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, handed.size());
        CPPUNIT_ASSERT(handed[0].socket == 3 && handed[0].name == "http");
        CPPUNIT_ASSERT(handed[1].socket == 4 && handed[1].name == "https");
        CPPUNIT_ASSERT(inheritedSockets().empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ListenerTest);
