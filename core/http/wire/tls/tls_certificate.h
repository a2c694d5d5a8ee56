// SPDX-License-Identifier: Apache-2.0
// Reads a certificate, its issuers and its key from PEM files and checks them. A file that would reveal the key, or a certificate
// that no client could use, is a fault. An invalid date is not, because time alone causes it and a server with an expired
// certificate still serves. tls.h selects the certificate for a client.
#pragma once

#include "http/wire/tls/tls_handle.h"

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace portico::http::wire {

struct CertificateFiles {
    std::filesystem::path chain; // the server's certificate, followed by its issuers
    std::filesystem::path key;   // the key of the server's certificate, without a passphrase
};

struct Certificate {
    X509Certificate own;
    std::vector<X509Certificate> issuers;
    PrivateKey key;
    std::vector<std::string> names; // DNS names in lower case; some begin with "*."
};

struct Validity {
    std::time_t from, until;
};
Validity validityOf(const Certificate& certificate);

// Empty if `now` is within the period. Otherwise a clause: "the certificate expired on ...; renew it".
std::string dateProblem(const Validity& validity, std::time_t now);

// Empty if there is a fault. Each fault is a sentence with the file, the fault and the remedy.
std::optional<Certificate> readCertificate(const CertificateFiles& files, std::vector<std::string>& faults);

} // namespace portico::http::wire
