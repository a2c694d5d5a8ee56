// SPDX-License-Identifier: Apache-2.0
// The only place that decides versions, ciphers and protocols of TLS. They are the same for every certificate.
#pragma once

#include "http/wire/tls/client_certificate.h"
#include "http/wire/tls/tls_certificate.h"

#include <string>

namespace portico::http::wire {

// With `authorities`, clients are asked for a certificate. Null if OpenSSL rejects the certificate (for example, its key is too short); `why` receives OpenSSL's reason.
SslContext makeContext(const Certificate& certificate, const Authorities& authorities, std::string& why);

} // namespace portico::http::wire
