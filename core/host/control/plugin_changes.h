// SPDX-License-Identifier: Apache-2.0
// Commands on the control socket that change one plugin: "disable ID", "enable ID", "renew ID". Each is a reload: the next
// generation is without the plugin, with it, or with a fresh copy of it. If the reload is refused, everything is as before.
// Belongs to the control thread.
#pragma once

#include "host/reload/reloads.h"

#include <string>

namespace portico::host {

class PluginChanges {
public:
    PluginChanges(Reloads& reloads, const Generations& generations, ProcessState& processState)
        : reloads_(reloads), generations_(generations), processState_(processState) {}

    // False if `line` is another command. Throws std::runtime_error if the change is impossible.
    bool take(const std::string& line, Reloads::OnFinished onFinished);

private:
    void disable(const std::string& id, Reloads::OnFinished onFinished);
    void enable(const std::string& id, Reloads::OnFinished onFinished);
    void renew(const std::string& id, Reloads::OnFinished onFinished);
    void mustBeTheOnlyChange(const std::string& id) const;
    bool isInstalled(const std::string& id) const;

    Reloads& reloads_;
    const Generations& generations_;
    ProcessState& processState_;
};

} // namespace portico::host
