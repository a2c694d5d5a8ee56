// SPDX-License-Identifier: Apache-2.0
// The functions of a portico_exchange for streaming: see portico/abi/exchange.h. Used only by plugin_exchange.
#pragma once

#include <portico/abi.h>

#include <cstddef>
#include <cstdint>

namespace portico::http::pieces {

portico_status flush(portico_exchange* x) noexcept;
std::int32_t clientGone(const portico_exchange* x) noexcept;
portico_status pause(portico_exchange* x, std::uint32_t milliseconds) noexcept;
portico_status readBody(portico_exchange* x, char* buffer, std::size_t size, std::size_t* got) noexcept;
portico_status nextPart(portico_exchange* x, portico_part* part) noexcept;
portico_status readPart(portico_exchange* x, char* buffer, std::size_t size, std::size_t* got) noexcept;

} // namespace portico::http::pieces
