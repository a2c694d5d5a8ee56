// SPDX-License-Identifier: Apache-2.0
// The commands believe only the server: not another user who listens in its place, nor a configuration that cannot be read.
#include "base/descriptor.h"
#include "host/control/control_address.h"
#include "host/control/control_client.h"
#include "host/process/refusal.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

using namespace portico::host;
using portico::base::Descriptor;

namespace {

namespace fs = std::filesystem;

constexpr uid_t stranger = 12345;

// A process of `user` that listens on the socket, and answers the first line with {"theirs":true}.
class Listener {
public:
    Listener(const fs::path& socket, uid_t user) {
        std::array<int, 2> ends{};
        CPPUNIT_ASSERT_EQUAL(0, ::pipe(ends.data()));
        from_ = Descriptor(ends[0]);
        const Descriptor to(ends[1]);
        child_ = ::fork();
        if (child_ == 0) ::_exit(listen(socket, user, to.get()));
        char ready = 0;
        CPPUNIT_ASSERT_EQUAL(ssize_t{1}, ::read(from_.get(), &ready, 1));
    }
    ~Listener() { ::waitpid(child_, nullptr, 0); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // What it was sent.
    std::string heard() const {
        std::string text;
        for (char c = 0; ::read(from_.get(), &c, 1) == 1;) text += c;
        return text;
    }

private:
    static int listen(const fs::path& socket, uid_t user, int report) {
        const sockaddr_un address = controlAddress(socket);
        const Descriptor listener(::socket(AF_UNIX, SOCK_STREAM, 0));
        if (::setuid(user) != 0 ||
            ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
            ::chmod(socket.c_str(), 0777) != 0 || ::listen(listener.get(), 1) != 0 || ::write(report, "r", 1) != 1)
            return 1;
        ::alarm(60); // if nobody connects
        const Descriptor connection(::accept(listener.get(), nullptr, nullptr));
        char line[64];
        const ssize_t got = ::recv(connection.get(), line, sizeof line, 0);
        if (got > 0 && ::write(report, line, static_cast<std::size_t>(got)) != got) return 1;
        ::send(connection.get(), "{\"theirs\":true}\n", 16, MSG_NOSIGNAL);
        return 0;
    }

    Descriptor from_;
    pid_t child_ = -1;
};

class ControlClientTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ControlClientTest);
    CPPUNIT_TEST(testAnotherUserWhoListensIsNotAsked);
    CPPUNIT_TEST(testALinkHidesNoListener);
    CPPUNIT_TEST(testRootAsksTheOwnerOfTheState);
    CPPUNIT_TEST(testStateThatAnotherUserMayHaveMadeProvesNothing);
    CPPUNIT_TEST(testOthersAskRootAndThemselvesOnly);
    CPPUNIT_TEST(testFaultyPartsDoNotHideTheSocket);
    CPPUNIT_TEST(testUnreadableConfigurationNamesNoSocket);
    CPPUNIT_TEST(testFaultySocketIsNotReplacedByTheDefault);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    const fs::path open_ = scratch_.path() / "open"; // sticky, as /tmp is
    const ControlTarget target_{open_ / "control.sock", scratch_.path() / "state"};

    static std::string refusalOf(const ControlTarget& target) {
        try {
            askServer(target, "reload");
        } catch (const Refusal& refusal) {
            return refusal.reasons().front();
        }
        return {};
    }
    void ownState(const fs::path& state, uid_t owner) const {
        fs::create_directory(state);
        CPPUNIT_ASSERT_EQUAL(0, ::chown(state.c_str(), owner, owner));
    }
    Options optionsOf(const std::string& text) const {
        Options options;
        options.sources = {.packaged = scratch_.path() / "none", .main = scratch_.write("portico.toml", text)};
        return options;
    }
    static std::vector<std::string> reasonsFor(const Options& options) {
        try {
            controlTarget(options);
        } catch (const Refusal& refusal) {
            return refusal.reasons();
        }
        return {};
    }

public:
    void setUp() override {
        fs::create_directory(open_);
        ::chmod(open_.c_str(), 01777);
        ::chmod(scratch_.path().c_str(), 0755);
    }

    // `portico reload` of root reported what this user answered, and a restore was told that the server had reloaded.
    void testAnotherUserWhoListensIsNotAsked() {
        if (::geteuid() != 0) return; // only root becomes another user
        const Listener theirs(target_.socket, stranger);
        CPPUNIT_ASSERT_EQUAL("server.control: user 12345 listens on " + target_.socket.string() +
                                 ", and is neither root nor the owner of state.directory (" + target_.state.string() +
                                 "); nothing was sent; if that is your server, run this command as its user",
                             refusalOf(target_));
        CPPUNIT_ASSERT_EQUAL(std::string(), theirs.heard());
    }
    void testALinkHidesNoListener() {
        if (::geteuid() != 0) return;
        const Listener theirs(open_ / "theirs.sock", stranger);
        fs::create_symlink(open_ / "theirs.sock", target_.socket);
        CPPUNIT_ASSERT(!refusalOf(target_).empty());
        CPPUNIT_ASSERT_EQUAL(std::string(), theirs.heard());
    }
    void testRootAsksTheOwnerOfTheState() {
        if (::geteuid() != 0) return;
        ownState(target_.state, stranger);
        const Listener server(target_.socket, stranger);
        CPPUNIT_ASSERT_EQUAL(std::string("{\"theirs\":true}"), askServer(target_, "reload").value());
        CPPUNIT_ASSERT_EQUAL(std::string("reload\n"), server.heard());
    }
    void testStateThatAnotherUserMayHaveMadeProvesNothing() {
        if (::geteuid() != 0) return;
        const ControlTarget target{target_.socket, open_ / "state"};
        ownState(target.state, stranger);
        const Listener theirs(target.socket, stranger);
        CPPUNIT_ASSERT(refusalOf(target).starts_with("server.control: user 12345 listens on "));
        CPPUNIT_ASSERT_EQUAL(std::string(), theirs.heard());
    }
    // Not even the owner of the state: the user who starts a command also names that folder.
    void testOthersAskRootAndThemselvesOnly() {
        if (::geteuid() != 0) return;
        ownState(target_.state, stranger);
        for (const uid_t user : {uid_t{0}, uid_t{54321}, stranger}) {
            const Listener server(target_.socket, user);
            const pid_t asking = ::fork();
            if (asking == 0) ::_exit(::setuid(54321) != 0 ? 2 : refusalOf(target_).empty() ? 0 : 1);
            int status = -1;
            ::waitpid(asking, &status, 0);
            CPPUNIT_ASSERT_EQUAL(user == stranger ? 1 : 0, WEXITSTATUS(status));
            CPPUNIT_ASSERT_EQUAL(std::string(user == stranger ? "" : "reload\n"), server.heard());
            fs::remove(target_.socket);
        }
    }

    void testFaultyPartsDoNotHideTheSocket() {
        const ControlTarget found =
            controlTarget(optionsOf("server.control = \"/x/control.sock\"\nsite.name = 3\nlimits.bodi = 1\n"));
        CPPUNIT_ASSERT_EQUAL(fs::path("/x/control.sock"), found.socket);
    }
    // The default socket was asked, which may belong to another server on this machine.
    void testUnreadableConfigurationNamesNoSocket() {
        const auto broken = reasonsFor(optionsOf("server.control = \"/x/control.sock\"\nsite.name = \"Portico\n"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, broken.size());
        CPPUNIT_ASSERT_MESSAGE(broken.front(), broken.front().find("portico.toml:2") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(std::string("the configuration does not say where the server listens (server.control); no "
                                         "server was asked"),
                             broken.back());
        const Options open = optionsOf("");
        ::chmod(open.sources.main->c_str(), 0666);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, reasonsFor(open).size());
    }
    void testFaultySocketIsNotReplacedByTheDefault() {
        for (const char* text : {"server.control = 3\n", "state.directory = 3\n"})
            CPPUNIT_ASSERT_EQUAL(std::size_t{2}, reasonsFor(optionsOf(text)).size());
        CPPUNIT_ASSERT(reasonsFor(optionsOf("")).empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ControlClientTest);

} // namespace
