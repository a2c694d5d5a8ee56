// SPDX-License-Identifier: Apache-2.0
// A TLS client that does what a test says, step by step and in the test's own thread: what it wants to say is kept until the test
// lets so many bytes of it through a pair of sockets, at whose other end is the channel under test.
#pragma once

#include "http/wire/channel.h"
#include "http/wire/tls.h"
#include "http/wire/tls_handle.h"
#include "support/scratch_dir.h"
#include "test_certificate.h"

#include <memory>
#include <string>
#include <vector>

namespace portico::http::wire::test {

// The certificates of a server, made for a test. The first is the default.
std::shared_ptr<const Tls> tlsWith(const std::vector<Wanted>& certificates);

class Sockets {
public:
    Sockets();
    ~Sockets();
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;
    int client() const { return ends_[0]; }
    int server() const { return ends_[1]; }
    void closeClient();

private:
    int ends_[2] = {-1, -1};
};

struct ClientOptions {
    std::string serverName = "site.example"; // empty: asks for none
    std::string protocols = "\x08http/1.1";  // ALPN as on the wire; empty: offers none
    int newest = 0;                          // a version such as TLS1_2_VERSION; 0: whatever there is
    std::string ciphers = {};                // of TLS 1.2
};

class TlsClient {
public:
    TlsClient(int socket, const ClientOptions& options = {});

    // One step: what was received is read, what is to be said is said. Up to `most` bytes pass to the socket, all that came
    // is taken from it.
    void step(std::size_t most = std::string::npos);

    void say(std::string_view bytes) { toSay_ += bytes; }
    void leave(); // close_notify
    bool talks() const { return SSL_is_init_finished(connection_.get()) == 1; }
    bool wasLeft() const { return (SSL_get_shutdown(connection_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
    std::size_t waiting() const { return sending_.size(); } // bytes for the socket

    std::string heard;                    // decrypted
    std::string received;                 // as it came from the socket, all of it
    std::string certificateNames() const; // "DNS:a, DNS:b"
    std::string version() const { return SSL_get_version(connection_.get()); }
    std::string protocol() const;
    int reason = 0; // of the first error, as OpenSSL counts them
    SSL* connection() { return connection_.get(); }

private:
    void talk();

    int socket_;
    SslContext context_;
    SslConnection connection_;
    std::string toSay_, sending_;
};

} // namespace portico::http::wire::test
