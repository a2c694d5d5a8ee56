// SPDX-License-Identifier: Apache-2.0
// The certificates that a server has, and who gets which. Immutable: a reload makes a new one, and connections keep theirs.
// How TLS is spoken is said by tls_context.h, how bytes move by tls_channel.h.
#pragma once

#include "http/wire/channel.h"
#include "http/wire/tls_certificate.h"

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http::wire {

// Every fault of every certificate, a sentence each; what() has them all.
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
    // The first certificate is for clients that name no host, or one that none is for. Throws BadCertificates.
    static std::shared_ptr<const Tls> load(const std::vector<CertificateFiles>& files);

    explicit Tls(Private) {}
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;

    // Of each certificate that has expired or is not valid yet at `now`, a sentence that names its file. Clients refuse such a one.
    std::vector<std::string> dateProblems(std::time_t now) const;

    // For a new connection, a socket that does not block and stays the caller's; null if there is no memory for it.
    std::unique_ptr<Channel> accept(int socket) const;

    // False: `host`, as it stands in the Host header, is the business of another certificate than the one that a client got
    // who asked for `serverName`. The answer to that is 421.
    bool serves(std::string_view serverName, std::string_view host) const;

private:
    using Number = std::size_t; // in contexts_

    void add(const CertificateFiles& files, std::vector<std::string>& faults);
    std::optional<Number> find(std::string_view name) const;
    static int chooseCertificate(SSL* connection, int* alert, void* self);

    std::vector<SslContext> contexts_;
    std::vector<std::pair<std::string, Validity>> dates_; // by file
    std::map<std::string, Number, std::less<>> exact_;    // "www.example.org"
    std::map<std::string, Number, std::less<>> wildcard_; // ".example.org" of "*.example.org"
};

} // namespace portico::http::wire
