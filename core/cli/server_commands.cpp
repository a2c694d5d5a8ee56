// SPDX-License-Identifier: Apache-2.0
// `portico serve`, `check`, `routes` and `config show`.
#include "cli/commands.h"

#include "base/json_string.h"
#include "cli/counted.h"
#include "cli/host_options.h"
#include "cli/method_column.h"
#include "config/show.h"
#include "host/generation/setup.h"
#include "host/host.h"

#include <portico/abi.h>

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace portico::cli {

namespace {

using Route = host::ProbeReport::Route;

int serve(const Invocation& invocation) {
    host::Options options = hostOptions(invocation);
    options.forDevelopers = invocation.has("dev");
    host::serve(options, [](const std::vector<std::string>& addresses) {
        for (const std::string& address : addresses) std::cout << "serving " << address << '\n';
        std::cout.flush();
    });
    return Done;
}

// Plugins and pages that are left out while the rest is served.
void tellLeftOut(const host::Preview& foreseen) {
    for (const std::string& sentence : foreseen.leftOut) std::cerr << "portico: left out: " << sentence << '\n';
}

int checkConfiguration(const Invocation& invocation) {
    const host::Preview checked = host::check(hostOptions(invocation));
    for (const std::string& warning : checked.warnings) std::cerr << "portico: warning: " << warning << '\n';
    tellLeftOut(checked);
    std::cout << (checked.leftOut.empty() ? "the configuration is good: " : "the server would start: ")
              << counted(checked.used(), "plugin") << " would start"
              << (checked.refused() == 0 ? "" : ", " + std::to_string(checked.refused()) + " refused") << '\n';
    return checked.leftOut.empty() ? Done : Failed;
}

// "Gives a program a token. (body at most 8192 B)"
std::string summaryOf(const Route& target) {
    if (target.bodyLimit == 0) return target.summary;
    return target.summary + " (body at most " + std::to_string(target.bodyLimit) + " B)";
}

// "public + user": a visitor must pass both.
std::string guardOf(const Route& target) {
    return target.extraGuard.empty() ? target.guard : target.guard + " + " + target.extraGuard;
}

void printRoute(const Route& target, int width) {
    std::cout << std::left << std::setw(width) << target.method << std::setw(28) << target.path << ' ' << std::setw(14)
              << guardOf(target) << ' ' << std::setw(16) << target.plugin << ' ' << summaryOf(target) << '\n';
}

void printRouteJson(const Route& target, bool last) {
    std::cout << "  {\"method\": " << base::jsonString(target.method) << ", \"path\": " << base::jsonString(target.path)
              << ", \"guard\": " << base::jsonString(target.guard)
              << ", \"extraGuard\": " << (target.extraGuard.empty() ? "null" : base::jsonString(target.extraGuard))
              << ", \"plugin\": " << base::jsonString(target.plugin)
              << ", \"bodyLimit\": " << (target.bodyLimit == 0 ? "null" : std::to_string(target.bodyLimit))
              << ", \"summary\": " << base::jsonString(target.summary) << (last ? "}\n" : "},\n");
}

int routes(const Invocation& invocation) {
    host::Preview foreseen = host::check(hostOptions(invocation));
    std::vector<Route>& targets = foreseen.routes;
    std::sort(targets.begin(), targets.end(),
              [](const auto& a, const auto& b) { return std::tie(a.path, a.method) < std::tie(b.path, b.method); });
    if (invocation.has("json")) {
        std::cout << "[\n";
        for (const Route& target : targets) printRouteJson(target, &target == &targets.back());
        std::cout << "]\n";
    } else {
        for (const Route& target : targets) printRoute(target, methodColumn(targets));
    }
    tellLeftOut(foreseen);
    return foreseen.leftOut.empty() ? Done : Failed;
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
             {{"dev", "",
               "Development mode: reload on every change and show errors in the browser; loopback addresses only."}}),
         serve},
        {"check", "", 0, 0, "Check configuration and plugins without serving.", withHostOptions({}),
         checkConfiguration},
        {"routes", "", 0, 0, "List all routes with their plugins and guards.", withHostOptions({json}), routes},
        {"config show", "", 0, 0, "Print the effective configuration; secrets are hidden.",
         withHostOptions({{"origin", "", "Print the origin of each value."}, json}), configShow},
        {"version", "", 0, 0, "Print the versions of the program and of the plugin ABI.", {}, version},
    };
}

} // namespace portico::cli
