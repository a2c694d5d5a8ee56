// SPDX-License-Identifier: Apache-2.0
// What the doctor looks at outside of the program: files, addresses, clock, disk.
#pragma once

#include "config/settings.h"
#include "host/doctor.h"

#include <filesystem>

namespace portico::host {

// Everything in the folder belongs to who owns it, and to nobody else.
void examineFiles(std::vector<Finding>& findings, const std::filesystem::path& state);
// Does somebody answer where the configuration says?
void examineAddresses(std::vector<Finding>& findings, const config::Settings& settings);
void examineClock(std::vector<Finding>& findings);
void examineDisk(std::vector<Finding>& findings, const std::filesystem::path& state);

} // namespace portico::host
