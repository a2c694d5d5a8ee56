// SPDX-License-Identifier: Apache-2.0
// The certificates of a server and their selection by name.
#include "http/wire/tls/tls.h"

#include "http/syntax/address/host_header.h"
#include "http/syntax/message/header_field.h"
#include "http/wire/tls/tls_channel.h"
#include "http/wire/tls/tls_context.h"

#include <utility>

#include <openssl/err.h>

namespace portico::http::wire {

namespace {

std::string joined(const std::vector<std::string>& sentences) {
    std::string all;
    for (const std::string& sentence : sentences) all += (all.empty() ? "" : "\n") + sentence;
    return all;
}

// As in the maps: lower case, without the trailing dot of the DNS root.
std::string plain(std::string_view name) {
    if (name.ends_with('.')) name.remove_suffix(1);
    return syntax::inLowerCase(name);
}

} // namespace

BadCertificates::BadCertificates(std::vector<std::string> sentences)
    : std::runtime_error(joined(sentences)), sentences_(std::move(sentences)) {}

std::shared_ptr<const Tls> Tls::load(const std::vector<CertificateFiles>& files,
                                     const std::vector<std::filesystem::path>& authorities) {
    auto tls = std::make_shared<Tls>(Private{});
    std::vector<std::string> faults;
    const Authorities forClients = readAuthorities(authorities, faults);
    if (files.empty()) faults.emplace_back("TLS needs a certificate; set tls.certificates");
    for (const CertificateFiles& pair : files) tls->add(pair, forClients, faults);
    if (!faults.empty()) throw BadCertificates(std::move(faults));
    return tls;
}

void Tls::add(const CertificateFiles& files, const Authorities& authorities, std::vector<std::string>& faults) {
    const std::optional<Certificate> certificate = readCertificate(files, faults);
    if (!certificate) return;
    std::string why;
    SslContext context = makeContext(*certificate, authorities, why);
    if (!context) {
        faults.push_back(files.chain.string() + ": OpenSSL rejects this certificate: " + why +
                         "; have one issued for a new key (EC P-256, or RSA of 2048 bits)");
        return;
    }
    SSL_CTX_set_tlsext_servername_callback(context.get(), chooseCertificate);
    SSL_CTX_set_tlsext_servername_arg(context.get(), this);
    for (const std::string& name : certificate->names) // the first certificate with a name keeps it
        name.starts_with("*.") ? wildcard_.emplace(name.substr(1), contexts_.size())
                               : exact_.emplace(name, contexts_.size());
    contexts_.push_back(std::move(context));
    dates_.emplace_back(files.chain.string(), validityOf(*certificate));
}

std::vector<std::string> Tls::dateProblems(std::time_t now) const {
    std::vector<std::string> problems;
    for (const auto& [file, validity] : dates_)
        if (const std::string problem = dateProblem(validity, now); !problem.empty())
            problems.push_back(file + ": " + problem);
    return problems;
}

// RFC 6125 section 6.4.3: an exact name precedes a wildcard, which stands for exactly one label, the leftmost.
std::optional<Tls::Number> Tls::find(std::string_view name) const {
    const std::string wanted = plain(name);
    if (const auto found = exact_.find(wanted); found != exact_.end()) return found->second;
    const std::size_t dot = wanted.find('.');
    if (dot == std::string::npos || dot == 0) return std::nullopt;
    const auto found = wildcard_.find(std::string_view(wanted).substr(dot));
    return found == wildcard_.end() ? std::nullopt : std::optional(found->second);
}

bool Tls::serves(std::string_view serverName, std::string_view host) const {
    const auto wanted = syntax::parseHost(host);
    if (!wanted || wanted->kind != syntax::Host::Kind::Name) return true; // admit handles an invalid one
    const std::optional<Number> number = find(wanted->name);
    return !number || *number == find(serverName).value_or(0);
}

// OpenSSL calls this during a handshake: it must not throw.
int Tls::chooseCertificate(SSL* connection, int*, void* self) {
    const Tls& tls = *static_cast<const Tls*>(self);
    const char* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    try {
        const Number number = name == nullptr ? 0 : tls.find(name).value_or(0);
        return SSL_set_SSL_CTX(connection, tls.contexts_[number].get()) != nullptr ? SSL_TLSEXT_ERR_OK
                                                                                   : SSL_TLSEXT_ERR_ALERT_FATAL;
    } catch (const std::bad_alloc&) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
}

Handshakes Tls::handshakes() const noexcept {
    Handshakes all;
    for (const SslContext& context : contexts_)
        all += {SSL_CTX_sess_accept(context.get()), SSL_CTX_sess_accept_good(context.get()),
                SSL_CTX_sess_hits(context.get())};
    return all;
}

std::unique_ptr<Channel> Tls::accept(int socket) const {
    ERR_clear_error();
    SslConnection connection(SSL_new(contexts_.front().get()));
    if (!connection || SSL_set_fd(connection.get(), socket) != 1) return nullptr;
    SSL_set_accept_state(connection.get());
    return std::make_unique<TlsChannel>(std::move(connection), shared_from_this());
}

} // namespace portico::http::wire
