// SPDX-License-Identifier: Apache-2.0
// What the doctor finds on the machine around the server: files, addresses, clock, disk.
#include "config/host_keys.h"
#include "config/layers.h"
#include "host/doctor/examine_machine.h"
#include "http/wire/listen/listener.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace portico;
using host::Finding;
using host::Findings;
using host::Verdict;

namespace {

class ExamineMachineTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExamineMachineTest);
    CPPUNIT_TEST(testStateOfTheServerAloneIsGood);
    CPPUNIT_TEST(testStateThatOthersMayEnterIsBad);
    CPPUNIT_TEST(testFileOfAnotherUserIsBad);
    CPPUNIT_TEST(testArchiveThatARestoreOfRootLeftIsGood);
    CPPUNIT_TEST(testMissingStateIsMadeByTheStart);
    CPPUNIT_TEST(testServedAddressIsTried);
    CPPUNIT_TEST(testServedAddressThatNobodyAnswersIsBad);
    CPPUNIT_TEST(testConfiguredAddressThatIsNotServedIsReported);
    CPPUNIT_TEST(testDefaultAddressUnderASocketOfSystemdIsNotReported);
    CPPUNIT_TEST(testTakenPortIsFoundWhileTheServerDoesNotRun);
    CPPUNIT_TEST(testClockInThePastIsBad);
    CPPUNIT_TEST(testUnsynchronizedClockIsReported);
    CPPUNIT_TEST(testDiskIsBadFromItsLimitOn);
    CPPUNIT_TEST(testMissingDescriptorsAreCounted);
    CPPUNIT_TEST(testDescriptorsOfTheServerAreLookedAt);
    CPPUNIT_TEST_SUITE_END();

    static config::Settings settings(const std::vector<std::string>& sets) {
        const config::Outcome outcome =
            config::parse({.root = "/nowhere", .main = {}, .environment = {}, .sets = sets}).check(config::hostKeys());
        CPPUNIT_ASSERT(outcome.ok());
        return outcome.settings;
    }
    Findings filesOf(const std::filesystem::path& state) {
        Findings findings;
        host::examineFiles(findings, state);
        return findings;
    }
    static Findings addresses(const std::vector<std::string>& sets,
                              const std::optional<std::vector<std::string>>& served) {
        Findings findings;
        host::examineAddresses(findings, settings(sets), served);
        return findings;
    }
    static void is(Verdict verdict, const std::string& words, const std::string& remedy, const Finding& finding) {
        CPPUNIT_ASSERT_MESSAGE(finding.sentence, verdict == finding.verdict);
        CPPUNIT_ASSERT_MESSAGE(finding.sentence, finding.sentence.find(words) != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(remedy, finding.remedy);
    }
    std::string repair() const {
        return "chown -R " + std::to_string(::getuid()) + ":" + std::to_string(::getgid()) + " " +
               folder_.path().string() + " && chmod -R go= " + folder_.path().string();
    }

    // Files that are sent were not counted: one network's unread downloads took all descriptors, without a warning at the start.
    void testMissingDescriptorsAreCounted() {
        is(Verdict::Good, "enough for limits.connections (100)", "", host::judgeDescriptors(100, 1224));
        is(Verdict::Notice, "need 1224 descriptors, but the limit (RLIMIT_NOFILE) is 1200: 24 are missing",
           "systemctl edit portico.service", host::judgeDescriptors(100, 1200));
    }
    void testDescriptorsOfTheServerAreLookedAt() {
        rlimit before{};
        ::getrlimit(RLIMIT_NOFILE, &before);
        const rlimit low{300, before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &low);
        Findings findings;
        host::examineDescriptors(findings, settings({"limits.connections=20"}), ::getpid());
        ::setrlimit(RLIMIT_NOFILE, &before);
        is(Verdict::Notice, "the limit (RLIMIT_NOFILE) is 300: 764 are missing", "systemctl edit portico.service",
           findings.at(0));
    }
    void testStateOfTheServerAloneIsGood() {
        folder_.write("users/users.db", "");
        const Findings findings = filesOf(folder_.path());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, findings.size());
        is(Verdict::Good, "only to the server's user", "", findings[0]);
    }
    void testStateThatOthersMayEnterIsBad() {
        ::chmod(folder_.path().c_str(), 0750);
        is(Verdict::Bad, "is accessible to other users", repair(), filesOf(folder_.path()).at(0));
    }
    void testFileOfAnotherUserIsBad() {
        if (::geteuid() != 0) return; // only root can change the owner of a file
        const auto file = folder_.write("users/users.db", "");
        CPPUNIT_ASSERT_EQUAL(0, ::chown(file.c_str(), 4711, 4711));
        is(Verdict::Bad, file.string() + " does not belong", repair(), filesOf(folder_.path()).at(0));
    }
    void testArchiveThatARestoreOfRootLeftIsGood() {
        if (::geteuid() != 0) return;
        CPPUNIT_ASSERT_EQUAL(0, ::chown(folder_.path().c_str(), 4711, 4711));
        const auto archive = folder_.write("before-restore-20261125T033044Z.tar.gz", "");
        ::chmod(archive.c_str(), 0600);
        is(Verdict::Good, "only to the server's user", "", filesOf(folder_.path()).at(0));
        ::chmod(archive.c_str(), 0644);
        CPPUNIT_ASSERT(Verdict::Bad == filesOf(folder_.path()).at(0).verdict);
    }
    void testMissingStateIsMadeByTheStart() {
        is(Verdict::Notice, "does not exist", "systemctl start portico", filesOf(folder_.path() / "none").at(0));
    }

    void testServedAddressIsTried() {
        const auto listener = http::wire::Listener::bind("127.0.0.1:0");
        const Findings findings = addresses({}, {{"http://" + listener.address()}});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, findings.size());
        is(Verdict::Good, "can be reached on http://" + listener.address(), "", findings[0]);
    }
    void testServedAddressThatNobodyAnswersIsBad() {
        std::string address;
        { address = http::wire::Listener::bind("127.0.0.1:0").address(); }
        is(Verdict::Bad, "cannot be reached on https://" + address,
           "systemctl stop portico.socket portico.service; systemctl start portico.socket portico.service",
           addresses({}, {{"https://" + address}}).at(0));
    }
    // Sockets from systemd take precedence over server.listen: editing only the configuration changes nothing.
    void testConfiguredAddressThatIsNotServedIsReported() {
        is(Verdict::Notice, "server.listen names 127.0.0.1:8099, which is not served",
           "systemctl edit portico.socket; systemctl stop portico.socket portico.service; systemctl start "
           "portico.socket portico.service",
           addresses({"server.listen=127.0.0.1:8099"}, {std::vector<std::string>{}}).at(0));
    }
    void testDefaultAddressUnderASocketOfSystemdIsNotReported() {
        CPPUNIT_ASSERT(addresses({}, {std::vector<std::string>{}}).empty());
    }
    void testTakenPortIsFoundWhileTheServerDoesNotRun() {
        const auto other = http::wire::Listener::bind("127.0.0.1:0");
        const Findings findings = addresses({"server.listen=" + other.address()}, std::nullopt);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, findings.size());
        is(Verdict::Notice, "cannot listen on " + other.address(),
           "ss -ltnp 'sport = :" + std::to_string(other.port()) + "'; systemctl status portico.socket", findings[1]);
    }

    void testClockInThePastIsBad() {
        is(Verdict::Bad, "in the past", "timedatectl set-ntp true", host::judgeClock(1'000'000'000, true));
        is(Verdict::Good, "synchronized", "", host::judgeClock(1'800'000'000, true));
    }
    void testUnsynchronizedClockIsReported() {
        is(Verdict::Notice, "it is not synchronized", "apt-get install systemd-timesyncd",
           host::judgeClock(1'800'000'000, false));
    }
    void testDiskIsBadFromItsLimitOn() {
        constexpr std::uint64_t megabyte = 1 << 20;
        is(Verdict::Good, "256 MiB are left", "", host::judgeDisk("/var", 256 * megabyte, 1000));
        is(Verdict::Bad, "255 MiB are left", "df -h /var", host::judgeDisk("/var", 256 * megabyte - 1, 1000));
        is(Verdict::Bad, "only 999 more files", "df -i /var", host::judgeDisk("/var", 256 * megabyte, 999));
    }

    portico::test::ScratchDir folder_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ExamineMachineTest);

} // namespace
