// SPDX-License-Identifier: Apache-2.0
// Renders a case and compares.
#pragma once

#include "case_file.h"

namespace pages_jinja::test {

// Empty if the case gives the expected output or the expected kind of error; otherwise both, for the test report.
std::string differenceOf(const Case& one);

} // namespace pages_jinja::test
