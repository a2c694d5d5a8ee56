// SPDX-License-Identifier: Apache-2.0
// Events below the pipeline, for the log.
#pragma once

#include "http/wire/listen/peer.h"

#include <functional>
#include <string_view>

namespace portico::http::wire {

// Client and listener speak different protocols, which indicates a setup error.
enum class ProtocolMismatch {
    None,
    PlainHttp,     // on a TLS port
    NoProxyHeader, // a required PROXY header is missing or malformed
};

// Called by any thread.
using Report = std::function<void(const Peer& peer, int status, std::string_view why, ProtocolMismatch misfit)>;

} // namespace portico::http::wire
