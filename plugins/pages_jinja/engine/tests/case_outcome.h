// SPDX-License-Identifier: Apache-2.0
// Renders a case and compares.
#pragma once

#include "case_file.h"

namespace pages_jinja::test {

// Empty if the case renders to what it should, or ends with that kind of error; else both, for people.
std::string differenceOf(const Case& one);

} // namespace pages_jinja::test
