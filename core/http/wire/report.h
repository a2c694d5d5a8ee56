// SPDX-License-Identifier: Apache-2.0
// What happens below the pipeline, for the log.
#pragma once

#include "http/wire/peer.h"

#include <functional>
#include <string_view>

namespace portico::http::wire {

// A client and a listener that speak different protocols: somebody set one of them up wrongly.
enum class ProtocolMismatch {
    None,
    PlainHttp,     // where TLS is spoken
    NoProxyHeader, // where a trusted proxy has to send one, or a malformed one
};

// Called by any thread.
using Report = std::function<void(const Peer& peer, int status, std::string_view why, ProtocolMismatch misfit)>;

} // namespace portico::http::wire
