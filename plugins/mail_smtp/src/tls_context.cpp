// SPDX-License-Identifier: Apache-2.0
// OpenSSL decides, in the handshake. Poco's own checks are not relied on: its callback asks the process-wide SSLManager, where any
// code may register a handler that ignores errors; it compares names only in blocking mode, and not for a host that resolves to
// this machine unless told so; and for an address it may ask DNS about the names in the certificate.
#include "tls_context.h"

#include <Poco/Net/IPAddress.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <portico/error.hpp>

namespace mail_smtp {

namespace {

using Poco::Net::Context;

Context::Ptr loaded(const std::string& caFile) {
    try {
        return new Context(Context::TLS_CLIENT_USE, caFile, Context::VERIFY_STRICT, 9, caFile.empty(), "DEFAULT");
    } catch (const Poco::Exception& error) {
        throw portico::Error(PORTICO_INVALID, "plugins.mail_smtp.ca_file: " + error.displayText());
    }
}

bool expect(X509_VERIFY_PARAM* parameters, const std::string& server) {
    Poco::Net::IPAddress address;
    if (Poco::Net::IPAddress::tryParse(server, address))
        return X509_VERIFY_PARAM_set1_ip_asc(parameters, server.c_str()) == 1;
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return X509_VERIFY_PARAM_set1_host(parameters, server.c_str(), server.size()) == 1;
}

} // namespace

Context::Ptr tlsContext(const std::string& server, const std::string& caFile) {
    Context::Ptr context = loaded(caFile);
    SSL_CTX* ssl = context->sslContext();
    SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER, nullptr); // instead of Poco's callback
    if (SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION) != 1 || !expect(SSL_CTX_get0_param(ssl), server))
        throw portico::Error(PORTICO_FAILED, "OpenSSL cannot verify the name of the mail server");
    return context;
}

} // namespace mail_smtp
