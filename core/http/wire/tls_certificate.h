// SPDX-License-Identifier: Apache-2.0
// A certificate, those that issued it and its key, read from PEM files and judged. What would give the key away, and what no client
// could use, is a fault. Its dates are not: they change by themselves, and a server with an expired certificate still serves. Which
// certificate a client gets is asked of tls.h.
#pragma once

#include "http/wire/tls_handle.h"

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace portico::http::wire {

struct CertificateFiles {
    std::filesystem::path chain; // the server's own certificate, then those that issued it
    std::filesystem::path key;   // of the first one; without a passphrase
};

struct Certificate {
    X509Certificate own;
    std::vector<X509Certificate> issuers;
    PrivateKey key;
    std::vector<std::string> names; // DNS names in lower case, some with "*." in front
};

struct Validity {
    std::time_t from, until;
};
Validity validityOf(const Certificate& certificate);

// Empty while `now` is within. Otherwise a whole clause: "the certificate expired on ...; renew it".
std::string dateProblem(const Validity& validity, std::time_t now);

// None if there is a fault; each is a sentence that names the file, says what is wrong and what to do.
std::optional<Certificate> readCertificate(const CertificateFiles& files, std::vector<std::string>& faults);

} // namespace portico::http::wire
