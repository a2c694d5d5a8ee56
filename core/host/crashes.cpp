// SPDX-License-Identifier: Apache-2.0
#include "host/crashes.h"

#include <charconv>
#include <fstream>
#include <functional>
#include <sstream>

namespace portico::host {

namespace {

constexpr std::size_t mostBytes = 1 << 20; // of the file that are kept

std::string_view nextWord(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

// The file is written in place: the handler of a running server has it open.
void rewrite(const std::filesystem::path& file, const std::function<bool(const Crash&)>& isKept) {
    std::ifstream in(file);
    if (!in) return;
    std::string kept;
    bool keeps = false;
    for (std::string line; std::getline(in, line);) {
        if (const auto crash = parseCrash(line)) keeps = kept.size() < mostBytes && isKept(*crash);
        if (keeps) kept += line + '\n';
    }
    in.close();
    std::ofstream(file, std::ios::trunc) << kept;
}

} // namespace

std::optional<Crash> parseCrash(std::string_view line) {
    if (nextWord(line) != "crash") return std::nullopt;
    Crash crash{};
    const std::string_view when = nextWord(line);
    if (std::from_chars(when.data(), when.data() + when.size(), crash.when).ec != std::errc()) return std::nullopt;
    crash.plugin = nextWord(line);
    crash.hash = nextWord(line);
    crash.signal = nextWord(line);
    crash.function = nextWord(line);
    nextWord(line); // generation
    nextWord(line); // request
    crash.target = line;
    if (crash.target.empty()) return std::nullopt; // cut off
    return crash;
}

std::vector<Crash> takeCrashes(const std::filesystem::path& file, std::int64_t since) {
    std::vector<Crash> crashes;
    rewrite(file, [&](const Crash& crash) {
        if (crash.when < since) return false;
        crashes.push_back(crash);
        return true;
    });
    return crashes;
}

void forgetCrashes(const std::filesystem::path& file, std::string_view plugin) {
    rewrite(file, [&](const Crash& crash) { return crash.plugin != plugin; });
}

} // namespace portico::host
