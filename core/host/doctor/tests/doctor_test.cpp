// SPDX-License-Identifier: Apache-2.0
// What the doctor reports about an installation, and which commands it suggests.
#include "host/doctor/doctor.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico;
using host::Finding;
using host::Verdict;

namespace {

class DoctorTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DoctorTest);
    CPPUNIT_TEST(testWrongConfigurationIsFoundWithFileAndLine);
    CPPUNIT_TEST(testEveryFaultOfTheConfigurationIsFound);
    CPPUNIT_TEST(testMissingProviderIsFound);
    CPPUNIT_TEST(testBrokenPluginIsFound);
    CPPUNIT_TEST(testServerThatDoesNotRunIsFound);
    CPPUNIT_TEST(testProxyThatIsEverybodyIsFound);
    CPPUNIT_TEST(testProxyWithoutAPublicAddressIsFound);
    CPPUNIT_TEST(testSecureSiteWithoutATrustedProxyIsFound);
    CPPUNIT_TEST(testFindingThatIsNotGoodSaysWhatToType);
    CPPUNIT_TEST_SUITE_END();

    std::vector<Finding> examine(const std::string& more) {
        std::filesystem::create_directories(path("plugins"));
        folder_.write("portico.toml", "state.directory = \"" + path("state") + "\"\nserver.control = \"" +
                                          path("control") + "\"\nserver.listen = [\"127.0.0.1:0\"]\n" +
                                          "plugins.directories = [\"" + path("plugins") + "\"]\n" + more);
        host::Options options;
        options.sources.main = folder_.path() / "portico.toml";
        return host::examine(options);
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

    static Finding one(const std::vector<Finding>& findings, const std::string& words) {
        const auto found = std::ranges::find_if(
            findings, [&](const Finding& finding) { return finding.sentence.find(words) != std::string::npos; });
        CPPUNIT_ASSERT_MESSAGE(words, found != findings.end());
        return *found;
    }
    static void is(Verdict verdict, const std::string& remedy, const Finding& finding) {
        CPPUNIT_ASSERT_MESSAGE(finding.sentence, verdict == finding.verdict);
        CPPUNIT_ASSERT_EQUAL(remedy, finding.remedy);
    }

    void testWrongConfigurationIsFoundWithFileAndLine() {
        const auto findings = examine("server.thread = 3\n");
        is(Verdict::Bad, "portico check", one(findings, path("portico.toml") + ":5:"));
    }
    void testEveryFaultOfTheConfigurationIsFound() {
        const auto findings = examine("server.thread = 3\nserver.hosts = 4\n");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, findings.size());
        is(Verdict::Bad, "portico check", one(findings, "server.hosts"));
    }
    void testMissingProviderIsFound() {
        const auto findings = examine("capabilities.users = \"users_nowhere\"\n");
        is(Verdict::Bad, "portico plugins list", one(findings, "users_nowhere"));
    }
    void testBrokenPluginIsFound() {
        folder_.write("plugins/broken.so", "this is no library");
        is(Verdict::Bad, "portico plugins list", one(examine(""), "broken"));
    }
    void testServerThatDoesNotRunIsFound() {
        is(Verdict::Bad, "systemctl start portico.service; journalctl -u portico.service -b -n 50",
           one(examine(""), "is not running"));
    }
    void testProxyThatIsEverybodyIsFound() {
        const auto findings =
            examine("server.trusted_proxies = [\"0.0.0.0/0\"]\nserver.public_url = \"https://a.example\"\n");
        is(Verdict::Bad, "name the addresses of your proxies in server.trusted_proxies",
           one(findings, "trusts everyone"));
    }
    void testProxyWithoutAPublicAddressIsFound() {
        const auto findings = examine("server.trusted_proxies = [\"127.0.0.1\"]\n");
        is(Verdict::Notice, "set server.public_url, for example to \"https://www.example.org\"",
           one(findings, "public_url"));
    }
    void testSecureSiteWithoutATrustedProxyIsFound() {
        const std::string url = "server.public_url = \"https://www.example.org\"\n";
        is(Verdict::Notice, "set server.trusted_proxies to the addresses of your proxies",
           one(examine(url), "no proxy is trusted"));
        for (const Finding& finding : examine(url + "server.trusted_proxies = [\"127.0.0.1\"]\n"))
            CPPUNIT_ASSERT(finding.sentence.find("no proxy is trusted") == std::string::npos);
    }
    void testFindingThatIsNotGoodSaysWhatToType() {
        for (const Finding& finding :
             examine("server.trusted_proxies = [\"::/0\"]\ntls.certificates = [\"/nowhere/a\"]\n"))
            CPPUNIT_ASSERT_MESSAGE(finding.sentence, (finding.verdict == Verdict::Good) == finding.remedy.empty());
    }

    portico::test::ScratchDir folder_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(DoctorTest);

} // namespace
