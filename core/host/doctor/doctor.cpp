// SPDX-License-Identifier: Apache-2.0
// Examines an installation, one subject after the other.
#include "host/doctor/doctor.h"

#include "host/control/control_client.h"
#include "host/doctor/examine_machine.h"
#include "host/generation/setup.h"
#include "host/generation/stores.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"
#include "host/trial/preview.h"

#include <unistd.h>

#include <ctime>
#include <functional>
#include <optional>
#include <set>

namespace portico::host {

namespace {

// Turns exceptions into findings.
void reportFailure(Findings& findings, const std::string& subject, const std::string& remedy,
                   const std::function<void()>& look) {
    try {
        look();
    } catch (const Refusal& refusal) {
        for (const std::string& reason : refusal.reasons()) findings.push_back({Verdict::Bad, subject, reason, remedy});
    } catch (const std::exception& error) {
        findings.push_back({Verdict::Bad, subject, sentenceOf(error), remedy});
    }
}

struct RunningServer {
    pid_t process = 0;
    std::vector<std::string> addresses{};
    std::vector<std::string> notices{}; // about the setup, from requests
};

// Nothing if no server runs.
std::optional<RunningServer> runningServer(const config::Settings& settings) {
    const std::optional<std::string> answer = askServer(controlTarget(settings), "status");
    if (!answer) return std::nullopt;
    const base::Json status = parsedAnswer(*answer);
    return RunningServer{static_cast<pid_t>(status.number("pid")), status.texts("addresses"), status.texts("notices")};
}

void examineServer(Findings& findings, const config::Settings& settings) {
    const std::optional<RunningServer> server = runningServer(settings);
    examineAddresses(findings, settings, server ? std::optional(server->addresses) : std::nullopt);
    examineDescriptors(findings, settings, server ? server->process : 0);
    if (!server) return;
    for (const std::string& notice : server->notices)
        findings.push_back({Verdict::Notice, "requests", notice, "portico config show --origin"});
}

// Returns the plugins that must not be loaded into this process.
std::set<std::string> examinePlugins(Findings& findings, const Options& options) {
    std::set<std::string> bad;
    reportFailure(findings, "plugins", "portico plugins list", [&] {
        const Preview foreseen = preview(options);
        const auto tell = [&](Verdict verdict, const std::vector<std::string>& sentences) {
            for (const std::string& sentence : sentences)
                findings.push_back({verdict, "plugins", sentence, "portico plugins list"});
        };
        tell(Verdict::Notice, foreseen.warnings);
        tell(Verdict::Bad, foreseen.leftOut);
        tell(Verdict::Bad, foreseen.faults);
        if (foreseen.faults.empty())
            findings.push_back({Verdict::Good, "plugins", std::to_string(foreseen.used()) + " would start"});
        for (const InstalledPlugin& plugin : foreseen.plugins)
            if (plugin.isRefused()) bad.insert(plugin.id);
    });
    return bad;
}

void examineProxies(Findings& findings, const config::Settings& settings) {
    for (const std::string& range : settings.list("server.trusted_proxies"))
        if (range.ends_with("/0"))
            findings.push_back({Verdict::Bad, "proxies",
                                settings.origin("server.trusted_proxies") + ": " + range +
                                    " trusts everyone: any client can claim any address",
                                "name the addresses of your proxies in server.trusted_proxies"});
    if (settings.string("server.public_url").starts_with("https:") && settings.list("server.trusted_proxies").empty() &&
        settings.list("server.listen_tls").empty() && settings.list("tls.certificates").empty())
        findings.push_back(
            {Verdict::Notice, "proxies",
             settings.origin("server.public_url") +
                 ": server.public_url is https, but the server does not serve TLS and no proxy is trusted: "
                 "every request from this machine is treated as coming through the proxy, with cookies "
                 "for https only, and the addresses of clients are unknown",
             "set server.trusted_proxies to the addresses of your proxies"});
    if (!settings.list("server.trusted_proxies").empty() && settings.string("server.public_url").empty())
        findings.push_back({Verdict::Notice, "proxies",
                            "a proxy is trusted, but server.public_url does not say under which URL clients reach it",
                            "set server.public_url, for example to \"https://www.example.org\""});
}

void examineUsers(Findings& findings, const Options& options, const std::set<std::string>& bad) {
    reportFailure(findings, "users", "portico plugins list", [&] {
        Stores stores(options, bad);
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
    reportFailure(findings, "configuration", "portico check", [&] {
        const Setup setup = setUp(options);
        for (const std::string& warning : setup.warnings)
            findings.push_back({Verdict::Notice, "configuration", warning, "portico config show --origin"});
        findings.push_back({Verdict::Good, "configuration", "it can be read"});
        const config::Settings& settings = setup.settings;
        examineFiles(findings, settings.path("state.directory"));
        examineCache(findings, settings.path("plugins.cache"), ::geteuid());
        examineCertificates(findings, settings, options.sources.environment, std::time(nullptr));
        const std::set<std::string> bad = examinePlugins(findings, options);
        reportFailure(findings, "addresses", "systemctl status portico.service",
                      [&] { examineServer(findings, settings); });
        examineProxies(findings, settings);
        examineUsers(findings, options, bad);
        examineClock(findings);
        examineDisk(findings, settings.path("state.directory"));
    });
    return findings;
}

} // namespace portico::host
