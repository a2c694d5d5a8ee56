// SPDX-License-Identifier: Apache-2.0
// Certificates created by a test.
#include "test_certificate.h"

#include "http/wire/tls/tls_handle.h"

#include <stdexcept>

#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace portico::http::wire::test {

namespace {

void must(bool good) {
    if (!good) throw std::runtime_error("OpenSSL would not make a certificate for the test");
}

std::string textOf(BIO* memory) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string pemOf(X509* certificate) {
    const MemoryReader memory(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return textOf(memory.get());
}

std::string pemOf(EVP_PKEY* key, const EVP_CIPHER* cipher = nullptr, const char* passphrase = nullptr) {
    const MemoryReader memory(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_PKCS8PrivateKey(memory.get(), key, cipher, passphrase, passphrase == nullptr ? 0 : 4, nullptr,
                                       nullptr) == 1);
    return textOf(memory.get());
}

void addNames(X509* certificate, const std::string& names) {
    if (names.empty()) return;
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

} // namespace

Made makeCertificate(const Wanted& wanted) {
    const PrivateKey key(wanted.rsaBits == 0 ? EVP_EC_gen("P-256") : EVP_RSA_gen(wanted.rsaBits));
    const X509Certificate made(X509_new());
    must(key && made && X509_set_version(made.get(), X509_VERSION_3) == 1);
    must(ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1) == 1);
    must(X509_time_adj_ex(X509_getm_notBefore(made.get()), static_cast<int>(wanted.fromDay), 0, nullptr) != nullptr);
    must(X509_time_adj_ex(X509_getm_notAfter(made.get()), static_cast<int>(wanted.toDay), 0, nullptr) != nullptr);
    X509_NAME* name = X509_get_subject_name(made.get());
    must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("a test"), -1, -1,
                                    0) == 1);
    must(X509_set_issuer_name(made.get(), name) == 1 && X509_set_pubkey(made.get(), key.get()) == 1);
    addNames(made.get(), wanted.names);
    must(X509_sign(made.get(), key.get(), EVP_sha256()) > 0);
    return {pemOf(made.get()), pemOf(key.get())};
}

std::string withPassphrase(const std::string& key) {
    const MemoryReader reader(BIO_new_mem_buf(key.data(), static_cast<int>(key.size())));
    const PrivateKey read(PEM_read_bio_PrivateKey(reader.get(), nullptr, nullptr, nullptr));
    must(read != nullptr);
    return pemOf(read.get(), EVP_aes_256_cbc(), "pass");
}

} // namespace portico::http::wire::test
