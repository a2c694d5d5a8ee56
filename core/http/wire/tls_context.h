// SPDX-License-Identifier: Apache-2.0
// What Portico speaks as TLS: versions, ciphers, protocols. The one place where that is decided; the same for every
// certificate.
#pragma once

#include "http/wire/tls_certificate.h"

#include <string>

namespace portico::http::wire {

// Null, with OpenSSL's reason in `why`, for a certificate that it refuses (a key that is too short).
SslContext makeContext(const Certificate& certificate, std::string& why);

} // namespace portico::http::wire
