// SPDX-License-Identifier: Apache-2.0
// A TLS client controlled by a test.
#include "tls_client.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace portico::http::wire::test {

std::shared_ptr<const Tls> tlsWith(const std::vector<Wanted>& certificates, const std::string& authorities) {
    const portico::test::ScratchDir dir;
    std::vector<CertificateFiles> files;
    for (const Wanted& wanted : certificates) {
        const Made made = makeCertificate(wanted);
        const std::string number = std::to_string(files.size());
        files.push_back({dir.write(number + ".pem", made.chain), dir.write(number + ".key", made.key)});
        std::filesystem::permissions(files.back().key, std::filesystem::perms(0600));
    }
    if (authorities.empty()) return Tls::load(files);
    return Tls::load(files, {dir.write("clients.pem", authorities)});
}

Sockets::Sockets() {
    ::signal(SIGPIPE, SIG_IGN); // as the server does at the start
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends_) != 0)
        throw std::runtime_error("no pair of sockets");
}

Sockets::~Sockets() {
    closeClient();
    ::close(ends_[1]);
}

void Sockets::closeClient() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
}

TlsClient::TlsClient(int socket, const ClientOptions& options)
    : socket_(socket), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_.get(), 0); // allows it to offer what the server must refuse
    SSL_CTX_set_min_proto_version(context_.get(), 0);
    SSL_CTX_set_max_proto_version(context_.get(), options.newest);
    if (!options.ciphers.empty()) SSL_CTX_set_cipher_list(context_.get(), options.ciphers.c_str());
    if (!options.certificate.chain.empty()) use(options.certificate);
    connection_.reset(SSL_new(context_.get()));
    SSL_set_bio(connection_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem())); // the connection now owns them
    if (!options.serverName.empty()) SSL_set_tlsext_host_name(connection_.get(), options.serverName.c_str());
    if (!options.protocols.empty())
        SSL_set_alpn_protos(connection_.get(), reinterpret_cast<const unsigned char*>(options.protocols.data()),
                            static_cast<unsigned>(options.protocols.size()));
    SSL_set_connect_state(connection_.get());
}

void TlsClient::use(const Made& certificate) {
    const auto reader = [](const std::string& text) {
        return MemoryReader(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    };
    const X509Certificate own(PEM_read_bio_X509(reader(certificate.chain).get(), nullptr, nullptr, nullptr));
    const PrivateKey key(PEM_read_bio_PrivateKey(reader(certificate.key).get(), nullptr, nullptr, nullptr));
    SSL_CTX_use_certificate(context_.get(), own.get());
    SSL_CTX_use_PrivateKey(context_.get(), key.get());
}

void TlsClient::talk() {
    ERR_clear_error();
    std::array<char, 4096> bytes{};
    std::size_t moved = 0;
    while (SSL_read_ex(connection_.get(), bytes.data(), bytes.size(), &moved) == 1) heard.append(bytes.data(), moved);
    while (!toSay_.empty() && SSL_write_ex(connection_.get(), toSay_.data(), toSay_.size(), &moved) == 1)
        toSay_.erase(0, moved);
    if (reason == 0) reason = ERR_GET_REASON(ERR_peek_error());
    ERR_clear_error();
    while (const int got = BIO_read(SSL_get_wbio(connection_.get()), bytes.data(), static_cast<int>(bytes.size()))) {
        if (got < 0) break;
        sending_.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

void TlsClient::step(std::size_t most) {
    std::array<char, 65536> bytes{};
    for (ssize_t got = 0; (got = ::recv(socket_, bytes.data(), bytes.size(), 0)) > 0;) {
        received.append(bytes.data(), static_cast<std::size_t>(got));
        BIO_write(SSL_get_rbio(connection_.get()), bytes.data(), static_cast<int>(got));
    }
    talk();
    const ssize_t sent = ::send(socket_, sending_.data(), std::min(most, sending_.size()), MSG_NOSIGNAL);
    if (sent > 0) sending_.erase(0, static_cast<std::size_t>(sent));
}

void TlsClient::leave() {
    SSL_shutdown(connection_.get());
    talk();
}

std::string TlsClient::certificateNames() const {
    const X509* certificate = SSL_get0_peer_certificate(connection_.get());
    if (certificate == nullptr) return "";
    const MemoryReader memory(BIO_new(BIO_s_mem()));
    const int at = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1);
    X509V3_EXT_print(memory.get(), X509_get_ext(certificate, at), 0, 0);
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string TlsClient::protocol() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(connection_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
}

} // namespace portico::http::wire::test
