// SPDX-License-Identifier: Apache-2.0
// What the doctor looks at outside of the program: files, certificates, addresses, descriptors, clock, disk. Each look is followed by a
// judgement of what was seen, apart from it where a test cannot make the machine sick.
#pragma once

#include "config/environment.h"
#include "config/settings.h"
#include "host/doctor/doctor.h"

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <sys/types.h>

namespace portico::host {

using Findings = std::vector<Finding>;

// Everything in the folder belongs to who owns it, and to nobody else.
void examineFiles(Findings& findings, const std::filesystem::path& state);

// Whoever may write there decides what code runs.
void examineCache(Findings& findings, const std::filesystem::path& cache, uid_t user);

// Can they be used, and for how long?
void examineCertificates(Findings& findings, const config::Settings& settings, const config::Environment& environment,
                         std::time_t now);

// `served`: where the running server is reached, "http://127.0.0.1:8080"; nothing if none runs.
void examineAddresses(Findings& findings, const config::Settings& settings,
                      const std::optional<std::vector<std::string>>& served);

// Of the running server, or of this process if none runs (0).
void examineDescriptors(Findings& findings, const config::Settings& settings, pid_t server);
Finding judgeDescriptors(std::uint64_t connections, std::uint64_t limit);

void examineClock(Findings& findings);
Finding judgeClock(std::time_t now, bool isKeptRight);

void examineDisk(Findings& findings, const std::filesystem::path& state);
Finding judgeDisk(const std::filesystem::path& state, std::uint64_t bytes, std::uint64_t files);

} // namespace portico::host
