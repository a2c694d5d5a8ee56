// SPDX-License-Identifier: Apache-2.0
// Self-signed certificates created by a test, so that the source tree contains none and none is trusted.
#pragma once

#include <string>

namespace portico::http::wire::test {

struct Wanted {
    std::string names = "DNS:site.example"; // in OpenSSL's syntax of subjectAltName; empty: no such extension
    long fromDay = -1, toDay = 30;          // days relative to today
    unsigned rsaBits = 0;                   // 0: a P-256 key
};

struct Made {
    std::string chain, key; // PEM
};

Made makeCertificate(const Wanted& wanted = {});

// The key with a passphrase.
std::string withPassphrase(const std::string& key);

} // namespace portico::http::wire::test
