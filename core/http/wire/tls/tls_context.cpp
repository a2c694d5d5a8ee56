// SPDX-License-Identifier: Apache-2.0
// The TLS configuration: Mozilla's "intermediate" profile of 2025 without its finite-field groups.
#include "http/wire/tls/tls_context.h"

#include <algorithm>
#include <string_view>

#include <openssl/err.h>

namespace portico::http::wire {

namespace {

// All have forward secrecy and authentication: the client may choose, and one without AES hardware chooses ChaCha20.
constexpr const char* ciphersOfTls12 = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                                       "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                                       "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* groups = "X25519:P-256";
constexpr std::string_view protocols[] = {"\x08http/1.1", "\x08http/1.0"}; // in order of preference

// The list consists of names, each preceded by its length.
bool offers(std::string_view list, std::string_view protocol) noexcept {
    while (!list.empty()) {
        const std::string_view one = list.substr(0, static_cast<unsigned char>(list.front()) + std::size_t{1});
        if (one == protocol) return true;
        list.remove_prefix(one.size());
    }
    return false;
}

// RFC 7301 section 3.2: a client that offers protocols but none of ours gets the alert no_application_protocol, so that bytes of
// one protocol are never taken for another's. A client that offers none is assumed to speak HTTP.
int chooseProtocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                   unsigned int length, void*) {
    const std::string_view list(reinterpret_cast<const char*>(offered), length);
    for (const std::string_view protocol : protocols) {
        if (!offers(list, protocol)) continue;
        *chosen = reinterpret_cast<const unsigned char*>(protocol.data()) + 1;
        *size = static_cast<unsigned char>(protocol.size() - 1);
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool setPolicy(SSL_CTX* context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Only busy clients keep buffers, and a partial write counts as progress.
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1); // one system call per record instead of two
    // Clients keep sessions as tickets: in the server they would be memory that any client can fill.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_cipher_list(context, ciphersOfTls12) == 1 && SSL_CTX_set1_groups_list(context, groups) == 1;
}

bool setCertificate(SSL_CTX* context, const Certificate& certificate) {
    return SSL_CTX_use_certificate(context, certificate.own.get()) == 1 &&
           std::ranges::all_of(
               certificate.issuers,
               [&](const auto& issuer) { return SSL_CTX_add1_chain_cert(context, issuer.get()) == 1; }) &&
           SSL_CTX_use_PrivateKey(context, certificate.key.get()) == 1;
}

} // namespace

SslContext makeContext(const Certificate& certificate, const Authorities& authorities, std::string& why) {
    ERR_clear_error();
    SslContext context(SSL_CTX_new(TLS_server_method()));
    if (context && setPolicy(context.get()) && setCertificate(context.get(), certificate) &&
        (authorities.empty() || askForCertificate(context.get(), authorities)))
        return context;
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    why = reason == nullptr ? "no reason given" : reason;
    ERR_clear_error();
    return nullptr;
}

} // namespace portico::http::wire
