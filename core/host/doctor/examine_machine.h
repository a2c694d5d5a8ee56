// SPDX-License-Identifier: Apache-2.0
// What the doctor examines outside of the program: files, certificates, addresses, descriptors, clock, disk. The judge
// functions are separate where a test cannot cause the fault on the machine.
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

// Everything in the folder must belong to the owner of the folder and be accessible to nobody else.
void examineFiles(Findings& findings, const std::filesystem::path& state);

// A user who can write there decides what code runs.
void examineCache(Findings& findings, const std::filesystem::path& cache, uid_t user);

// Whether the certificates are valid, and for how long.
void examineCertificates(Findings& findings, const config::Settings& settings, const config::Environment& environment,
                         std::time_t now);

// `served`: the addresses of the running server, "http://127.0.0.1:8080"; nothing if none runs.
void examineAddresses(Findings& findings, const config::Settings& settings,
                      const std::optional<std::vector<std::string>>& served);

// For the running server, or for this process if none runs (0).
void examineDescriptors(Findings& findings, const config::Settings& settings, pid_t server);
Finding judgeDescriptors(std::uint64_t connections, std::uint64_t limit);

void examineClock(Findings& findings);
Finding judgeClock(std::time_t now, bool isKeptRight);

void examineDisk(Findings& findings, const std::filesystem::path& state);
Finding judgeDisk(const std::filesystem::path& state, std::uint64_t bytes, std::uint64_t files);

} // namespace portico::host
