// SPDX-License-Identifier: Apache-2.0
// Certificates of clients: the authorities whose certificates are accepted (tls.client_ca), and what a verified one says. Draws
// no conclusion about the user: a plugin may.
#pragma once

#include "http/wire/channel/channel.h"
#include "http/wire/tls/tls_handle.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::http::wire {

using Authorities = std::vector<X509Certificate>;

// All certificates of these PEM files. Each fault is a sentence with the file, the fault and the remedy.
Authorities readAuthorities(const std::vector<std::filesystem::path>& files, std::vector<std::string>& faults);

// Asks every client for a certificate. A client may send none; if it sends one that no authority has issued for clients, or an
// expired one, the handshake fails. False if there is no memory.
bool askForCertificate(SSL_CTX* context, const Authorities& authorities);

// Fills in certificate and subject if the client sent a certificate. Throws only std::bad_alloc.
void describeClient(const SSL* connection, TlsDetails& details);

} // namespace portico::http::wire
