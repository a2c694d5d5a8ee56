// SPDX-License-Identifier: Apache-2.0
// Handshakes: which certificate each client gets, and which protocols are accepted.
#include "http/wire/tls/current_tls.h"
#include "tls_client.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

#include <openssl/err.h>

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

namespace {

// One client and its channel.
class Meeting {
public:
    Meeting(const std::shared_ptr<const Tls>& tls, const ClientOptions& options)
        : channel(tls->accept(sockets_.server())), client(sockets_.client(), options) {
        std::array<char, 64> bytes{};
        for (int i = 0; i < 10; ++i) {
            client.step();
            if (channel->read(bytes).state == Io::Ended) ended = true;
        }
    }

private:
    Sockets sockets_;

public:
    std::unique_ptr<Channel> channel;
    TlsClient client;
    bool ended = false;
};

class TlsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TlsTest);
    CPPUNIT_TEST(testNewestVersionIsSpoken);
    CPPUNIT_TEST(testTls12IsSpoken);
    CPPUNIT_TEST(testOlderVersionsAreRefused);
    CPPUNIT_TEST(testWeakCiphersAreRefused);
    CPPUNIT_TEST(testClientWithoutAesMayChooseChacha);
    CPPUNIT_TEST(testEachNameGetsItsCertificate);
    CPPUNIT_TEST(testUnknownAndNoNameGetTheFirstCertificate);
    CPPUNIT_TEST(testNameIsKnownInAnySpelling);
    CPPUNIT_TEST(testWildcardStandsForOneLabel);
    CPPUNIT_TEST(testExactNameStandsBeforeAWildcard);
    CPPUNIT_TEST(testOnlyHttp11IsChosen);
    CPPUNIT_TEST(testOtherProtocolsAreRefused);
    CPPUNIT_TEST(testClientMayOfferNoProtocol);
    CPPUNIT_TEST(testHostOfAnotherCertificateIsNotServed);
    CPPUNIT_TEST(testConnectionOutlivesItsReplacement);
    CPPUNIT_TEST(testClientMayComeBackWithATicket);
    CPPUNIT_TEST(testHandshakesAreCountedAlsoAfterAReload);
    CPPUNIT_TEST_SUITE_END();

    std::string namesFor(const std::string& serverName, int newest = 0) {
        Meeting met(tls_, {.serverName = serverName, .newest = newest});
        CPPUNIT_ASSERT_MESSAGE(serverName, met.client.talks());
        CPPUNIT_ASSERT_EQUAL(serverName, std::string(met.channel->serverName()));
        return met.client.certificateNames();
    }
    void refused(const ClientOptions& options, int reason) {
        Meeting met(tls_, options);
        CPPUNIT_ASSERT(met.ended && !met.client.talks());
        CPPUNIT_ASSERT_EQUAL(reason, met.client.reason);
    }

    void testNewestVersionIsSpoken() {
        const Meeting met(tls_, {});
        CPPUNIT_ASSERT_EQUAL("TLSv1.3"s, met.client.version());
        CPPUNIT_ASSERT(met.channel->secure());
    }
    void testTls12IsSpoken() {
        Meeting met(tls_, {.newest = TLS1_2_VERSION});
        CPPUNIT_ASSERT(met.client.talks());
        CPPUNIT_ASSERT_EQUAL("TLSv1.2"s, met.client.version());
        CPPUNIT_ASSERT(SSL_get_secure_renegotiation_support(met.client.connection()) == 1);
    }
    void testOlderVersionsAreRefused() {
        refused({.newest = TLS1_1_VERSION}, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION);
        refused({.newest = TLS1_VERSION}, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION);
    }
    void testWeakCiphersAreRefused() {
        for (const auto* ciphers : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"})
            refused({.newest = TLS1_2_VERSION, .ciphers = ciphers}, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE);
    }
    void testClientWithoutAesMayChooseChacha() {
        Meeting met(
            tls_, {.newest = TLS1_2_VERSION, .ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256"});
        CPPUNIT_ASSERT_EQUAL("ECDHE-ECDSA-CHACHA20-POLY1305"s, std::string(SSL_get_cipher(met.client.connection())));
    }
    void testEachNameGetsItsCertificate() {
        for (const int version : {0, TLS1_2_VERSION}) {
            CPPUNIT_ASSERT_EQUAL("DNS:site.example, DNS:www.site.example"s, namesFor("site.example", version));
            CPPUNIT_ASSERT_EQUAL("DNS:site.example, DNS:www.site.example"s, namesFor("www.site.example", version));
            CPPUNIT_ASSERT_EQUAL("DNS:other.example"s, namesFor("other.example", version));
        }
    }
    void testUnknownAndNoNameGetTheFirstCertificate() {
        for (const auto* name : {"", "nobody.example", "example", "localhost"})
            CPPUNIT_ASSERT_EQUAL("DNS:site.example, DNS:www.site.example"s, namesFor(name));
    }
    void testNameIsKnownInAnySpelling() { CPPUNIT_ASSERT_EQUAL("DNS:other.example"s, namesFor("Other.EXAMPLE")); }
    void testWildcardStandsForOneLabel() {
        CPPUNIT_ASSERT_EQUAL("DNS:*.Wild.example"s, namesFor("a.wild.example"));
        for (const auto* name : {"wild.example", "a.b.wild.example", ".wild.example"})
            CPPUNIT_ASSERT_EQUAL("DNS:site.example, DNS:www.site.example"s, namesFor(name));
    }
    void testExactNameStandsBeforeAWildcard() {
        CPPUNIT_ASSERT_EQUAL("DNS:exact.wild.example"s, namesFor("exact.wild.example"));
    }
    void testOnlyHttp11IsChosen() {
        CPPUNIT_ASSERT_EQUAL("http/1.1"s, Meeting(tls_, {}).client.protocol());
        CPPUNIT_ASSERT_EQUAL("http/1.1"s, Meeting(tls_, {.protocols = "\x02h2\x08http/1.1"}).client.protocol());
        CPPUNIT_ASSERT_EQUAL("http/1.0"s, Meeting(tls_, {.protocols = "\x08http/1.0"}).client.protocol());
        CPPUNIT_ASSERT_EQUAL("http/1.1"s, Meeting(tls_, {.protocols = "\x08http/1.0\x08http/1.1"}).client.protocol());
    }
    void testOtherProtocolsAreRefused() {
        for (const auto* protocols : {"\x02h2", "\x08http/0.9", "\x07http/1.", "\x09http/1.1x"})
            refused({.protocols = protocols}, SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL);
    }
    void testClientMayOfferNoProtocol() {
        Meeting met(tls_, {.protocols = ""});
        CPPUNIT_ASSERT(met.client.talks() && met.client.protocol().empty());
    }
    void testHostOfAnotherCertificateIsNotServed() {
        CPPUNIT_ASSERT(tls_->serves("site.example", "site.example"));
        CPPUNIT_ASSERT(tls_->serves("site.example", "WWW.site.example:8443"));
        CPPUNIT_ASSERT(tls_->serves("a.wild.example", "b.wild.example."));
        CPPUNIT_ASSERT(tls_->serves("site.example", "unknown.example"));
        CPPUNIT_ASSERT(tls_->serves("other.example", "127.0.0.1:1"));
        CPPUNIT_ASSERT(tls_->serves("", "site.example"));
        CPPUNIT_ASSERT(tls_->serves("unknown.example", "site.example"));
        CPPUNIT_ASSERT(!tls_->serves("site.example", "other.example"));
        CPPUNIT_ASSERT(!tls_->serves("site.example", "OTHER.example.:443"));
        CPPUNIT_ASSERT(!tls_->serves("other.example", "site.example"));
        CPPUNIT_ASSERT(!tls_->serves("", "a.wild.example"));
    }
    void testConnectionOutlivesItsReplacement() {
        const Sockets sockets;
        std::shared_ptr<const Tls> old = tlsWith({{.names = "DNS:old.example"}});
        const std::unique_ptr<Channel> channel = old->accept(sockets.server());
        old.reset();
        TlsClient client(sockets.client(), {.serverName = "old.example"});
        std::array<char, 64> bytes{};
        for (int i = 0; i < 5; ++i) {
            client.step();
            channel->read(bytes);
        }
        CPPUNIT_ASSERT_EQUAL("DNS:old.example"s, client.certificateNames());
    }
    void testHandshakesAreCountedAlsoAfterAReload() {
        CurrentTls current(tlsWith({{}}));
        Meeting(current.get(), {.serverName = "www.example.org"});
        Meeting(current.get(), {.newest = TLS1_1_VERSION}); // is refused
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, current.handshakes().begun);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, current.handshakes().completed);
        current.publish(tlsWith({{}}));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, current.handshakes().begun);
        Meeting(current.get(), {});
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, current.handshakes().begun);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, current.handshakes().completed);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, current.handshakes().resumed);
    }
    void testClientMayComeBackWithATicket() {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            Meeting first(tls_, {.newest = version});
            SSL_SESSION* session = SSL_get1_session(first.client.connection());
            const Sockets sockets;
            const std::unique_ptr<Channel> channel = tls_->accept(sockets.server());
            TlsClient again(sockets.client(), {.newest = version});
            SSL_set_session(again.connection(), session);
            SSL_SESSION_free(session);
            std::array<char, 64> bytes{};
            for (int i = 0; i < 5; ++i) {
                again.step();
                channel->read(bytes);
            }
            CPPUNIT_ASSERT(SSL_session_reused(again.connection()) == 1);
            CPPUNIT_ASSERT_EQUAL("site.example"s, std::string(channel->serverName()));
        }
    }

    std::shared_ptr<const Tls> tls_ = tlsWith({{.names = "DNS:site.example, DNS:www.site.example"},
                                               {.names = "DNS:other.example"},
                                               {.names = "DNS:*.Wild.example"},
                                               {.names = "DNS:exact.wild.example"}});
};

CPPUNIT_TEST_SUITE_REGISTRATION(TlsTest);

} // namespace
