// SPDX-License-Identifier: Apache-2.0
// Which files the configuration names as certificates, and the messages if it names none or too few.
#include "config/host_keys.h"
#include "config/layers.h"
#include "host/process/certificates.h"
#include "host/process/refusal.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;

namespace {

class CertificatesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CertificatesTest);
    CPPUNIT_TEST(testWithoutTlsNothingIsRead);
    CPPUNIT_TEST(testListenerNeedsACertificate);
    CPPUNIT_TEST(testEachCertificateNeedsItsKey);
    CPPUNIT_TEST(testFaultsOfAllFilesAreReasons);
    CPPUNIT_TEST(testCredentialIsAFileInTheServicesFolder);
    CPPUNIT_TEST(testCredentialNeedsAService);
    CPPUNIT_TEST_SUITE_END();

    std::vector<std::string> reasons(const std::vector<std::string>& sets,
                                     const config::Environment& environment = {}) {
        const config::Outcome outcome =
            config::parse({.root = "/nowhere", .main = {}, .environment = environment, .sets = sets})
                .check(config::hostKeys());
        CPPUNIT_ASSERT(outcome.ok());
        try {
            CPPUNIT_ASSERT(host::certificatesFrom(outcome.settings, environment) == nullptr);
        } catch (const host::Refusal& refusal) {
            return refusal.reasons();
        }
        return {};
    }
    static void says(const std::string& words, const std::string& reason) {
        CPPUNIT_ASSERT_MESSAGE(reason, reason.find(words) != std::string::npos);
    }

    void testWithoutTlsNothingIsRead() {
        CPPUNIT_ASSERT(reasons({}).empty());
        CPPUNIT_ASSERT(reasons({"tls.certificates=/nowhere/a.pem"}).empty());
    }
    void testListenerNeedsACertificate() {
        const auto said = reasons({listen_});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, said.size());
        says("--set server.listen_tls: server.listen_tls needs a certificate", said[0]);
    }
    void testEachCertificateNeedsItsKey() {
        const auto said = reasons({listen_, "tls.certificates=/a.pem,/b.pem", "tls.keys=/a.key"});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, said.size());
        says("there are 2 tls.certificates and 1 tls.keys", said[0]);
    }
    void testFaultsOfAllFilesAreReasons() {
        const auto said = reasons(
            {listen_, "tls.certificates=/nowhere/a.pem,/nowhere/b.pem", "tls.keys=/nowhere/a.key,/nowhere/b.key"});
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, said.size());
        says("/nowhere/a.pem: ", said[0]);
        says("/nowhere/b.key: ", said[3]);
    }
    void testCredentialIsAFileInTheServicesFolder() {
        const auto said = reasons({listen_, "tls.certificates=credential:chain", "tls.keys=credential:key"},
                                  {{"CREDENTIALS_DIRECTORY", "/nowhere/credentials"}});
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, said.size());
        says("/nowhere/credentials/chain: ", said[0]);
        says("/nowhere/credentials/key: ", said[1]);
    }
    void testCredentialNeedsAService() {
        const auto said = reasons({listen_, "tls.certificates=credential:chain", "tls.keys=/nowhere/a.key"});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, said.size());
        says("tls.certificates names \"credential:chain\"", said[0]);
        says("LoadCredential=chain:FILE", said[0]);
    }

    const std::string listen_ = "server.listen_tls=127.0.0.1:0";
};

CPPUNIT_TEST_SUITE_REGISTRATION(CertificatesTest);

} // namespace
