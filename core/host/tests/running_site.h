// SPDX-License-Identifier: Apache-2.0
// A site in a scratch folder for tests of generations: its configuration, its folder with test plugins, and no socket.
#pragma once

#include "host/reload/generations.h"
#include "support/scratch_dir.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace portico::host::test {

class RunningSite {
public:
    RunningSite() {
        std::filesystem::create_directory(plugins());
        configure("");
    }

    void configure(const std::string& more) {
        folder.write("portico.toml", "log.level = \"error\"\nstate.directory = \"" + path("state") +
                                         "\"\nplugins.directories = [\"" + path("plugins") +
                                         "\"]\npages.directories = [\"" + path("pages") + "\"]\n" + more);
    }
    // Installs a test plugin; a different tail makes its content different.
    void install(const std::string& guest, const std::string& tail = "") {
        const auto from = std::filesystem::path(PORTICO_GUESTS) / guest / (guest + ".so");
        const auto draft = folder.path() / "draft";
        std::filesystem::copy_file(from, draft, std::filesystem::copy_options::overwrite_existing);
        std::ofstream(draft, std::ios::app) << tail;
        std::filesystem::rename(draft, plugins() / (guest + ".so"));
    }
    void uninstall(const std::string& guest) { std::filesystem::remove(plugins() / (guest + ".so")); }

    Options options() const {
        Options made;
        made.sources.main = folder.path() / "portico.toml";
        made.program = program;
        return made;
    }
    Generations& generations() {
        if (!builder_) builder_.emplace(options(), processState);
        if (!generations_) generations_.emplace(builder_->build(1, nullptr), processState, worker_);
        return *generations_;
    }
    // Reloads as the control thread does, but on this thread.
    const Generations::ReloadResult& reload() {
        Generations& all = generations();
        settle();
        if (auto whyNotBuild = all.whyNotBuild(); !whyNotBuild.empty())
            return all.refuse({std::move(whyNotBuild)}, "a test");
        const auto known = all.current().leftOut();
        return all.take(builder_->build(all.current().number() + 1, &known), "a test");
    }
    // Waits until everything that can be stopped has been stopped.
    void settle() {
        generations_->sweep();
        worker_.finish(std::chrono::minutes(1));
    }
    bool serves(std::string_view path) {
        const auto& targets = generations().current().serving().targets;
        return std::ranges::any_of(targets, [&](const http::Target& target) { return target.path == path; });
    }
    std::filesystem::path plugins() const { return folder.path() / "plugins"; }
    std::string path(const std::string& name) const { return (folder.path() / name).string(); }

    portico::test::ScratchDir folder;
    ServerLog log{"error", false};
    ProcessState processState{log, PORTICO_PURPOSE_SERVE};
    std::string program; // for the probe process; empty: no trial loads

private:
    Worker worker_; // outlives the generations, because it stops them
    std::optional<Builder> builder_;
    std::optional<Generations> generations_;
};

inline bool anyContains(const std::vector<std::string>& texts, const std::string& part) {
    return std::ranges::any_of(texts, [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

} // namespace portico::host::test
