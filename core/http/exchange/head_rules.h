// SPDX-License-Identifier: Apache-2.0
// What a filter may change in the head of an answer: nothing that would undo a protection of the host, describe other bytes than
// those of the body, or let a cache give one visitor's answer to another. portico/abi/filter.h has the list for authors.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

enum class HeadChange { Set, Add, Remove };

// Whether a filter may change this field of the answer. Answer::set and add still check what must not be sent at all.
bool mayFilter(const Exchange& x, HeadChange change, std::string_view name, std::string_view value);

} // namespace portico::http
