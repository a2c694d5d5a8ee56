// SPDX-License-Identifier: Apache-2.0
// Certificates of clients: who is admitted, and what the server knows of them.
#include "tls_client.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <utility>

#include <openssl/err.h>

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

namespace {

class ClientCertificateTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ClientCertificateTest);
    CPPUNIT_TEST(testServerWithoutAuthoritiesAsksForNoCertificate);
    CPPUNIT_TEST(testCertificateOfAnAuthorityIsKnown);
    CPPUNIT_TEST(testClientWithoutACertificateIsServed);
    CPPUNIT_TEST(testCertificateOfAnybodyElseIsRefused);
    CPPUNIT_TEST(testExpiredCertificateIsRefused);
    CPPUNIT_TEST(testCertificateIsKnownAfterATicket);
    CPPUNIT_TEST(testVersionAndCipherAreNamed);
    CPPUNIT_TEST(testFaultsOfAuthoritiesNameTheFile);
    CPPUNIT_TEST_SUITE_END();

    struct Outcome {
        TlsDetails details;
        bool ended = false, resumed = false;
        SSL_SESSION* session = nullptr;
    };

    static Outcome meet(const std::shared_ptr<const Tls>& tls, const ClientOptions& options,
                        SSL_SESSION* session = nullptr) {
        const Sockets sockets;
        const std::unique_ptr<Channel> channel = tls->accept(sockets.server());
        TlsClient client(sockets.client(), options);
        if (session != nullptr) SSL_set_session(client.connection(), session);
        std::array<char, 64> bytes{};
        Outcome outcome;
        for (int i = 0; i < 10; ++i) {
            client.step();
            if (channel->read(bytes).state == Io::Ended) outcome.ended = true;
        }
        outcome.resumed = SSL_session_reused(client.connection()) == 1;
        outcome.session = SSL_get1_session(client.connection());
        SSL_set_shutdown(client.connection(), SSL_SENT_SHUTDOWN); // otherwise OpenSSL does not resume the session
        if (!outcome.ended) outcome.details = channel->tlsDetails();
        return outcome;
    }
    static Outcome meetOnce(const std::shared_ptr<const Tls>& tls, const ClientOptions& options) {
        Outcome outcome = meet(tls, options);
        SSL_SESSION_free(std::exchange(outcome.session, nullptr));
        return outcome;
    }

    void testServerWithoutAuthoritiesAsksForNoCertificate() {
        const Outcome met = meetOnce(tlsWith({{}}), {.certificate = ada_});
        CPPUNIT_ASSERT(!met.ended && met.details.certificate.empty() && met.details.subject.empty());
    }
    void testCertificateOfAnAuthorityIsKnown() {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
            for (const auto* name : {"site.example", "other.example"}) {
                const Outcome met = meetOnce(tls_, {.serverName = name, .newest = version, .certificate = ada_});
                CPPUNIT_ASSERT(!met.ended);
                CPPUNIT_ASSERT_EQUAL("CN=a test"s, met.details.subject);
                CPPUNIT_ASSERT_EQUAL("\x30\x82"s, met.details.certificate.substr(0, 2)); // a DER sequence
            }
    }
    void testClientWithoutACertificateIsServed() {
        const Outcome met = meetOnce(tls_, {});
        CPPUNIT_ASSERT(!met.ended && met.details.certificate.empty() && met.details.subject.empty());
    }
    void testCertificateOfAnybodyElseIsRefused() {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
            for (const auto* name : {"site.example", "other.example"})
                CPPUNIT_ASSERT(
                    meetOnce(tls_, {.serverName = name, .newest = version, .certificate = makeCertificate()}).ended);
    }
    void testExpiredCertificateIsRefused() {
        const Made expired = makeCertificate({.fromDay = -30, .toDay = -1});
        CPPUNIT_ASSERT(meetOnce(tlsWith({{}}, expired.chain), {.certificate = expired}).ended);
    }
    void testCertificateIsKnownAfterATicket() {
        const Outcome first = meet(tls_, {.newest = TLS1_2_VERSION, .certificate = ada_});
        const Outcome again = meet(tls_, {.newest = TLS1_2_VERSION, .certificate = ada_}, first.session);
        CPPUNIT_ASSERT(again.resumed && !again.ended);
        CPPUNIT_ASSERT_EQUAL(first.details.certificate, again.details.certificate);
        SSL_SESSION_free(first.session);
        SSL_SESSION_free(again.session);
    }
    void testVersionAndCipherAreNamed() {
        const TlsDetails newest = meetOnce(tlsWith({{}}), {}).details;
        CPPUNIT_ASSERT_EQUAL("TLSv1.3"s, std::string(newest.version));
        CPPUNIT_ASSERT(newest.cipher.starts_with("TLS_"));
        const TlsDetails older =
            meetOnce(tlsWith({{}}), {.newest = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256"}).details;
        CPPUNIT_ASSERT_EQUAL("TLSv1.2"s, std::string(older.version));
        CPPUNIT_ASSERT_EQUAL("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"s, std::string(older.cipher));
    }
    void testFaultsOfAuthoritiesNameTheFile() {
        const portico::test::ScratchDir dir;
        std::vector<std::string> faults;
        CPPUNIT_ASSERT(
            readAuthorities({dir.write("empty.pem", "nothing"), dir.path() / "missing.pem"}, faults).empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, faults.size());
        CPPUNIT_ASSERT(faults[0].find("empty.pem: contains no PEM certificate") != std::string::npos);
        CPPUNIT_ASSERT(faults[1].find("missing.pem: these certificates cannot be read") != std::string::npos);
        faults.clear();
        CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                             readAuthorities({dir.write("two.pem", ada_.chain + ada_.chain)}, faults).size());
        CPPUNIT_ASSERT(faults.empty());
        readAuthorities({dir.write("cut.pem", ada_.chain + ada_.chain.substr(0, 200))}, faults);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, faults.size());
    }

    const Made ada_ = makeCertificate({.names = ""}); // self-signed, so that it is its own authority
    const std::shared_ptr<const Tls> tls_ = tlsWith({{}, {.names = "DNS:other.example"}}, ada_.chain);
};

CPPUNIT_TEST_SUITE_REGISTRATION(ClientCertificateTest);

} // namespace
