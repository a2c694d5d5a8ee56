// SPDX-License-Identifier: Apache-2.0
// Reads PEM files into a certificate that can be served, or reports all faults.
#include "http/wire/tls/tls_certificate.h"

#include "http/syntax/message/header_field.h"
#include "http/wire/tls/pem_text.h"

#include <array>
#include <ctime>
#include <string_view>
#include <system_error>
#include <utility>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace portico::http::wire {

namespace {

// 0 if it is not a valid time.
std::time_t secondsOf(const ASN1_TIME* time) {
    std::tm parts{};
    return ASN1_TIME_to_tm(time, &parts) == 1 ? ::timegm(&parts) : 0;
}

std::string day(std::time_t time) {
    std::tm parts{};
    std::array<char, 32> text{};
    ::gmtime_r(&time, &parts);
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts)};
}

std::string lowerCase(const ASN1_STRING* text) {
    return syntax::inLowerCase({reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                static_cast<std::size_t>(ASN1_STRING_length(text))});
}

// Reads and checks one pair of files. Continues after a fault where that is useful.
class Reading {
public:
    Reading(const CertificateFiles& files, std::vector<std::string>& faults) : files_(files), faults_(faults) {}

    std::optional<Certificate> take() {
        const std::size_t before = faults_.size();
        readChain();
        readKey();
        if (read_.own) judge();
        ERR_clear_error();
        if (faults_.size() > before) return std::nullopt;
        return std::move(read_);
    }

private:
    void fault(const std::filesystem::path& file, const std::string& what) {
        faults_.push_back(file.string() + ": " + what);
    }

    void violations(const std::filesystem::path& file, const PemText& text, config::FileUse what) {
        for (const config::PolicyViolation& found : text.violations(what)) fault(file, found.text());
    }

    void readChain() {
        const PemText text(files_.chain);
        if (!text.problem().empty())
            return fault(files_.chain, "this certificate cannot be read: " + text.problem() +
                                           "; tls.certificates must name files that the server's user may read");
        violations(files_.chain, text, config::FileUse::settings);
        const MemoryReader reader = text.reader();
        read_.own.reset(PEM_read_bio_X509_AUX(reader.get(), nullptr, PemText::noPassphrase, nullptr));
        if (!read_.own)
            return fault(files_.chain, "contains no PEM certificate; the file must contain the server's certificate "
                                       "(-----BEGIN CERTIFICATE-----), followed by its issuers");
        while (X509* issuer = PEM_read_bio_X509(reader.get(), nullptr, PemText::noPassphrase, nullptr))
            read_.issuers.emplace_back(issuer);
        if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
            fault(files_.chain, "certificate number " + std::to_string(read_.issuers.size() + 2) +
                                    " in this file is damaged; copy it again");
    }

    void readKey() {
        const PemText text(files_.key);
        if (!text.problem().empty())
            return fault(files_.key, "this key cannot be read: " + text.problem() +
                                         "; tls.keys must name files that the server's user may read");
        violations(files_.key, text, config::FileUse::secret);
        read_.key.reset(PEM_read_bio_PrivateKey(text.reader().get(), nullptr, PemText::noPassphrase, nullptr));
        if (!read_.key)
            fault(files_.key,
                  "contains no PEM private key, or one with a passphrase; store the key without a passphrase");
    }

    void judge() {
        takeNames();
        if (read_.key && X509_check_private_key(read_.own.get(), read_.key.get()) != 1)
            fault(files_.key, "is not the key of the certificate in " + files_.chain.string() +
                                  "; tls.keys must be in the order of tls.certificates, and the server's certificate "
                                  "must be the first in its file");
    }

    // RFC 6125: only subject alternative names count, not the common name.
    void takeNames() {
        const AlternativeNames all(
            static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(read_.own.get(), NID_subject_alt_name, nullptr, nullptr)));
        bool address = false;
        for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
            const GENERAL_NAME* name = sk_GENERAL_NAME_value(all.get(), i);
            address = address || name->type == GEN_IPADD;
            if (name->type == GEN_DNS) read_.names.push_back(lowerCase(name->d.dNSName));
        }
        if (read_.names.empty() && !address)
            fault(files_.chain, "the certificate contains no name (subjectAltName), so clients reject it; have one "
                                "issued for the names of the site");
    }

    const CertificateFiles& files_;
    std::vector<std::string>& faults_;
    Certificate read_;
};

} // namespace

Validity validityOf(const Certificate& certificate) {
    return {secondsOf(X509_get0_notBefore(certificate.own.get())),
            secondsOf(X509_get0_notAfter(certificate.own.get()))};
}

std::string dateProblem(const Validity& validity, std::time_t now) {
    if (validity.until < now) return "the certificate expired on " + day(validity.until) + "; renew it";
    if (validity.from > now)
        return "the certificate is not valid before " + day(validity.from) +
               "; if that date has passed, correct this machine's clock";
    return {};
}

std::optional<Certificate> readCertificate(const CertificateFiles& files, std::vector<std::string>& faults) {
    return Reading(files, faults).take();
}

} // namespace portico::http::wire
