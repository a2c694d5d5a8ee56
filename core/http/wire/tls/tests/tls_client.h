// SPDX-License-Identifier: Apache-2.0
// A TLS client controlled by a test, step by step in the test's own thread. Its output is kept until the test passes a number of
// bytes to a socket pair, at whose other end is the channel under test.
#pragma once

#include "http/wire/channel/channel.h"
#include "http/wire/tls/tls.h"
#include "http/wire/tls/tls_handle.h"
#include "support/scratch_dir.h"
#include "test_certificate.h"

#include <memory>
#include <string>
#include <vector>

namespace portico::http::wire::test {

// The certificates of a test server. The first is the default. `authorities`: PEM, for certificates of clients.
std::shared_ptr<const Tls> tlsWith(const std::vector<Wanted>& certificates, const std::string& authorities = {});

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
    std::string serverName = "site.example"; // empty: sends none
    std::string protocols = "\x08http/1.1";  // ALPN in wire format; empty: offers none
    int newest = 0;                          // the highest version, such as TLS1_2_VERSION; 0: the default
    std::string ciphers = {};                // for TLS 1.2
    Made certificate = {};                   // of the client; empty: it sends none
};

class TlsClient {
public:
    TlsClient(int socket, const ClientOptions& options = {});

    // One step: reads and writes what it can. Passes up to `most` bytes to the socket, and takes all bytes from it.
    void step(std::size_t most = std::string::npos);

    void say(std::string_view bytes) { toSay_ += bytes; }
    void leave(); // close_notify
    bool talks() const { return SSL_is_init_finished(connection_.get()) == 1; }
    bool wasLeft() const { return (SSL_get_shutdown(connection_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
    std::size_t waiting() const { return sending_.size(); } // bytes not yet passed to the socket

    std::string heard;                    // decrypted
    std::string received;                 // all bytes as received from the socket
    std::string certificateNames() const; // "DNS:a, DNS:b"
    std::string version() const { return SSL_get_version(connection_.get()); }
    std::string protocol() const;
    int reason = 0; // OpenSSL's reason code of the first error
    SSL* connection() { return connection_.get(); }

private:
    void talk();
    void use(const Made& certificate);

    int socket_;
    SslContext context_;
    SslConnection connection_;
    std::string toSay_, sending_;
};

} // namespace portico::http::wire::test
