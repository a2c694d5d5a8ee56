// SPDX-License-Identifier: Apache-2.0
// Which plugins may come into the server: those that lived once in a process of their own without harm. What was tried with the
// same files and settings is not tried again. Belongs to the control thread.
#pragma once

#include "host/options.h"
#include "host/setup.h"

#include <set>
#include <string>

namespace portico::host {

class Probation {
public:
    explicit Probation(const Options& options) : options_(options) {}

    // Adds to each plugin what was found against it. Throws Refusal if that cannot be found out.
    void judge(Setup& setup);

private:
    const Options& options_;
    std::set<std::string> passed_; // combinations of files and settings
};

} // namespace portico::host
