// SPDX-License-Identifier: Apache-2.0
#include "host/health/quarantine.h"

#include "base/regular_file.h"
#include "base/write_all.h"
#include "host/health/crashes.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace portico::host {

namespace {

constexpr std::size_t longest = 64 * 1024; // of the text that this file writes

std::string isoTime(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &utc)};
}

std::string firstLine(const std::filesystem::path& file) {
    const std::string text = base::readRegular(file, longest).value_or("");
    return text.substr(0, text.find('\n'));
}

} // namespace

void Quarantine::importCrashes(const CrashRule& rule, std::int64_t now) const {
    std::map<std::string, std::vector<Crash>> byContent;
    for (Crash& crash : takeCrashes(crashes_, now - rule.windowSeconds))
        if (crash.hash != "-") byContent[crash.hash].push_back(std::move(crash));
    for (const auto& [hash, crashes] : byContent) {
        if (rule.crashes == 0 || static_cast<std::int64_t>(crashes.size()) < rule.crashes) continue;
        const Crash& last = crashes.back();
        ::mkdir(folder_.c_str(), 0700);
        std::ostringstream text;
        text << last.plugin << "\ncrashed the server " << crashes.size() << " times within " << rule.windowSeconds / 60
             << " minutes, last at " << isoTime(last.when) << " with " << last.signal << " in " << last.function
             << " for " << last.target << '\n';
        const base::Descriptor out = base::openRegular(folder_ / hash, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (!out || !base::writeAll(out.get(), text.str()))
            throw std::runtime_error((folder_ / hash).string() +
                                     " cannot be written: " + std::generic_category().message(errno));
    }
}

std::optional<std::string> Quarantine::reason(std::string_view hash) const {
    if (hash.empty()) return std::nullopt;
    std::istringstream in(base::readRegular(folder_ / hash, longest).value_or(""));
    std::string plugin, why;
    if (!std::getline(in, plugin)) return std::nullopt;
    std::getline(in, why);
    return "is quarantined: it " + why + "; run `portico plugins release " + plugin + "` or install another file";
}

std::size_t Quarantine::release(std::string_view plugin) const {
    std::size_t released = 0;
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error))
        if (firstLine(at->path()) == plugin) files.push_back(at->path());
    for (const auto& file : files) released += std::filesystem::remove(file) ? 1u : 0u;
    forgetCrashes(crashes_, plugin); // otherwise they would count again
    return released;
}

} // namespace portico::host
