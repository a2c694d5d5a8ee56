// SPDX-License-Identifier: Apache-2.0
// The text of a PEM file, overwritten when it is no longer needed, because it may be a key.
#pragma once

#include "config/text_file.h"
#include "http/wire/tls/tls_handle.h"

#include <filesystem>
#include <string>
#include <vector>

#include <openssl/crypto.h>

namespace portico::http::wire {

class PemText {
public:
    explicit PemText(const std::filesystem::path& file) : read_(config::readTextFile(file)) {}
    ~PemText() { OPENSSL_cleanse(read_.text.data(), read_.text.size()); }
    PemText(const PemText&) = delete;
    PemText& operator=(const PemText&) = delete;

    const std::string& problem() const { return read_.problem; }
    std::vector<config::PolicyViolation> violations(config::FileUse what) const { return read_.violations(what); }
    MemoryReader reader() const {
        return MemoryReader(BIO_new_mem_buf(read_.text.data(), static_cast<int>(read_.text.size())));
    }

    // Replaces OpenSSL's passphrase prompt on the terminal.
    static int noPassphrase(char*, int, int, void*) { return -1; }

private:
    config::TextFile read_;
};

} // namespace portico::http::wire
