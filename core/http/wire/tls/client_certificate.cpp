// SPDX-License-Identifier: Apache-2.0
// Certificates of clients.
#include "http/wire/tls/client_certificate.h"

#include "http/wire/tls/pem_text.h"

#include <algorithm>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace portico::http::wire {

namespace {

constexpr long mostChainBytes = 16384;              // that a client may send; OpenSSL's default is 100 KiB
constexpr unsigned char sessionOwner[] = "portico"; // OpenSSL resumes no session with a certificate without such a name

void readFrom(const std::filesystem::path& file, Authorities& authorities, std::vector<std::string>& faults) {
    const auto fault = [&](const std::string& what) { faults.push_back(file.string() + ": " + what); };
    const PemText text(file);
    if (!text.problem().empty())
        return fault("these certificates cannot be read: " + text.problem() +
                     "; tls.client_ca must name files that the server's user may read");
    for (const config::PolicyViolation& found : text.violations(config::FileUse::settings)) fault(found.text());
    const MemoryReader reader = text.reader();
    const std::size_t before = authorities.size();
    while (X509* authority = PEM_read_bio_X509(reader.get(), nullptr, PemText::noPassphrase, nullptr))
        authorities.emplace_back(authority);
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE || authorities.size() == before)
        fault("contains no PEM certificate, or a damaged one; tls.client_ca must name files with the certificates "
              "(-----BEGIN CERTIFICATE-----) of the authorities that issue those of clients");
    ERR_clear_error();
}

std::string derOf(const X509* certificate) {
    const int size = i2d_X509(certificate, nullptr);
    std::string der(static_cast<std::size_t>(std::max(size, 0)), '\0');
    auto* to = reinterpret_cast<unsigned char*>(der.data());
    if (size > 0) i2d_X509(certificate, &to);
    return der;
}

// In UTF-8; control characters and the separators within a value are escaped.
std::string subjectOf(const X509* certificate) {
    const MemoryReader memory(BIO_new(BIO_s_mem()));
    if (!memory) throw std::bad_alloc();
    X509_NAME_print_ex(memory.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

} // namespace

Authorities readAuthorities(const std::vector<std::filesystem::path>& files, std::vector<std::string>& faults) {
    Authorities authorities;
    for (const std::filesystem::path& file : files) readFrom(file, authorities, faults);
    return authorities;
}

// A file may name an authority without the one above it: that one's other certificates are then not accepted.
bool askForCertificate(SSL_CTX* context, const Authorities& authorities) {
    X509_STORE* const store = SSL_CTX_get_cert_store(context);
    const auto accept = [&](const X509Certificate& one) {
        return X509_STORE_add_cert(store, one.get()) == 1 && SSL_CTX_add_client_CA(context, one.get()) == 1;
    };
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_max_cert_list(context, mostChainBytes);
    return std::ranges::all_of(authorities, accept) &&
           X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN) == 1 &&
           SSL_CTX_set_session_id_context(context, sessionOwner, sizeof sessionOwner - 1) == 1;
}

void describeClient(const SSL* connection, TlsDetails& details) {
    const X509* const client = SSL_get0_peer_certificate(connection);
    if (client == nullptr || SSL_get_verify_result(connection) != X509_V_OK) return;
    details.certificate = derOf(client);
    details.subject = subjectOf(client);
}

} // namespace portico::http::wire
