// SPDX-License-Identifier: Apache-2.0
// What the doctor reports about certificates: those that are unusable, and those that expire soon.
#include "../../../http/wire/tls/tests/test_certificate.h"
#include "config/host_keys.h"
#include "config/layers.h"
#include "host/doctor/examine_machine.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico;
using host::Finding;
using host::Findings;
using host::Verdict;
using http::wire::test::Wanted;

namespace {

class ExamineCertificatesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExamineCertificatesTest);
    CPPUNIT_TEST(testNothingIsSaidWithoutTls);
    CPPUNIT_TEST(testDaysThatAreLeftAreSaid);
    CPPUNIT_TEST(testCertificateThatExpiresSoonIsReported);
    CPPUNIT_TEST(testShortCertificateIsReportedInItsLastQuarter);
    CPPUNIT_TEST(testExpiredCertificateIsBad);
    CPPUNIT_TEST(testCertificateOfTheFutureIsBad);
    CPPUNIT_TEST(testEachCertificateIsChecked);
    CPPUNIT_TEST(testListenerWithoutACertificateIsBad);
    CPPUNIT_TEST(testCredentialWithoutAServiceIsBad);
    CPPUNIT_TEST_SUITE_END();

    std::string made(const std::string& name, const Wanted& wanted) {
        const auto certificate = http::wire::test::makeCertificate(wanted);
        ::chmod(folder_.write(name + ".key", certificate.key).c_str(), 0600);
        return folder_.write(name + ".pem", certificate.chain).string();
    }
    Findings examine(const std::string& chains, const std::string& keys, std::time_t ahead = 0) {
        return examine({"tls.certificates=" + chains, "tls.keys=" + keys}, ahead);
    }
    Findings examine(const std::vector<std::string>& sets, std::time_t ahead = 0) {
        const config::Outcome outcome =
            config::parse({.root = "/nowhere", .main = {}, .environment = {}, .sets = sets}).check(config::hostKeys());
        CPPUNIT_ASSERT(outcome.ok());
        Findings findings;
        host::examineCertificates(findings, outcome.settings, {}, std::time(nullptr) + ahead);
        return findings;
    }
    std::string key(const std::string& name) const { return (folder_.path() / (name + ".key")).string(); }
    static void is(Verdict verdict, const std::string& words, const Finding& finding) {
        CPPUNIT_ASSERT_MESSAGE(finding.sentence, verdict == finding.verdict);
        CPPUNIT_ASSERT_MESSAGE(finding.sentence, finding.sentence.find(words) != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(verdict == Verdict::Good, finding.remedy.empty());
    }

    void testNothingIsSaidWithoutTls() { CPPUNIT_ASSERT(examine(std::vector<std::string>{}).empty()); }
    void testDaysThatAreLeftAreSaid() {
        const std::string chain = made("a", {.fromDay = -1, .toDay = 90});
        is(Verdict::Good, chain + " can be used for 89 days", examine(chain, key("a"), hour).at(0));
    }
    void testCertificateThatExpiresSoonIsReported() {
        const std::string chain = made("a", {.fromDay = -70, .toDay = 20});
        is(Verdict::Good, "can be used for 20 days", examine(chain, key("a"), -hour).at(0));
        const Finding finding = examine(chain, key("a"), hour).at(0);
        is(Verdict::Notice, chain + " expires in 19 days and has not been renewed", finding);
        CPPUNIT_ASSERT_EQUAL(std::string("certbot renew; systemctl restart portico.service"), finding.remedy);
    }
    void testShortCertificateIsReportedInItsLastQuarter() {
        const std::string chain = made("a", {.fromDay = -4, .toDay = 4});
        is(Verdict::Good, "3 days", examine(chain, key("a"), hour).at(0));
        is(Verdict::Notice, "expires in 1 days", examine(chain, key("a"), 2 * 24 * hour + hour).at(0));
    }
    void testExpiredCertificateIsBad() {
        const std::string chain = made("a", {.fromDay = -9, .toDay = -1});
        is(Verdict::Bad, chain + ": the certificate expired on ", examine(chain, key("a")).at(0));
    }
    void testCertificateOfTheFutureIsBad() {
        const std::string chain = made("a", {.fromDay = 2, .toDay = 9});
        is(Verdict::Bad, chain + ": the certificate is not valid before ", examine(chain, key("a")).at(0));
    }
    void testEachCertificateIsChecked() {
        const std::string good = made("a", {.toDay = 90}), bad = made("b", {.fromDay = -9, .toDay = -1});
        const Findings findings = examine(good + "," + bad, key("a") + "," + key("b"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, findings.size());
        is(Verdict::Good, good, findings[0]);
        is(Verdict::Bad, bad, findings[1]);
    }
    void testListenerWithoutACertificateIsBad() {
        is(Verdict::Bad, "needs a certificate", examine({"server.listen_tls=127.0.0.1:0"}).at(0));
    }
    void testCredentialWithoutAServiceIsBad() {
        is(Verdict::Bad, "LoadCredential=chain:FILE", examine("credential:chain", key("a")).at(0));
    }

    static constexpr std::time_t hour = 3600;
    portico::test::ScratchDir folder_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ExamineCertificatesTest);

} // namespace
