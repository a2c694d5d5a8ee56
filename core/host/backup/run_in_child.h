// SPDX-License-Identifier: Apache-2.0
// Part of a command in a process of its own, which may become another user for good (become_owner) while the rest stays who it is.
// The two have a connection, and what one throws the other hears. Only for commands: this process must have one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace portico::host {

using Sentences = std::vector<std::string>;

// `theirs` runs in the other process, `ours` here at the same time; each has its end of the connection, which it leaves open.
// Returns what `theirs` does. Throws what `theirs` threw, as Refusal or std::runtime_error, or else what `ours` threw.
Sentences runInChild(const std::function<Sentences(int)>& theirs, const std::function<void(int)>& ours);

} // namespace portico::host
