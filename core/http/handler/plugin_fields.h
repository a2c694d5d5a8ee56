// SPDX-License-Identifier: Apache-2.0
// The functions of a portico_exchange that enumerate what a request contains, and describe its connection.
#pragma once

#include <portico/abi.h>

#include <cstddef>

namespace portico::http::fields {

portico_status headerAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept;
portico_status cookieAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept;
portico_status queryAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept;
portico_status formAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept;
portico_status trailerAt(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) noexcept;
portico_status connection(const portico_exchange* x, portico_connection* connection) noexcept;

} // namespace portico::http::fields
