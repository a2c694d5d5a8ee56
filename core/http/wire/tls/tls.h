// SPDX-License-Identifier: Apache-2.0
// The certificates of a server and their selection by name. Immutable: a reload creates a new object, and existing connections
// keep theirs. tls_context.h configures TLS; tls_channel.h moves the bytes.
#pragma once

#include "http/wire/channel/channel.h"
#include "http/wire/tls/client_certificate.h"
#include "http/wire/tls/handshakes.h"
#include "http/wire/tls/tls_certificate.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http::wire {

// All faults of all certificates, one sentence each; what() contains all of them.
class BadCertificates : public std::runtime_error {
public:
    explicit BadCertificates(std::vector<std::string> sentences);
    const std::vector<std::string>& sentences() const noexcept { return sentences_; }

private:
    std::vector<std::string> sentences_;
};

class Tls : public std::enable_shared_from_this<Tls> {
    struct Private {};

public:
    // The first certificate is for clients that send no name, or a name that no certificate has. With `authorities`, PEM files,
    // clients are asked for a certificate that one of these has issued. Throws BadCertificates.
    static std::shared_ptr<const Tls> load(const std::vector<CertificateFiles>& files,
                                           const std::vector<std::filesystem::path>& authorities = {});

    explicit Tls(Private) {}
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;

    // One sentence for each certificate that is expired or not yet valid at `now`, with its file. Clients reject such
    // certificates.
    std::vector<std::string> dateProblems(std::time_t now) const;

    // Creates the TLS state of a new connection on a non-blocking socket, which the caller still owns. Null if there is no
    // memory.
    std::unique_ptr<Channel> accept(int socket) const;

    // Of all connections with these certificates. Any thread.
    Handshakes handshakes() const noexcept;

    // False if `host`, as in the Host header, belongs to another certificate than the one that a client with this `serverName`
    // received. The answer is then 421.
    bool serves(std::string_view serverName, std::string_view host) const;

private:
    using Number = std::size_t; // index in contexts_

    void add(const CertificateFiles& files, const Authorities& authorities, std::vector<std::string>& faults);
    std::optional<Number> find(std::string_view name) const;
    static int chooseCertificate(SSL* connection, int* alert, void* self);

    std::vector<SslContext> contexts_;
    std::vector<std::pair<std::string, Validity>> dates_; // by file
    std::map<std::string, Number, std::less<>> exact_;    // "www.example.org"
    std::map<std::string, Number, std::less<>> wildcard_; // ".example.org" of "*.example.org"
};

} // namespace portico::http::wire
