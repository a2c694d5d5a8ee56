// SPDX-License-Identifier: Apache-2.0
// Certificates made by a test for itself, signed by their own key: none is kept in the tree, and none is trusted by anybody.
#pragma once

#include <string>

namespace portico::http::wire::test {

struct Wanted {
    std::string names = "DNS:site.example"; // as OpenSSL writes subjectAltName; empty: no such extension
    long fromDay = -1, toDay = 30;          // from today
    unsigned rsaBits = 0;                   // 0: a key on the curve P-256
};

struct Made {
    std::string chain, key; // PEM
};

Made makeCertificate(const Wanted& wanted = {});

// The key again, under a passphrase.
std::string withPassphrase(const std::string& key);

} // namespace portico::http::wire::test
