// SPDX-License-Identifier: Apache-2.0
#include "host/trial/build_report.h"

#include "host/generation/generation.h"
#include "host/process/refusal.h"

#include <exception>

namespace portico::host {

namespace {

void tellReport(const loader::Report& report, const Tell& tell) {
    for (const loader::Refusal& refusal : report.refused) tell("refused", refusal.plugin, refusal.sentence);
    for (const loader::UnusedPlugin& idle : report.idle) tell("idle", idle.id, idle.why);
    for (const std::string& fault : report.faults) tell("fatal", "", fault);
}

void tellRoute(const http::Target& target, const Tell& tell) {
    std::string words;
    const std::string bodyLimit = std::to_string(target.bodyLimit);
    for (const std::string* word : {&target.method, &target.path, &target.guardText, &target.summary, &bodyLimit})
        (words += *word) += wordEnd;
    tell("route", target.plugin, words);
}

void tellGeneration(const Generation& generation, const Tell& tell) {
    for (const auto& [id, clauses] : generation.refusedRoutes())
        for (const std::string& clause : clauses) tell("fault", id, clause);
    for (const auto& plugin : generation.plugins().plugins()) tell("hash", plugin->id(), plugin->file().hash);
    tellReport(generation.plugins().report(), tell);
    for (const std::string& sentence : generation.unserved()) tell("unserved", "", sentence);
    for (const std::string& sentence : generation.warnings()) tell("warning", "", sentence);
    for (const http::Target& target : generation.serving().targets) tellRoute(target, tell);
}

} // namespace

void buildAndReport(const Options& options, const std::set<std::string>& without, ProcessState& processState,
                    const Tell& tell) {
    try {
        Setup setup = setUp(options);
        for (loader::PluginFile& plugin : setup.inventory.plugins)
            if (without.contains(plugin.id)) plugin.problems.emplace_back("is left out");
        const Generation generation(std::move(setup), processState);
        tellGeneration(generation, tell);
    } catch (const PluginsRefused& refusal) {
        tellReport(refusal.report(), tell);
    } catch (const Refusal& refusal) {
        for (const std::string& reason : refusal.reasons()) tell("fatal", "", reason);
    } catch (const std::exception& error) {
        tell("fatal", "", error.what());
    }
}

} // namespace portico::host
