// SPDX-License-Identifier: Apache-2.0
#include "host/health/crashes.h"

#include "base/regular_file.h"
#include "base/write_all.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

constexpr std::size_t mostBytes = 1 << 20; // kept of the file
constexpr std::size_t mostRead = 64 << 20; // until it is rewritten, the file grows with each crash

std::string_view nextWord(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

// In place, because the crash handler of a running server has the file open, and without truncating it first, because a full disk
// may not have space to write the lines again.
void overwrite(const std::filesystem::path& file, const std::string& text) {
    const base::Descriptor out = base::openRegular(file, O_WRONLY);
    if (!out || !base::writeAll(out.get(), text) || ::ftruncate(out.get(), static_cast<off_t>(text.size())) != 0)
        throw std::runtime_error(file.string() + " cannot be written: " + std::generic_category().message(errno));
}

void rewrite(const std::filesystem::path& file, const std::function<bool(const Crash&)>& isKept) {
    const auto text = base::readRegular(file, mostRead);
    if (!text) return;
    std::istringstream in(*text);
    std::string kept;
    bool keeps = false, isChanged = false;
    for (std::string line; std::getline(in, line);) {
        if (const auto crash = parseCrash(line)) keeps = kept.size() < mostBytes && isKept(*crash);
        if (keeps)
            kept += line + '\n';
        else
            isChanged = true;
    }
    if (isChanged) overwrite(file, kept);
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
    if (crash.target.empty()) return std::nullopt; // truncated
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
