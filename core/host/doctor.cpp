// SPDX-License-Identifier: Apache-2.0
// Looks at an installation, one subject after the other.
#include "host/doctor.h"

#include "host/control_client.h"
#include "host/examine_machine.h"
#include "host/host.h"
#include "host/refusal.h"
#include "host/setup.h"
#include "host/stores.h"

#include <Poco/JSON/Parser.h>

#include <ctime>
#include <functional>
#include <optional>

namespace portico::host {

namespace {

// What throws has been found, too.
void guarded(Findings& findings, const std::string& subject, const std::string& remedy,
             const std::function<void()>& look) {
    try {
        look();
    } catch (const Refusal& refusal) {
        for (const std::string& reason : refusal.reasons()) findings.push_back({Verdict::Bad, subject, reason, remedy});
    } catch (const std::exception& error) {
        findings.push_back({Verdict::Bad, subject, error.what(), remedy});
    }
}

// Nothing if no server runs.
std::optional<std::vector<std::string>> servedAddresses(const std::filesystem::path& control) {
    const std::optional<std::string> answer = askServer(control, "status");
    if (!answer) return std::nullopt;
    std::vector<std::string> served;
    const auto status = Poco::JSON::Parser().parse(*answer).extract<Poco::JSON::Object::Ptr>();
    if (const auto list = status->getArray("addresses"))
        for (const auto& address : *list) served.push_back(address.convert<std::string>());
    return served;
}

void examinePlugins(Findings& findings, const Options& options) {
    guarded(findings, "plugins", "portico plugins list", [&] {
        const Checked checked = check(options);
        for (const std::string& warning : checked.warnings)
            findings.push_back({Verdict::Notice, "plugins", warning, "portico plugins list"});
        findings.push_back({Verdict::Good, "plugins", std::to_string(checked.plugins) + " would start"});
    });
}

void examineProxies(Findings& findings, const config::Settings& settings) {
    for (const std::string& range : settings.list("server.trusted_proxies"))
        if (range.ends_with("/0"))
            findings.push_back({Verdict::Bad, "proxies",
                                settings.origin("server.trusted_proxies") + ": " + range +
                                    " trusts everybody: any client can choose the address that it comes from",
                                "name the addresses of your proxies in server.trusted_proxies"});
    if (!settings.list("server.trusted_proxies").empty() && settings.string("server.public_url").empty())
        findings.push_back({Verdict::Notice, "proxies",
                            "there is a proxy, and server.public_url does not say what it is reached as",
                            "set server.public_url, for example to \"https://www.example.org\""});
}

void examineUsers(Findings& findings, const Options& options) {
    guarded(findings, "users", "portico plugins list", [&] {
        Stores stores(options);
        bool any = false, administrator = false;
        stores.users().list([&](const User& user) {
            any = true;
            administrator =
                administrator || (!user.disabled && (" " + user.roles + " ").find(" admin ") != std::string::npos);
            return !administrator;
        });
        if (administrator)
            findings.push_back({Verdict::Good, "users", "there is an administrator"});
        else
            findings.push_back({Verdict::Notice, "users", any ? "nobody has the role admin" : "there is no user yet",
                                "portico user add --admin NAME@HOST"});
    });
}

} // namespace

std::vector<Finding> examine(const Options& options) {
    Findings findings;
    guarded(findings, "configuration", "portico check", [&] {
        const Setup setup = setUp(options);
        for (const std::string& warning : setup.warnings)
            findings.push_back({Verdict::Notice, "configuration", warning, "portico config show --origin"});
        findings.push_back({Verdict::Good, "configuration", "it can be read"});
        const config::Settings& settings = setup.settings;
        examineFiles(findings, settings.path("state.directory"));
        examineCertificates(findings, settings, options.sources.environment, std::time(nullptr));
        examinePlugins(findings, options);
        guarded(findings, "addresses", "systemctl status portico.service",
                [&] { examineAddresses(findings, settings, servedAddresses(settings.path("server.control"))); });
        examineProxies(findings, settings);
        examineUsers(findings, options);
        examineClock(findings);
        examineDisk(findings, settings.path("state.directory"));
    });
    return findings;
}

} // namespace portico::host
