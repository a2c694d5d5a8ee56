// SPDX-License-Identifier: Apache-2.0
// `portico doctor`: finds problems of the installation and prints remedies.
#include "cli/commands.h"

#include "base/json_string.h"
#include "cli/host_options.h"
#include "host/doctor/doctor.h"

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace portico::cli {

namespace {

using host::Finding;
using host::Verdict;

std::string_view wordOf(Verdict verdict) {
    return verdict == Verdict::Good ? "good" : verdict == Verdict::Notice ? "look" : "bad";
}

void print(const Finding& finding) {
    std::cout << std::left << std::setw(5) << wordOf(finding.verdict) << std::setw(14) << finding.subject
              << finding.sentence << '\n';
    if (!finding.remedy.empty()) std::cout << "                   do: " << finding.remedy << '\n';
}

void printJson(const Finding& finding, bool last) {
    std::cout << "  {\"verdict\": " << base::jsonString(wordOf(finding.verdict))
              << ", \"subject\": " << base::jsonString(finding.subject)
              << ", \"sentence\": " << base::jsonString(finding.sentence)
              << ", \"remedy\": " << base::jsonString(finding.remedy) << (last ? "}\n" : "},\n");
}

int doctor(const Invocation& invocation) {
    const std::vector<Finding> findings = host::examine(hostOptions(invocation));
    if (invocation.has("json")) {
        std::cout << "[\n";
        for (const Finding& finding : findings) printJson(finding, &finding == &findings.back());
        std::cout << "]\n";
    } else {
        for (const Finding& finding : findings) print(finding);
    }
    const bool bad = std::ranges::any_of(findings, [](const Finding& f) { return f.verdict == Verdict::Bad; });
    return bad ? Failed : Done;
}

} // namespace

std::vector<Command> doctorCommands() {
    return {{"doctor", "", 0, 0, "Examine this installation: report problems and the commands that fix them.",
             withHostOptions({{"json", "", "Print JSON."}}), doctor}};
}

} // namespace portico::cli
