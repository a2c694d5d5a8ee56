// SPDX-License-Identifier: Apache-2.0
// Runs part of a command in a child process, which may permanently become another user (become_owner.h) while the parent does
// not. A connection links the two, and the parent rethrows the child's exceptions. For commands only: the process must have one
// thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace portico::host {

using Sentences = std::vector<std::string>;

inline void waitSilently() {}

// `theirs` runs in the child, `ours` in this process at the same time; each gets its end of the connection and must not close it.
// After `ours`, `meanwhile` is called as in awaitInput until the child ends. Returns the result of `theirs`. Throws what `theirs`
// threw, as Refusal or std::runtime_error, or else what `ours` threw.
Sentences runInChild(const std::function<Sentences(int)>& theirs, const std::function<void(int)>& ours,
                     const std::function<void()>& meanwhile = waitSilently);

// Waits until `from` has something to read or its other end is closed. Until then calls `meanwhile` five times a second.
void awaitInput(int from, const std::function<void()>& meanwhile);

} // namespace portico::host
