// SPDX-License-Identifier: Apache-2.0
// Which format of metrics a scraper wants, from its Accept header (RFC 9110 section 12.5.1).
#pragma once

#include <string_view>

namespace routes_metrics {

// True if the header names application/openmetrics-text with a quality that is not lower than that of text/plain. Malformed
// elements, and versions other than 1.0.0, do not count.
bool wantsOpenMetrics(std::string_view accept) noexcept;

} // namespace routes_metrics
