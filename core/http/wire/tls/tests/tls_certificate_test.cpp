// SPDX-License-Identifier: Apache-2.0
// Certificates are checked at the start: each fault is a sentence with the file, and all are reported together.
#include "http/wire/tls/tls.h"
#include "support/scratch_dir.h"
#include "test_certificate.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using std::filesystem::perms;

namespace {

class TlsCertificateTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TlsCertificateTest);
    CPPUNIT_TEST(testGoodPairIsTaken);
    CPPUNIT_TEST(testGroupMayReadAKey);
    CPPUNIT_TEST(testMissingFilesAreNamed);
    CPPUNIT_TEST(testFolderIsNoFile);
    CPPUNIT_TEST(testFilesWithSomethingElseInThem);
    CPPUNIT_TEST(testDamagedIssuerIsFound);
    CPPUNIT_TEST(testIssuersAreTaken);
    CPPUNIT_TEST(testKeyThatOthersMayReadOrChange);
    CPPUNIT_TEST(testKeyWithAPassphraseAsksNobody);
    CPPUNIT_TEST(testKeyOfAnotherCertificate);
    CPPUNIT_TEST(testCertificateOutOfItsTimeIsAcceptedAndReported);
    CPPUNIT_TEST(testCertificateWithoutAName);
    CPPUNIT_TEST(testCertificateForAnAddressIsTaken);
    CPPUNIT_TEST(testShortKeyIsRefused);
    CPPUNIT_TEST(testAllFaultsAreReportedAtOnce);
    CPPUNIT_TEST(testNoCertificateAtAllIsAFault);
    CPPUNIT_TEST_SUITE_END();

    CertificateFiles write(const Made& made, perms mode = perms(0600)) const {
        const CertificateFiles files{dir_.write("chain.pem", made.chain), dir_.write("own.key", made.key)};
        std::filesystem::permissions(files.key, mode);
        return files;
    }
    static std::vector<std::string> faultsOf(const std::vector<CertificateFiles>& files) {
        try {
            Tls::load(files);
        } catch (const BadCertificates& bad) {
            for (const std::string& sentence : bad.sentences())
                CPPUNIT_ASSERT(std::string(bad.what()).find(sentence) != std::string::npos);
            return bad.sentences();
        }
        return {};
    }
    static void good(const CertificateFiles& files) {
        for (const std::string& fault : faultsOf({files})) CPPUNIT_FAIL(fault);
    }
    // Expects one fault, about `file`.
    static void bad(const CertificateFiles& files, const std::filesystem::path& file, const std::string& words) {
        const auto faults = faultsOf({files});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, faults.size());
        CPPUNIT_ASSERT_MESSAGE(faults[0], faults[0].starts_with(file.string() + ": "));
        CPPUNIT_ASSERT_MESSAGE(faults[0], faults[0].find(words) != std::string::npos);
    }

    void testGoodPairIsTaken() { good(write(made_)); }
    void testGroupMayReadAKey() {
        good(write(made_, perms(0400)));
        good(write(made_, perms(0440)));
        good(write(made_, perms(0640)));
    }
    void testMissingFilesAreNamed() {
        CertificateFiles files = write(made_);
        files.chain = dir_.path() / "none.pem";
        bad(files, files.chain, "there is no such file; tls.certificates");
        files = write(made_);
        files.key = dir_.path() / "none.key";
        bad(files, files.key, "there is no such file; tls.keys");
    }
    void testFolderIsNoFile() {
        CertificateFiles files = write(made_);
        files.chain = dir_.path();
        bad(files, files.chain, "not a plain file");
    }
    void testFilesWithSomethingElseInThem() {
        for (const auto* text : {"", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
            const CertificateFiles files = write({text, made_.key});
            bad(files, files.chain, "contains no PEM certificate");
        }
        const CertificateFiles files = write({made_.chain, made_.chain});
        bad(files, files.key, "contains no PEM private key");
    }
    void testDamagedIssuerIsFound() {
        const auto files =
            write({made_.chain + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", made_.key});
        bad(files, files.chain, "certificate number 2 in this file is damaged");
    }
    void testIssuersAreTaken() { good(write({made_.chain + makeCertificate().chain, made_.key})); }
    void testKeyThatOthersMayReadOrChange() {
        for (const perms mode : {perms(0604), perms(0601), perms(0644)}) {
            const CertificateFiles files = write(made_, mode);
            bad(files, files.key, "is a secret but readable by everybody on this machine; chmod o-rwx it");
        }
        const CertificateFiles files = write(made_, perms(0602));
        bad(files, files.key, "is writable by users other than its owner; chmod go-w it");
    }
    void testKeyWithAPassphraseAsksNobody() {
        const CertificateFiles files = write({made_.chain, withPassphrase(made_.key)});
        bad(files, files.key, "or one with a passphrase; store the key without a passphrase");
    }
    void testKeyOfAnotherCertificate() {
        const CertificateFiles files = write({made_.chain, makeCertificate().key});
        bad(files, files.key, "is not the key of the certificate in " + files.chain.string());
    }
    // On the day that a certificate expired, the server could no longer be started.
    void testCertificateOutOfItsTimeIsAcceptedAndReported() {
        const std::time_t now = std::time(nullptr);
        const auto problem = [&](const Made& made) {
            std::vector<std::string> faults;
            const auto certificate = readCertificate(write(made), faults);
            CPPUNIT_ASSERT(certificate && faults.empty());
            return dateProblem(validityOf(*certificate), now);
        };
        CPPUNIT_ASSERT(
            problem(makeCertificate({.fromDay = -9, .toDay = -1})).starts_with("the certificate expired on 20"));
        CPPUNIT_ASSERT(
            problem(makeCertificate({.fromDay = 2, .toDay = 9})).starts_with("the certificate is not valid before 20"));
        CPPUNIT_ASSERT_EQUAL(std::string(), problem(made_));
    }
    void testCertificateWithoutAName() {
        for (const auto* names : {"", "email:a@b.example"}) {
            const CertificateFiles files = write(makeCertificate({.names = names}));
            bad(files, files.chain, "contains no name (subjectAltName)");
        }
    }
    void testCertificateForAnAddressIsTaken() { good(write(makeCertificate({.names = "IP:127.0.0.1"}))); }
    void testShortKeyIsRefused() {
        const CertificateFiles files = write(makeCertificate({.rsaBits = 1024}));
        bad(files, files.chain, "key too small");
        good(write(makeCertificate({.rsaBits = 2048})));
    }
    void testAllFaultsAreReportedAtOnce() {
        const CertificateFiles nameless = write(makeCertificate({.names = ""}), perms(0644));
        const CertificateFiles missing{"/nowhere/a.pem", "/nowhere/a.key"};
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, faultsOf({nameless, missing}).size());
    }
    void testNoCertificateAtAllIsAFault() { CPPUNIT_ASSERT_EQUAL(std::size_t{1}, faultsOf({}).size()); }

    portico::test::ScratchDir dir_;
    Made made_ = makeCertificate();
};

CPPUNIT_TEST_SUITE_REGISTRATION(TlsCertificateTest);

} // namespace
