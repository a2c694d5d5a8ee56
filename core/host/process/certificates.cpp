// SPDX-License-Identifier: Apache-2.0
// Finds and loads the configured certificates.
#include "host/process/certificates.h"

#include "host/process/refusal.h"

#include <string_view>
#include <utility>

namespace portico::host {

namespace {

constexpr std::string_view credential = "credential:";
// Where systemd puts the credentials; for commands that run outside of the service.
constexpr const char* ofService = "/run/credentials/portico.service";

// Turns configured names into files.
class Folder {
public:
    Folder(const config::Settings& settings, const config::Environment& environment) : settings_(settings) {
        const auto found = environment.find("CREDENTIALS_DIRECTORY");
        std::error_code ignored; // the folder may be inaccessible
        if (found != environment.end())
            credentials_ = found->second;
        else if (std::filesystem::is_directory(ofService, ignored))
            credentials_ = ofService;
    }

    std::filesystem::path file(const std::string& named, std::string_view key) {
        if (!named.starts_with(credential)) return named;
        if (credentials_.empty())
            faults_.push_back(settings_.origin(key) + ": " + std::string(key) + " names \"" + named +
                              "\", but this process has no credentials; add LoadCredential=" +
                              named.substr(credential.size()) + ":FILE to the service, or name a file");
        return credentials_ / named.substr(credential.size());
    }

    std::vector<std::string>& faults() { return faults_; }

private:
    const config::Settings& settings_;
    std::filesystem::path credentials_;
    std::vector<std::string> faults_;
};

std::vector<std::filesystem::path> authorityFiles(const config::Settings& settings,
                                                  const config::Environment& environment) {
    Folder folder(settings, environment);
    std::vector<std::filesystem::path> files;
    for (const std::string& named : settings.list("tls.client_ca"))
        files.push_back(folder.file(named, "tls.client_ca"));
    if (!folder.faults().empty()) throw Refusal(std::move(folder.faults()));
    return files;
}

} // namespace

std::vector<http::wire::CertificateFiles> certificateFiles(const config::Settings& settings,
                                                           const config::Environment& environment) {
    Folder folder(settings, environment);
    const config::List& chains = settings.list("tls.certificates");
    const config::List& keys = settings.list("tls.keys");
    if (chains.empty())
        folder.faults().push_back(
            settings.origin("server.listen_tls") +
            ": server.listen_tls needs a certificate; name its file in tls.certificates and that of "
            "its key in tls.keys");
    else if (chains.size() != keys.size())
        folder.faults().push_back(settings.origin("tls.certificates") + ": there are " + std::to_string(chains.size()) +
                                  " tls.certificates and " + std::to_string(keys.size()) +
                                  " tls.keys; name one key for each certificate, in the same order");
    std::vector<http::wire::CertificateFiles> files;
    for (std::size_t i = 0; i < std::min(chains.size(), keys.size()); ++i)
        files.push_back({folder.file(chains[i], "tls.certificates"), folder.file(keys[i], "tls.keys")});
    if (!folder.faults().empty()) throw Refusal(std::move(folder.faults()));
    return files;
}

std::shared_ptr<const http::wire::Tls> certificatesFrom(const config::Settings& settings,
                                                        const config::Environment& environment, bool wanted) {
    if (!wanted && settings.list("server.listen_tls").empty()) return nullptr;
    const std::vector<http::wire::CertificateFiles> files = certificateFiles(settings, environment);
    const std::vector<std::filesystem::path> authorities = authorityFiles(settings, environment);
    try {
        return http::wire::Tls::load(files, authorities);
    } catch (const http::wire::BadCertificates& bad) {
        throw Refusal(bad.sentences());
    }
}

} // namespace portico::host
