// SPDX-License-Identifier: Apache-2.0
// Owning handles for OpenSSL's objects.
#pragma once

#include <memory>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace portico::http::wire {

template <auto freeing>
struct TlsFree {
    template <typename T>
    void operator()(T* object) const noexcept {
        freeing(object);
    }
};

using SslContext = std::unique_ptr<SSL_CTX, TlsFree<SSL_CTX_free>>;
using SslConnection = std::unique_ptr<SSL, TlsFree<SSL_free>>;
using X509Certificate = std::unique_ptr<X509, TlsFree<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, TlsFree<EVP_PKEY_free>>;
using AlternativeNames = std::unique_ptr<GENERAL_NAMES, TlsFree<GENERAL_NAMES_free>>;
using MemoryReader = std::unique_ptr<BIO, TlsFree<BIO_free_all>>;

} // namespace portico::http::wire
