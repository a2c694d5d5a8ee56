// SPDX-License-Identifier: Apache-2.0
// Checks whether the certificates are valid, and for how long. Credentials from systemd are visible only while the service runs.
#include "host/doctor/examine_machine.h"
#include "host/process/certificates.h"
#include "host/process/refusal.h"

#include <algorithm>

namespace portico::host {

namespace {

constexpr std::time_t day = 24L * 60 * 60;

// Programs that renew certificates do so when a third of their lifetime is left: thirty of ninety days.
std::time_t soon(const http::wire::Validity& validity) {
    return std::min<std::time_t>(20 * day, (validity.until - validity.from) / 4);
}

Finding judge(const std::string& file, const http::wire::Validity& validity, std::time_t now) {
    if (const std::string problem = http::wire::dateProblem(validity, now); !problem.empty())
        return {Verdict::Bad, "certificates", file + ": " + problem + ". It is served, but clients refuse it",
                validity.from > now ? "timedatectl status" : "certbot renew; systemctl restart portico.service"};
    const std::time_t left = validity.until - now;
    const std::string days = std::to_string(std::max<std::time_t>(left, 0) / day) + " days";
    if (left < soon(validity))
        return {Verdict::Notice, "certificates", file + " expires in " + days + " and has not been renewed",
                "certbot renew; systemctl restart portico.service"};
    return {Verdict::Good, "certificates", file + " can be used for " + days};
}

} // namespace

void examineCertificates(Findings& findings, const config::Settings& settings, const config::Environment& environment,
                         std::time_t now) {
    if (settings.list("tls.certificates").empty() && settings.list("server.listen_tls").empty()) return;
    std::vector<std::string> faults;
    try {
        for (const http::wire::CertificateFiles& files : certificateFiles(settings, environment))
            if (const auto certificate = http::wire::readCertificate(files, faults))
                findings.push_back(judge(files.chain.string(), http::wire::validityOf(*certificate), now));
    } catch (const Refusal& refusal) {
        faults = refusal.reasons();
    }
    for (const std::string& fault : faults)
        findings.push_back({Verdict::Bad, "certificates", fault,
                            "after fixing it: systemctl restart portico.service; portico doctor"});
}

} // namespace portico::host
