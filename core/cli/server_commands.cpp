// SPDX-License-Identifier: Apache-2.0
// `portico serve`, `check`, `routes` and `config show`.
#include "cli/server_commands.h"

#include "cli/host_options.h"
#include "cli/json_text.h"
#include "config/show.h"
#include "host/host.h"
#include "host/setup.h"

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace portico::cli {

namespace {

int serve(const Invocation& invocation) {
    host::Options options = hostOptions(invocation);
    options.program = "/proc/self/exe";
    options.forDevelopers = invocation.has("dev");
    host::serve(options, [](const std::vector<std::string>& addresses) {
        for (const std::string& address : addresses) std::cout << "serving " << address << '\n';
        std::cout.flush();
    });
    return Done;
}

int check(const Invocation& invocation) {
    const host::Checked checked = host::check(hostOptions(invocation));
    for (const std::string& warning : checked.warnings) std::cerr << "portico: warning: " << warning << '\n';
    std::cout << "the configuration is good: " << checked.plugins << " plugins would start"
              << (checked.refused == 0 ? "" : ", " + std::to_string(checked.refused) + " refused") << '\n';
    return Done;
}

void printRoute(const http::Target& target) {
    std::cout << std::left << std::setw(8) << target.method << std::setw(28) << target.path << ' ' << std::setw(14)
              << target.guardText << ' ' << std::setw(16) << target.plugin << ' ' << target.summary << '\n';
}

void printRouteJson(const http::Target& target, bool last) {
    std::cout << "  {\"method\": " << jsonText(target.method) << ", \"path\": " << jsonText(target.path)
              << ", \"guard\": " << jsonText(target.guardText) << ", \"plugin\": " << jsonText(target.plugin)
              << ", \"summary\": " << jsonText(target.summary) << (last ? "}\n" : "},\n");
}

int routes(const Invocation& invocation) {
    std::vector<http::Target> targets = host::routes(hostOptions(invocation));
    std::sort(targets.begin(), targets.end(),
              [](const auto& a, const auto& b) { return std::tie(a.path, a.method) < std::tie(b.path, b.method); });
    if (invocation.has("json")) {
        std::cout << "[\n";
        for (const http::Target& target : targets) printRouteJson(target, &target == &targets.back());
        std::cout << "]\n";
    } else {
        for (const http::Target& target : targets) printRoute(target);
    }
    return Done;
}

int configShow(const Invocation& invocation) {
    const host::Setup setup = host::setUp(hostOptions(invocation));
    for (const std::string& warning : setup.warnings) std::cerr << "portico: warning: " << warning << '\n';
    std::cout << (invocation.has("json") ? config::showJson(setup.settings)
                                         : config::showToml(setup.settings, invocation.has("origin")));
    return Done;
}

int version(const Invocation&) {
    std::cout << "portico " PORTICO_VERSION ", plugin ABI " << PORTICO_ABI_MAJOR << '.' << PORTICO_ABI_MINOR << '\n';
    return Done;
}

} // namespace

std::vector<Command> serverCommands() {
    const Option json{"json", "", "Print JSON."};
    return {
        {"serve", "", 0, 0, "Serve until SIGTERM or Ctrl-C.",
         withHostOptions(
             {{"dev", "", "Take on every change at once and show reasons in the browser; on loopback only."}}),
         serve},
        {"check", "", 0, 0, "Check configuration and plugins; serve nothing.", withHostOptions({}), check},
        {"routes", "", 0, 0, "List what is served, by whom, for whom.", withHostOptions({json}), routes},
        {"config show", "", 0, 0, "Print the configuration in force, secrets hidden.",
         withHostOptions({{"origin", "", "Say where each value comes from."}, json}), configShow},
        {"version", "", 0, 0, "Print the versions of the program and of the plugin ABI.", {}, version},
    };
}

} // namespace portico::cli
