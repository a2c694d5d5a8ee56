// SPDX-License-Identifier: Apache-2.0
#include "host/trial/build_report.h"

#include "host/generation/generation.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"

#include <exception>

namespace portico::host {

namespace {

void tellReport(const loader::Report& report, const Tell& tell) {
    for (const loader::Refusal& refusal : report.refused) tell("refused", refusal.plugin, refusal.sentence);
    for (const loader::UnusedPlugin& idle : report.idle) tell("idle", idle.id, idle.why);
    for (const std::string& fault : report.faults) tell("fatal", "", fault);
}

void tellRoute(const http::Target& target, const std::string& path, const http::GuardRule& extra, const Tell& tell) {
    std::string words;
    const std::string extraGuard = extra.kind() == http::GuardRule::Kind::Public ? "" : extra.text();
    const std::string bodyLimit = std::to_string(target.bodyLimit);
    for (const std::string* word : {&target.method, &path, &target.guardText, &extraGuard, &target.summary, &bodyLimit})
        (words += *word) += wordEnd;
    tell("route", target.plugin, words);
}

// A path in pages.guards that a route serves only through its pattern gets its own line.
void tellGuardedPaths(const http::Snapshot& serving, const Tell& tell) {
    for (const auto& [path, guard] : serving.pathGuards) {
        http::Parameters ignored;
        const http::Router::Methods* methods = serving.router.match(path, ignored);
        if (methods == nullptr) continue;
        for (const auto& [method, number] : *methods)
            if (const http::Target& target = serving.targets[number]; http::shapeOf(target.path) != http::shapeOf(path))
                tellRoute(target, path, guard, tell);
    }
}

void tellGeneration(const Generation& generation, const Tell& tell) {
    for (const auto& [id, clauses] : generation.refusedRoutes())
        for (const std::string& clause : clauses) tell("fault", id, clause);
    for (const auto& plugin : generation.plugins().plugins()) tell("hash", plugin->id(), plugin->file().hash);
    tellReport(generation.plugins().report(), tell);
    for (const std::string& sentence : generation.unserved()) tell("unserved", "", sentence);
    for (const std::string& sentence : generation.warnings()) tell("warning", "", sentence);
    const http::Snapshot& serving = generation.serving();
    for (const http::Target& target : serving.targets) tellRoute(target, target.path, target.extraGuard, tell);
    tellGuardedPaths(serving, tell);
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
        tell("fatal", "", sentenceOf(error));
    }
}

} // namespace portico::host
